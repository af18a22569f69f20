// DO NOT EDIT. Compiled from openapi/ by `make generate`.
package io.github.batchline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** One call, put together and sent; the classes of {@code io.github.batchline.api} make them. */
public final class ApiCall {
  /** Bytes. No answer but a file is as long as this. */
  private static final int MAX_ANSWER = 1 << 26;

  private final ApiClient client;
  private final String operation;
  private final String method;
  private final HttpRequest.Builder request = HttpRequest.newBuilder();
  private final List<Map.Entry<String, String>> query = new ArrayList<>();
  private final List<Map.Entry<String, String>> form = new ArrayList<>();
  private final List<Map.Entry<String, InputStream>> files = new ArrayList<>();
  private final Set<Integer> accepted = new HashSet<>();
  private boolean multipart;
  private String path;
  private Object json;

  ApiCall(ApiClient client, String operation, String method, String path) {
    this.client = client;
    this.operation = operation;
    this.method = method;
    this.path = path;
  }

  /**
   * Takes a status for success that is no 2xx, such as a redirect that is not to be followed.
   *
   * @param status the status
   * @return this
   */
  public ApiCall accept(int status) {
    accepted.add(status);
    return this;
  }

  /**
   * Fills in a name of the path.
   *
   * @param name the name
   * @param value its value
   * @return this
   * @throws IllegalArgumentException where the value would make another address
   */
  public ApiCall path(String name, Object value) {
    String text = required(name, value).toString();
    if (Set.of("", ".", "..").contains(text)) {
      throw new IllegalArgumentException(operation + ": " + name + " may not be \"" + text + "\"");
    }
    path = path.replace("{" + name + "}", encode(text).replace("+", "%20"));
    return this;
  }

  /**
   * Adds a parameter of the query.
   *
   * @param name the name
   * @param value its value, or several; null leaves it out
   * @return this
   */
  public ApiCall query(String name, Object value) {
    add(query, name, value);
    return this;
  }

  /**
   * Adds a header.
   *
   * @param name the name
   * @param value its value; null leaves it out
   * @return this
   */
  public ApiCall header(String name, Object value) {
    if (value != null) {
      request.header(name, scalar(name, value));
    }
    return this;
  }

  /**
   * Adds a field of a form.
   *
   * @param name the name
   * @param value its value, or several; null leaves it out. A stream is sent as a file, and read once
   * @param multipart whether the form is sent as {@code multipart/form-data}
   * @return this
   */
  public ApiCall form(String name, Object value, boolean multipart) {
    this.multipart = multipart;
    if (multipart && value instanceof InputStream) {
      files.add(Map.entry(name, (InputStream) value));
    } else {
      add(form, name, value);
    }
    return this;
  }

  /**
   * Sees to it that what the contract requires is there.
   *
   * @param <T> the type of the value
   * @param name what it is called
   * @param value the value
   * @return the value
   * @throws IllegalArgumentException where it is null
   */
  public <T> T required(String name, T value) {
    if (value == null) {
      throw new IllegalArgumentException(operation + ": " + name + " is missing");
    }
    return value;
  }

  /**
   * Sends a value as JSON.
   *
   * @param value the value; null sends nothing
   * @return this
   */
  public ApiCall json(Object value) {
    json = value;
    return this;
  }

  /**
   * Sends the call and reads its answer from JSON.
   *
   * @param <T> what the answer is read as
   * @param type what the answer is read as
   * @return the answer
   * @throws ApiException when the call fails, or is not answered with success
   */
  public <T> ApiResponse<T> read(TypeReference<T> type) throws ApiException {
    HttpResponse<InputStream> response = send();
    String text = text(response);
    if (response.statusCode() == 204) {
      return new ApiResponse<>(response.statusCode(), response.headers(), null);
    }
    try {
      return new ApiResponse<>(response.statusCode(), response.headers(), Json.MAPPER.readValue(text, type));
    } catch (JsonProcessingException e) {
      String what = " and a body that is not what the contract says: " + e.getOriginalMessage();
      throw failure(response, what, text);
    }
  }

