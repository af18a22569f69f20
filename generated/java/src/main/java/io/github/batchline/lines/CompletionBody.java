// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Objects;

/** What every text completion has; the server validates everything else. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class CompletionBody {
  private String model;

  private String prompt;

  private final java.util.Map<String, Object> additionalProperties = new java.util.LinkedHashMap<>();

  /** Nothing but what has a default. */
  public CompletionBody() {}

  /**
   * The model that answers.
   *
   * @return the value
   */
  @JsonProperty(value = "model", required = true)
  public String getModel() {
    return model;
  }

  /**
   * The model that answers.
   *
   * @param model the value
   */
  @JsonProperty(value = "model", required = true)
  public void setModel(String model) {
    this.model = model;
  }

  /**
   * The model that answers.
   *
   * @param model the value
   * @return this
   */
  public CompletionBody model(String model) {
    this.model = model;
    return this;
  }

  /**
   * The text to continue.
   *
   * @return the value
   */
  @JsonProperty(value = "prompt", required = true)
  public String getPrompt() {
    return prompt;
  }

  /**
   * The text to continue.
   *
   * @param prompt the value
   */
  @JsonProperty(value = "prompt", required = true)
  public void setPrompt(String prompt) {
    this.prompt = prompt;
  }

  /**
   * The text to continue.
   *
   * @param prompt the value
   * @return this
   */
  public CompletionBody prompt(String prompt) {
    this.prompt = prompt;
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
  public CompletionBody putAdditionalProperty(String name, Object value) {
    additionalProperties.put(name, value);
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof CompletionBody)) {
      return false;
    }
    CompletionBody that = (CompletionBody) other;
    return Objects.equals(this.model, that.model)
        && Objects.equals(this.prompt, that.prompt)
        && additionalProperties.equals(that.additionalProperties);
  }

  @Override
  public int hashCode() {
    return Objects.hash(model, prompt, additionalProperties);
  }

  @Override
  public String toString() {
    return "CompletionBody{" + "model=" + model + ", prompt=" + prompt + additionalProperties + "}";
  }
}
