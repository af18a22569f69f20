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

  private Double weight;

  private final java.util.Map<String, Object> additionalProperties = new java.util.LinkedHashMap<>();

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
  public InstructionRow weight(Double weight) {
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
  public InstructionRow putAdditionalProperty(String name, Object value) {
    additionalProperties.put(name, value);
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof InstructionRow)) {
      return false;
    }
    InstructionRow that = (InstructionRow) other;
    return Objects.equals(this.prompt, that.prompt)
        && Objects.equals(this.completion, that.completion)
        && Objects.equals(this.weight, that.weight)
        && additionalProperties.equals(that.additionalProperties);
  }

  @Override
  public int hashCode() {
    return Objects.hash(prompt, completion, weight, additionalProperties);
  }

  @Override
  public String toString() {
    return "InstructionRow{" + "prompt=" + prompt + ", completion=" + completion + ", weight=" + weight + additionalProperties + "}";
  }
}
