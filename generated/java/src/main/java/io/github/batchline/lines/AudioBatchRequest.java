// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.lines.AudioBody;
import io.github.batchline.lines.FileMethod;
import io.github.batchline.lines.Url;
import java.util.Arrays;
import java.util.Objects;

/** A request to &#x60;/v1/audio/transcriptions&#x60; or &#x60;/v1/audio/translations&#x60;, with what every such request must have.  */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class AudioBatchRequest {
  private String customId;

  private FileMethod method;

  private Url url;

  private AudioBody body;

  /** Nothing but what has a default. */
  public AudioBatchRequest() {}

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
  public AudioBatchRequest customId(String customId) {
    this.customId = customId;
    return this;
  }

  /**
   * {@code method}.
   *
   * @return the value
   */
  @JsonProperty(value = "method", required = true)
  public FileMethod getMethod() {
    return method;
  }

  /**
   * {@code method}.
   *
   * @param method the value
   */
  @JsonProperty(value = "method", required = true)
  public void setMethod(FileMethod method) {
    this.method = method;
  }

  /**
   * {@code method}.
   *
   * @param method the value
   * @return this
   */
  public AudioBatchRequest method(FileMethod method) {
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
  public AudioBatchRequest url(Url url) {
    this.url = url;
    return this;
  }

  /**
   * {@code body}.
   *
   * @return the value
   */
  @JsonProperty(value = "body", required = true)
  public AudioBody getBody() {
    return body;
  }

  /**
   * {@code body}.
   *
   * @param body the value
   */
  @JsonProperty(value = "body", required = true)
  public void setBody(AudioBody body) {
    this.body = body;
  }

  /**
   * {@code body}.
   *
   * @param body the value
   * @return this
   */
  public AudioBatchRequest body(AudioBody body) {
    this.body = body;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof AudioBatchRequest)) {
      return false;
    }
    AudioBatchRequest that = (AudioBatchRequest) other;
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
    return "AudioBatchRequest{" + "custom_id=" + customId + ", method=" + method + ", url=" + url + ", body=" + body + "}";
  }
}
