// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.model.BatchJobStatus;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Objects;

/** A batch job. A client relies on &#x60;id&#x60; and &#x60;status&#x60; only; any other field may be missing or null. EXPIRED and CANCELLED jobs may have an output file with what was done, and a COMPLETED one may have an error file.  */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class BatchJob {
  private String id;

  private String userId;

  private String inputFileId;

  private Long fileSizeBytes;

  private BatchJobStatus status;

  private OffsetDateTime jobDeadline;

  private OffsetDateTime createdAt;

  private String endpoint;

  private Double progress = 0.0d;

  private String modelId;

  private String outputFileId;

  private String errorFileId;

  private String error;

  private OffsetDateTime completedAt;

  /** Nothing but what has a default. */
  public BatchJob() {}

  /**
   * The job&#39;s id.
   *
   * @return the value
   */
  @JsonProperty(value = "id", required = true)
  public String getId() {
    return id;
  }

  /**
   * The job&#39;s id.
   *
   * @param id the value
   */
  @JsonProperty(value = "id", required = true)
  public void setId(String id) {
    this.id = id;
  }

  /**
   * The job&#39;s id.
   *
   * @param id the value
   * @return this
   */
  public BatchJob id(String id) {
    this.id = id;
    return this;
  }

  /**
   * The account that created it.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "user_id")
  public String getUserId() {
    return userId;
  }

  /**
   * The account that created it.
   *
   * @param userId the value
   */
  @JsonProperty(value = "user_id")
  public void setUserId(String userId) {
    this.userId = userId;
  }

  /**
   * The account that created it.
   *
   * @param userId the value
   * @return this
   */
  public BatchJob userId(String userId) {
    this.userId = userId;
    return this;
  }

  /**
   * The file of its requests.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "input_file_id")
  public String getInputFileId() {
    return inputFileId;
  }

  /**
   * The file of its requests.
   *
   * @param inputFileId the value
   */
  @JsonProperty(value = "input_file_id")
  public void setInputFileId(String inputFileId) {
    this.inputFileId = inputFileId;
  }

  /**
   * The file of its requests.
   *
   * @param inputFileId the value
   * @return this
   */
  public BatchJob inputFileId(String inputFileId) {
    this.inputFileId = inputFileId;
    return this;
  }

  /**
   * The size of the input file in bytes.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "file_size_bytes")
  public Long getFileSizeBytes() {
    return fileSizeBytes;
  }

  /**
   * The size of the input file in bytes.
   *
   * @param fileSizeBytes the value
   */
  @JsonProperty(value = "file_size_bytes")
  public void setFileSizeBytes(Long fileSizeBytes) {
    this.fileSizeBytes = fileSizeBytes;
  }

  /**
   * The size of the input file in bytes.
   *
   * @param fileSizeBytes the value
   * @return this
   */
  public BatchJob fileSizeBytes(Long fileSizeBytes) {
    this.fileSizeBytes = fileSizeBytes;
    return this;
  }

  /**
   * {@code status}.
   *
   * @return the value
   */
  @JsonProperty(value = "status", required = true)
  public BatchJobStatus getStatus() {
    return status;
  }

  /**
   * {@code status}.
   *
   * @param status the value
   */
  @JsonProperty(value = "status", required = true)
  public void setStatus(BatchJobStatus status) {
    this.status = status;
  }

  /**
   * {@code status}.
   *
   * @param status the value
   * @return this
   */
  public BatchJob status(BatchJobStatus status) {
    this.status = status;
    return this;
  }

  /**
   * When the job expires, 24 hours after its creation.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "job_deadline")
  public OffsetDateTime getJobDeadline() {
    return jobDeadline;
  }

  /**
   * When the job expires, 24 hours after its creation.
   *
   * @param jobDeadline the value
   */
  @JsonProperty(value = "job_deadline")
  public void setJobDeadline(OffsetDateTime jobDeadline) {
    this.jobDeadline = jobDeadline;
  }

  /**
   * When the job expires, 24 hours after its creation.
   *
   * @param jobDeadline the value
   * @return this
   */
  public BatchJob jobDeadline(OffsetDateTime jobDeadline) {
    this.jobDeadline = jobDeadline;
    return this;
  }

  /**
   * When the job was created.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "created_at")
  public OffsetDateTime getCreatedAt() {
    return createdAt;
  }

  /**
   * When the job was created.
   *
   * @param createdAt the value
   */
  @JsonProperty(value = "created_at")
  public void setCreatedAt(OffsetDateTime createdAt) {
    this.createdAt = createdAt;
  }

  /**
   * When the job was created.
   *
   * @param createdAt the value
   * @return this
   */
  public BatchJob createdAt(OffsetDateTime createdAt) {
    this.createdAt = createdAt;
    return this;
  }

  /**
   * The inference endpoint that its requests go to.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "endpoint")
  public String getEndpoint() {
    return endpoint;
  }

  /**
   * The inference endpoint that its requests go to.
   *
   * @param endpoint the value
   */
  @JsonProperty(value = "endpoint")
  public void setEndpoint(String endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * The inference endpoint that its requests go to.
   *
   * @param endpoint the value
   * @return this
   */
  public BatchJob endpoint(String endpoint) {
    this.endpoint = endpoint;
    return this;
  }

  /**
   * The job&#39;s progress. Some servers count to 1.0, others to 100.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "progress")
  public Double getProgress() {
    return progress;
  }

  /**
   * The job&#39;s progress. Some servers count to 1.0, others to 100.
   *
   * @param progress the value
   */
  @JsonProperty(value = "progress")
  public void setProgress(Double progress) {
    this.progress = progress;
  }

  /**
   * The job&#39;s progress. Some servers count to 1.0, others to 100.
   *
   * @param progress the value
   * @return this
   */
  public BatchJob progress(Double progress) {
    this.progress = progress;
    return this;
  }

  /**
   * The model that all of its requests name, where there is only one.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "model_id")
  public String getModelId() {
    return modelId;
  }

  /**
   * The model that all of its requests name, where there is only one.
   *
   * @param modelId the value
   */
  @JsonProperty(value = "model_id")
  public void setModelId(String modelId) {
    this.modelId = modelId;
  }

  /**
   * The model that all of its requests name, where there is only one.
   *
   * @param modelId the value
   * @return this
   */
  public BatchJob modelId(String modelId) {
    this.modelId = modelId;
    return this;
  }

  /**
   * The file of the requests that succeeded, once there is one.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "output_file_id")
  public String getOutputFileId() {
    return outputFileId;
  }

  /**
   * The file of the requests that succeeded, once there is one.
   *
   * @param outputFileId the value
   */
  @JsonProperty(value = "output_file_id")
  public void setOutputFileId(String outputFileId) {
    this.outputFileId = outputFileId;
  }

  /**
   * The file of the requests that succeeded, once there is one.
   *
   * @param outputFileId the value
   * @return this
   */
  public BatchJob outputFileId(String outputFileId) {
    this.outputFileId = outputFileId;
    return this;
  }

  /**
   * The file of the requests that failed, when there are any.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "error_file_id")
  public String getErrorFileId() {
    return errorFileId;
  }

  /**
   * The file of the requests that failed, when there are any.
   *
   * @param errorFileId the value
   */
  @JsonProperty(value = "error_file_id")
  public void setErrorFileId(String errorFileId) {
    this.errorFileId = errorFileId;
  }

  /**
   * The file of the requests that failed, when there are any.
   *
   * @param errorFileId the value
   * @return this
   */
  public BatchJob errorFileId(String errorFileId) {
    this.errorFileId = errorFileId;
    return this;
  }

  /**
   * Why the job failed.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "error")
  public String getError() {
    return error;
  }

  /**
   * Why the job failed.
   *
   * @param error the value
   */
  @JsonProperty(value = "error")
  public void setError(String error) {
    this.error = error;
  }

  /**
   * Why the job failed.
   *
   * @param error the value
   * @return this
   */
  public BatchJob error(String error) {
    this.error = error;
    return this;
  }

  /**
   * When the job ended.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "completed_at")
  public OffsetDateTime getCompletedAt() {
    return completedAt;
  }

  /**
   * When the job ended.
   *
   * @param completedAt the value
   */
  @JsonProperty(value = "completed_at")
  public void setCompletedAt(OffsetDateTime completedAt) {
    this.completedAt = completedAt;
  }

  /**
   * When the job ended.
   *
   * @param completedAt the value
   * @return this
   */
  public BatchJob completedAt(OffsetDateTime completedAt) {
    this.completedAt = completedAt;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof BatchJob)) {
      return false;
    }
    BatchJob that = (BatchJob) other;
    return Objects.equals(this.id, that.id)
        && Objects.equals(this.userId, that.userId)
        && Objects.equals(this.inputFileId, that.inputFileId)
        && Objects.equals(this.fileSizeBytes, that.fileSizeBytes)
        && Objects.equals(this.status, that.status)
        && Objects.equals(this.jobDeadline, that.jobDeadline)
        && Objects.equals(this.createdAt, that.createdAt)
        && Objects.equals(this.endpoint, that.endpoint)
        && Objects.equals(this.progress, that.progress)
        && Objects.equals(this.modelId, that.modelId)
        && Objects.equals(this.outputFileId, that.outputFileId)
        && Objects.equals(this.errorFileId, that.errorFileId)
        && Objects.equals(this.error, that.error)
        && Objects.equals(this.completedAt, that.completedAt);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, userId, inputFileId, fileSizeBytes, status, jobDeadline, createdAt, endpoint, progress, modelId, outputFileId, errorFileId, error, completedAt);
  }

  @Override
  public String toString() {
    return "BatchJob{" + "id=" + id + ", user_id=" + userId + ", input_file_id=" + inputFileId + ", file_size_bytes=" + fileSizeBytes + ", status=" + status + ", job_deadline=" + jobDeadline + ", created_at=" + createdAt + ", endpoint=" + endpoint + ", progress=" + progress + ", model_id=" + modelId + ", output_file_id=" + outputFileId + ", error_file_id=" + errorFileId + ", error=" + error + ", completed_at=" + completedAt + "}";
  }
}
