// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import java.util.Objects;

/** A name or a number of an error. */
public final class LineErrorCode {
  private final Object value;

  private LineErrorCode(Object value) {
    this.value = Objects.requireNonNull(value);
  }

  /**
   * Makes one of a {@code String}.
   *
   * @param value the value
   * @return the union
   */
  public static LineErrorCode of(String value) {
    return new LineErrorCode(value);
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
   * Makes one of a {@code Long}.
   *
   * @param value the value
   * @return the union
   */
  public static LineErrorCode of(Long value) {
    return new LineErrorCode(value);
  }

  /**
   * This as a {@code Long}.
   *
   * @return the value, or empty where it is another alternative
   */
  @SuppressWarnings("unchecked") // a list can be of one type only
  public java.util.Optional<Long> asLong() {
    return value instanceof Long ? java.util.Optional.of((Long) value) : java.util.Optional.empty();
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
  public static LineErrorCode of(com.fasterxml.jackson.databind.JsonNode tree) {
    return new LineErrorCode(io.github.batchline.Json.alternative(
        tree,
        new com.fasterxml.jackson.core.type.TypeReference<String>() {},
        new com.fasterxml.jackson.core.type.TypeReference<Long>() {}));
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
    return other instanceof LineErrorCode && value.equals(((LineErrorCode) other).value);
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
