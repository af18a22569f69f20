// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.lines.Content;
import io.github.batchline.lines.MessageRole;
import io.github.batchline.lines.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A message of a fine-tune conversation. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class Message {
  private MessageRole role;

  private Content content;

  private Weight weight;

  private List<Map<String, Object>> toolCalls;

  private final java.util.Map<String, Object> additionalProperties = new java.util.LinkedHashMap<>();

  /** Nothing but what has a default. */
  public Message() {}

  /**
   * {@code role}.
   *
   * @return the value
   */
  @JsonProperty(value = "role", required = true)
  public MessageRole getRole() {
    return role;
  }

  /**
   * {@code role}.
   *
   * @param role the value
   */
  @JsonProperty(value = "role", required = true)
  public void setRole(MessageRole role) {
    this.role = role;
  }

  /**
   * {@code role}.
   *
   * @param role the value
   * @return this
   */
  public Message role(MessageRole role) {
    this.role = role;
    return this;
  }

  /**
   * What is said; absent if the assistant only calls tools.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "content")
  public Content getContent() {
    return content;
  }

  /**
   * What is said; absent if the assistant only calls tools.
   *
   * @param content the value
   */
  @JsonProperty(value = "content")
  public void setContent(Content content) {
    this.content = content;
  }

  /**
   * What is said; absent if the assistant only calls tools.
   *
   * @param content the value
   * @return this
   */
  public Message content(Content content) {
    this.content = content;
    return this;
  }

  /**
   * Whether the message counts in training.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "weight")
  public Weight getWeight() {
    return weight;
  }

  /**
   * Whether the message counts in training.
   *
   * @param weight the value
   */
  @JsonProperty(value = "weight")
  public void setWeight(Weight weight) {
    this.weight = weight;
  }

  /**
   * Whether the message counts in training.
   *
   * @param weight the value
   * @return this
   */
  public Message weight(Weight weight) {
    this.weight = weight;
    return this;
  }

  /**
   * The calls that the assistant makes.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "tool_calls")
  public List<Map<String, Object>> getToolCalls() {
    return toolCalls;
  }

  /**
   * The calls that the assistant makes.
   *
   * @param toolCalls the value
   */
  @JsonProperty(value = "tool_calls")
  public void setToolCalls(List<Map<String, Object>> toolCalls) {
    this.toolCalls = toolCalls;
  }

  /**
   * The calls that the assistant makes.
   *
   * @param toolCalls the value
   * @return this
   */
  public Message toolCalls(List<Map<String, Object>> toolCalls) {
    this.toolCalls = toolCalls;
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
  public Message putAdditionalProperty(String name, Object value) {
    additionalProperties.put(name, value);
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Message)) {
      return false;
    }
    Message that = (Message) other;
    return Objects.equals(this.role, that.role)
        && Objects.equals(this.content, that.content)
        && Objects.equals(this.weight, that.weight)
        && Objects.equals(this.toolCalls, that.toolCalls)
        && additionalProperties.equals(that.additionalProperties);
  }

  @Override
  public int hashCode() {
    return Objects.hash(role, content, weight, toolCalls, additionalProperties);
  }

  @Override
  public String toString() {
    return "Message{" + "role=" + role + ", content=" + content + ", weight=" + weight + ", tool_calls=" + toolCalls + additionalProperties + "}";
  }
}
