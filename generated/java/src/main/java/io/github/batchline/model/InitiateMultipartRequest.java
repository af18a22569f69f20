// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchline.model.FilePurpose;
import io.github.batchline.model.FileType;
import java.util.Arrays;
import java.util.Objects;

/** A file that is about to be uploaded in parts. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class InitiateMultipartRequest {
  private String fileName;

  private Long fileSize;

  private Integer numParts;

  private FilePurpose purpose;

  private FileType fileType;

  private String checksum;

  /** Nothing but what has a default. */
  public InitiateMultipartRequest() {}

  /**
   * The file&#39;s name, without folders.
   *
   * @return the value
   */
  @JsonProperty(value = "file_name", required = true)
  public String getFileName() {
    return fileName;
  }

  /**
   * The file&#39;s name, without folders.
   *
   * @param fileName the value
   */
  @JsonProperty(value = "file_name", required = true)
  public void setFileName(String fileName) {
    this.fileName = fileName;
  }

  /**
   * The file&#39;s name, without folders.
   *
   * @param fileName the value
   * @return this
   */
  public InitiateMultipartRequest fileName(String fileName) {
    this.fileName = fileName;
    return this;
  }

  /**
   * The file&#39;s size in bytes.
   *
   * @return the value
   */
  @JsonProperty(value = "file_size", required = true)
  public Long getFileSize() {
    return fileSize;
  }

  /**
   * The file&#39;s size in bytes.
   *
   * @param fileSize the value
   */
  @JsonProperty(value = "file_size", required = true)
  public void setFileSize(Long fileSize) {
    this.fileSize = fileSize;
  }

  /**
   * The file&#39;s size in bytes.
   *
   * @param fileSize the value
   * @return this
   */
  public InitiateMultipartRequest fileSize(Long fileSize) {
    this.fileSize = fileSize;
    return this;
  }

  /**
   * How many parts it will come in.
   *
   * @return the value
   */
  @JsonProperty(value = "num_parts", required = true)
  public Integer getNumParts() {
    return numParts;
  }

  /**
   * How many parts it will come in.
   *
   * @param numParts the value
   */
  @JsonProperty(value = "num_parts", required = true)
  public void setNumParts(Integer numParts) {
    this.numParts = numParts;
  }

  /**
   * How many parts it will come in.
   *
   * @param numParts the value
   * @return this
   */
  public InitiateMultipartRequest numParts(Integer numParts) {
    this.numParts = numParts;
    return this;
  }

  /**
   * {@code purpose}.
   *
   * @return the value
   */
  @JsonProperty(value = "purpose", required = true)
  public FilePurpose getPurpose() {
    return purpose;
  }

  /**
   * {@code purpose}.
   *
   * @param purpose the value
   */
  @JsonProperty(value = "purpose", required = true)
  public void setPurpose(FilePurpose purpose) {
    this.purpose = purpose;
  }

  /**
   * {@code purpose}.
   *
   * @param purpose the value
   * @return this
   */
  public InitiateMultipartRequest purpose(FilePurpose purpose) {
    this.purpose = purpose;
    return this;
  }

  /**
   * {@code file_type}.
   *
   * @return the value
   */
  @JsonProperty(value = "file_type", required = true)
  public FileType getFileType() {
    return fileType;
  }

  /**
   * {@code file_type}.
   *
   * @param fileType the value
   */
  @JsonProperty(value = "file_type", required = true)
  public void setFileType(FileType fileType) {
    this.fileType = fileType;
  }

  /**
   * {@code file_type}.
   *
   * @param fileType the value
   * @return this
   */
  public InitiateMultipartRequest fileType(FileType fileType) {
    this.fileType = fileType;
    return this;
  }

  /**
   * The SHA-256 of the bytes in hexadecimal, so that the service notices a duplicate.
   *
   * @return the value, or null
   */
  @JsonProperty(value = "checksum")
  public String getChecksum() {
    return checksum;
  }

  /**
   * The SHA-256 of the bytes in hexadecimal, so that the service notices a duplicate.
   *
   * @param checksum the value
   */
  @JsonProperty(value = "checksum")
  public void setChecksum(String checksum) {
    this.checksum = checksum;
  }

  /**
   * The SHA-256 of the bytes in hexadecimal, so that the service notices a duplicate.
   *
   * @param checksum the value
   * @return this
   */
  public InitiateMultipartRequest checksum(String checksum) {
    this.checksum = checksum;
    return this;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof InitiateMultipartRequest)) {
      return false;
    }
    InitiateMultipartRequest that = (InitiateMultipartRequest) other;
    return Objects.equals(this.fileName, that.fileName)
        && Objects.equals(this.fileSize, that.fileSize)
        && Objects.equals(this.numParts, that.numParts)
        && Objects.equals(this.purpose, that.purpose)
        && Objects.equals(this.fileType, that.fileType)
        && Objects.equals(this.checksum, that.checksum);
  }

  @Override
  public int hashCode() {
    return Objects.hash(fileName, fileSize, numParts, purpose, fileType, checksum);
  }

  @Override
  public String toString() {
    return "InitiateMultipartRequest{" + "file_name=" + fileName + ", file_size=" + fileSize + ", num_parts=" + numParts + ", purpose=" + purpose + ", file_type=" + fileType + ", checksum=" + checksum + "}";
  }
}
