// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Objects;

/** The file that was deleted. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class FileDeleteResponse {
  private String id;

  private String object = "file";

  private Boolean deleted;

  /** Nothing but what has a default. */
  public FileDeleteResponse() {}

  /**
   * The file&#39;s id.
   *
   * @return the value
   */
  @JsonProperty(value = "id", required = true)
  public String getId() {
    return id;
  }

  /**
   * The file&#39;s id.
   *
   * @param id the value
   */
  @JsonProperty(value = "id", required = true)
  public void setId(String id) {
    this.id = id;
  }

  /**
   * The file&#39;s id.
   *
   * @param id the value
   * @return this
   */
  public FileDeleteResponse id(String id) {
    this.id = id;
    return this;
  }

  /**
   * Always &#x60;file&#x60;.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "object")
  public String getObject() {
    return object;
  }

  /**
   * Always &#x60;file&#x60;.
   *
   * @param object the value
   */
  @JsonProperty(value = "object")
  public void setObject(String object) {
    this.object = object;
  }

  /**
   * Always &#x60;file&#x60;.
   *
   * @param object the value
   * @return this
   */
  public FileDeleteResponse object(String object) {
    this.object = object;
    return this;
  }

  /**
   * Whether the file was deleted.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "deleted")
  public Boolean getDeleted() {
    return deleted;
  }

  /**
   * Whether the file was deleted.
   *
   * @param deleted the value
   */
  @JsonProperty(value = "deleted")
  public void setDeleted(Boolean deleted) {
    this.deleted = deleted;
  }

  /**
   * Whether the file was deleted.
   *
   * @param deleted the value
   * @return this
   */
  public FileDeleteResponse deleted(Boolean deleted) {
    this.deleted = deleted;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof FileDeleteResponse)) {
      return false;
    }
    FileDeleteResponse that = (FileDeleteResponse) other;
    return Objects.equals(this.id, that.id)
        && Objects.equals(this.object, that.object)
        && Objects.equals(this.deleted, that.deleted);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, object, deleted);
  }

  @Override
  public String toString() {
    return "FileDeleteResponse{" + "id=" + id + ", object=" + object + ", deleted=" + deleted + "}";
  }
}
