// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.lines.Answer;
import io.github.batchline.lines.PreferenceInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A fine-tune row of a conversation with a preferred and a rejected answer. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class PreferenceRow {
  private PreferenceInput input;

  private List<Answer> preferredOutput;

  private List<Answer> nonPreferredOutput;

  /** Nothing but what has a default. */
  public PreferenceRow() {}

  /**
   * {@code input}.
   *
   * @return the value
   */
  @JsonProperty(value = "input", required = true)
  public PreferenceInput getInput() {
    return input;
  }

  /**
   * {@code input}.
   *
   * @param input the value
   */
  @JsonProperty(value = "input", required = true)
  public void setInput(PreferenceInput input) {
    this.input = input;
  }

  /**
   * {@code input}.
   *
   * @param input the value
   * @return this
   */
  public PreferenceRow input(PreferenceInput input) {
    this.input = input;
    return this;
  }

  /**
   * The answer to learn, one message of the assistant&#39;s.
   *
   * @return the value
   */
  @JsonProperty(value = "preferred_output", required = true)
  public List<Answer> getPreferredOutput() {
    return preferredOutput;
  }

  /**
   * The answer to learn, one message of the assistant&#39;s.
   *
   * @param preferredOutput the value
   */
  @JsonProperty(value = "preferred_output", required = true)
  public void setPreferredOutput(List<Answer> preferredOutput) {
    this.preferredOutput = preferredOutput;
  }

  /**
   * The answer to learn, one message of the assistant&#39;s.
   *
   * @param preferredOutput the value
   * @return this
   */
  public PreferenceRow preferredOutput(List<Answer> preferredOutput) {
    this.preferredOutput = preferredOutput;
    return this;
  }

  /**
   * The answer to avoid, one message of the assistant&#39;s.
   *
   * @return the value
   */
  @JsonProperty(value = "non_preferred_output", required = true)
  public List<Answer> getNonPreferredOutput() {
    return nonPreferredOutput;
  }

  /**
   * The answer to avoid, one message of the assistant&#39;s.
   *
   * @param nonPreferredOutput the value
   */
  @JsonProperty(value = "non_preferred_output", required = true)
  public void setNonPreferredOutput(List<Answer> nonPreferredOutput) {
    this.nonPreferredOutput = nonPreferredOutput;
  }

  /**
   * The answer to avoid, one message of the assistant&#39;s.
   *
   * @param nonPreferredOutput the value
   * @return this
   */
  public PreferenceRow nonPreferredOutput(List<Answer> nonPreferredOutput) {
    this.nonPreferredOutput = nonPreferredOutput;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof PreferenceRow)) {
      return false;
    }
    PreferenceRow that = (PreferenceRow) other;
    return Objects.equals(this.input, that.input)
        && Objects.equals(this.preferredOutput, that.preferredOutput)
        && Objects.equals(this.nonPreferredOutput, that.nonPreferredOutput);
  }

  @Override
  public int hashCode() {
    return Objects.hash(input, preferredOutput, nonPreferredOutput);
  }

  @Override
  public String toString() {
    return "PreferenceRow{" + "input=" + input + ", preferred_output=" + preferredOutput + ", non_preferred_output=" + nonPreferredOutput + "}";
  }
}
