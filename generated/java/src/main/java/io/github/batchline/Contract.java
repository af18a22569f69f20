// DO NOT EDIT. Compiled from openapi/ by `make generate`.
package io.github.batchline;

import io.github.batchline.model.BatchJobStatus;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the contract says besides calls and models. */
public final class Contract {
  /** The version of this library. */
  public static final String VERSION = "0.1.0";

  /** The API's addresses, the current one first. */
  public static final List<String> SERVERS =
      List.of("https://api.together.ai/v1", "https://api.together.xyz/v1");

  /** The terminal statuses of batch jobs. */
  public static final Set<BatchJobStatus> TERMINAL_STATUSES =
      // unlike Set.of, contains(null) does not throw
      Collections.unmodifiableSet(new LinkedHashSet<>(List.of(BatchJobStatus.of("COMPLETED"), BatchJobStatus.of("FAILED"), BatchJobStatus.of("EXPIRED"), BatchJobStatus.of("CANCELLED"))));

  /** Above this size a file is uploaded in parts (5 GiB). Unit: bytes. */
  public static final long MULTIPART_THRESHOLD = 5368709120L;

  /** The target size of a part (250 MiB). Unit: bytes. */
  public static final long PART_SIZE = 262144000L;

  /** The minimum size of every part except the last (5 MiB, the storage&#39;s rule). Unit: bytes. */
  public static final long MIN_PART_SIZE = 5242880L;

  /** The maximum number of parts in one upload. Unit: parts. */
  public static final long MAX_PARTS = 250L;

  /** The maximum number of parts sent at a time. Unit: parts. */
  public static final long CONCURRENCY = 4L;

  /** How long a part may go without progress. Unit: seconds. */
  public static final double PART_TIMEOUT = 300.0;

  /** The largest file (50.1 GiB, rounded down to a byte). Unit: bytes. */
  public static final long MAX_FILE_SIZE = 53794465382L;

  /** The maximum number of requests in one batch input file. Unit: requests. */
  public static final long MAX_BATCH_REQUESTS = 50000L;

  /** The largest batch input file. Unit: bytes. */
  public static final long MAX_BATCH_BYTES = 100000000L;

  /** Whether a call whose response was lost may be sent again ("safe"), or has to be looked up first ("once"). */
  public static final Map<String, String> RETRY =
      Map.ofEntries(
          Map.entry("listFiles", "safe"),
          Map.entry("createFile", "safe"),
          Map.entry("retrieveFile", "safe"),
          Map.entry("deleteFile", "safe"),
          Map.entry("retrieveFileContent", "safe"),
          Map.entry("preprocessFile", "safe"),
          Map.entry("uploadFile", "safe"),
          Map.entry("initiateMultipartUpload", "safe"),
          Map.entry("completeMultipartUpload", "once"),
          Map.entry("abortMultipartUpload", "safe"),
          Map.entry("listBatches", "safe"),
          Map.entry("createBatch", "once"),
          Map.entry("getBatch", "safe"),
          Map.entry("cancelBatch", "safe"));

  /** The types that files for a purpose may have; those of any other purpose may have each. */
  public static final Map<String, List<String>> FILE_TYPES =
      Map.of(
          "fine-tune", List.of("jsonl", "parquet"),
          "calibration", List.of("jsonl", "parquet"),
          "eval", List.of("jsonl", "csv"),
          "batch-api", List.of("jsonl"));

  private Contract() {}
}
