// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.model.BatchEndpoint;
import io.github.batchline.model.CreateBatchRequestCompletionWindow;
import java.util.Arrays;
import java.util.Objects;

/** A batch job to be created. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class CreateBatchRequest {
  private String inputFileId;

  private BatchEndpoint endpoint;

  private CreateBatchRequestCompletionWindow completionWindow;

  private String modelId;

  private Integer priority;

  /** Nothing but what has a default. */
  public CreateBatchRequest() {}

  /**
   * The id of a file with purpose &#x60;batch-api&#x60;.
   *
   * @return the value
   */
  @JsonProperty(value = "input_file_id", required = true)
  public String getInputFileId() {
    return inputFileId;
  }

  /**
   * The id of a file with purpose &#x60;batch-api&#x60;.
   *
   * @param inputFileId the value
   */
  @JsonProperty(value = "input_file_id", required = true)
  public void setInputFileId(String inputFileId) {
    this.inputFileId = inputFileId;
  }

  /**
   * The id of a file with purpose &#x60;batch-api&#x60;.
   *
   * @param inputFileId the value
   * @return this
   */
  public CreateBatchRequest inputFileId(String inputFileId) {
    this.inputFileId = inputFileId;
    return this;
  }

  /**
   * {@code endpoint}.
   *
   * @return the value
   */
  @JsonProperty(value = "endpoint", required = true)
  public BatchEndpoint getEndpoint() {
    return endpoint;
  }

  /**
   * {@code endpoint}.
   *
   * @param endpoint the value
   */
  @JsonProperty(value = "endpoint", required = true)
  public void setEndpoint(BatchEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * {@code endpoint}.
   *
   * @param endpoint the value
   * @return this
   */
  public CreateBatchRequest endpoint(BatchEndpoint endpoint) {
    this.endpoint = endpoint;
    return this;
  }

  /**
   * {@code completion_window}.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "completion_window")
  public CreateBatchRequestCompletionWindow getCompletionWindow() {
    return completionWindow;
  }

  /**
   * {@code completion_window}.
   *
   * @param completionWindow the value
   */
  @JsonProperty(value = "completion_window")
  public void setCompletionWindow(CreateBatchRequestCompletionWindow completionWindow) {
    this.completionWindow = completionWindow;
  }

  /**
   * {@code completion_window}.
   *
   * @param completionWindow the value
   * @return this
   */
  public CreateBatchRequest completionWindow(CreateBatchRequestCompletionWindow completionWindow) {
    this.completionWindow = completionWindow;
    return this;
  }

  /**
   * The model that processes the requests (newer servers).
   *
   * @return the value, or null
   */
  @JsonProperty(value = "model_id")
  public String getModelId() {
    return modelId;
  }

  /**
   * The model that processes the requests (newer servers).
   *
   * @param modelId the value
   */
  @JsonProperty(value = "model_id")
  public void setModelId(String modelId) {
    this.modelId = modelId;
  }

  /**
   * The model that processes the requests (newer servers).
   *
   * @param modelId the value
   * @return this
   */
  public CreateBatchRequest modelId(String modelId) {
    this.modelId = modelId;
    return this;
  }

  /**
   * The job&#39;s priority (newer servers).
   *
   * @return the value, or null
   */
  @JsonProperty(value = "priority")
  public Integer getPriority() {
    return priority;
  }

  /**
   * The job&#39;s priority (newer servers).
   *
   * @param priority the value
   */
  @JsonProperty(value = "priority")
  public void setPriority(Integer priority) {
    this.priority = priority;
  }

  /**
   * The job&#39;s priority (newer servers).
   *
   * @param priority the value
   * @return this
   */
  public CreateBatchRequest priority(Integer priority) {
    this.priority = priority;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof CreateBatchRequest)) {
      return false;
    }
    CreateBatchRequest that = (CreateBatchRequest) other;
    return Objects.equals(this.inputFileId, that.inputFileId)
        && Objects.equals(this.endpoint, that.endpoint)
        && Objects.equals(this.completionWindow, that.completionWindow)
        && Objects.equals(this.modelId, that.modelId)
        && Objects.equals(this.priority, that.priority);
  }

  @Override
  public int hashCode() {
    return Objects.hash(inputFileId, endpoint, completionWindow, modelId, priority);
  }

  @Override
  public String toString() {
    return "CreateBatchRequest{" + "input_file_id=" + inputFileId + ", endpoint=" + endpoint + ", completion_window=" + completionWindow + ", model_id=" + modelId + ", priority=" + priority + "}";
  }
}
