// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.model.FileProcessingStatus;
import io.github.batchline.model.FilePurpose;
import io.github.batchline.model.FileType;
import io.github.batchline.model.FileValidationReport;
import java.util.Arrays;
import java.util.Objects;

/** The metadata of a file. Released servers leave out different fields; a client relies on &#x60;id&#x60; only.  */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class FileResponse {
  private String id;

  private String object = "file";

  private Long createdAt;

  private String filename;

  private Long bytes;

  private FilePurpose purpose;

  private FileType fileType;

  private Boolean processed;

  private Long lineCount;

  private FileProcessingStatus processingStatus;

  private FileValidationReport validationReport;

  private String projectId;

  private String organizationId;

  /** Nothing but what has a default. */
  public FileResponse() {}

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
  public FileResponse id(String id) {
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
  public FileResponse object(String object) {
    this.object = object;
    return this;
  }

  /**
   * When the file was created, in Unix seconds.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "created_at")
  public Long getCreatedAt() {
    return createdAt;
  }

  /**
   * When the file was created, in Unix seconds.
   *
   * @param createdAt the value
   */
  @JsonProperty(value = "created_at")
  public void setCreatedAt(Long createdAt) {
    this.createdAt = createdAt;
  }

  /**
   * When the file was created, in Unix seconds.
   *
   * @param createdAt the value
   * @return this
   */
  public FileResponse createdAt(Long createdAt) {
    this.createdAt = createdAt;
    return this;
  }

  /**
   * The name that the file was uploaded with.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "filename")
  public String getFilename() {
    return filename;
  }

  /**
   * The name that the file was uploaded with.
   *
   * @param filename the value
   */
  @JsonProperty(value = "filename")
  public void setFilename(String filename) {
    this.filename = filename;
  }

  /**
   * The name that the file was uploaded with.
   *
   * @param filename the value
   * @return this
   */
  public FileResponse filename(String filename) {
    this.filename = filename;
    return this;
  }

  /**
   * The file&#39;s size in bytes.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "bytes")
  public Long getBytes() {
    return bytes;
  }

  /**
   * The file&#39;s size in bytes.
   *
   * @param bytes the value
   */
  @JsonProperty(value = "bytes")
  public void setBytes(Long bytes) {
    this.bytes = bytes;
  }

  /**
   * The file&#39;s size in bytes.
   *
   * @param bytes the value
   * @return this
   */
  public FileResponse bytes(Long bytes) {
    this.bytes = bytes;
    return this;
  }

  /**
   * {@code purpose}.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "purpose")
  public FilePurpose getPurpose() {
    return purpose;
  }

  /**
   * {@code purpose}.
   *
   * @param purpose the value
   */
  @JsonProperty(value = "purpose")
  public void setPurpose(FilePurpose purpose) {
    this.purpose = purpose;
  }

  /**
   * {@code purpose}.
   *
   * @param purpose the value
   * @return this
   */
  public FileResponse purpose(FilePurpose purpose) {
    this.purpose = purpose;
    return this;
  }

  /**
   * {@code FileType}.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "FileType")
  public FileType getFileType() {
    return fileType;
  }

  /**
   * {@code FileType}.
   *
   * @param fileType the value
   */
  @JsonProperty(value = "FileType")
  public void setFileType(FileType fileType) {
    this.fileType = fileType;
  }

  /**
   * {@code FileType}.
   *
   * @param fileType the value
   * @return this
   */
  public FileResponse fileType(FileType fileType) {
    this.fileType = fileType;
    return this;
  }

  /**
   * Whether the service has taken the bytes over. Absent on 3.x servers.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "Processed")
  public Boolean getProcessed() {
    return processed;
  }

  /**
   * Whether the service has taken the bytes over. Absent on 3.x servers.
   *
   * @param processed the value
   */
  @JsonProperty(value = "Processed")
  public void setProcessed(Boolean processed) {
    this.processed = processed;
  }

  /**
   * Whether the service has taken the bytes over. Absent on 3.x servers.
   *
   * @param processed the value
   * @return this
   */
  public FileResponse processed(Boolean processed) {
    this.processed = processed;
    return this;
  }

  /**
   * The number of lines; 0 where the service did not count them (1.x servers).
   *
   * @return the value, or null
   */
  @JsonProperty(value = "LineCount")
  public Long getLineCount() {
    return lineCount;
  }

  /**
   * The number of lines; 0 where the service did not count them (1.x servers).
   *
   * @param lineCount the value
   */
  @JsonProperty(value = "LineCount")
  public void setLineCount(Long lineCount) {
    this.lineCount = lineCount;
  }

  /**
   * The number of lines; 0 where the service did not count them (1.x servers).
   *
   * @param lineCount the value
   * @return this
   */
  public FileResponse lineCount(Long lineCount) {
    this.lineCount = lineCount;
    return this;
  }

  /**
   * {@code processing_status}.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "processing_status")
  public FileProcessingStatus getProcessingStatus() {
    return processingStatus;
  }

  /**
   * {@code processing_status}.
   *
   * @param processingStatus the value
   */
  @JsonProperty(value = "processing_status")
  public void setProcessingStatus(FileProcessingStatus processingStatus) {
    this.processingStatus = processingStatus;
  }

  /**
   * {@code processing_status}.
   *
   * @param processingStatus the value
   * @return this
   */
  public FileResponse processingStatus(FileProcessingStatus processingStatus) {
    this.processingStatus = processingStatus;
    return this;
  }

  /**
   * {@code validation_report}.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "validation_report")
  public FileValidationReport getValidationReport() {
    return validationReport;
  }

  /**
   * {@code validation_report}.
   *
   * @param validationReport the value
   */
  @JsonProperty(value = "validation_report")
  public void setValidationReport(FileValidationReport validationReport) {
    this.validationReport = validationReport;
  }

  /**
   * {@code validation_report}.
   *
   * @param validationReport the value
   * @return this
   */
  public FileResponse validationReport(FileValidationReport validationReport) {
    this.validationReport = validationReport;
    return this;
  }

  /**
   * The project that the file belongs to (3.x servers).
   *
   * @return the value, or null
   */
  @JsonProperty(value = "project_id")
  public String getProjectId() {
    return projectId;
  }

  /**
   * The project that the file belongs to (3.x servers).
   *
   * @param projectId the value
   */
  @JsonProperty(value = "project_id")
  public void setProjectId(String projectId) {
    this.projectId = projectId;
  }

  /**
   * The project that the file belongs to (3.x servers).
   *
   * @param projectId the value
   * @return this
   */
  public FileResponse projectId(String projectId) {
    this.projectId = projectId;
    return this;
  }

  /**
   * The organization that the file belongs to (3.x servers).
   *
   * @return the value, or null
   */
  @JsonProperty(value = "organization_id")
  public String getOrganizationId() {
    return organizationId;
  }

  /**
   * The organization that the file belongs to (3.x servers).
   *
   * @param organizationId the value
   */
  @JsonProperty(value = "organization_id")
  public void setOrganizationId(String organizationId) {
    this.organizationId = organizationId;
  }

  /**
   * The organization that the file belongs to (3.x servers).
   *
   * @param organizationId the value
   * @return this
   */
  public FileResponse organizationId(String organizationId) {
    this.organizationId = organizationId;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof FileResponse)) {
      return false;
    }
    FileResponse that = (FileResponse) other;
    return Objects.equals(this.id, that.id)
        && Objects.equals(this.object, that.object)
        && Objects.equals(this.createdAt, that.createdAt)
        && Objects.equals(this.filename, that.filename)
        && Objects.equals(this.bytes, that.bytes)
        && Objects.equals(this.purpose, that.purpose)
        && Objects.equals(this.fileType, that.fileType)
        && Objects.equals(this.processed, that.processed)
        && Objects.equals(this.lineCount, that.lineCount)
        && Objects.equals(this.processingStatus, that.processingStatus)
        && Objects.equals(this.validationReport, that.validationReport)
        && Objects.equals(this.projectId, that.projectId)
        && Objects.equals(this.organizationId, that.organizationId);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, object, createdAt, filename, bytes, purpose, fileType, processed, lineCount, processingStatus, validationReport, projectId, organizationId);
  }

  @Override
  public String toString() {
    return "FileResponse{" + "id=" + id + ", object=" + object + ", created_at=" + createdAt + ", filename=" + filename + ", bytes=" + bytes + ", purpose=" + purpose + ", FileType=" + fileType + ", Processed=" + processed + ", LineCount=" + lineCount + ", processing_status=" + processingStatus + ", validation_report=" + validationReport + ", project_id=" + projectId + ", organization_id=" + organizationId + "}";
  }
}
