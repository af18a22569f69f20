// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.model.BatchesErrorResponse;
import io.github.batchline.model.FilesErrorResponse;
import java.util.Arrays;
import java.util.Objects;

/** How a gateway says what went wrong, if it does so in JSON. */
public final class GatewayErrorResponse {
  private final Object value;

  private GatewayErrorResponse(Object value) {
    this.value = Objects.requireNonNull(value);
  }

  /**
   * Makes one of a {@code FilesErrorResponse}.
   *
   * @param value the value
   * @return the union
   */
  public static GatewayErrorResponse of(FilesErrorResponse value) {
    return new GatewayErrorResponse(value);
  }

  /**
   * This as a {@code FilesErrorResponse}.
   *
   * @return the value, or empty where it is another alternative
   */
  @SuppressWarnings("unchecked") // a list can be of one type only
  public java.util.Optional<FilesErrorResponse> asFilesErrorResponse() {
    return value instanceof FilesErrorResponse ? java.util.Optional.of((FilesErrorResponse) value) : java.util.Optional.empty();
  }

  /**
   * Makes one of a {@code BatchesErrorResponse}.
   *
   * @param value the value
   * @return the union
   */
  public static GatewayErrorResponse of(BatchesErrorResponse value) {
    return new GatewayErrorResponse(value);
  }

  /**
   * This as a {@code BatchesErrorResponse}.
   *
   * @return the value, or empty where it is another alternative
   */
  @SuppressWarnings("unchecked") // a list can be of one type only
  public java.util.Optional<BatchesErrorResponse> asBatchesErrorResponse() {
    return value instanceof BatchesErrorResponse ? java.util.Optional.of((BatchesErrorResponse) value) : java.util.Optional.empty();
  }

  /**
   * The alternative that a JSON value is: the one that it names, or else the first whose required
   * fields it has. What is none of them is kept as it comes.
   *
   * @param tree the value
   * @return the alternative
   */
  @com.fasterxml.jackson.annotation.JsonCreator(
      mode = com.fasterxml.jackson.annotation.JsonCreator.Mode.DELEGATING)
  public static GatewayErrorResponse of(com.fasterxml.jackson.databind.JsonNode tree) {
    return new GatewayErrorResponse(io.github.batchline.Json.alternative(
        tree,
        new com.fasterxml.jackson.core.type.TypeReference<FilesErrorResponse>() {},
        new com.fasterxml.jackson.core.type.TypeReference<BatchesErrorResponse>() {}));
  }

  /**
   * The alternative, whichever it is.
   *
   * @return a value of one of the types that the other methods name, or a {@code JsonNode}
   */
  @com.fasterxml.jackson.annotation.JsonValue
  public Object get() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GatewayErrorResponse && value.equals(((GatewayErrorResponse) other).value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
