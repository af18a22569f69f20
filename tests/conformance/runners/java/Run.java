// Makes calls through the packed client; harness.py says what stands on each line.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchline.ApiClient;
import io.github.batchline.ApiException;
import io.github.batchline.ApiResponse;
import io.github.batchline.Json;
import io.github.batchline.api.BatchesApi;
import io.github.batchline.api.FilesApi;
import io.github.batchline.model.AbortMultipartRequest;
import io.github.batchline.model.CompleteMultipartRequest;
import io.github.batchline.model.CreateBatchRequest;
import io.github.batchline.model.FilePurpose;
import io.github.batchline.model.FileType;
import io.github.batchline.model.InitiateMultipartRequest;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** A runner. */
public final class Run {
  private FilesApi files;
  private BatchesApi batches;

  private ApiResponse<?> call(JsonNode request) throws Exception {
    String id = request.path("path").path("id").asText();
    JsonNode body = request.path("body");
    switch (request.get("call").asText()) {
      case "listFiles":
        return files.listFilesWithHttpInfo();
      case "createFile":
        return files.createFileWithHttpInfo(
            FilePurpose.of(body.get("purpose").asText()),
            body.get("file_name").asText(),
            FileType.of(body.get("file_type").asText()),
            body.path("checksum").textValue());
      case "uploadFile":
        return files.uploadFileWithHttpInfo(
            new ByteArrayInputStream(body.get("file").asText().getBytes(StandardCharsets.UTF_8)),
            body.get("file_name").asText(),
            FilePurpose.of(body.get("purpose").asText()),
            body.has("file_type") ? FileType.of(body.get("file_type").asText()) : null);
      case "retrieveFile":
        return files.retrieveFileWithHttpInfo(id);
      case "deleteFile":
        return files.deleteFileWithHttpInfo(id);
      case "retrieveFileContent":
        JsonNode headers = request.get("headers");
        return files.retrieveFileContentWithHttpInfo(
            id, headers.path("Range").textValue(), headers.path("If-Range").textValue());
      case "preprocessFile":
        return files.preprocessFileWithHttpInfo(id);
      case "initiateMultipartUpload":
        return files.initiateMultipartUploadWithHttpInfo(Json.MAPPER.treeToValue(body, InitiateMultipartRequest.class));
      case "completeMultipartUpload":
        return files.completeMultipartUploadWithHttpInfo(Json.MAPPER.treeToValue(body, CompleteMultipartRequest.class));
      case "abortMultipartUpload":
        return files.abortMultipartUploadWithHttpInfo(Json.MAPPER.treeToValue(body, AbortMultipartRequest.class));
      case "listBatches":
        return batches.listBatchesWithHttpInfo();
      case "createBatch":
        return batches.createBatchWithHttpInfo(Json.MAPPER.treeToValue(body, CreateBatchRequest.class));
      case "getBatch":
        return batches.getBatchWithHttpInfo(id);
      case "cancelBatch":
        return batches.cancelBatchWithHttpInfo(id);
      default:
        throw new IllegalArgumentException("this runner has no call " + request.get("call"));
    }
  }

  private static ObjectNode answer(int status, HttpHeaders headers) {
    ObjectNode answer = Json.MAPPER.createObjectNode().put("status", status);
    ObjectNode all = answer.putObject("headers");
    headers.map().forEach((name, values) -> all.put(name.toLowerCase(), values.get(0)));
    return answer;
  }

  private ObjectNode made(JsonNode request) throws Exception {
    try {
      ApiResponse<?> response = call(request);
      ObjectNode answer = answer(response.getStatus(), response.getHeaders());
      if (response.getData() instanceof InputStream) {
        try (InputStream stream = (InputStream) response.getData()) {
          return answer.put("body", new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
      return answer.set("body", Json.MAPPER.valueToTree(response.getData()));
    } catch (ApiException e) {
      if (e.getHeaders() == null || e.getStatus() / 100 == 2) {
        throw e;
      }
      ObjectNode answer = answer(e.getStatus(), e.getHeaders());
      boolean json = e.getHeaders().firstValue("Content-Type").orElse("").startsWith("application/json");
      return json ? answer.set("body", Json.MAPPER.readTree(e.getBody())) : answer.put("body", e.getBody());
    }
  }

  private ObjectNode download(JsonNode request) throws Exception {
    try (InputStream stream = files.retrieveFileContent(request.get("download").asText(), null, null)) {
      return Json.MAPPER.createObjectNode().put("bytes", stream.transferTo(OutputStream.nullOutputStream()));
    }
  }

  private static ObjectNode put(JsonNode request) throws Exception {
    HttpRequest.Builder put = HttpRequest.newBuilder(URI.create(request.get("put").asText()))
        .PUT(HttpRequest.BodyPublishers.ofString(request.get("text").asText()));
    request.get("headers").properties().forEach(header -> put.header(header.getKey(), header.getValue().asText()));
    HttpResponse<Void> response =
        HttpClient.newHttpClient().send(put.build(), HttpResponse.BodyHandlers.discarding());
    return answer(response.statusCode(), response.headers())
        .put("etag", response.headers().firstValue("ETag").orElse("").replace("\"", ""));
  }

  private static ObjectNode lines(JsonNode request) throws Exception {
    Class<?> type = Class.forName("io.github.batchline.lines." + request.get("lines").asText());
    ObjectNode answer = Json.MAPPER.createObjectNode();
    ArrayNode values = answer.putArray("values");
    StringBuilder text = new StringBuilder();
    for (String line : request.get("text").asText().split("\n")) {
      Object value = Json.MAPPER.readValue(line, type);
      values.add(Json.MAPPER.<JsonNode>valueToTree(value));
      text.append(Json.MAPPER.writeValueAsString(value)).append('\n');
    }
    return answer.put("text", text.toString());
  }

  /**
   * Answers each line of stdin.
   *
   * @param arguments none
   * @throws Exception when stdin cannot be read
   */
  public static void main(String[] arguments) throws Exception {
    Run run = new Run();
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      JsonNode request = Json.MAPPER.readTree(line);
      ObjectNode answer = Json.MAPPER.createObjectNode();
      try {
        if (request.has("connect")) {
          JsonNode connect = request.get("connect");
          ApiClient client = new ApiClient(connect.get("key").asText(), connect.get("url").asText());
          run.files = new FilesApi(client);
          run.batches = new BatchesApi(client);
        } else {
          answer = request.has("call") ? run.made(request)
              : request.has("put") ? put(request)
              : request.has("download") ? run.download(request)
              : lines(request);
        }
      } catch (Exception e) {
        answer.put("failed", e.toString());
      }
      output.println(Json.MAPPER.writeValueAsString(answer));
    }
  }
}
