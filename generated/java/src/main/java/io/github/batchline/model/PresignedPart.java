// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Where one part goes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class PresignedPart {
  private Integer partNumber;

  private URI url;

  private Map<String, String> headers;

  /** Nothing but what has a default. */
  public PresignedPart() {}

  /**
   * The part&#39;s number, from 1.
   *
   * @return the value
   */
  @JsonProperty(value = "PartNumber", required = true)
  public Integer getPartNumber() {
    return partNumber;
  }

  /**
   * The part&#39;s number, from 1.
   *
   * @param partNumber the value
   */
  @JsonProperty(value = "PartNumber", required = true)
  public void setPartNumber(Integer partNumber) {
    this.partNumber = partNumber;
  }

  /**
   * The part&#39;s number, from 1.
   *
   * @param partNumber the value
   * @return this
   */
  public PresignedPart partNumber(Integer partNumber) {
    this.partNumber = partNumber;
    return this;
  }

  /**
   * A presigned URL on the storage host, to PUT the part to.
   *
   * @return the value
   */
  @JsonProperty(value = "URL", required = true)
  public URI getUrl() {
    return url;
  }

  /**
   * A presigned URL on the storage host, to PUT the part to.
   *
   * @param url the value
   */
  @JsonProperty(value = "URL", required = true)
  public void setUrl(URI url) {
    this.url = url;
  }

  /**
   * A presigned URL on the storage host, to PUT the part to.
   *
   * @param url the value
   * @return this
   */
  public PresignedPart url(URI url) {
    this.url = url;
    return this;
  }

  /**
   * Headers that must be sent with the part, because they are signed.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "Headers")
  public Map<String, String> getHeaders() {
    return headers;
  }

  /**
   * Headers that must be sent with the part, because they are signed.
   *
   * @param headers the value
   */
  @JsonProperty(value = "Headers")
  public void setHeaders(Map<String, String> headers) {
    this.headers = headers;
  }

  /**
   * Headers that must be sent with the part, because they are signed.
   *
   * @param headers the value
   * @return this
   */
  public PresignedPart headers(Map<String, String> headers) {
    this.headers = headers;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof PresignedPart)) {
      return false;
    }
    PresignedPart that = (PresignedPart) other;
    return Objects.equals(this.partNumber, that.partNumber)
        && Objects.equals(this.url, that.url)
        && Objects.equals(this.headers, that.headers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(partNumber, url, headers);
  }

  @Override
  public String toString() {
    return "PresignedPart{" + "PartNumber=" + partNumber + ", URL=" + url + ", Headers=" + headers + "}";
  }
}
