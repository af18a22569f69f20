// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.api;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.batchline.ApiCall;
import io.github.batchline.ApiClient;
import io.github.batchline.ApiException;
import io.github.batchline.ApiResponse;
import io.github.batchline.model.AbortMultipartRequest;
import io.github.batchline.model.AbortedUpload;
import io.github.batchline.model.CompleteMultipartRequest;
import io.github.batchline.model.CompletedUploadResponse;
import io.github.batchline.model.FileDeleteResponse;
import io.github.batchline.model.FileExistsResponse;
import io.github.batchline.model.FileList;
import io.github.batchline.model.FilePurpose;
import io.github.batchline.model.FileResponse;
import io.github.batchline.model.FileType;
import io.github.batchline.model.FilesErrorResponse;
import io.github.batchline.model.GatewayErrorResponse;
import io.github.batchline.model.InitiateMultipartRequest;
import java.io.InputStream;
import io.github.batchline.model.MultipartUpload;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The calls of {@code Files}. */
public class FilesApi {
  private final ApiClient client;

  /**
   * Makes calls through a client.
   *
   * @param client the client, which has the key
   */
  public FilesApi(ApiClient client) {
    this.client = client;
  }

  /**
   * Abort a multipart upload.
   *
   * <p>Drops an upload, its parts and its file.
   *
   * @param abortMultipartRequest AbortMultipartRequest
   * @return the answer
   * @throws ApiException when the call fails, or is not answered with success
   */
  public AbortedUpload abortMultipartUpload(AbortMultipartRequest abortMultipartRequest)
      throws ApiException {
    return abortMultipartUploadWithHttpInfo(abortMultipartRequest).getData();
  }

  /**
   * As {@code abortMultipartUpload}, with the status and the headers of the answer.
   *
   * @param abortMultipartRequest AbortMultipartRequest
   * @return the answer with its status and headers
   * @throws ApiException when the call fails, or is not answered with success
   */
  public ApiResponse<AbortedUpload> abortMultipartUploadWithHttpInfo(AbortMultipartRequest abortMultipartRequest)
      throws ApiException {
    ApiCall call = client.call("abortMultipartUpload", "POST", "/files/multipart/abort");
    return call
        .json(call.required("body", abortMultipartRequest))
        .read(new TypeReference<AbortedUpload>() {});
  }

  /**
   * Complete a multipart upload.
   *
   * <p>Joins the parts, named by number and ETag in ascending order, into the file.
   *
   * @param completeMultipartRequest CompleteMultipartRequest
   * @return the answer
   * @throws ApiException when the call fails, or is not answered with success
   */
  public CompletedUploadResponse completeMultipartUpload(CompleteMultipartRequest completeMultipartRequest)
      throws ApiException {
    return completeMultipartUploadWithHttpInfo(completeMultipartRequest).getData();
  }

  /**
   * As {@code completeMultipartUpload}, with the status and the headers of the answer.
   *
   * @param completeMultipartRequest CompleteMultipartRequest
   * @return the answer with its status and headers
   * @throws ApiException when the call fails, or is not answered with success
   */
  public ApiResponse<CompletedUploadResponse> completeMultipartUploadWithHttpInfo(CompleteMultipartRequest completeMultipartRequest)
      throws ApiException {
    ApiCall call = client.call("completeMultipartUpload", "POST", "/files/multipart/complete");
    return call
        .json(call.required("body", completeMultipartRequest))
        .read(new TypeReference<CompletedUploadResponse>() {});
  }

  /**
   * Create a file.
   *
   * <p>Announces a file and returns where its bytes go. The response is a 302 that must not be followed as a redirect: PUT the bytes to &#x60;Location&#x60; (see &#x60;x-presigned-uploads&#x60;), then call &#x60;preprocessFile&#x60; with the id in &#x60;X-Together-File-Id&#x60;. 
   *
   * @param purpose FilePurpose
   * @param fileName The file&#39;s name, without folders.
   * @param fileType FileType
   * @param checksum The SHA-256 of the bytes in hexadecimal, so that the service notices a duplicate. May be null.
   * @return the answer with its status and headers
   * @throws ApiException when the call fails, or is not answered with success
   */
  public ApiResponse<Void> createFileWithHttpInfo(FilePurpose purpose, String fileName, FileType fileType, String checksum)
      throws ApiException {
    ApiCall call = client.call("createFile", "POST", "/files");
    return call
        .accept(302)
        .form("purpose", call.required("purpose", purpose), true)
        .form("file_name", call.required("file_name", fileName), true)
        .form("file_type", call.required("file_type", fileType), true)
        .form("checksum", checksum, true)
        .ignore();
  }

