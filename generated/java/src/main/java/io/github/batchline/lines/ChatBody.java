// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.lines.ChatBodyMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What every chat completion has; the server validates everything else. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class ChatBody {
  private String model;

  private List<ChatBodyMessage> messages;

  private final java.util.Map<String, Object> additionalProperties = new java.util.LinkedHashMap<>();

  /** Nothing but what has a default. */
  public ChatBody() {}

  /**
   * The model that answers.
   *
   * @return the value
   */
  @JsonProperty(value = "model", required = true)
  public String getModel() {
    return model;
  }

  /**
   * The model that answers.
   *
   * @param model the value
   */
  @JsonProperty(value = "model", required = true)
  public void setModel(String model) {
    this.model = model;
  }

  /**
   * The model that answers.
   *
   * @param model the value
   * @return this
   */
  public ChatBody model(String model) {
    this.model = model;
    return this;
  }

  /**
   * The conversation so far.
   *
   * @return the value
   */
  @JsonProperty(value = "messages", required = true)
  public List<ChatBodyMessage> getMessages() {
    return messages;
  }

  /**
   * The conversation so far.
   *
   * @param messages the value
   */
  @JsonProperty(value = "messages", required = true)
  public void setMessages(List<ChatBodyMessage> messages) {
    this.messages = messages;
  }

  /**
   * The conversation so far.
   *
   * @param messages the value
   * @return this
   */
  public ChatBody messages(List<ChatBodyMessage> messages) {
    this.messages = messages;
    return this;
  }

  /**
   * The fields that the contract does not name.
   *
   * @return all of them, by name
   */
  @com.fasterxml.jackson.annotation.JsonAnyGetter
  public java.util.Map<String, Object> getAdditionalProperties() {
    return additionalProperties;
  }

  /**
   * Adds a field that the contract does not name.
   *
   * @param name the field
   * @param value its value
   * @return this
   */
  @com.fasterxml.jackson.annotation.JsonAnySetter
  public ChatBody putAdditionalProperty(String name, Object value) {
    additionalProperties.put(name, value);
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ChatBody)) {
      return false;
    }
    ChatBody that = (ChatBody) other;
    return Objects.equals(this.model, that.model)
        && Objects.equals(this.messages, that.messages)
        && additionalProperties.equals(that.additionalProperties);
  }

  @Override
  public int hashCode() {
    return Objects.hash(model, messages, additionalProperties);
  }

  @Override
  public String toString() {
    return "ChatBody{" + "model=" + model + ", messages=" + messages + additionalProperties + "}";
  }
}
