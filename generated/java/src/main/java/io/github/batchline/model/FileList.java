// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.model.FileResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Every file of the account. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class FileList {
  private String object = "list";

  private List<FileResponse> data;

  /** Nothing but what has a default. */
  public FileList() {}

  /**
   * Always &#x60;list&#x60;.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "object")
  public String getObject() {
    return object;
  }

  /**
   * Always &#x60;list&#x60;.
   *
   * @param object the value
   */
  @JsonProperty(value = "object")
  public void setObject(String object) {
    this.object = object;
  }

  /**
   * Always &#x60;list&#x60;.
   *
   * @param object the value
   * @return this
   */
  public FileList object(String object) {
    this.object = object;
    return this;
  }

  /**
   * The files.
   *
   * @return the value
   */
  @JsonProperty(value = "data", required = true)
  public List<FileResponse> getData() {
    return data;
  }

  /**
   * The files.
   *
   * @param data the value
   */
  @JsonProperty(value = "data", required = true)
  public void setData(List<FileResponse> data) {
    this.data = data;
  }

  /**
   * The files.
   *
   * @param data the value
   * @return this
   */
  public FileList data(List<FileResponse> data) {
    this.data = data;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof FileList)) {
      return false;
    }
    FileList that = (FileList) other;
    return Objects.equals(this.object, that.object)
        && Objects.equals(this.data, that.data);
  }

  @Override
  public int hashCode() {
    return Objects.hash(object, data);
  }

  @Override
  public String toString() {
    return "FileList{" + "object=" + object + ", data=" + data + "}";
  }
}