  /**
   * Sends the call and hands over the bytes of its answer as they come.
   *
   * @return the answer; its stream has to be closed
   * @throws ApiException when the call fails, or is not answered with success
   */
  public ApiResponse<InputStream> stream() throws ApiException {
    HttpResponse<InputStream> response = send();
    return new ApiResponse<>(response.statusCode(), response.headers(), response.body());
  }

  /**
   * Sends the call; its answer has no body of use.
   *
   * @return the answer
   * @throws ApiException when the call fails, or is not answered with success
   */
  public ApiResponse<Void> ignore() throws ApiException {
    HttpResponse<InputStream> response = send();
    text(response); // so that the connection can be used again
    return new ApiResponse<>(response.statusCode(), response.headers(), null);
  }

  private HttpResponse<InputStream> send() throws ApiException {
    String parameters = query.isEmpty() ? "" : "?" + urlEncoded(query);
    request
        .uri(URI.create(client.baseUrl() + path + parameters))
        .timeout(client.timeout())
        .header("Authorization", client.authorization())
        .method(method, body());
    HttpResponse<InputStream> response;
    try {
      response = client.http().send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new ApiException(operation + " had no answer from " + client.baseUrl() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(operation + " was interrupted", e);
    }
    if (response.statusCode() / 100 != 2 && !accepted.contains(response.statusCode())) {
      String text = text(response);
      throw failure(response, text.isEmpty() ? "" : ": " + text, text);
    }
    return response;
  }

  private ApiException failure(HttpResponse<?> response, String what, String text) {
    String message = operation + " was answered with " + response.statusCode() + what;
    return new ApiException(message, response.statusCode(), response.headers(), text);
  }

  private String text(HttpResponse<InputStream> response) throws ApiException {
    try (InputStream body = response.body()) {
      return new String(body.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8);
    } catch (IOException e) {
      ApiException failure = failure(response, ", but its body broke off: " + e, null);
      failure.initCause(e);
      throw failure;
    }
  }

  private BodyPublisher body() throws ApiException {
    if (json != null) {
      request.header("Content-Type", "application/json");
      try {
        return BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(json));
      } catch (JsonProcessingException e) {
        throw new ApiException(operation + ": the body could not be written: " + e.getMessage(), e);
      }
    }
    if (form.isEmpty() && files.isEmpty()) {
      return BodyPublishers.noBody();
    }
    if (!multipart) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
      return BodyPublishers.ofString(urlEncoded(form));
    }
    String boundary = "batchline-" + UUID.randomUUID();
    request.header("Content-Type", "multipart/form-data; boundary=" + boundary);
    String begin = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"";
    List<BodyPublisher> parts = new ArrayList<>();
    form.forEach(field -> parts.add(BodyPublishers.ofString(
        begin + field.getKey() + "\"\r\n\r\n" + field.getValue() + "\r\n")));
    files.forEach(file -> {
      String head = "\"; filename=\"" + file.getKey() + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
      parts.add(BodyPublishers.ofString(begin + file.getKey() + head));
      parts.add(BodyPublishers.ofInputStream(file::getValue));
      parts.add(BodyPublishers.ofString("\r\n"));
    });
    parts.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
    return BodyPublishers.concat(parts.toArray(new BodyPublisher[0]));
  }

  private void add(List<Map.Entry<String, String>> fields, String name, Object value) {
    if (value instanceof Collection) {
      ((Collection<?>) value).forEach(one -> add(fields, name, one));
    } else if (value != null) {
      fields.add(Map.entry(name, scalar(name, value)));
    }
  }

  /** Streams and objects have no place in a field or an address: they would be sent as their Java names. */
  private String scalar(String name, Object value) {
    if (value instanceof InputStream || value instanceof Map) {
      throw new UnsupportedOperationException(operation + ": " + name + " cannot be sent by this client");
    }
    return value.toString();
  }

  private static String urlEncoded(List<Map.Entry<String, String>> fields) {
    return fields.stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
