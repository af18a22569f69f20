// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import java.util.Objects;

/**
 * How long the job may take. &#x60;24h&#x60; is the only value, and the default.
 *
 * <p>The constants are the values that the contract knows; any other one is kept as it comes.
 */
public final class CreateBatchRequestCompletionWindow {
  /** {@code "24h"}. */
  public static final CreateBatchRequestCompletionWindow _24H = new CreateBatchRequestCompletionWindow("24h");

  private static final java.util.List<CreateBatchRequestCompletionWindow> KNOWN =
      java.util.List.of(_24H);

  private final String value;

  private CreateBatchRequestCompletionWindow(String value) {
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
  public static CreateBatchRequestCompletionWindow of(String value) {
    for (CreateBatchRequestCompletionWindow known : KNOWN) {
      if (known.value.equals(value)) {
        return known;
      }
    }
    return new CreateBatchRequestCompletionWindow(value);
  }

  /**
   * The values that the contract knows.
   *
   * @return the constants, in the contract's order
   */
  public static java.util.List<CreateBatchRequestCompletionWindow> known() {
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
    return other instanceof CreateBatchRequestCompletionWindow && value.equals(((CreateBatchRequestCompletionWindow) other).value);
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
