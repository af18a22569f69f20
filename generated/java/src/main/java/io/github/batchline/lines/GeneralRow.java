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

  private Double weight;

  private final java.util.Map<String, Object> additionalProperties = new java.util.LinkedHashMap<>();

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
  public GeneralRow weight(Double weight) {
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
  public GeneralRow putAdditionalProperty(String name, Object value) {
    additionalProperties.put(name, value);
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof GeneralRow)) {
      return false;
    }
    GeneralRow that = (GeneralRow) other;
    return Objects.equals(this.text, that.text)
        && Objects.equals(this.weight, that.weight)
        && additionalProperties.equals(that.additionalProperties);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text, weight, additionalProperties);
  }

  @Override
  public String toString() {
    return "GeneralRow{" + "text=" + text + ", weight=" + weight + additionalProperties + "}";
  }
}
