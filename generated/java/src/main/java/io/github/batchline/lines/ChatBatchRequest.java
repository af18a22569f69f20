// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.lines.ChatBody;
import io.github.batchline.lines.PostMethod;
import io.github.batchline.lines.Url;
import java.util.Arrays;
import java.util.Objects;

/** A request to &#x60;/v1/chat/completions&#x60;, with what every such request must have. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class ChatBatchRequest {
  private String customId;

  private PostMethod method;

  private Url url;

  private ChatBody body;

  /** Nothing but what has a default. */
  public ChatBatchRequest() {}

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
  public ChatBatchRequest customId(String customId) {
    this.customId = customId;
    return this;
  }

  /**
   * {@code method}.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "method")
  public PostMethod getMethod() {
    return method;
  }

  /**
   * {@code method}.
   *
   * @param method the value
   */
  @JsonProperty(value = "method")
  public void setMethod(PostMethod method) {
    this.method = method;
  }

  /**
   * {@code method}.
   *
   * @param method the value
   * @return this
   */
  public ChatBatchRequest method(PostMethod method) {
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
  public ChatBatchRequest url(Url url) {
    this.url = url;
    return this;
  }

  /**
   * {@code body}.
   *
   * @return the value
   */
  @JsonProperty(value = "body", required = true)
  public ChatBody getBody() {
    return body;
  }

  /**
   * {@code body}.
   *
   * @param body the value
   */
  @JsonProperty(value = "body", required = true)
  public void setBody(ChatBody body) {
    this.body = body;
  }

  /**
   * {@code body}.
   *
   * @param body the value
   * @return this
   */
  public ChatBatchRequest body(ChatBody body) {
    this.body = body;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ChatBatchRequest)) {
      return false;
    }
    ChatBatchRequest that = (ChatBatchRequest) other;
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
    return "ChatBatchRequest{" + "custom_id=" + customId + ", method=" + method + ", url=" + url + ", body=" + body + "}";
  }
}
