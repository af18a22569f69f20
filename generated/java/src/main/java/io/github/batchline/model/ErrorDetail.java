// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Objects;

/** What went wrong. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class ErrorDetail {
  private String message;

  private String type;

  private String param;

  private String code;

  /** Nothing but what has a default. */
  public ErrorDetail() {}

  /**
   * A sentence for a person.
   *
   * @return the value
   */
  @JsonProperty(value = "message", required = true)
  public String getMessage() {
    return message;
  }

  /**
   * A sentence for a person.
   *
   * @param message the value
   */
  @JsonProperty(value = "message", required = true)
  public void setMessage(String message) {
    this.message = message;
  }

  /**
   * A sentence for a person.
   *
   * @param message the value
   * @return this
   */
  public ErrorDetail message(String message) {
    this.message = message;
    return this;
  }

  /**
   * The kind of error.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "type")
  public String getType() {
    return type;
  }

  /**
   * The kind of error.
   *
   * @param type the value
   */
  @JsonProperty(value = "type")
  public void setType(String type) {
    this.type = type;
  }

  /**
   * The kind of error.
   *
   * @param type the value
   * @return this
   */
  public ErrorDetail type(String type) {
    this.type = type;
    return this;
  }

  /**
   * The parameter at fault.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "param")
  public String getParam() {
    return param;
  }

  /**
   * The parameter at fault.
   *
   * @param param the value
   */
  @JsonProperty(value = "param")
  public void setParam(String param) {
    this.param = param;
  }

  /**
   * The parameter at fault.
   *
   * @param param the value
   * @return this
   */
  public ErrorDetail param(String param) {
    this.param = param;
    return this;
  }

  /**
   * A stable name for the error.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "code")
  public String getCode() {
    return code;
  }

  /**
   * A stable name for the error.
   *
   * @param code the value
   */
  @JsonProperty(value = "code")
  public void setCode(String code) {
    this.code = code;
  }

  /**
   * A stable name for the error.
   *
   * @param code the value
   * @return this
   */
  public ErrorDetail code(String code) {
    this.code = code;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ErrorDetail)) {
      return false;
    }
    ErrorDetail that = (ErrorDetail) other;
    return Objects.equals(this.message, that.message)
        && Objects.equals(this.type, that.type)
        && Objects.equals(this.param, that.param)
        && Objects.equals(this.code, that.code);
  }

  @Override
  public int hashCode() {
    return Objects.hash(message, type, param, code);
  }

  @Override
  public String toString() {
    return "ErrorDetail{" + "message=" + message + ", type=" + type + ", param=" + param + ", code=" + code + "}";
  }
}
