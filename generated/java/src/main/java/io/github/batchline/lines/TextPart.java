// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.lines.TextPartType;
import java.util.Arrays;
import java.util.Objects;

/** A piece of text. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class TextPart {
  private TextPartType type;

  private String text;

  /** Nothing but what has a default. */
  public TextPart() {}

  /**
   * {@code type}.
   *
   * @return the value
   */
  @JsonProperty(value = "type", required = true)
  public TextPartType getType() {
    return type;
  }

  /**
   * {@code type}.
   *
   * @param type the value
   */
  @JsonProperty(value = "type", required = true)
  public void setType(TextPartType type) {
    this.type = type;
  }

  /**
   * {@code type}.
   *
   * @param type the value
   * @return this
   */
  public TextPart type(TextPartType type) {
    this.type = type;
    return this;
  }

  /**
   * The text.
   *
   * @return the value
   */
  @JsonProperty(value = "text", required = true)
  public String getText() {
    return text;
  }

  /**
   * The text.
   *
   * @param text the value
   */
  @JsonProperty(value = "text", required = true)
  public void setText(String text) {
    this.text = text;
  }

  /**
   * The text.
   *
   * @param text the value
   * @return this
   */
  public TextPart text(String text) {
    this.text = text;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof TextPart)) {
      return false;
    }
    TextPart that = (TextPart) other;
    return Objects.equals(this.type, that.type)
        && Objects.equals(this.text, that.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, text);
  }

  @Override
  public String toString() {
    return "TextPart{" + "type=" + type + ", text=" + text + "}";
  }
}
