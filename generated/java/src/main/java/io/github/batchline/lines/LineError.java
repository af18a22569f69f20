// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.lines.LineErrorCode;
import java.util.Arrays;
import java.util.Objects;

/** Why one request failed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class LineError {
  private String message;

  private LineErrorCode code;

  /** Nothing but what has a default. */
  public LineError() {}

  /**
   * A sentence for a person.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "message")
  public String getMessage() {
    return message;
  }

  /**
   * A sentence for a person.
   *
   * @param message the value
   */
  @JsonProperty(value = "message")
  public void setMessage(String message) {
    this.message = message;
  }

  /**
   * A sentence for a person.
   *
   * @param message the value
   * @return this
   */
  public LineError message(String message) {
    this.message = message;
    return this;
  }

  /**
   * A stable name for the error, or a number.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "code")
  public LineErrorCode getCode() {
    return code;
  }

  /**
   * A stable name for the error, or a number.
   *
   * @param code the value
   */
  @JsonProperty(value = "code")
  public void setCode(LineErrorCode code) {
    this.code = code;
  }

  /**
   * A stable name for the error, or a number.
   *
   * @param code the value
   * @return this
   */
  public LineError code(LineErrorCode code) {
    this.code = code;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof LineError)) {
      return false;
    }
    LineError that = (LineError) other;
    return Objects.equals(this.message, that.message)
        && Objects.equals(this.code, that.code);
  }

  @Override
  public int hashCode() {
    return Objects.hash(message, code);
  }

  @Override
  public String toString() {
    return "LineError{" + "message=" + message + ", code=" + code + "}";
  }
}
