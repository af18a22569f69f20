// Code generated from openapi/ by `make generate`. DO NOT EDIT.

package batchline

// Version is the version of this module.
const Version = "0.1.0"

// Servers are the API's addresses, the current one first.
var Servers = [...]string{"https://api.together.ai/v1", "https://api.together.xyz/v1"}

// The service's limits, which no type can say.
const (
	// MultipartThreshold: Above this size a file is uploaded in parts (5 GiB). Unit: bytes.
	MultipartThreshold int64 = 5368709120
	// PartSize: The target size of a part (250 MiB). Unit: bytes.
	PartSize int64 = 262144000
	// MinPartSize: The minimum size of every part except the last (5 MiB, the storage's rule). Unit: bytes.
	MinPartSize int64 = 5242880
	// MaxParts: The maximum number of parts in one upload. Unit: parts.
	MaxParts int64 = 250
	// Concurrency: The maximum number of parts sent at a time. Unit: parts.
	Concurrency int64 = 4
	// PartTimeout: How long a part may go without progress. Unit: seconds.
	PartTimeout = 300.0
	// MaxFileSize: The largest file (50.1 GiB, rounded down to a byte). Unit: bytes.
	MaxFileSize int64 = 53794465382
	// MaxBatchRequests: The maximum number of requests in one batch input file. Unit: requests.
	MaxBatchRequests int64 = 50000
	// MaxBatchBytes: The largest batch input file. Unit: bytes.
	MaxBatchBytes int64 = 100000000
)

// Terminal reports whether this is a terminal status of a batch job.
func (e BatchJobStatus) Terminal() bool {
	switch e {
	case "COMPLETED", "FAILED", "EXPIRED", "CANCELLED":
		return true
	default:
		return false
	}
}

// Retry says whether a call whose response was lost may be sent again ("safe"), or has to be looked up first ("once").
var Retry = map[string]string{
	"listFiles":               "safe",
	"createFile":              "safe",
	"retrieveFile":            "safe",
	"deleteFile":              "safe",
	"retrieveFileContent":     "safe",
	"preprocessFile":          "safe",
	"uploadFile":              "safe",
	"initiateMultipartUpload": "safe",
	"completeMultipartUpload": "once",
	"abortMultipartUpload":    "safe",
	"listBatches":             "safe",
	"createBatch":             "once",
	"getBatch":                "safe",
	"cancelBatch":             "safe",
}

// FileTypes are the types that files for a purpose may have; those of any other purpose may have each.
var FileTypes = map[FilePurpose][]string{
	"fine-tune":   {"jsonl", "parquet"},
	"calibration": {"jsonl", "parquet"},
	"eval":        {"jsonl", "csv"},
	"batch-api":   {"jsonl"},
}