  /**
   * Delete a file.
   *
   * <p>Deletes a file and its bytes. It cannot be undone.
   *
   * @param id The file&#39;s id.
   * @return the answer
   * @throws ApiException when the call fails, or is not answered with success
   */
  public FileDeleteResponse deleteFile(String id)
      throws ApiException {
    return deleteFileWithHttpInfo(id).getData();
  }

  /**
   * As {@code deleteFile}, with the status and the headers of the answer.
   *
   * @param id The file&#39;s id.
   * @return the answer with its status and headers
   * @throws ApiException when the call fails, or is not answered with success
   */
  public ApiResponse<FileDeleteResponse> deleteFileWithHttpInfo(String id)
      throws ApiException {
    ApiCall call = client.call("deleteFile", "DELETE", "/files/{id}");
    return call
        .path("id", id)
        .read(new TypeReference<FileDeleteResponse>() {});
  }

  /**
   * Begin a multipart upload.
   *
   * <p>Announces a file that comes in parts, and returns a presigned URL for every part. There is no call that lists the parts received or signs a URL again. 
   *
   * @param initiateMultipartRequest InitiateMultipartRequest
   * @return the answer
   * @throws ApiException when the call fails, or is not answered with success
   */
  public MultipartUpload initiateMultipartUpload(InitiateMultipartRequest initiateMultipartRequest)
      throws ApiException {
    return initiateMultipartUploadWithHttpInfo(initiateMultipartRequest).getData();
  }

  /**
   * As {@code initiateMultipartUpload}, with the status and the headers of the answer.
   *
   * @param initiateMultipartRequest InitiateMultipartRequest
   * @return the answer with its status and headers
   * @throws ApiException when the call fails, or is not answered with success
   */
  public ApiResponse<MultipartUpload> initiateMultipartUploadWithHttpInfo(InitiateMultipartRequest initiateMultipartRequest)
      throws ApiException {
    ApiCall call = client.call("initiateMultipartUpload", "POST", "/files/multipart/initiate");
    return call
        .json(call.required("body", initiateMultipartRequest))
        .read(new TypeReference<MultipartUpload>() {});
  }

  /**
   * List files.
   *
   * <p>Lists the metadata of all files of the account.
   *
   * @return the answer
   * @throws ApiException when the call fails, or is not answered with success
   */
  public FileList listFiles()
      throws ApiException {
    return listFilesWithHttpInfo().getData();
  }

  /**
   * As {@code listFiles}, with the status and the headers of the answer.
   *
   * @return the answer with its status and headers
   * @throws ApiException when the call fails, or is not answered with success
   */
  public ApiResponse<FileList> listFilesWithHttpInfo()
      throws ApiException {
    ApiCall call = client.call("listFiles", "GET", "/files");
    return call
        .read(new TypeReference<FileList>() {});
  }

  /**
   * Hand over an uploaded file.
   *
   * <p>Tells the service that the bytes were PUT, and returns the file&#39;s metadata. May be repeated. 
   *
   * @param id The file&#39;s id.
   * @return the answer
   * @throws ApiException when the call fails, or is not answered with success
   */
  public FileResponse preprocessFile(String id)
      throws ApiException {
    return preprocessFileWithHttpInfo(id).getData();
  }

  /**
   * As {@code preprocessFile}, with the status and the headers of the answer.
   *
   * @param id The file&#39;s id.
   * @return the answer with its status and headers
   * @throws ApiException when the call fails, or is not answered with success
   */
  public ApiResponse<FileResponse> preprocessFileWithHttpInfo(String id)
      throws ApiException {
    ApiCall call = client.call("preprocessFile", "POST", "/files/{id}/preprocess");
    return call
        .path("id", id)
        .read(new TypeReference<FileResponse>() {});
  }

