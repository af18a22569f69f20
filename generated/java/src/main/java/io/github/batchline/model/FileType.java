// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import java.util.Objects;

/**
 * The format of a file.
 *
 * <p>The constants are the values that the contract knows; any other one is kept as it comes.
 */
public final class FileType {
  /** {@code "jsonl"}. */
  public static final FileType JSONL = new FileType("jsonl");

  /** {@code "csv"}. */
  public static final FileType CSV = new FileType("csv");

  /** {@code "parquet"}. */
  public static final FileType PARQUET = new FileType("parquet");

  private static final java.util.List<FileType> KNOWN =
      java.util.List.of(JSONL, CSV, PARQUET);

  private final String value;

  private FileType(String value) {
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
  public static FileType of(String value) {
    for (FileType known : KNOWN) {
      if (known.value.equals(value)) {
        return known;
      }
    }
    return new FileType(value);
  }

  /**
   * The values that the contract knows.
   *
   * @return the constants, in the contract's order
   */
  public static java.util.List<FileType> known() {
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
    return other instanceof FileType && value.equals(((FileType) other).value);
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
