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
import java.util.Objects;

/** The conversation that both answers answer. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class PreferenceInput {
  private List<Message> messages;

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

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof PreferenceInput)) {
      return false;
    }
    PreferenceInput that = (PreferenceInput) other;
    return Objects.equals(this.messages, that.messages);
  }

  @Override
  public int hashCode() {
    return Objects.hash(messages);
  }

  @Override
  public String toString() {
    return "PreferenceInput{" + "messages=" + messages + "}";
  }
}
