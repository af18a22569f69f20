// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Objects;

/** A message of a chat completion. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class ChatBodyMessage {
  private String role;

  private final java.util.Map<String, Object> additionalProperties = new java.util.LinkedHashMap<>();

  /** Nothing but what has a default. */
  public ChatBodyMessage() {}

  /**
   * Who speaks, such as &#x60;user&#x60;.
   *
   * @return the value
   */
  @JsonProperty(value = "role", required = true)
  public String getRole() {
    return role;
  }

  /**
   * Who speaks, such as &#x60;user&#x60;.
   *
   * @param role the value
   */
  @JsonProperty(value = "role", required = true)
  public void setRole(String role) {
    this.role = role;
  }

  /**
   * Who speaks, such as &#x60;user&#x60;.
   *
   * @param role the value
   * @return this
   */
  public ChatBodyMessage role(String role) {
    this.role = role;
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
  public ChatBodyMessage putAdditionalProperty(String name, Object value) {
    additionalProperties.put(name, value);
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ChatBodyMessage)) {
      return false;
    }
    ChatBodyMessage that = (ChatBodyMessage) other;
    return Objects.equals(this.role, that.role)
        && additionalProperties.equals(that.additionalProperties);
  }

  @Override
  public int hashCode() {
    return Objects.hash(role, additionalProperties);
  }

  @Override
  public String toString() {
    return "ChatBodyMessage{" + "role=" + role + additionalProperties + "}";
  }
}
