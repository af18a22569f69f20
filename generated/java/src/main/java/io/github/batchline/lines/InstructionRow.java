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

/** A fine-tune row of a prompt and its completion. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class InstructionRow {
  private Content prompt;

  private Content completion;

  /** Nothing but what has a default. */
  public InstructionRow() {}

  /**
   * {@code prompt}.
   *
   * @return the value
   */
  @JsonProperty(value = "prompt", required = true)
  public Content getPrompt() {
    return prompt;
  }

  /**
   * {@code prompt}.
   *
   * @param prompt the value
   */
  @JsonProperty(value = "prompt", required = true)
  public void setPrompt(Content prompt) {
    this.prompt = prompt;
  }

  /**
   * {@code prompt}.
   *
   * @param prompt the value
   * @return this
   */
  public InstructionRow prompt(Content prompt) {
    this.prompt = prompt;
    return this;
  }

  /**
   * {@code completion}.
   *
   * @return the value
   */
  @JsonProperty(value = "completion", required = true)
  public Content getCompletion() {
    return completion;
  }

  /**
   * {@code completion}.
   *
   * @param completion the value
   */
  @JsonProperty(value = "completion", required = true)
  public void setCompletion(Content completion) {
    this.completion = completion;
  }

  /**
   * {@code completion}.
   *
   * @param completion the value
   * @return this
   */
  public InstructionRow completion(Content completion) {
    this.completion = completion;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof InstructionRow)) {
      return false;
    }
    InstructionRow that = (InstructionRow) other;
    return Objects.equals(this.prompt, that.prompt)
        && Objects.equals(this.completion, that.completion);
  }

  @Override
  public int hashCode() {
    return Objects.hash(prompt, completion);
  }

  @Override
  public String toString() {
    return "InstructionRow{" + "prompt=" + prompt + ", completion=" + completion + "}";
  }
}
