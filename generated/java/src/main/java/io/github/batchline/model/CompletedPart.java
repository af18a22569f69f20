// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Objects;

/** A part that was PUT. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class CompletedPart {
  private Integer partNumber;

  private String etag;

  /** Nothing but what has a default. */
  public CompletedPart() {}

  /**
   * The part&#39;s number, from 1.
   *
   * @return the value
   */
  @JsonProperty(value = "part_number", required = true)
  public Integer getPartNumber() {
    return partNumber;
  }

  /**
   * The part&#39;s number, from 1.
   *
   * @param partNumber the value
   */
  @JsonProperty(value = "part_number", required = true)
  public void setPartNumber(Integer partNumber) {
    this.partNumber = partNumber;
  }

  /**
   * The part&#39;s number, from 1.
   *
   * @param partNumber the value
   * @return this
   */
  public CompletedPart partNumber(Integer partNumber) {
    this.partNumber = partNumber;
    return this;
  }

  /**
   * The &#x60;ETag&#x60; in the response to its PUT, without the quotes.
   *
   * @return the value
   */
  @JsonProperty(value = "etag", required = true)
  public String getEtag() {
    return etag;
  }

  /**
   * The &#x60;ETag&#x60; in the response to its PUT, without the quotes.
   *
   * @param etag the value
   */
  @JsonProperty(value = "etag", required = true)
  public void setEtag(String etag) {
    this.etag = etag;
  }

  /**
   * The &#x60;ETag&#x60; in the response to its PUT, without the quotes.
   *
   * @param etag the value
   * @return this
   */
  public CompletedPart etag(String etag) {
    this.etag = etag;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof CompletedPart)) {
      return false;
    }
    CompletedPart that = (CompletedPart) other;
    return Objects.equals(this.partNumber, that.partNumber)
        && Objects.equals(this.etag, that.etag);
  }

  @Override
  public int hashCode() {
    return Objects.hash(partNumber, etag);
  }

  @Override
  public String toString() {
    return "CompletedPart{" + "part_number=" + partNumber + ", etag=" + etag + "}";
  }
}
