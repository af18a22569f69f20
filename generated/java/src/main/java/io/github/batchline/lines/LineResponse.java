// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Objects;

/** An endpoint&#39;s answer to one request. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class LineResponse {
  private Integer statusCode;

  private Object body = null;

  /** Nothing but what has a default. */
  public LineResponse() {}

  /**
   * The HTTP status of the answer.
   *
   * @return the value
   */
  @JsonProperty(value = "status_code", required = true)
  public Integer getStatusCode() {
    return statusCode;
  }

  /**
   * The HTTP status of the answer.
   *
   * @param statusCode the value
   */
  @JsonProperty(value = "status_code", required = true)
  public void setStatusCode(Integer statusCode) {
    this.statusCode = statusCode;
  }

  /**
   * The HTTP status of the answer.
   *
   * @param statusCode the value
   * @return this
   */
  public LineResponse statusCode(Integer statusCode) {
    this.statusCode = statusCode;
    return this;
  }

  /**
   * The answer&#39;s body, as the endpoint gives it.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "body")
  public Object getBody() {
    return body;
  }

  /**
   * The answer&#39;s body, as the endpoint gives it.
   *
   * @param body the value
   */
  @JsonProperty(value = "body")
  public void setBody(Object body) {
    this.body = body;
  }

  /**
   * The answer&#39;s body, as the endpoint gives it.
   *
   * @param body the value
   * @return this
   */
  public LineResponse body(Object body) {
    this.body = body;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof LineResponse)) {
      return false;
    }
    LineResponse that = (LineResponse) other;
    return Objects.equals(this.statusCode, that.statusCode)
        && Objects.equals(this.body, that.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(statusCode, body);
  }

  @Override
  public String toString() {
    return "LineResponse{" + "status_code=" + statusCode + ", body=" + body + "}";
  }
}
