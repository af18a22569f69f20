// DO NOT EDIT. Compiled from openapi/ by `make generate`.

/** The version of this package. */
export const VERSION = '0.1.0';

/** The API's addresses, the current one first. */
export const SERVERS = ['https://api.together.ai/v1', 'https://api.together.xyz/v1'] as const;

/** The service's limits, which no type can say. */
export const LIMITS = {
  /** Above this size a file is uploaded in parts (5 GiB). Unit: bytes. */
  multipart_threshold: 5368709120,
  /** The target size of a part (250 MiB). Unit: bytes. */
  part_size: 262144000,
  /** The minimum size of every part except the last (5 MiB, the storage's rule). Unit: bytes. */
  min_part_size: 5242880,
  /** The maximum number of parts in one upload. Unit: parts. */
  max_parts: 250,
  /** The maximum number of parts sent at a time. Unit: parts. */
  concurrency: 4,
  /** How long a part may go without progress. Unit: seconds. */
  part_timeout: 300.0,
  /** The largest file (50.1 GiB, rounded down to a byte). Unit: bytes. */
  max_file_size: 53794465382,
  /** The maximum number of requests in one batch input file. Unit: requests. */
  max_batch_requests: 50000,
  /** The largest batch input file. Unit: bytes. */
  max_batch_bytes: 100000000,
} as const;

/** The terminal statuses of batch jobs. */
export const TERMINAL_STATUSES: ReadonlySet<string> = new Set(["COMPLETED", "FAILED", "EXPIRED", "CANCELLED"]);

/** The paths whose responses are bytes. */
export const BINARY_PATHS: ReadonlySet<string> = new Set(["/files/{id}/content"]);

/** Whether a call whose response was lost may be sent again (`safe`), or has to be looked up first (`once`). */
export const RETRY = {
  listFiles: 'safe',
  createFile: 'safe',
  retrieveFile: 'safe',
  deleteFile: 'safe',
  retrieveFileContent: 'safe',
  preprocessFile: 'safe',
  uploadFile: 'safe',
  initiateMultipartUpload: 'safe',
  completeMultipartUpload: 'once',
  abortMultipartUpload: 'safe',
  listBatches: 'safe',
  createBatch: 'once',
  getBatch: 'safe',
  cancelBatch: 'safe',
} as const;

/** The types that files for a purpose may have; those of any other purpose may have each. */
export const FILE_TYPES = {
  'fine-tune': ["jsonl", "parquet"],
  'calibration': ["jsonl", "parquet"],
  'eval': ["jsonl", "csv"],
  'batch-api': ["jsonl"],
} as const;
