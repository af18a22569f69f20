// DO NOT EDIT. Compiled from openapi/ by `make generate`.

/** The version of this package. */
export const VERSION = '0.1.0';

/** The API's addresses, the current one first. */
export const SERVERS = ['https://api.together.ai/v1', 'https://api.together.xyz/v1'] as const;

/** The service's limits, which no type can say. */
export const LIMITS = {
  /** Above this size a file is uploaded in parts (5 GiB). Unit: bytes. */
  multipart_threshold: 5368709120,
  /** The size that parts aim at (250 MiB). Unit: bytes. */
  part_size: 262144000,
  /** The least size of any part but the last (5 MiB, the storage's rule). Unit: bytes. */
  min_part_size: 5242880,
  /** The most parts that one upload may have. Unit: parts. */
  max_parts: 250,
  /** The most parts that are sent at a time. Unit: parts. */
  concurrency: 4,
  /** How long a part may go without progress. Unit: seconds. */
  part_timeout: 300.0,
  /** The largest file (50.1 GiB, rounded down to a byte). Unit: bytes. */
  max_file_size: 53794465382,
  /** The most requests that one batch input file may hold. Unit: requests. */
  max_batch_requests: 50000,
  /** The largest batch input file. Unit: bytes. */
  max_batch_bytes: 100000000,
} as const;

/** The statuses that a batch job does not leave again. */
export const TERMINAL_STATUSES: ReadonlySet<string> = new Set(["COMPLETED", "FAILED", "EXPIRED", "CANCELLED"]);

/** The paths whose answers are bytes. */
export const BINARY_PATHS: ReadonlySet<string> = new Set(["/files/{id}/content"]);
