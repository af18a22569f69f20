// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.model.FileResponse;
import java.util.Arrays;
import java.util.Objects;

/** The file that the parts made. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class CompletedUpload {
  private FileResponse _file;

  /** Nothing but what has a default. */
  public CompletedUpload() {}

  /**
   * {@code file}.
   *
   * @return the value
   */
  @JsonProperty(value = "file", required = true)
  public FileResponse getFile() {
    return _file;
  }

  /**
   * {@code file}.
   *
   * @param _file the value
   */
  @JsonProperty(value = "file", required = true)
  public void setFile(FileResponse _file) {
    this._file = _file;
  }

  /**
   * {@code file}.
   *
   * @param _file the value
   * @return this
   */
  public CompletedUpload _file(FileResponse _file) {
    this._file = _file;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof CompletedUpload)) {
      return false;
    }
    CompletedUpload that = (CompletedUpload) other;
    return Objects.equals(this._file, that._file);
  }

  @Override
  public int hashCode() {
    return Objects.hash(_file);
  }

  @Override
  public String toString() {
    return "CompletedUpload{" + "file=" + _file + "}";
  }
}
