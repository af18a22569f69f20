// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import java.util.Objects;

/**
 * Says that the body names a file; always FILE.
 *
 * <p>The constants are the values that the contract knows; any other one is kept as it comes.
 */
public final class FileMethod {
  /** {@code "FILE"}. */
  public static final FileMethod FILE = new FileMethod("FILE");

  private static final java.util.List<FileMethod> KNOWN =
      java.util.List.of(FILE);

  private final String value;

  private FileMethod(String value) {
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
  public static FileMethod of(String value) {
    for (FileMethod known : KNOWN) {
      if (known.value.equals(value)) {
        return known;
      }
    }
    return new FileMethod(value);
  }

  /**
   * The values that the contract knows.
   *
   * @return the constants, in the contract's order
   */
  public static java.util.List<FileMethod> known() {
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
    return other instanceof FileMethod && value.equals(((FileMethod) other).value);
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
