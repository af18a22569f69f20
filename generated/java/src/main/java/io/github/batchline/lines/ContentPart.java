// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.lines.ImagePart;
import io.github.batchline.lines.ImagePartType;
import io.github.batchline.lines.ImageUrl;
import io.github.batchline.lines.TextPart;
import java.util.Arrays;
import java.util.Objects;

/** A text or an image. */
public final class ContentPart {
  private final Object value;

  private ContentPart(Object value) {
    this.value = Objects.requireNonNull(value);
  }

  /**
   * Makes one of a {@code TextPart}.
   *
   * @param value the value
   * @return the union
   */
  public static ContentPart of(TextPart value) {
    return new ContentPart(value);
  }

  /**
   * This as a {@code TextPart}.
   *
   * @return the value, or empty where it is another alternative
   */
  @SuppressWarnings("unchecked") // a list can be of one type only
  public java.util.Optional<TextPart> asTextPart() {
    return value instanceof TextPart ? java.util.Optional.of((TextPart) value) : java.util.Optional.empty();
  }

  /**
   * Makes one of a {@code ImagePart}.
   *
   * @param value the value
   * @return the union
   */
  public static ContentPart of(ImagePart value) {
    return new ContentPart(value);
  }

  /**
   * This as a {@code ImagePart}.
   *
   * @return the value, or empty where it is another alternative
   */
  @SuppressWarnings("unchecked") // a list can be of one type only
  public java.util.Optional<ImagePart> asImagePart() {
    return value instanceof ImagePart ? java.util.Optional.of((ImagePart) value) : java.util.Optional.empty();
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
  public static ContentPart of(com.fasterxml.jackson.databind.JsonNode tree) {
    switch (tree.path("type").asText()) {
      case "image_url":
        return new ContentPart(io.github.batchline.Json.alternative(
            tree, new com.fasterxml.jackson.core.type.TypeReference<ImagePart>() {}));
      case "text":
        return new ContentPart(io.github.batchline.Json.alternative(
            tree, new com.fasterxml.jackson.core.type.TypeReference<TextPart>() {}));
      default:
        return new ContentPart(tree);
    }
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
    return other instanceof ContentPart && value.equals(((ContentPart) other).value);
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
