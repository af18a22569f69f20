// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.lines.Method;
import io.github.batchline.lines.ModelBody;
import io.github.batchline.lines.Url;
import java.util.Arrays;
import java.util.Objects;

/** A request to an endpoint whose body must name a model and is open otherwise. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class ModelBatchRequest {
  private String customId;

  private Method method;

  private Url url;

  private ModelBody body;

  /** Nothing but what has a default. */
  public ModelBatchRequest() {}

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
  public ModelBatchRequest customId(String customId) {
    this.customId = customId;
    return this;
  }

  /**
   * {@code method}.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "method")
  public Method getMethod() {
    return method;
  }

  /**
   * {@code method}.
   *
   * @param method the value
   */
  @JsonProperty(value = "method")
  public void setMethod(Method method) {
    this.method = method;
  }

  /**
   * {@code method}.
   *
   * @param method the value
   * @return this
   */
  public ModelBatchRequest method(Method method) {
    this.method = method;
    return this;
  }

  /**
   * {@code url}.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "url")
  public Url getUrl() {
    return url;
  }

  /**
   * {@code url}.
   *
   * @param url the value
   */
  @JsonProperty(value = "url")
  public void setUrl(Url url) {
    this.url = url;
  }

  /**
   * {@code url}.
   *
   * @param url the value
   * @return this
   */
  public ModelBatchRequest url(Url url) {
    this.url = url;
    return this;
  }

  /**
   * {@code body}.
   *
   * @return the value
   */
  @JsonProperty(value = "body", required = true)
  public ModelBody getBody() {
    return body;
  }

  /**
   * {@code body}.
   *
   * @param body the value
   */
  @JsonProperty(value = "body", required = true)
  public void setBody(ModelBody body) {
    this.body = body;
  }

  /**
   * {@code body}.
   *
   * @param body the value
   * @return this
   */
  public ModelBatchRequest body(ModelBody body) {
    this.body = body;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ModelBatchRequest)) {
      return false;
    }
    ModelBatchRequest that = (ModelBatchRequest) other;
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
    return "ModelBatchRequest{" + "custom_id=" + customId + ", method=" + method + ", url=" + url + ", body=" + body + "}";
  }
}
