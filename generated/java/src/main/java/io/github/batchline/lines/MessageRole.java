// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import java.util.Objects;

/**
 * Who speaks.
 *
 * <p>The constants are the values that the contract knows; any other one is kept as it comes.
 */
public final class MessageRole {
  /** {@code "system"}. */
  public static final MessageRole SYSTEM = new MessageRole("system");

  /** {@code "user"}. */
  public static final MessageRole USER = new MessageRole("user");

  /** {@code "assistant"}. */
  public static final MessageRole ASSISTANT = new MessageRole("assistant");

  /** {@code "tool"}. */
  public static final MessageRole TOOL = new MessageRole("tool");

  private static final java.util.List<MessageRole> KNOWN =
      java.util.List.of(SYSTEM, USER, ASSISTANT, TOOL);

  private final String value;

  private MessageRole(String value) {
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
  public static MessageRole of(String value) {
    for (MessageRole known : KNOWN) {
      if (known.value.equals(value)) {
        return known;
      }
    }
    return new MessageRole(value);
  }

  /**
   * The values that the contract knows.
   *
   * @return the constants, in the contract's order
   */
  public static java.util.List<MessageRole> known() {
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
    return other instanceof MessageRole && value.equals(((MessageRole) other).value);
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
