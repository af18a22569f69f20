// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.lines.ImagePartType;
import io.github.batchline.lines.ImageUrl;
import java.util.Arrays;
import java.util.Objects;

/** An image. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class ImagePart {
  private ImagePartType type;

  private ImageUrl imageUrl;

  /** Nothing but what has a default. */
  public ImagePart() {}

  /**
   * {@code type}.
   *
   * @return the value
   */
  @JsonProperty(value = "type", required = true)
  public ImagePartType getType() {
    return type;
  }

  /**
   * {@code type}.
   *
   * @param type the value
   */
  @JsonProperty(value = "type", required = true)
  public void setType(ImagePartType type) {
    this.type = type;
  }

  /**
   * {@code type}.
   *
   * @param type the value
   * @return this
   */
  public ImagePart type(ImagePartType type) {
    this.type = type;
    return this;
  }

  /**
   * {@code image_url}.
   *
   * @return the value
   */
  @JsonProperty(value = "image_url", required = true)
  public ImageUrl getImageUrl() {
    return imageUrl;
  }

  /**
   * {@code image_url}.
   *
   * @param imageUrl the value
   */
  @JsonProperty(value = "image_url", required = true)
  public void setImageUrl(ImageUrl imageUrl) {
    this.imageUrl = imageUrl;
  }

  /**
   * {@code image_url}.
   *
   * @param imageUrl the value
   * @return this
   */
  public ImagePart imageUrl(ImageUrl imageUrl) {
    this.imageUrl = imageUrl;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ImagePart)) {
      return false;
    }
    ImagePart that = (ImagePart) other;
    return Objects.equals(this.type, that.type)
        && Objects.equals(this.imageUrl, that.imageUrl);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, imageUrl);
  }

  @Override
  public String toString() {
    return "ImagePart{" + "type=" + type + ", image_url=" + imageUrl + "}";
  }
}
