// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import java.util.Objects;

/**
 * The endpoint, the same in the whole file.
 *
 * <p>The constants are the values that the contract knows; any other one is kept as it comes.
 */
public final class Url {
  /** {@code "/v1/chat/completions"}. */
  public static final Url CHAT_COMPLETIONS = new Url("/v1/chat/completions");

  /** {@code "/v1/completions"}. */
  public static final Url COMPLETIONS = new Url("/v1/completions");

  /** {@code "/v1/audio/transcriptions"}. */
  public static final Url AUDIO_TRANSCRIPTIONS = new Url("/v1/audio/transcriptions");

  /** {@code "/v1/audio/translations"}. */
  public static final Url AUDIO_TRANSLATIONS = new Url("/v1/audio/translations");

  private static final java.util.List<Url> KNOWN =
      java.util.List.of(CHAT_COMPLETIONS, COMPLETIONS, AUDIO_TRANSCRIPTIONS, AUDIO_TRANSLATIONS);

  private final String value;

  private Url(String value) {
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
  public static Url of(String value) {
    for (Url known : KNOWN) {
      if (known.value.equals(value)) {
        return known;
      }
    }
    return new Url(value);
  }

  /**
   * The values that the contract knows.
   *
   * @return the constants, in the contract's order
   */
  public static java.util.List<Url> known() {
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
    return other instanceof Url && value.equals(((Url) other).value);
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
