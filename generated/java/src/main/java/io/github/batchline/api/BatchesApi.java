// DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate`.
package io.github.batchline.api;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.batchline.ApiCall;
import io.github.batchline.ApiClient;
import io.github.batchline.ApiException;
import io.github.batchline.ApiResponse;
import io.github.batchline.model.BatchJob;
import io.github.batchline.model.BatchesErrorResponse;
import io.github.batchline.model.CreateBatchRequest;
import io.github.batchline.model.CreatedBatch;
import io.github.batchline.model.GatewayErrorResponse;
import java.util.List;
import java.util.Map;

/** The calls of {@code Batches}. */
public class BatchesApi {
  private final ApiClient client;

  /**
   * Makes calls through a client.
   *
   * @param client the client, which has the key
   */
  public BatchesApi(ApiClient client) {
    this.client = client;
  }

  /**
   * Cancel a batch job.
   *
   * <p>Asks the service to end a job. Requests that were done by then are in its output file, and are billed. A job that has already ended is returned as it is. 
   *
   * @param id The batch job&#39;s id.
   * @return the answer
   * @throws ApiException when the call fails, or is not answered with success
   */
  public BatchJob cancelBatch(String id)
      throws ApiException {
    return cancelBatchWithHttpInfo(id).getData();
  }

  /**
   * As {@code cancelBatch}, with the status and the headers of the answer.
   *
   * @param id The batch job&#39;s id.
   * @return the answer with its status and headers
   * @throws ApiException when the call fails, or is not answered with success
   */
  public ApiResponse<BatchJob> cancelBatchWithHttpInfo(String id)
      throws ApiException {
    ApiCall call = client.call("cancelBatch", "POST", "/batches/{id}/cancel");
    return call
        .path("id", id)
        .read(new TypeReference<BatchJob>() {});
  }

  /**
   * Create a batch job.
   *
   * <p>Starts a job over an uploaded file with purpose &#x60;batch-api&#x60;. The call is not idempotent and takes no idempotency key: a lost response may mean a job that runs and is billed, so look for it with &#x60;listBatches&#x60; before sending the call again. 
   *
   * @param createBatchRequest CreateBatchRequest
   * @return the answer
   * @throws ApiException when the call fails, or is not answered with success
   */
  public CreatedBatch createBatch(CreateBatchRequest createBatchRequest)
      throws ApiException {
    return createBatchWithHttpInfo(createBatchRequest).getData();
  }

  /**
   * As {@code createBatch}, with the status and the headers of the answer.
   *
   * @param createBatchRequest CreateBatchRequest
   * @return the answer with its status and headers
   * @throws ApiException when the call fails, or is not answered with success
   */
  public ApiResponse<CreatedBatch> createBatchWithHttpInfo(CreateBatchRequest createBatchRequest)
      throws ApiException {
    ApiCall call = client.call("createBatch", "POST", "/batches");
    return call
        .json(call.required("body", createBatchRequest))
        .read(new TypeReference<CreatedBatch>() {});
  }

  /**
   * Retrieve a batch job.
   *
   * <p>Returns a job&#39;s state. Poll every 30 to 60 seconds; tighter polling is answered with 429. 
   *
   * @param id The batch job&#39;s id.
   * @return the answer
   * @throws ApiException when the call fails, or is not answered with success
   */
  public BatchJob getBatch(String id)
      throws ApiException {
    return getBatchWithHttpInfo(id).getData();
  }

  /**
   * As {@code getBatch}, with the status and the headers of the answer.
   *
   * @param id The batch job&#39;s id.
   * @return the answer with its status and headers
   * @throws ApiException when the call fails, or is not answered with success
   */
  public ApiResponse<BatchJob> getBatchWithHttpInfo(String id)
      throws ApiException {
    ApiCall call = client.call("getBatch", "GET", "/batches/{id}");
    return call
        .path("id", id)
        .read(new TypeReference<BatchJob>() {});
  }

  /**
   * List batch jobs.
   *
   * <p>Lists all batch jobs of the account.
   *
   * @return the answer
   * @throws ApiException when the call fails, or is not answered with success
   */
  public List<BatchJob> listBatches()
      throws ApiException {
    return listBatchesWithHttpInfo().getData();
  }

  /**
   * As {@code listBatches}, with the status and the headers of the answer.
   *
   * @return the answer with its status and headers
   * @throws ApiException when the call fails, or is not answered with success
   */
  public ApiResponse<List<BatchJob>> listBatchesWithHttpInfo()
      throws ApiException {
    ApiCall call = client.call("listBatches", "GET", "/batches");
    return call
        .read(new TypeReference<List<BatchJob>>() {});
  }
}
