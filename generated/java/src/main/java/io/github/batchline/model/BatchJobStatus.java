// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import java.util.Objects;

/**
 * The status of a job. COMPLETED, FAILED, EXPIRED and CANCELLED are terminal; CANCELING is a cancellation in progress. 
 *
 * <p>The constants are the values that the contract knows; any other one is kept as it comes.
 */
public final class BatchJobStatus {
  /** {@code "VALIDATING"}. */
  public static final BatchJobStatus VALIDATING = new BatchJobStatus("VALIDATING");

  /** {@code "IN_PROGRESS"}. */
  public static final BatchJobStatus IN_PROGRESS = new BatchJobStatus("IN_PROGRESS");

  /** {@code "COMPLETED"}. */
  public static final BatchJobStatus COMPLETED = new BatchJobStatus("COMPLETED");

  /** {@code "FAILED"}. */
  public static final BatchJobStatus FAILED = new BatchJobStatus("FAILED");

  /** {@code "EXPIRED"}. */
  public static final BatchJobStatus EXPIRED = new BatchJobStatus("EXPIRED");

  /** {@code "CANCELLED"}. */
  public static final BatchJobStatus CANCELLED = new BatchJobStatus("CANCELLED");

  /** {@code "CANCELING"}. */
  public static final BatchJobStatus CANCELING = new BatchJobStatus("CANCELING");

  private static final java.util.List<BatchJobStatus> KNOWN =
      java.util.List.of(VALIDATING, IN_PROGRESS, COMPLETED, FAILED, EXPIRED, CANCELLED, CANCELING);

  private final String value;

  private BatchJobStatus(String value) {
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
  public static BatchJobStatus of(String value) {
    for (BatchJobStatus known : KNOWN) {
      if (known.value.equals(value)) {
        return known;
      }
    }
    return new BatchJobStatus(value);
  }

  /**
   * The values that the contract knows.
   *
   * @return the constants, in the contract's order
   */
  public static java.util.List<BatchJobStatus> known() {
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
    return other instanceof BatchJobStatus && value.equals(((BatchJobStatus) other).value);
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
