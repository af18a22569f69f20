// DO NOT EDIT. Compiled from openapi/ by `make generate`.
package io.github.batchline;

import java.net.http.HttpClient;
import java.time.Duration;

/** What all calls share: the key, the address, the connections. */
public final class ApiClient {
  private final String apiKey;
  private final String baseUrl;
  private final HttpClient http;
  private final Duration timeout;

  /**
   * A client for the API's current address.
   *
   * @param apiKey the API key
   */
  public ApiClient(String apiKey) {
    this(apiKey, Contract.SERVERS.get(0));
  }

  /**
   * A client for an address.
   *
   * @param apiKey the API key; it is sent to this address alone
   * @param baseUrl the address, such as the first of {@link Contract#SERVERS}
   */
  public ApiClient(String apiKey, String baseUrl) {
    this(apiKey, baseUrl, HttpClient.newHttpClient(), Duration.ofMinutes(1));
  }

  /**
   * A client with connections of your own.
   *
   * @param apiKey the API key
   * @param baseUrl the address
   * @param http the connections; they must not follow redirects, which is their default, since
   *     {@code createFile} is answered with one that says where the bytes go
   * @param timeout how long to wait for the beginning of an answer
   */
  public ApiClient(String apiKey, String baseUrl, HttpClient http, Duration timeout) {
    if (apiKey == null || !apiKey.matches("[!-~]+")) {
      // Without the key itself: messages end up in logs.
      throw new IllegalArgumentException("the API key is missing, or has a character that no key has, such as a line feed");
    }
    if (!baseUrl.matches("https?://.+")) {
      throw new IllegalArgumentException(baseUrl + " is no address, such as " + Contract.SERVERS.get(0));
    }
    this.apiKey = apiKey;
    this.baseUrl = baseUrl.replaceAll("/+$", "");
    this.http = http;
    this.timeout = timeout;
  }

  /**
   * Begins a call; the classes of {@code io.github.batchline.api} do.
   *
   * @param operation the call's name
   * @param method the HTTP method
   * @param path the path, with names in braces
   * @return the call
   */
  public ApiCall call(String operation, String method, String path) {
    return new ApiCall(this, operation, method, path);
  }

  String baseUrl() {
    return baseUrl;
  }

  String authorization() {
    return "Bearer " + apiKey;
  }

  HttpClient http() {
    return http;
  }

  Duration timeout() {
    return timeout;
  }
}
