// DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate`.
package io.github.batchline.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Objects;

/** An image&#39;s bytes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class ImageUrl {
  private String url;

  /** Nothing but what has a default. */
  public ImageUrl() {}

  /**
   * A data URL in base64, of JPEG, PNG or WebP. At most 23 characters of prefix and 4/3 of 10 MiB. 
   *
   * @return the value
   */
  @JsonProperty(value = "url", required = true)
  public String getUrl() {
    return url;
  }

  /**
   * A data URL in base64, of JPEG, PNG or WebP. At most 23 characters of prefix and 4/3 of 10 MiB. 
   *
   * @param url the value
   */
  @JsonProperty(value = "url", required = true)
  public void setUrl(String url) {
    this.url = url;
  }

  /**
   * A data URL in base64, of JPEG, PNG or WebP. At most 23 characters of prefix and 4/3 of 10 MiB. 
   *
   * @param url the value
   * @return this
   */
  public ImageUrl url(String url) {
    this.url = url;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ImageUrl)) {
      return false;
    }
    ImageUrl that = (ImageUrl) other;
    return Objects.equals(this.url, that.url);
  }

  @Override
  public int hashCode() {
    return Objects.hash(url);
  }

  @Override
  public String toString() {
    return "ImageUrl{" + "url=" + url + "}";
  }
}
