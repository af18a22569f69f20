// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Objects;

/** An upload that will not be completed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class AbortMultipartRequest {
  private String uploadId;

  private String fileId;

  /** Nothing but what has a default. */
  public AbortMultipartRequest() {}

  /**
   * The upload.
   *
   * @return the value
   */
  @JsonProperty(value = "upload_id", required = true)
  public String getUploadId() {
    return uploadId;
  }

  /**
   * The upload.
   *
   * @param uploadId the value
   */
  @JsonProperty(value = "upload_id", required = true)
  public void setUploadId(String uploadId) {
    this.uploadId = uploadId;
  }

  /**
   * The upload.
   *
   * @param uploadId the value
   * @return this
   */
  public AbortMultipartRequest uploadId(String uploadId) {
    this.uploadId = uploadId;
    return this;
  }

  /**
   * Its file.
   *
   * @return the value
   */
  @JsonProperty(value = "file_id", required = true)
  public String getFileId() {
    return fileId;
  }

  /**
   * Its file.
   *
   * @param fileId the value
   */
  @JsonProperty(value = "file_id", required = true)
  public void setFileId(String fileId) {
    this.fileId = fileId;
  }

  /**
   * Its file.
   *
   * @param fileId the value
   * @return this
   */
  public AbortMultipartRequest fileId(String fileId) {
    this.fileId = fileId;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof AbortMultipartRequest)) {
      return false;
    }
    AbortMultipartRequest that = (AbortMultipartRequest) other;
    return Objects.equals(this.uploadId, that.uploadId)
        && Objects.equals(this.fileId, that.fileId);
  }

  @Override
  public int hashCode() {
    return Objects.hash(uploadId, fileId);
  }

  @Override
  public String toString() {
    return "AbortMultipartRequest{" + "upload_id=" + uploadId + ", file_id=" + fileId + "}";
  }
}
