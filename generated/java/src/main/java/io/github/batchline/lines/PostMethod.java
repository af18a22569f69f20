// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import java.util.Objects;

/**
 * The HTTP method, always POST.
 *
 * <p>The constants are the values that the contract knows; any other one is kept as it comes.
 */
public final class PostMethod {
  /** {@code "POST"}. */
  public static final PostMethod POST = new PostMethod("POST");

  private static final java.util.List<PostMethod> KNOWN =
      java.util.List.of(POST);

  private final String value;

  private PostMethod(String value) {
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
  public static PostMethod of(String value) {
    for (PostMethod known : KNOWN) {
      if (known.value.equals(value)) {
        return known;
      }
    }
    return new PostMethod(value);
  }

  /**
   * The values that the contract knows.
   *
   * @return the constants, in the contract's order
   */
  public static java.util.List<PostMethod> known() {
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
    return other instanceof PostMethod && value.equals(((PostMethod) other).value);
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
