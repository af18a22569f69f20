// DO NOT EDIT. Compiled from openapi/ by `make generate`.
package io.github.batchline;

import java.net.http.HttpHeaders;

/**
 * An answer with its status and headers.
 *
 * @param <T> what the body is read as
 */
public final class ApiResponse<T> {
  private final int status;
  private final HttpHeaders headers;
  private final T data;

  ApiResponse(int status, HttpHeaders headers, T data) {
    this.status = status;
    this.headers = headers;
    this.data = data;
  }

  /**
   * The HTTP status.
   *
   * @return the status
   */
  public int getStatus() {
    return status;
  }

  /**
   * The answer's headers.
   *
   * @return the headers
   */
  public HttpHeaders getHeaders() {
    return headers;
  }

  /**
   * The answer's body.
   *
   * @return the body, or null where the call has none
   */
  public T getData() {
    return data;
  }
}
