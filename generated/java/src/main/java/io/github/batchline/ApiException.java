// DO NOT EDIT. Compiled from openapi/ by `make generate`.
package io.github.batchline;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.http.HttpHeaders;
import java.util.Optional;

/** A call that failed, or that was not answered with success. */
public class ApiException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The HTTP status, or 0. */
  private final int status;

  private final transient HttpHeaders headers;

  /** The answer's body, or null. */
  private final String body;

  /**
   * A call that was not answered with success.
   *
   * @param message what was being done and how it ended
   * @param status the HTTP status
   * @param headers the answer's headers
   * @param body the answer's body
   */
  public ApiException(String message, int status, HttpHeaders headers, String body) {
    super(message);
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /**
   * A call that had no answer, or one that could not be read.
   *
   * @param message what was being done
   * @param cause what went wrong
   */
  public ApiException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
    this.headers = null;
    this.body = null;
  }

  /**
   * The HTTP status.
   *
   * @return the status, or 0 when there was no answer
   */
  public int getStatus() {
    return status;
  }

  /**
   * The answer's headers, such as {@code Retry-After}.
   *
   * @return the headers, or null when there was no answer
   */
  public HttpHeaders getHeaders() {
    return headers;
  }

  /**
   * The answer's body.
   *
   * @return the body, or null when there was no answer
   */
  public String getBody() {
    return body;
  }

  /**
   * The answer's body as what the contract says that it is, such as {@code FilesErrorResponse}.
   *
   * @param <T> the type
   * @param type the type
   * @return the body, or empty where it is something else, such as a proxy's page
   */
  public <T> Optional<T> getBodyAs(Class<T> type) {
    try {
      return body == null ? Optional.empty() : Optional.ofNullable(Json.MAPPER.readValue(body, type));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
