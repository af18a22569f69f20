// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.model.PresignedPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A multipart upload that has begun. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class MultipartUpload {
  private String uploadId;

  private String fileId;

  private List<PresignedPart> parts;

  /** Nothing but what has a default. */
  public MultipartUpload() {}

  /**
   * Identifies the upload when it is completed or aborted.
   *
   * @return the value
   */
  @JsonProperty(value = "upload_id", required = true)
  public String getUploadId() {
    return uploadId;
  }

  /**
   * Identifies the upload when it is completed or aborted.
   *
   * @param uploadId the value
   */
  @JsonProperty(value = "upload_id", required = true)
  public void setUploadId(String uploadId) {
    this.uploadId = uploadId;
  }

  /**
   * Identifies the upload when it is completed or aborted.
   *
   * @param uploadId the value
   * @return this
   */
  public MultipartUpload uploadId(String uploadId) {
    this.uploadId = uploadId;
    return this;
  }

  /**
   * The id that the file will have.
   *
   * @return the value
   */
  @JsonProperty(value = "file_id", required = true)
  public String getFileId() {
    return fileId;
  }

  /**
   * The id that the file will have.
   *
   * @param fileId the value
   */
  @JsonProperty(value = "file_id", required = true)
  public void setFileId(String fileId) {
    this.fileId = fileId;
  }

  /**
   * The id that the file will have.
   *
   * @param fileId the value
   * @return this
   */
  public MultipartUpload fileId(String fileId) {
    this.fileId = fileId;
    return this;
  }

  /**
   * Where every part goes.
   *
   * @return the value
   */
  @JsonProperty(value = "parts", required = true)
  public List<PresignedPart> getParts() {
    return parts;
  }

  /**
   * Where every part goes.
   *
   * @param parts the value
   */
  @JsonProperty(value = "parts", required = true)
  public void setParts(List<PresignedPart> parts) {
    this.parts = parts;
  }

  /**
   * Where every part goes.
   *
   * @param parts the value
   * @return this
   */
  public MultipartUpload parts(List<PresignedPart> parts) {
    this.parts = parts;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof MultipartUpload)) {
      return false;
    }
    MultipartUpload that = (MultipartUpload) other;
    return Objects.equals(this.uploadId, that.uploadId)
        && Objects.equals(this.fileId, that.fileId)
        && Objects.equals(this.parts, that.parts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(uploadId, fileId, parts);
  }

  @Override
  public String toString() {
    return "MultipartUpload{" + "upload_id=" + uploadId + ", file_id=" + fileId + ", parts=" + parts + "}";
  }
}
