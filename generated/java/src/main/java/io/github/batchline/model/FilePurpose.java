// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import java.util.Objects;

/**
 * What a file is for. Servers add values; a client passes on one that it does not know. 
 *
 * <p>The constants are the values that the contract knows; any other one is kept as it comes.
 */
public final class FilePurpose {
  /** {@code "fine-tune"}. */
  public static final FilePurpose FINE_TUNE = new FilePurpose("fine-tune");

  /** {@code "batch-api"}. */
  public static final FilePurpose BATCH_API = new FilePurpose("batch-api");

  /** {@code "eval"}. */
  public static final FilePurpose EVAL = new FilePurpose("eval");

  /** {@code "eval-output"}. */
  public static final FilePurpose EVAL_OUTPUT = new FilePurpose("eval-output");

  /** {@code "eval-sample"}. */
  public static final FilePurpose EVAL_SAMPLE = new FilePurpose("eval-sample");

  /** {@code "eval-summary"}. */
  public static final FilePurpose EVAL_SUMMARY = new FilePurpose("eval-summary");

  /** {@code "batch-generated"}. */
  public static final FilePurpose BATCH_GENERATED = new FilePurpose("batch-generated");

  /** {@code "calibration"}. */
  public static final FilePurpose CALIBRATION = new FilePurpose("calibration");

  private static final java.util.List<FilePurpose> KNOWN =
      java.util.List.of(FINE_TUNE, BATCH_API, EVAL, EVAL_OUTPUT, EVAL_SAMPLE, EVAL_SUMMARY, BATCH_GENERATED, CALIBRATION);

  private final String value;

  private FilePurpose(String value) {
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
  public static FilePurpose of(String value) {
    for (FilePurpose known : KNOWN) {
      if (known.value.equals(value)) {
        return known;
      }
    }
    return new FilePurpose(value);
  }

  /**
   * The values that the contract knows.
   *
   * @return the constants, in the contract's order
   */
  public static java.util.List<FilePurpose> known() {
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
    return other instanceof FilePurpose && value.equals(((FilePurpose) other).value);
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
