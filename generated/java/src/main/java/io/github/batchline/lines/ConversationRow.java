// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.lines.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A fine-tune row of a conversation. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class ConversationRow {
  private List<Message> messages;

  private List<Map<String, Object>> tools;

  private Double weight;

  private final java.util.Map<String, Object> additionalProperties = new java.util.LinkedHashMap<>();

  /** Nothing but what has a default. */
  public ConversationRow() {}

  /**
   * The conversation.
   *
   * @return the value
   */
  @JsonProperty(value = "messages", required = true)
  public List<Message> getMessages() {
    return messages;
  }

  /**
   * The conversation.
   *
   * @param messages the value
   */
  @JsonProperty(value = "messages", required = true)
  public void setMessages(List<Message> messages) {
    this.messages = messages;
  }

  /**
   * The conversation.
   *
   * @param messages the value
   * @return this
   */
  public ConversationRow messages(List<Message> messages) {
    this.messages = messages;
    return this;
  }

  /**
   * The tools that the assistant may call.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "tools")
  public List<Map<String, Object>> getTools() {
    return tools;
  }

  /**
   * The tools that the assistant may call.
   *
   * @param tools the value
   */
  @JsonProperty(value = "tools")
  public void setTools(List<Map<String, Object>> tools) {
    this.tools = tools;
  }

  /**
   * The tools that the assistant may call.
   *
   * @param tools the value
   * @return this
   */
  public ConversationRow tools(List<Map<String, Object>> tools) {
    this.tools = tools;
    return this;
  }

  /**
   * How much the row counts in training.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "weight")
  public Double getWeight() {
    return weight;
  }

  /**
   * How much the row counts in training.
   *
   * @param weight the value
   */
  @JsonProperty(value = "weight")
  public void setWeight(Double weight) {
    this.weight = weight;
  }

  /**
   * How much the row counts in training.
   *
   * @param weight the value
   * @return this
   */
  public ConversationRow weight(Double weight) {
    this.weight = weight;
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
  public ConversationRow putAdditionalProperty(String name, Object value) {
    additionalProperties.put(name, value);
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ConversationRow)) {
      return false;
    }
    ConversationRow that = (ConversationRow) other;
    return Objects.equals(this.messages, that.messages)
        && Objects.equals(this.tools, that.tools)
        && Objects.equals(this.weight, that.weight)
        && additionalProperties.equals(that.additionalProperties);
  }

  @Override
  public int hashCode() {
    return Objects.hash(messages, tools, weight, additionalProperties);
  }

  @Override
  public String toString() {
    return "ConversationRow{" + "messages=" + messages + ", tools=" + tools + ", weight=" + weight + additionalProperties + "}";
  }
}
