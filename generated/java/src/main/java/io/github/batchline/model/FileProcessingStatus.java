// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import java.util.Objects;

/**
 * The status of the service&#39;s own validation of a file (3.x servers).
 *
 * <p>The constants are the values that the contract knows; any other one is kept as it comes.
 */
public final class FileProcessingStatus {
  /** {@code "PENDING"}. */
  public static final FileProcessingStatus PENDING = new FileProcessingStatus("PENDING");

  /** {@code "QUEUED"}. */
  public static final FileProcessingStatus QUEUED = new FileProcessingStatus("QUEUED");

  /** {@code "RUNNING"}. */
  public static final FileProcessingStatus RUNNING = new FileProcessingStatus("RUNNING");

  /** {@code "COMPLETED"}. */
  public static final FileProcessingStatus COMPLETED = new FileProcessingStatus("COMPLETED");

  /** {@code "FAILED"}. */
  public static final FileProcessingStatus FAILED = new FileProcessingStatus("FAILED");

  /** {@code "INVALID_FORMAT"}. */
  public static final FileProcessingStatus INVALID_FORMAT = new FileProcessingStatus("INVALID_FORMAT");

  private static final java.util.List<FileProcessingStatus> KNOWN =
      java.util.List.of(PENDING, QUEUED, RUNNING, COMPLETED, FAILED, INVALID_FORMAT);

  private final String value;

  private FileProcessingStatus(String value) {
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
  public static FileProcessingStatus of(String value) {
    for (FileProcessingStatus known : KNOWN) {
      if (known.value.equals(value)) {
        return known;
      }
    }
    return new FileProcessingStatus(value);
  }

  /**
   * The values that the contract knows.
   *
   * @return the constants, in the contract's order
   */
  public static java.util.List<FileProcessingStatus> known() {
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
    return other instanceof FileProcessingStatus && value.equals(((FileProcessingStatus) other).value);
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
