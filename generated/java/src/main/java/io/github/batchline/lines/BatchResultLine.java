// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.lines.LineError;
import io.github.batchline.lines.LineResponse;
import java.util.Arrays;
import java.util.Objects;

/** A line of an output file or of an error file. In an output file it has &#x60;response&#x60;, in an error file &#x60;error&#x60;.  */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class BatchResultLine {
  private String customId;

  private LineResponse response;

  private LineError error;

  /** Nothing but what has a default. */
  public BatchResultLine() {}

  /**
   * The request that this answers.
   *
   * @return the value
   */
  @JsonProperty(value = "custom_id", required = true)
  public String getCustomId() {
    return customId;
  }

  /**
   * The request that this answers.
   *
   * @param customId the value
   */
  @JsonProperty(value = "custom_id", required = true)
  public void setCustomId(String customId) {
    this.customId = customId;
  }

  /**
   * The request that this answers.
   *
   * @param customId the value
   * @return this
   */
  public BatchResultLine customId(String customId) {
    this.customId = customId;
    return this;
  }

  /**
   * The endpoint&#39;s answer.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "response")
  public LineResponse getResponse() {
    return response;
  }

  /**
   * The endpoint&#39;s answer.
   *
   * @param response the value
   */
  @JsonProperty(value = "response")
  public void setResponse(LineResponse response) {
    this.response = response;
  }

  /**
   * The endpoint&#39;s answer.
   *
   * @param response the value
   * @return this
   */
  public BatchResultLine response(LineResponse response) {
    this.response = response;
    return this;
  }

  /**
   * Why there is no answer.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "error")
  public LineError getError() {
    return error;
  }

  /**
   * Why there is no answer.
   *
   * @param error the value
   */
  @JsonProperty(value = "error")
  public void setError(LineError error) {
    this.error = error;
  }

  /**
   * Why there is no answer.
   *
   * @param error the value
   * @return this
   */
  public BatchResultLine error(LineError error) {
    this.error = error;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof BatchResultLine)) {
      return false;
    }
    BatchResultLine that = (BatchResultLine) other;
    return Objects.equals(this.customId, that.customId)
        && Objects.equals(this.response, that.response)
        && Objects.equals(this.error, that.error);
  }

  @Override
  public int hashCode() {
    return Objects.hash(customId, response, error);
  }

  @Override
  public String toString() {
    return "BatchResultLine{" + "custom_id=" + customId + ", response=" + response + ", error=" + error + "}";
  }
}
