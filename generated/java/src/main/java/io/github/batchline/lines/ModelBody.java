// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Objects;

/** A body that names a model. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class ModelBody {
  private String model;

  private final java.util.Map<String, Object> additionalProperties = new java.util.LinkedHashMap<>();

  /** Nothing but what has a default. */
  public ModelBody() {}

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
  public ModelBody model(String model) {
    this.model = model;
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
  public ModelBody putAdditionalProperty(String name, Object value) {
    additionalProperties.put(name, value);
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ModelBody)) {
      return false;
    }
    ModelBody that = (ModelBody) other;
    return Objects.equals(this.model, that.model)
        && additionalProperties.equals(that.additionalProperties);
  }

  @Override
  public int hashCode() {
    return Objects.hash(model, additionalProperties);
  }

  @Override
  public String toString() {
    return "ModelBody{" + "model=" + model + additionalProperties + "}";
  }
}
