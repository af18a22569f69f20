// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import java.util.Objects;

/**
 * Always the assistant.
 *
 * <p>The constants are the values that the contract knows; any other one is kept as it comes.
 */
public final class AnswerRole {
  /** {@code "assistant"}. */
  public static final AnswerRole ASSISTANT = new AnswerRole("assistant");

  private static final java.util.List<AnswerRole> KNOWN =
      java.util.List.of(ASSISTANT);

  private final String value;

  private AnswerRole(String value) {
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
  public static AnswerRole of(String value) {
    for (AnswerRole known : KNOWN) {
      if (known.value.equals(value)) {
        return known;
      }
    }
    return new AnswerRole(value);
  }

  /**
   * The values that the contract knows.
   *
   * @return the constants, in the contract's order
   */
  public static java.util.List<AnswerRole> known() {
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
    return other instanceof AnswerRole && value.equals(((AnswerRole) other).value);
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
