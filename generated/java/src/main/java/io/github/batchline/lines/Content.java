// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import io.github.batchline.lines.ContentPart;
import java.util.List;
import java.util.Objects;

/** A text, or a list of parts. */
public final class Content {
  private final Object value;

  private Content(Object value) {
    this.value = Objects.requireNonNull(value);
  }

  /**
   * Makes one of a {@code String}.
   *
   * @param value the value
   * @return the union
   */
  public static Content of(String value) {
    return new Content(value);
  }

  /**
   * This as a {@code String}.
   *
   * @return the value, or empty where it is another alternative
   */
  @SuppressWarnings("unchecked") // a list can be of one type only
  public java.util.Optional<String> asString() {
    return value instanceof String ? java.util.Optional.of((String) value) : java.util.Optional.empty();
  }

  /**
   * Makes one of a {@code List<ContentPart>}.
   *
   * @param value the value
   * @return the union
   */
  public static Content of(List<ContentPart> value) {
    return new Content(value);
  }

  /**
   * This as a {@code List<ContentPart>}.
   *
   * @return the value, or empty where it is another alternative
   */
  @SuppressWarnings("unchecked") // a list can be of one type only
  public java.util.Optional<List<ContentPart>> asList() {
    return value instanceof java.util.List ? java.util.Optional.of((List<ContentPart>) value) : java.util.Optional.empty();
  }

  /**
   * The alternative that a JSON value is: the one that it names, or else the first whose required
   * fields it has. What is none of them is kept as it comes.
   *
   * @param tree the value
   * @return the alternative
   */
  @com.fasterxml.jackson.annotation.JsonCreator(
      mode = com.fasterxml.jackson.annotation.JsonCreator.Mode.DELEGATING)
  public static Content of(com.fasterxml.jackson.databind.JsonNode tree) {
    return new Content(io.github.batchline.Json.alternative(
        tree,
        new com.fasterxml.jackson.core.type.TypeReference<String>() {},
        new com.fasterxml.jackson.core.type.TypeReference<List<ContentPart>>() {}));
  }

  /**
   * The alternative, whichever it is.
   *
   * @return a value of one of the types that the other methods name, or a {@code JsonNode}
   */
  @com.fasterxml.jackson.annotation.JsonValue
  public Object get() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content && value.equals(((Content) other).value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
