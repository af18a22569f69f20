// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.model.CompletedUpload;
import io.github.batchline.model.FileProcessingStatus;
import io.github.batchline.model.FilePurpose;
import io.github.batchline.model.FileResponse;
import io.github.batchline.model.FileType;
import io.github.batchline.model.FileValidationReport;
import java.util.Arrays;
import java.util.Objects;

/** The file that the parts made. Some servers return it without &#x60;file&#x60; around it. */
public final class CompletedUploadResponse {
  private final Object value;

  private CompletedUploadResponse(Object value) {
    this.value = Objects.requireNonNull(value);
  }

  /**
   * Makes one of a {@code CompletedUpload}.
   *
   * @param value the value
   * @return the union
   */
  public static CompletedUploadResponse of(CompletedUpload value) {
    return new CompletedUploadResponse(value);
  }

  /**
   * This as a {@code CompletedUpload}.
   *
   * @return the value, or empty where it is another alternative
   */
  @SuppressWarnings("unchecked") // a list can be of one type only
  public java.util.Optional<CompletedUpload> asCompletedUpload() {
    return value instanceof CompletedUpload ? java.util.Optional.of((CompletedUpload) value) : java.util.Optional.empty();
  }

  /**
   * Makes one of a {@code FileResponse}.
   *
   * @param value the value
   * @return the union
   */
  public static CompletedUploadResponse of(FileResponse value) {
    return new CompletedUploadResponse(value);
  }

  /**
   * This as a {@code FileResponse}.
   *
   * @return the value, or empty where it is another alternative
   */
  @SuppressWarnings("unchecked") // a list can be of one type only
  public java.util.Optional<FileResponse> asFileResponse() {
    return value instanceof FileResponse ? java.util.Optional.of((FileResponse) value) : java.util.Optional.empty();
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
  public static CompletedUploadResponse of(com.fasterxml.jackson.databind.JsonNode tree) {
    return new CompletedUploadResponse(io.github.batchline.Json.alternative(
        tree,
        new com.fasterxml.jackson.core.type.TypeReference<CompletedUpload>() {},
        new com.fasterxml.jackson.core.type.TypeReference<FileResponse>() {}));
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
    return other instanceof CompletedUploadResponse && value.equals(((CompletedUploadResponse) other).value);
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
