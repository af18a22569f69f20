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

/** The conversation that both answers answer. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class PreferenceInput {
  private List<Message> messages;

  private List<Map<String, Object>> tools;

  /** Nothing but what has a default. */
  public PreferenceInput() {}

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
  public PreferenceInput messages(List<Message> messages) {
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
  public PreferenceInput tools(List<Map<String, Object>> tools) {
    this.tools = tools;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof PreferenceInput)) {
      return false;
    }
    PreferenceInput that = (PreferenceInput) other;
    return Objects.equals(this.messages, that.messages)
        && Objects.equals(this.tools, that.tools);
  }

  @Override
  public int hashCode() {
    return Objects.hash(messages, tools);
  }

  @Override
  public String toString() {
    return "PreferenceInput{" + "messages=" + messages + ", tools=" + tools + "}";
  }
}
