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

  private String fileId;

  private Boolean datasetHasMessageWeights;

  private Boolean datasetHasSampleWeights;

  private Boolean datasetHasTools;

  private Boolean datasetHasReasoning;

  private Boolean datasetHasParallelToolCalls;

  private Boolean datasetIsMultimodal;

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

  /**
   * The file that was validated.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "file_id")
  public String getFileId() {
    return fileId;
  }

  /**
   * The file that was validated.
   *
   * @param fileId the value
   */
  @JsonProperty(value = "file_id")
  public void setFileId(String fileId) {
    this.fileId = fileId;
  }

  /**
   * The file that was validated.
   *
   * @param fileId the value
   * @return this
   */
  public FileValidationReport fileId(String fileId) {
    this.fileId = fileId;
    return this;
  }

  /**
   * Whether messages have weights.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "dataset_has_message_weights")
  public Boolean getDatasetHasMessageWeights() {
    return datasetHasMessageWeights;
  }

  /**
   * Whether messages have weights.
   *
   * @param datasetHasMessageWeights the value
   */
  @JsonProperty(value = "dataset_has_message_weights")
  public void setDatasetHasMessageWeights(Boolean datasetHasMessageWeights) {
    this.datasetHasMessageWeights = datasetHasMessageWeights;
  }

  /**
   * Whether messages have weights.
   *
   * @param datasetHasMessageWeights the value
   * @return this
   */
  public FileValidationReport datasetHasMessageWeights(Boolean datasetHasMessageWeights) {
    this.datasetHasMessageWeights = datasetHasMessageWeights;
    return this;
  }

  /**
   * Whether rows have weights.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "dataset_has_sample_weights")
  public Boolean getDatasetHasSampleWeights() {
    return datasetHasSampleWeights;
  }

  /**
   * Whether rows have weights.
   *
   * @param datasetHasSampleWeights the value
   */
  @JsonProperty(value = "dataset_has_sample_weights")
  public void setDatasetHasSampleWeights(Boolean datasetHasSampleWeights) {
    this.datasetHasSampleWeights = datasetHasSampleWeights;
  }

  /**
   * Whether rows have weights.
   *
   * @param datasetHasSampleWeights the value
   * @return this
   */
  public FileValidationReport datasetHasSampleWeights(Boolean datasetHasSampleWeights) {
    this.datasetHasSampleWeights = datasetHasSampleWeights;
    return this;
  }

  /**
   * Whether rows have tools.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "dataset_has_tools")
  public Boolean getDatasetHasTools() {
    return datasetHasTools;
  }

  /**
   * Whether rows have tools.
   *
   * @param datasetHasTools the value
   */
  @JsonProperty(value = "dataset_has_tools")
  public void setDatasetHasTools(Boolean datasetHasTools) {
    this.datasetHasTools = datasetHasTools;
  }

  /**
   * Whether rows have tools.
   *
   * @param datasetHasTools the value
   * @return this
   */
  public FileValidationReport datasetHasTools(Boolean datasetHasTools) {
    this.datasetHasTools = datasetHasTools;
    return this;
  }

  /**
   * Whether messages have reasoning.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "dataset_has_reasoning")
  public Boolean getDatasetHasReasoning() {
    return datasetHasReasoning;
  }

  /**
   * Whether messages have reasoning.
   *
   * @param datasetHasReasoning the value
   */
  @JsonProperty(value = "dataset_has_reasoning")
  public void setDatasetHasReasoning(Boolean datasetHasReasoning) {
    this.datasetHasReasoning = datasetHasReasoning;
  }

  /**
   * Whether messages have reasoning.
   *
   * @param datasetHasReasoning the value
   * @return this
   */
  public FileValidationReport datasetHasReasoning(Boolean datasetHasReasoning) {
    this.datasetHasReasoning = datasetHasReasoning;
    return this;
  }

  /**
   * Whether a message calls several tools at once.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "dataset_has_parallel_tool_calls")
  public Boolean getDatasetHasParallelToolCalls() {
    return datasetHasParallelToolCalls;
  }

  /**
   * Whether a message calls several tools at once.
   *
   * @param datasetHasParallelToolCalls the value
   */
  @JsonProperty(value = "dataset_has_parallel_tool_calls")
  public void setDatasetHasParallelToolCalls(Boolean datasetHasParallelToolCalls) {
    this.datasetHasParallelToolCalls = datasetHasParallelToolCalls;
  }

  /**
   * Whether a message calls several tools at once.
   *
   * @param datasetHasParallelToolCalls the value
   * @return this
   */
  public FileValidationReport datasetHasParallelToolCalls(Boolean datasetHasParallelToolCalls) {
    this.datasetHasParallelToolCalls = datasetHasParallelToolCalls;
    return this;
  }

  /**
   * Whether contents have anything but text.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "dataset_is_multimodal")
  public Boolean getDatasetIsMultimodal() {
    return datasetIsMultimodal;
  }

  /**
   * Whether contents have anything but text.
   *
   * @param datasetIsMultimodal the value
   */
  @JsonProperty(value = "dataset_is_multimodal")
  public void setDatasetIsMultimodal(Boolean datasetIsMultimodal) {
    this.datasetIsMultimodal = datasetIsMultimodal;
  }

  /**
   * Whether contents have anything but text.
   *
   * @param datasetIsMultimodal the value
   * @return this
   */
  public FileValidationReport datasetIsMultimodal(Boolean datasetIsMultimodal) {
    this.datasetIsMultimodal = datasetIsMultimodal;
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
        && Objects.equals(this.nlines, that.nlines)
        && Objects.equals(this.fileId, that.fileId)
        && Objects.equals(this.datasetHasMessageWeights, that.datasetHasMessageWeights)
        && Objects.equals(this.datasetHasSampleWeights, that.datasetHasSampleWeights)
        && Objects.equals(this.datasetHasTools, that.datasetHasTools)
        && Objects.equals(this.datasetHasReasoning, that.datasetHasReasoning)
        && Objects.equals(this.datasetHasParallelToolCalls, that.datasetHasParallelToolCalls)
        && Objects.equals(this.datasetIsMultimodal, that.datasetIsMultimodal);
  }

  @Override
  public int hashCode() {
    return Objects.hash(valid, datasetFormat, error, errorType, nlines, fileId, datasetHasMessageWeights, datasetHasSampleWeights, datasetHasTools, datasetHasReasoning, datasetHasParallelToolCalls, datasetIsMultimodal);
  }

  @Override
  public String toString() {
    return "FileValidationReport{" + "valid=" + valid + ", dataset_format=" + datasetFormat + ", error=" + error + ", error_type=" + errorType + ", nlines=" + nlines + ", file_id=" + fileId + ", dataset_has_message_weights=" + datasetHasMessageWeights + ", dataset_has_sample_weights=" + datasetHasSampleWeights + ", dataset_has_tools=" + datasetHasTools + ", dataset_has_reasoning=" + datasetHasReasoning + ", dataset_has_parallel_tool_calls=" + datasetHasParallelToolCalls + ", dataset_is_multimodal=" + datasetIsMultimodal + "}";
  }
}