  /**
   * Retrieve a file&#39;s metadata.
   *
   * <p>Returns a file&#39;s metadata, without its bytes.
   *
   * @param id The file&#39;s id.
   * @return the answer
   * @throws ApiException when the call fails, or is not answered with success
   */
  public FileResponse retrieveFile(String id)
      throws ApiException {
    return retrieveFileWithHttpInfo(id).getData();
  }

  /**
   * As {@code retrieveFile}, with the status and the headers of the answer.
   *
   * @param id The file&#39;s id.
   * @return the answer with its status and headers
   * @throws ApiException when the call fails, or is not answered with success
   */
  public ApiResponse<FileResponse> retrieveFileWithHttpInfo(String id)
      throws ApiException {
    ApiCall call = client.call("retrieveFile", "GET", "/files/{id}");
    return call
        .path("id", id)
        .read(new TypeReference<FileResponse>() {});
  }

  /**
   * Download a file.
   *
   * <p>Returns the file&#39;s bytes, or the range that &#x60;Range&#x60; asks for. A &#x60;Range&#x60; that the server does not understand is ignored, as RFC 9110 section 14.2 requires. 
   *
   * @param id The file&#39;s id.
   * @param range One range of bytes, such as &#x60;bytes&#x3D;1048576-&#x60;. May be null.
   * @param ifRange The &#x60;ETag&#x60; that the file must still have for &#x60;Range&#x60; to count. May be null.
   * @return the answer, as a stream that has to be closed
   * @throws ApiException when the call fails, or is not answered with success
   */
  public InputStream retrieveFileContent(String id, String range, String ifRange)
      throws ApiException {
    return retrieveFileContentWithHttpInfo(id, range, ifRange).getData();
  }

  /**
   * As {@code retrieveFileContent}, with the status and the headers of the answer.
   *
   * @param id The file&#39;s id.
   * @param range One range of bytes, such as &#x60;bytes&#x3D;1048576-&#x60;. May be null.
   * @param ifRange The &#x60;ETag&#x60; that the file must still have for &#x60;Range&#x60; to count. May be null.
   * @return the answer with its status and headers
   * @throws ApiException when the call fails, or is not answered with success
   */
  public ApiResponse<InputStream> retrieveFileContentWithHttpInfo(String id, String range, String ifRange)
      throws ApiException {
    ApiCall call = client.call("retrieveFileContent", "GET", "/files/{id}/content");
    return call
        .path("id", id)
        .header("Range", range)
        .header("If-Range", ifRange)
        .stream();
  }

  /**
   * Upload a file in one call.
   *
   * <p>Takes a file&#39;s bytes in the request itself, and returns the file. The API holds all bytes on their way, and a lost response means sending all of them again: for large files, &#x60;createFile&#x60; and &#x60;initiateMultipartUpload&#x60; are better. 
   *
   * @param _file The file&#39;s bytes.
   * @param fileName The file&#39;s name, without folders.
   * @param purpose FilePurpose
   * @param fileType FileType May be null.
   * @return the answer
   * @throws ApiException when the call fails, or is not answered with success
   */
  public FileResponse uploadFile(InputStream _file, String fileName, FilePurpose purpose, FileType fileType)
      throws ApiException {
    return uploadFileWithHttpInfo(_file, fileName, purpose, fileType).getData();
  }

  /**
   * As {@code uploadFile}, with the status and the headers of the answer.
   *
   * @param _file The file&#39;s bytes.
   * @param fileName The file&#39;s name, without folders.
   * @param purpose FilePurpose
   * @param fileType FileType May be null.
   * @return the answer with its status and headers
   * @throws ApiException when the call fails, or is not answered with success
   */
  public ApiResponse<FileResponse> uploadFileWithHttpInfo(InputStream _file, String fileName, FilePurpose purpose, FileType fileType)
      throws ApiException {
    ApiCall call = client.call("uploadFile", "POST", "/files/upload");
    return call
        .form("file", call.required("file", _file), true)
        .form("file_name", call.required("file_name", fileName), true)
        .form("purpose", call.required("purpose", purpose), true)
        .form("file_type", fileType, true)
        .read(new TypeReference<FileResponse>() {});
  }
}
