// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.lines.Content;
import java.util.Arrays;
import java.util.Objects;

/** A fine-tune row of plain text. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class GeneralRow {
  private Content text;

  /** Nothing but what has a default. */
  public GeneralRow() {}

  /**
   * {@code text}.
   *
   * @return the value
   */
  @JsonProperty(value = "text", required = true)
  public Content getText() {
    return text;
  }

  /**
   * {@code text}.
   *
   * @param text the value
   */
  @JsonProperty(value = "text", required = true)
  public void setText(Content text) {
    this.text = text;
  }

  /**
   * {@code text}.
   *
   * @param text the value
   * @return this
   */
  public GeneralRow text(Content text) {
    this.text = text;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof GeneralRow)) {
      return false;
    }
    GeneralRow that = (GeneralRow) other;
    return Objects.equals(this.text, that.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text);
  }

  @Override
  public String toString() {
    return "GeneralRow{" + "text=" + text + "}";
  }
}
