// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.model.BatchJob;
import java.util.Arrays;
import java.util.Objects;

/** The job that was created. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class CreatedBatch {
  private BatchJob job;

  private String warning;

  /** Nothing but what has a default. */
  public CreatedBatch() {}

  /**
   * {@code job}.
   *
   * @return the value
   */
  @JsonProperty(value = "job", required = true)
  public BatchJob getJob() {
    return job;
  }

  /**
   * {@code job}.
   *
   * @param job the value
   */
  @JsonProperty(value = "job", required = true)
  public void setJob(BatchJob job) {
    this.job = job;
  }

  /**
   * {@code job}.
   *
   * @param job the value
   * @return this
   */
  public CreatedBatch job(BatchJob job) {
    this.job = job;
    return this;
  }

  /**
   * Something that the user should know.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "warning")
  public String getWarning() {
    return warning;
  }

  /**
   * Something that the user should know.
   *
   * @param warning the value
   */
  @JsonProperty(value = "warning")
  public void setWarning(String warning) {
    this.warning = warning;
  }

  /**
   * Something that the user should know.
   *
   * @param warning the value
   * @return this
   */
  public CreatedBatch warning(String warning) {
    this.warning = warning;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof CreatedBatch)) {
      return false;
    }
    CreatedBatch that = (CreatedBatch) other;
    return Objects.equals(this.job, that.job)
        && Objects.equals(this.warning, that.warning);
  }

  @Override
  public int hashCode() {
    return Objects.hash(job, warning);
  }

  @Override
  public String toString() {
    return "CreatedBatch{" + "job=" + job + ", warning=" + warning + "}";
  }
}
