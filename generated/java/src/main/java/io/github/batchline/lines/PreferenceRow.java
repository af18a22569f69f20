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

  private Double weight;

  private final java.util.Map<String, Object> additionalProperties = new java.util.LinkedHashMap<>();

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
   * The answer to learn, as one assistant message.
   *
   * @return the value
   */
  @JsonProperty(value = "preferred_output", required = true)
  public List<Answer> getPreferredOutput() {
    return preferredOutput;
  }

  /**
   * The answer to learn, as one assistant message.
   *
   * @param preferredOutput the value
   */
  @JsonProperty(value = "preferred_output", required = true)
  public void setPreferredOutput(List<Answer> preferredOutput) {
    this.preferredOutput = preferredOutput;
  }

  /**
   * The answer to learn, as one assistant message.
   *
   * @param preferredOutput the value
   * @return this
   */
  public PreferenceRow preferredOutput(List<Answer> preferredOutput) {
    this.preferredOutput = preferredOutput;
    return this;
  }

  /**
   * The answer to avoid, as one assistant message.
   *
   * @return the value
   */
  @JsonProperty(value = "non_preferred_output", required = true)
  public List<Answer> getNonPreferredOutput() {
    return nonPreferredOutput;
  }

  /**
   * The answer to avoid, as one assistant message.
   *
   * @param nonPreferredOutput the value
   */
  @JsonProperty(value = "non_preferred_output", required = true)
  public void setNonPreferredOutput(List<Answer> nonPreferredOutput) {
    this.nonPreferredOutput = nonPreferredOutput;
  }

  /**
   * The answer to avoid, as one assistant message.
   *
   * @param nonPreferredOutput the value
   * @return this
   */
  public PreferenceRow nonPreferredOutput(List<Answer> nonPreferredOutput) {
    this.nonPreferredOutput = nonPreferredOutput;
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
  public PreferenceRow weight(Double weight) {
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
  public PreferenceRow putAdditionalProperty(String name, Object value) {
    additionalProperties.put(name, value);
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
        && Objects.equals(this.nonPreferredOutput, that.nonPreferredOutput)
        && Objects.equals(this.weight, that.weight)
        && additionalProperties.equals(that.additionalProperties);
  }

  @Override
  public int hashCode() {
    return Objects.hash(input, preferredOutput, nonPreferredOutput, weight, additionalProperties);
  }

  @Override
  public String toString() {
    return "PreferenceRow{" + "input=" + input + ", preferred_output=" + preferredOutput + ", non_preferred_output=" + nonPreferredOutput + ", weight=" + weight + additionalProperties + "}";
  }
}
