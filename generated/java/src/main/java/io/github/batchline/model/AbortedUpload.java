// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Objects;

/** The upload that was dropped. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class AbortedUpload {
  private String uploadId;

  /** Nothing but what has a default. */
  public AbortedUpload() {}

  /**
   * The upload.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "upload_id")
  public String getUploadId() {
    return uploadId;
  }

  /**
   * The upload.
   *
   * @param uploadId the value
   */
  @JsonProperty(value = "upload_id")
  public void setUploadId(String uploadId) {
    this.uploadId = uploadId;
  }

  /**
   * The upload.
   *
   * @param uploadId the value
   * @return this
   */
  public AbortedUpload uploadId(String uploadId) {
    this.uploadId = uploadId;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof AbortedUpload)) {
      return false;
    }
    AbortedUpload that = (AbortedUpload) other;
    return Objects.equals(this.uploadId, that.uploadId);
  }

  @Override
  public int hashCode() {
    return Objects.hash(uploadId);
  }

  @Override
  public String toString() {
    return "AbortedUpload{" + "upload_id=" + uploadId + "}";
  }
}
