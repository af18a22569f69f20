// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.model.CompletedPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The parts of an upload, in ascending order. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class CompleteMultipartRequest {
  private String uploadId;

  private String fileId;

  private List<CompletedPart> parts;

  /** Nothing but what has a default. */
  public CompleteMultipartRequest() {}

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
  public CompleteMultipartRequest uploadId(String uploadId) {
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
  public CompleteMultipartRequest fileId(String fileId) {
    this.fileId = fileId;
    return this;
  }

  /**
   * Every part that was PUT.
   *
   * @return the value
   */
  @JsonProperty(value = "parts", required = true)
  public List<CompletedPart> getParts() {
    return parts;
  }

  /**
   * Every part that was PUT.
   *
   * @param parts the value
   */
  @JsonProperty(value = "parts", required = true)
  public void setParts(List<CompletedPart> parts) {
    this.parts = parts;
  }

  /**
   * Every part that was PUT.
   *
   * @param parts the value
   * @return this
   */
  public CompleteMultipartRequest parts(List<CompletedPart> parts) {
    this.parts = parts;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof CompleteMultipartRequest)) {
      return false;
    }
    CompleteMultipartRequest that = (CompleteMultipartRequest) other;
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
    return "CompleteMultipartRequest{" + "upload_id=" + uploadId + ", file_id=" + fileId + ", parts=" + parts + "}";
  }
}
