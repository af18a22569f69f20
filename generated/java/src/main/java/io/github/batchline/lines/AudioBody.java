// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Objects;

/** What every transcription and translation has; the server validates everything else. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class AudioBody {
  private String model;

  private String _file;

  private final java.util.Map<String, Object> additionalProperties = new java.util.LinkedHashMap<>();

  /** Nothing but what has a default. */
  public AudioBody() {}

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
  public AudioBody model(String model) {
    this.model = model;
    return this;
  }

  /**
   * The URL of the audio file.
   *
   * @return the value
   */
  @JsonProperty(value = "file", required = true)
  public String getFile() {
    return _file;
  }

  /**
   * The URL of the audio file.
   *
   * @param _file the value
   */
  @JsonProperty(value = "file", required = true)
  public void setFile(String _file) {
    this._file = _file;
  }

  /**
   * The URL of the audio file.
   *
   * @param _file the value
   * @return this
   */
  public AudioBody _file(String _file) {
    this._file = _file;
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
  public AudioBody putAdditionalProperty(String name, Object value) {
    additionalProperties.put(name, value);
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof AudioBody)) {
      return false;
    }
    AudioBody that = (AudioBody) other;
    return Objects.equals(this.model, that.model)
        && Objects.equals(this._file, that._file)
        && additionalProperties.equals(that.additionalProperties);
  }

  @Override
  public int hashCode() {
    return Objects.hash(model, _file, additionalProperties);
  }

  @Override
  public String toString() {
    return "AudioBody{" + "model=" + model + ", file=" + _file + additionalProperties + "}";
  }
}
