// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.lines.Method;
import io.github.batchline.lines.Url;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** One request of a batch input file in its full form, whatever its endpoint. The body is passed on as it is; the server validates it.  */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class BatchRequest {
  private String customId;

  private Method method;

  private Url url;

  private Map<String, Object> body;

  /** Nothing but what has a default. */
  public BatchRequest() {}

  /**
   * Identifies the request in the output; unique in the file.
   *
   * @return the value
   */
  @JsonProperty(value = "custom_id", required = true)
  public String getCustomId() {
    return customId;
  }

  /**
   * Identifies the request in the output; unique in the file.
   *
   * @param customId the value
   */
  @JsonProperty(value = "custom_id", required = true)
  public void setCustomId(String customId) {
    this.customId = customId;
  }

  /**
   * Identifies the request in the output; unique in the file.
   *
   * @param customId the value
   * @return this
   */
  public BatchRequest customId(String customId) {
    this.customId = customId;
    return this;
  }

  /**
   * {@code method}.
   *
   * @return the value
   */
  @JsonProperty(value = "method", required = true)
  public Method getMethod() {
    return method;
  }

  /**
   * {@code method}.
   *
   * @param method the value
   */
  @JsonProperty(value = "method", required = true)
  public void setMethod(Method method) {
    this.method = method;
  }

  /**
   * {@code method}.
   *
   * @param method the value
   * @return this
   */
  public BatchRequest method(Method method) {
    this.method = method;
    return this;
  }

  /**
   * {@code url}.
   *
   * @return the value
   */
  @JsonProperty(value = "url", required = true)
  public Url getUrl() {
    return url;
  }

  /**
   * {@code url}.
   *
   * @param url the value
   */
  @JsonProperty(value = "url", required = true)
  public void setUrl(Url url) {
    this.url = url;
  }

  /**
   * {@code url}.
   *
   * @param url the value
   * @return this
   */
  public BatchRequest url(Url url) {
    this.url = url;
    return this;
  }

  /**
   * The request&#39;s body, as the endpoint takes it.
   *
   * @return the value
   */
  @JsonProperty(value = "body", required = true)
  public Map<String, Object> getBody() {
    return body;
  }

  /**
   * The request&#39;s body, as the endpoint takes it.
   *
   * @param body the value
   */
  @JsonProperty(value = "body", required = true)
  public void setBody(Map<String, Object> body) {
    this.body = body;
  }

  /**
   * The request&#39;s body, as the endpoint takes it.
   *
   * @param body the value
   * @return this
   */
  public BatchRequest body(Map<String, Object> body) {
    this.body = body;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof BatchRequest)) {
      return false;
    }
    BatchRequest that = (BatchRequest) other;
    return Objects.equals(this.customId, that.customId)
        && Objects.equals(this.method, that.method)
        && Objects.equals(this.url, that.url)
        && Objects.equals(this.body, that.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(customId, method, url, body);
  }

  @Override
  public String toString() {
    return "BatchRequest{" + "custom_id=" + customId + ", method=" + method + ", url=" + url + ", body=" + body + "}";
  }
}
