// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.model.ErrorDetail;
import java.util.Arrays;
import java.util.Objects;

/** How file calls say what went wrong. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class FilesErrorResponse {
  private ErrorDetail error;

  /** Nothing but what has a default. */
  public FilesErrorResponse() {}

  /**
   * {@code error}.
   *
   * @return the value
   */
  @JsonProperty(value = "error", required = true)
  public ErrorDetail getError() {
    return error;
  }

  /**
   * {@code error}.
   *
   * @param error the value
   */
  @JsonProperty(value = "error", required = true)
  public void setError(ErrorDetail error) {
    this.error = error;
  }

  /**
   * {@code error}.
   *
   * @param error the value
   * @return this
   */
  public FilesErrorResponse error(ErrorDetail error) {
    this.error = error;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof FilesErrorResponse)) {
      return false;
    }
    FilesErrorResponse that = (FilesErrorResponse) other;
    return Objects.equals(this.error, that.error);
  }

  @Override
  public int hashCode() {
    return Objects.hash(error);
  }

  @Override
  public String toString() {
    return "FilesErrorResponse{" + "error=" + error + "}";
  }
}
