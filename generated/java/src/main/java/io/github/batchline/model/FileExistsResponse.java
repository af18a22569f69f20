// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Objects;

/** The same bytes are stored already. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class FileExistsResponse {
  private String fileId;

  /** Nothing but what has a default. */
  public FileExistsResponse() {}

  /**
   * The id of the file that has these bytes.
   *
   * @return the value
   */
  @JsonProperty(value = "file_id", required = true)
  public String getFileId() {
    return fileId;
  }

  /**
   * The id of the file that has these bytes.
   *
   * @param fileId the value
   */
  @JsonProperty(value = "file_id", required = true)
  public void setFileId(String fileId) {
    this.fileId = fileId;
  }

  /**
   * The id of the file that has these bytes.
   *
   * @param fileId the value
   * @return this
   */
  public FileExistsResponse fileId(String fileId) {
    this.fileId = fileId;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof FileExistsResponse)) {
      return false;
    }
    FileExistsResponse that = (FileExistsResponse) other;
    return Objects.equals(this.fileId, that.fileId);
  }

  @Override
  public int hashCode() {
    return Objects.hash(fileId);
  }

  @Override
  public String toString() {
    return "FileExistsResponse{" + "file_id=" + fileId + "}";
  }
}
