// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import java.util.Objects;

/**
 * The HTTP method, POST; in requests of audio batches FILE.
 *
 * <p>The constants are the values that the contract knows; any other one is kept as it comes.
 */
public final class Method {
  /** {@code "POST"}. */
  public static final Method POST = new Method("POST");

  /** {@code "FILE"}. */
  public static final Method FILE = new Method("FILE");

  private static final java.util.List<Method> KNOWN =
      java.util.List.of(POST, FILE);

  private final String value;

  private Method(String value) {
    this.value = Objects.requireNonNull(value);
  }

  /**
   * The constant of a value, or one of its own for a value that has none.
   *
   * @param value the value as it is sent
   * @return what stands for it
   */
  @com.fasterxml.jackson.annotation.JsonCreator(
      mode = com.fasterxml.jackson.annotation.JsonCreator.Mode.DELEGATING)
  public static Method of(String value) {
    for (Method known : KNOWN) {
      if (known.value.equals(value)) {
        return known;
      }
    }
    return new Method(value);
  }

  /**
   * The values that the contract knows.
   *
   * @return the constants, in the contract's order
   */
  public static java.util.List<Method> known() {
    return KNOWN;
  }

  /**
   * The value as it is sent.
   *
   * @return the value
   */
  @com.fasterxml.jackson.annotation.JsonValue
  public String getValue() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Method && value.equals(((Method) other).value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return String.valueOf(value);
  }
}
