// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Objects;

/** How batch calls say what went wrong. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class BatchesErrorResponse {
  private String error;

  /** Nothing but what has a default. */
  public BatchesErrorResponse() {}

  /**
   * A sentence for a person.
   *
   * @return the value
   */
  @JsonProperty(value = "error", required = true)
  public String getError() {
    return error;
  }

  /**
   * A sentence for a person.
   *
   * @param error the value
   */
  @JsonProperty(value = "error", required = true)
  public void setError(String error) {
    this.error = error;
  }

  /**
   * A sentence for a person.
   *
   * @param error the value
   * @return this
   */
  public BatchesErrorResponse error(String error) {
    this.error = error;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof BatchesErrorResponse)) {
      return false;
    }
    BatchesErrorResponse that = (BatchesErrorResponse) other;
    return Objects.equals(this.error, that.error);
  }

  @Override
  public int hashCode() {
    return Objects.hash(error);
  }

  @Override
  public String toString() {
    return "BatchesErrorResponse{" + "error=" + error + "}";
  }
}
