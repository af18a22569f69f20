// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import java.util.Objects;

/**
 * The inference endpoint that a job&#39;s requests go to.
 *
 * <p>The constants are the values that the contract knows; any other one is kept as it comes.
 */
public final class BatchEndpoint {
  /** {@code "/v1/chat/completions"}. */
  public static final BatchEndpoint CHAT_COMPLETIONS = new BatchEndpoint("/v1/chat/completions");

  /** {@code "/v1/completions"}. */
  public static final BatchEndpoint COMPLETIONS = new BatchEndpoint("/v1/completions");

  /** {@code "/v1/audio/transcriptions"}. */
  public static final BatchEndpoint AUDIO_TRANSCRIPTIONS = new BatchEndpoint("/v1/audio/transcriptions");

  /** {@code "/v1/audio/translations"}. */
  public static final BatchEndpoint AUDIO_TRANSLATIONS = new BatchEndpoint("/v1/audio/translations");

  private static final java.util.List<BatchEndpoint> KNOWN =
      java.util.List.of(CHAT_COMPLETIONS, COMPLETIONS, AUDIO_TRANSCRIPTIONS, AUDIO_TRANSLATIONS);

  private final String value;

  private BatchEndpoint(String value) {
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
  public static BatchEndpoint of(String value) {
    for (BatchEndpoint known : KNOWN) {
      if (known.value.equals(value)) {
        return known;
      }
    }
    return new BatchEndpoint(value);
  }

  /**
   * The values that the contract knows.
   *
   * @return the constants, in the contract's order
   */
  public static java.util.List<BatchEndpoint> known() {
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
    return other instanceof BatchEndpoint && value.equals(((BatchEndpoint) other).value);
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
