// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Objects;

/** What the service&#39;s own validation found (3.x servers). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class FileValidationReport {
  private Boolean valid;

  private String datasetFormat;

  private String error;

  private String errorType;

  private Long nlines;

  /** Nothing but what has a default. */
  public FileValidationReport() {}

  /**
   * Whether the file passed.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "valid")
  public Boolean getValid() {
    return valid;
  }

  /**
   * Whether the file passed.
   *
   * @param valid the value
   */
  @JsonProperty(value = "valid")
  public void setValid(Boolean valid) {
    this.valid = valid;
  }

  /**
   * Whether the file passed.
   *
   * @param valid the value
   * @return this
   */
  public FileValidationReport valid(Boolean valid) {
    this.valid = valid;
    return this;
  }

  /**
   * The format that was recognised, such as &#x60;CONVERSATION&#x60;.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "dataset_format")
  public String getDatasetFormat() {
    return datasetFormat;
  }

  /**
   * The format that was recognised, such as &#x60;CONVERSATION&#x60;.
   *
   * @param datasetFormat the value
   */
  @JsonProperty(value = "dataset_format")
  public void setDatasetFormat(String datasetFormat) {
    this.datasetFormat = datasetFormat;
  }

  /**
   * The format that was recognised, such as &#x60;CONVERSATION&#x60;.
   *
   * @param datasetFormat the value
   * @return this
   */
  public FileValidationReport datasetFormat(String datasetFormat) {
    this.datasetFormat = datasetFormat;
    return this;
  }

  /**
   * What is wrong, for a person.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "error")
  public String getError() {
    return error;
  }

  /**
   * What is wrong, for a person.
   *
   * @param error the value
   */
  @JsonProperty(value = "error")
  public void setError(String error) {
    this.error = error;
  }

  /**
   * What is wrong, for a person.
   *
   * @param error the value
   * @return this
   */
  public FileValidationReport error(String error) {
    this.error = error;
    return this;
  }

  /**
   * The kind of fault, such as &#x60;INVALID_FORMAT&#x60;.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "error_type")
  public String getErrorType() {
    return errorType;
  }

  /**
   * The kind of fault, such as &#x60;INVALID_FORMAT&#x60;.
   *
   * @param errorType the value
   */
  @JsonProperty(value = "error_type")
  public void setErrorType(String errorType) {
    this.errorType = errorType;
  }

  /**
   * The kind of fault, such as &#x60;INVALID_FORMAT&#x60;.
   *
   * @param errorType the value
   * @return this
   */
  public FileValidationReport errorType(String errorType) {
    this.errorType = errorType;
    return this;
  }

  /**
   * The number of lines.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "nlines")
  public Long getNlines() {
    return nlines;
  }

  /**
   * The number of lines.
   *
   * @param nlines the value
   */
  @JsonProperty(value = "nlines")
  public void setNlines(Long nlines) {
    this.nlines = nlines;
  }

  /**
   * The number of lines.
   *
   * @param nlines the value
   * @return this
   */
  public FileValidationReport nlines(Long nlines) {
    this.nlines = nlines;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof FileValidationReport)) {
      return false;
    }
    FileValidationReport that = (FileValidationReport) other;
    return Objects.equals(this.valid, that.valid)
        && Objects.equals(this.datasetFormat, that.datasetFormat)
        && Objects.equals(this.error, that.error)
        && Objects.equals(this.errorType, that.errorType)
        && Objects.equals(this.nlines, that.nlines);
  }

  @Override
  public int hashCode() {
    return Objects.hash(valid, datasetFormat, error, errorType, nlines);
  }

  @Override
  public String toString() {
    return "FileValidationReport{" + "valid=" + valid + ", dataset_format=" + datasetFormat + ", error=" + error + ", error_type=" + errorType + ", nlines=" + nlines + "}";
  }
}
