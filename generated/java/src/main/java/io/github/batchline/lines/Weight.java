// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import java.util.Objects;

/**
 * Whether the message counts in training.
 *
 * <p>The constants are the values that the contract knows; any other one is kept as it comes.
 */
public final class Weight {
  /** {@code 0}. */
  public static final Weight NUMBER_0 = new Weight(0);

  /** {@code 1}. */
  public static final Weight NUMBER_1 = new Weight(1);

  private static final java.util.List<Weight> KNOWN =
      java.util.List.of(NUMBER_0, NUMBER_1);

  private final Integer value;

  private Weight(Integer value) {
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
  public static Weight of(Integer value) {
    for (Weight known : KNOWN) {
      if (known.value.equals(value)) {
        return known;
      }
    }
    return new Weight(value);
  }

  /**
   * The values that the contract knows.
   *
   * @return the constants, in the contract's order
   */
  public static java.util.List<Weight> known() {
    return KNOWN;
  }

  /**
   * The value as it is sent.
   *
   * @return the value
   */
  @com.fasterxml.jackson.annotation.JsonValue
  public Integer getValue() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Weight && value.equals(((Weight) other).value);
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
