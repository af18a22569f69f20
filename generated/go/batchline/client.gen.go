// Code generated from openapi/openapi.yaml by `make generate`. DO NOT EDIT.

package batchline

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/oapi-codegen/runtime"
	openapi_types "github.com/oapi-codegen/runtime/types"
)

// The values of BatchEndpoint that the contract knows; others are kept as they come.
const (
	BatchEndpointV1AudioTranscriptions BatchEndpoint = "/v1/audio/transcriptions"
	BatchEndpointV1AudioTranslations   BatchEndpoint = "/v1/audio/translations"
	BatchEndpointV1ChatCompletions     BatchEndpoint = "/v1/chat/completions"
	BatchEndpointV1Completions         BatchEndpoint = "/v1/completions"
)

// Valid says whether the contract knows the value.
func (e BatchEndpoint) Valid() bool {
	switch e {
	case BatchEndpointV1AudioTranscriptions:
		return true
	case BatchEndpointV1AudioTranslations:
		return true
	case BatchEndpointV1ChatCompletions:
		return true
	case BatchEndpointV1Completions:
		return true
	default:
		return false
	}
}

// The values of BatchJobStatus that the contract knows; others are kept as they come.
const (
	BatchJobStatusCanceling  BatchJobStatus = "CANCELING"
	BatchJobStatusCancelled  BatchJobStatus = "CANCELLED"
	BatchJobStatusCompleted  BatchJobStatus = "COMPLETED"
	BatchJobStatusExpired    BatchJobStatus = "EXPIRED"
	BatchJobStatusFailed     BatchJobStatus = "FAILED"
	BatchJobStatusInProgress BatchJobStatus = "IN_PROGRESS"
	BatchJobStatusValidating BatchJobStatus = "VALIDATING"
)

// Valid says whether the contract knows the value.
func (e BatchJobStatus) Valid() bool {
	switch e {
	case BatchJobStatusCanceling:
		return true
	case BatchJobStatusCancelled:
		return true
	case BatchJobStatusCompleted:
		return true
	case BatchJobStatusExpired:
		return true
	case BatchJobStatusFailed:
		return true
	case BatchJobStatusInProgress:
		return true
	case BatchJobStatusValidating:
		return true
	default:
		return false
	}
}

// The values of CreateBatchRequestCompletionWindow that the contract knows; others are kept as they come.
const (
	CreateBatchRequestCompletionWindow24H CreateBatchRequestCompletionWindow = "24h"
)

// Valid says whether the contract knows the value.
func (e CreateBatchRequestCompletionWindow) Valid() bool {
	switch e {
	case CreateBatchRequestCompletionWindow24H:
		return true
	default:
		return false
	}
}

// The values of FileProcessingStatus that the contract knows; others are kept as they come.
const (
	FileProcessingStatusCompleted     FileProcessingStatus = "COMPLETED"
	FileProcessingStatusFailed        FileProcessingStatus = "FAILED"
	FileProcessingStatusInvalidFormat FileProcessingStatus = "INVALID_FORMAT"
	FileProcessingStatusPending       FileProcessingStatus = "PENDING"
	FileProcessingStatusQueued        FileProcessingStatus = "QUEUED"
	FileProcessingStatusRunning       FileProcessingStatus = "RUNNING"
)

// Valid says whether the contract knows the value.
func (e FileProcessingStatus) Valid() bool {
	switch e {
	case FileProcessingStatusCompleted:
		return true
	case FileProcessingStatusFailed:
		return true
	case FileProcessingStatusInvalidFormat:
		return true
	case FileProcessingStatusPending:
		return true
	case FileProcessingStatusQueued:
		return true
	case FileProcessingStatusRunning:
		return true
	default:
		return false
	}
}

// The values of FilePurpose that the contract knows; others are kept as they come.
const (
	FilePurposeBatchAPI       FilePurpose = "batch-api"
	FilePurposeBatchGenerated FilePurpose = "batch-generated"
	FilePurposeCalibration    FilePurpose = "calibration"
	FilePurposeEval           FilePurpose = "eval"
	FilePurposeEvalOutput     FilePurpose = "eval-output"
	FilePurposeEvalSample     FilePurpose = "eval-sample"
	FilePurposeEvalSummary    FilePurpose = "eval-summary"
	FilePurposeFineTune       FilePurpose = "fine-tune"
)

// Valid says whether the contract knows the value.
func (e FilePurpose) Valid() bool {
	switch e {
	case FilePurposeBatchAPI:
		return true
	case FilePurposeBatchGenerated:
		return true
	case FilePurposeCalibration:
		return true
	case FilePurposeEval:
		return true
	case FilePurposeEvalOutput:
		return true
	case FilePurposeEvalSample:
		return true
	case FilePurposeEvalSummary:
		return true
	case FilePurposeFineTune:
		return true
	default:
		return false
	}
}

// The values of FileType that the contract knows; others are kept as they come.
const (
	FileTypeCsv     FileType = "csv"
	FileTypeJsonl   FileType = "jsonl"
	FileTypeParquet FileType = "parquet"
)

// Valid says whether the contract knows the value.
func (e FileType) Valid() bool {
	switch e {
	case FileTypeCsv:
		return true
	case FileTypeJsonl:
		return true
	case FileTypeParquet:
		return true
	default:
		return false
	}
}

// AbortMultipartRequest An upload that will not be completed.
type AbortMultipartRequest struct {
	// FileID Its file.
	FileID string `json:"file_id"`

	// UploadID The upload.
	UploadID string `json:"upload_id"`
}

// AbortedUpload The upload that was dropped.
type AbortedUpload struct {
	// UploadID The upload.
	UploadID *string `json:"upload_id,omitempty"`
}

// BatchEndpoint The inference endpoint that a job's requests go to.
type BatchEndpoint string

// BatchJob A batch job. A client relies on `id` and `status` only; any other field may be missing
// or null. EXPIRED and CANCELLED jobs may have an output file with what was done, and a
// COMPLETED one may have an error file.
type BatchJob struct {
	// CompletedAt When the job ended.
	CompletedAt *time.Time `json:"completed_at,omitempty"`

	// CreatedAt When the job was created.
	CreatedAt *time.Time `json:"created_at,omitempty"`

	// Endpoint The inference endpoint that its requests go to.
	Endpoint *string `json:"endpoint,omitempty"`

	// Error Why the job failed.
	Error *string `json:"error,omitempty"`

	// ErrorFileID The file of the requests that failed, when there are any.
	ErrorFileID *string `json:"error_file_id,omitempty"`

	// FileSizeBytes The size of the input file in bytes.
	FileSizeBytes *int64 `json:"file_size_bytes,omitempty"`

	// ID The job's id.
	ID string `json:"id"`

	// InputFileID The file of its requests.
	InputFileID *string `json:"input_file_id,omitempty"`

	// JobDeadline When the job expires, 24 hours after its creation.
	JobDeadline *time.Time `json:"job_deadline,omitempty"`

	// ModelID The model that all of its requests name, where there is only one.
	ModelID *string `json:"model_id,omitempty"`

	// OutputFileID The file of the requests that succeeded, once there is one.
	OutputFileID *string `json:"output_file_id,omitempty"`

	// Progress The job's progress. Some servers count to 1.0, others to 100.
	Progress *float64 `json:"progress,omitempty"`

	// Status The status of a job. COMPLETED, FAILED, EXPIRED and CANCELLED are terminal; CANCELING is
	// a cancellation in progress.
	Status BatchJobStatus `json:"status"`

	// UserID The account that created it.
	UserID *string `json:"user_id,omitempty"`
}

// BatchJobStatus The status of a job. COMPLETED, FAILED, EXPIRED and CANCELLED are terminal; CANCELING is
// a cancellation in progress.
type BatchJobStatus string

// BatchesErrorResponse How batch calls say what went wrong.
type BatchesErrorResponse struct {
	// Error A sentence for a person.
	Error string `json:"error"`
}

// CompleteMultipartRequest The parts of an upload, in ascending order.
type CompleteMultipartRequest struct {
	// FileID Its file.
	FileID string `json:"file_id"`

	// Parts Every part that was PUT.
	Parts []CompletedPart `json:"parts"`

	// UploadID The upload.
	UploadID string `json:"upload_id"`
}

// CompletedPart A part that was PUT.
type CompletedPart struct {
	// Etag The `ETag` in the response to its PUT, without the quotes.
	Etag string `json:"etag"`

	// PartNumber The part's number, from 1.
	PartNumber int `json:"part_number"`
}

// CompletedUpload The file that the parts made.
type CompletedUpload struct {
	// File The metadata of a file. Released servers leave out different fields; a client relies on
	// `id` only.
	File FileResponse `json:"file"`
}

// CompletedUploadResponse The file that the parts made. Some servers return it without `file` around it.
type CompletedUploadResponse struct {
	union json.RawMessage
}

// CreateBatchRequest A batch job to be created.
type CreateBatchRequest struct {
	// CompletionWindow How long the job may take. `24h` is the only value, and the default.
	CompletionWindow *CreateBatchRequestCompletionWindow `json:"completion_window,omitempty"`

	// Endpoint The inference endpoint that a job's requests go to.
	Endpoint BatchEndpoint `json:"endpoint"`

	// InputFileID The id of a file with purpose `batch-api`.
	InputFileID string `json:"input_file_id"`

	// ModelID The model that processes the requests (newer servers).
	ModelID *string `json:"model_id,omitempty"`

	// Priority The job's priority (newer servers).
	Priority *int `json:"priority,omitempty"`
}

// CreateBatchRequestCompletionWindow How long the job may take. `24h` is the only value, and the default.
type CreateBatchRequestCompletionWindow string

// CreateFileForm The same as `CreateFileRequest`, in the encoding of 1.x clients.
type CreateFileForm struct {
	// Checksum The SHA-256 of the bytes in hexadecimal, so that the service notices a duplicate.
	Checksum *string `json:"checksum,omitempty"`

	// FileName The file's name, without folders.
	FileName string `json:"file_name"`

	// FileType The format of a file.
	FileType FileType `json:"file_type"`

	// Purpose What a file is for. Servers add values; a client passes on one that it does not know.
	Purpose FilePurpose `json:"purpose"`
}

// CreateFileRequest A file that is about to be uploaded.
type CreateFileRequest struct {
	// Checksum The SHA-256 of the bytes in hexadecimal, so that the service notices a duplicate.
	Checksum *string `json:"checksum,omitempty"`

	// FileName The file's name, without folders.
	FileName string `json:"file_name"`

	// FileType The format of a file.
	FileType FileType `json:"file_type"`

	// Purpose What a file is for. Servers add values; a client passes on one that it does not know.
	Purpose FilePurpose `json:"purpose"`
}

// CreatedBatch The job that was created.
type CreatedBatch struct {
	// Job A batch job. A client relies on `id` and `status` only; any other field may be missing
	// or null. EXPIRED and CANCELLED jobs may have an output file with what was done, and a
	// COMPLETED one may have an error file.
	Job BatchJob `json:"job"`

	// Warning Something that the user should know.
	Warning *string `json:"warning,omitempty"`
}

// ErrorDetail What went wrong.
type ErrorDetail struct {
	// Code A stable name for the error.
	Code *string `json:"code,omitempty"`

	// Message A sentence for a person.
	Message string `json:"message"`

	// Param The parameter at fault.
	Param *string `json:"param,omitempty"`

	// Type The kind of error.
	Type *string `json:"type,omitempty"`
}

// FileDeleteResponse The file that was deleted.
type FileDeleteResponse struct {
	// Deleted Whether the file was deleted.
	Deleted *bool `json:"deleted,omitempty"`

	// ID The file's id.
	ID string `json:"id"`

	// Object Always `file`.
	Object *string `json:"object,omitempty"`
}

// FileExistsResponse The same bytes are stored already.
type FileExistsResponse struct {
	// FileID The id of the file that has these bytes.
	FileID string `json:"file_id"`
}

// FileList Every file of the account.
type FileList struct {
	// Data The files.
	Data []FileResponse `json:"data"`

	// Object Always `list`.
	Object *string `json:"object,omitempty"`
}

// FileProcessingStatus The status of the service's own validation of a file (3.x servers).
type FileProcessingStatus string

// FilePurpose What a file is for. Servers add values; a client passes on one that it does not know.
type FilePurpose string

// FileResponse The metadata of a file. Released servers leave out different fields; a client relies on
// `id` only.
type FileResponse struct {
	// FileType The format of a file.
	FileType *FileType `json:"FileType,omitempty"`

	// LineCount The number of lines; 0 where the service did not count them (1.x servers).
	LineCount *int64 `json:"LineCount,omitempty"`

	// Processed Whether the service has taken the bytes over. Absent on 3.x servers.
	Processed *bool `json:"Processed,omitempty"`

	// Bytes The file's size in bytes.
	Bytes *int64 `json:"bytes,omitempty"`

	// CreatedAt When the file was created, in Unix seconds.
	CreatedAt *int64 `json:"created_at,omitempty"`

	// Filename The name that the file was uploaded with.
	Filename *string `json:"filename,omitempty"`

	// ID The file's id.
	ID string `json:"id"`

	// Object Always `file`.
	Object *string `json:"object,omitempty"`

	// OrganizationID The organization that the file belongs to (3.x servers).
	OrganizationID *string `json:"organization_id,omitempty"`

	// ProcessingStatus The status of the service's own validation of a file (3.x servers).
	ProcessingStatus *FileProcessingStatus `json:"processing_status,omitempty"`

	// ProjectID The project that the file belongs to (3.x servers).
	ProjectID *string `json:"project_id,omitempty"`

	// Purpose What a file is for. Servers add values; a client passes on one that it does not know.
	Purpose *FilePurpose `json:"purpose,omitempty"`

	// ValidationReport What the service's own validation found (3.x servers).
	ValidationReport *FileValidationReport `json:"validation_report,omitempty"`
}

// FileType The format of a file.
type FileType string

// FileValidationReport What the service's own validation found (3.x servers).
type FileValidationReport struct {
	// DatasetFormat The format that was recognised, such as `CONVERSATION`.
	DatasetFormat *string `json:"dataset_format,omitempty"`

	// DatasetHasMessageWeights Whether messages have weights.
	DatasetHasMessageWeights *bool `json:"dataset_has_message_weights,omitempty"`

	// DatasetHasParallelToolCalls Whether a message calls several tools at once.
	DatasetHasParallelToolCalls *bool `json:"dataset_has_parallel_tool_calls,omitempty"`

	// DatasetHasReasoning Whether messages have reasoning.
	DatasetHasReasoning *bool `json:"dataset_has_reasoning,omitempty"`

	// DatasetHasSampleWeights Whether rows have weights.
	DatasetHasSampleWeights *bool `json:"dataset_has_sample_weights,omitempty"`

	// DatasetHasTools Whether rows have tools.
	DatasetHasTools *bool `json:"dataset_has_tools,omitempty"`

	// DatasetIsMultimodal Whether contents have anything but text.
	DatasetIsMultimodal *bool `json:"dataset_is_multimodal,omitempty"`

	// Error What is wrong, for a person.
	Error *string `json:"error,omitempty"`

	// ErrorType The kind of fault, such as `INVALID_FORMAT`.
	ErrorType *string `json:"error_type,omitempty"`

	// FileID The file that was validated.
	FileID *string `json:"file_id,omitempty"`

	// Nlines The number of lines.
	Nlines *int64 `json:"nlines,omitempty"`

	// Valid Whether the file passed.
	Valid *bool `json:"valid,omitempty"`
}

// FilesErrorResponse How file calls say what went wrong.
type FilesErrorResponse struct {
	// Error What went wrong.
	Error ErrorDetail `json:"error"`
}

// GatewayErrorResponse How a gateway says what went wrong, if it does so in JSON.
type GatewayErrorResponse struct {
	union json.RawMessage
}

// InitiateMultipartRequest A file that is about to be uploaded in parts.
type InitiateMultipartRequest struct {
	// Checksum The SHA-256 of the bytes in hexadecimal, so that the service notices a duplicate.
	Checksum *string `json:"checksum,omitempty"`

	// FileName The file's name, without folders.
	FileName string `json:"file_name"`

	// FileSize The file's size in bytes.
	FileSize int64 `json:"file_size"`

	// FileType The format of a file.
	FileType FileType `json:"file_type"`

	// NumParts How many parts it will come in.
	NumParts int `json:"num_parts"`

	// Purpose What a file is for. Servers add values; a client passes on one that it does not know.
	Purpose FilePurpose `json:"purpose"`
}

// MultipartUpload A multipart upload that has begun.
type MultipartUpload struct {
	// FileID The id that the file will have.
	FileID string `json:"file_id"`

	// Parts Where every part goes.
	Parts []PresignedPart `json:"parts"`

	// UploadID Identifies the upload when it is completed or aborted.
	UploadID string `json:"upload_id"`
}

// PresignedPart Where one part goes.
type PresignedPart struct {
	// Headers Headers that must be sent with the part, because they are signed.
	Headers *map[string]string `json:"Headers,omitempty"`

	// PartNumber The part's number, from 1.
	PartNumber int `json:"PartNumber"`

	// URL A presigned URL on the storage host, to PUT the part to.
	URL string `json:"URL"`
}

// UploadFileRequest A file with its bytes.
type UploadFileRequest struct {
	// File The file's bytes.
	File openapi_types.File `json:"file"`

	// FileName The file's name, without folders.
	FileName string `json:"file_name"`

	// FileType The format of a file.
	FileType *FileType `json:"file_type,omitempty"`

	// Purpose What a file is for. Servers add values; a client passes on one that it does not know.
	Purpose FilePurpose `json:"purpose"`
}

// BatchID defines model for BatchId.
type BatchID = string

// FileID defines model for FileId.
type FileID = string

// BadGateway How a gateway says what went wrong, if it does so in JSON.
type BadGateway = GatewayErrorResponse

// BatchesBadRequest How batch calls say what went wrong.
type BatchesBadRequest = BatchesErrorResponse

// BatchesForbidden How batch calls say what went wrong.
type BatchesForbidden = BatchesErrorResponse

// BatchesInternalError How batch calls say what went wrong.
type BatchesInternalError = BatchesErrorResponse

// BatchesNotFound How batch calls say what went wrong.
type BatchesNotFound = BatchesErrorResponse

// BatchesTooManyRequests How batch calls say what went wrong.
type BatchesTooManyRequests = BatchesErrorResponse

// BatchesUnauthorized How batch calls say what went wrong.
type BatchesUnauthorized = BatchesErrorResponse

// BatchesUnprocessable How batch calls say what went wrong.
type BatchesUnprocessable = BatchesErrorResponse

// BatchesUnsupportedMediaType How batch calls say what went wrong.
type BatchesUnsupportedMediaType = BatchesErrorResponse

// FileExists The same bytes are stored already.
type FileExists = FileExistsResponse

// FileNotFound How file calls say what went wrong.
type FileNotFound = FilesErrorResponse

// FilesBadRequest How file calls say what went wrong.
type FilesBadRequest = FilesErrorResponse

// FilesForbidden How file calls say what went wrong.
type FilesForbidden = FilesErrorResponse

// FilesInternalError How file calls say what went wrong.
type FilesInternalError = FilesErrorResponse

// FilesTooManyRequests How file calls say what went wrong.
type FilesTooManyRequests = FilesErrorResponse

// FilesUnauthorized How file calls say what went wrong.
type FilesUnauthorized = FilesErrorResponse

// FilesUnprocessable How file calls say what went wrong.
type FilesUnprocessable = FilesErrorResponse

// FilesUnsupportedMediaType How file calls say what went wrong.
type FilesUnsupportedMediaType = FilesErrorResponse

// GatewayTimeout How a gateway says what went wrong, if it does so in JSON.
type GatewayTimeout = GatewayErrorResponse

// ServiceUnavailable How a gateway says what went wrong, if it does so in JSON.
type ServiceUnavailable = GatewayErrorResponse

// UploadNotFound How file calls say what went wrong.
type UploadNotFound = FilesErrorResponse

// RetrieveFileContentParams defines parameters for RetrieveFileContent.
type RetrieveFileContentParams struct {
	// Range One range of bytes, such as `bytes=1048576-`.
	Range *string `json:"Range,omitempty"`

	// IfRange The `ETag` that the file must still have for `Range` to count.
	IfRange *string `json:"If-Range,omitempty"`
}

// CreateBatchJSONRequestBody defines body for CreateBatch for application/json ContentType.
type CreateBatchJSONRequestBody = CreateBatchRequest

// CreateFileFormdataRequestBody defines body for CreateFile for application/x-www-form-urlencoded ContentType.
type CreateFileFormdataRequestBody = CreateFileForm

// CreateFileMultipartRequestBody defines body for CreateFile for multipart/form-data ContentType.
type CreateFileMultipartRequestBody = CreateFileRequest

// AbortMultipartUploadJSONRequestBody defines body for AbortMultipartUpload for application/json ContentType.
type AbortMultipartUploadJSONRequestBody = AbortMultipartRequest

// CompleteMultipartUploadJSONRequestBody defines body for CompleteMultipartUpload for application/json ContentType.
type CompleteMultipartUploadJSONRequestBody = CompleteMultipartRequest

// InitiateMultipartUploadJSONRequestBody defines body for InitiateMultipartUpload for application/json ContentType.
type InitiateMultipartUploadJSONRequestBody = InitiateMultipartRequest

// UploadFileMultipartRequestBody defines body for UploadFile for multipart/form-data ContentType.
type UploadFileMultipartRequestBody = UploadFileRequest

// AsCompletedUpload returns the union data inside the CompletedUploadResponse as a CompletedUpload
func (t CompletedUploadResponse) AsCompletedUpload() (CompletedUpload, error) {
	var body CompletedUpload
	err := json.Unmarshal(t.union, &body)
	return body, err
}

// FromCompletedUpload overwrites any union data inside the CompletedUploadResponse as the provided CompletedUpload
func (t *CompletedUploadResponse) FromCompletedUpload(v CompletedUpload) error {
	b, err := json.Marshal(v)
	t.union = b
	return err
}

// MergeCompletedUpload performs a merge with any union data inside the CompletedUploadResponse, using the provided CompletedUpload
func (t *CompletedUploadResponse) MergeCompletedUpload(v CompletedUpload) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}

	merged, err := runtime.JSONMerge(t.union, b)
	t.union = merged
	return err
}

// AsFileResponse returns the union data inside the CompletedUploadResponse as a FileResponse
func (t CompletedUploadResponse) AsFileResponse() (FileResponse, error) {
	var body FileResponse
	err := json.Unmarshal(t.union, &body)
	return body, err
}

// FromFileResponse overwrites any union data inside the CompletedUploadResponse as the provided FileResponse
func (t *CompletedUploadResponse) FromFileResponse(v FileResponse) error {
	b, err := json.Marshal(v)
	t.union = b
	return err
}

// MergeFileResponse performs a merge with any union data inside the CompletedUploadResponse, using the provided FileResponse
func (t *CompletedUploadResponse) MergeFileResponse(v FileResponse) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}

	merged, err := runtime.JSONMerge(t.union, b)
	t.union = merged
	return err
}

func (t CompletedUploadResponse) MarshalJSON() ([]byte, error) {
	b, err := t.union.MarshalJSON()
	return b, err
}

func (t *CompletedUploadResponse) UnmarshalJSON(b []byte) error {
	err := t.union.UnmarshalJSON(b)
	return err
}

// AsFilesErrorResponse returns the union data inside the GatewayErrorResponse as a FilesErrorResponse
func (t GatewayErrorResponse) AsFilesErrorResponse() (FilesErrorResponse, error) {
	var body FilesErrorResponse
	err := json.Unmarshal(t.union, &body)
	return body, err
}

// FromFilesErrorResponse overwrites any union data inside the GatewayErrorResponse as the provided FilesErrorResponse
func (t *GatewayErrorResponse) FromFilesErrorResponse(v FilesErrorResponse) error {
	b, err := json.Marshal(v)
	t.union = b
	return err
}

// MergeFilesErrorResponse performs a merge with any union data inside the GatewayErrorResponse, using the provided FilesErrorResponse
func (t *GatewayErrorResponse) MergeFilesErrorResponse(v FilesErrorResponse) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}

	merged, err := runtime.JSONMerge(t.union, b)
	t.union = merged
	return err
}

// AsBatchesErrorResponse returns the union data inside the GatewayErrorResponse as a BatchesErrorResponse
func (t GatewayErrorResponse) AsBatchesErrorResponse() (BatchesErrorResponse, error) {
	var body BatchesErrorResponse
	err := json.Unmarshal(t.union, &body)
	return body, err
}

// FromBatchesErrorResponse overwrites any union data inside the GatewayErrorResponse as the provided BatchesErrorResponse
func (t *GatewayErrorResponse) FromBatchesErrorResponse(v BatchesErrorResponse) error {
	b, err := json.Marshal(v)
	t.union = b
	return err
}

// MergeBatchesErrorResponse performs a merge with any union data inside the GatewayErrorResponse, using the provided BatchesErrorResponse
func (t *GatewayErrorResponse) MergeBatchesErrorResponse(v BatchesErrorResponse) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}

	merged, err := runtime.JSONMerge(t.union, b)
	t.union = merged
	return err
}

func (t GatewayErrorResponse) MarshalJSON() ([]byte, error) {
	b, err := t.union.MarshalJSON()
	return b, err
}

func (t *GatewayErrorResponse) UnmarshalJSON(b []byte) error {
	err := t.union.UnmarshalJSON(b)
	return err
}

// RequestEditorFn is the function signature for the RequestEditor callback function
type RequestEditorFn func(ctx context.Context, req *http.Request) error

// Doer performs HTTP requests.
//
// The standard http.Client implements this interface.
type HttpRequestDoer interface {
	Do(req *http.Request) (*http.Response, error)
}

// Client which conforms to the OpenAPI3 specification for this service.
type Client struct {
	// The endpoint of the server conforming to this interface, with scheme,
	// https://api.deepmap.com for example. This can contain a path relative
	// to the server, such as https://api.deepmap.com/dev-test, and all the
	// paths in the swagger spec will be appended to the server.
	Server string

	// Doer for performing requests, typically a *http.Client with any
	// customized settings, such as certificate chains.
	Client HttpRequestDoer

	// A list of callbacks for modifying requests which are generated before sending over
	// the network.
	RequestEditors []RequestEditorFn
}

// ClientOption allows setting custom parameters during construction
type ClientOption func(*Client) error

// Creates a new Client, with reasonable defaults
func NewClient(server string, opts ...ClientOption) (*Client, error) {
	// create a client with sane default values
	client := Client{
		Server: server,
	}
	// mutate client and add all optional params
	for _, o := range opts {
		if err := o(&client); err != nil {
			return nil, err
		}
	}
	// ensure the server URL always has a trailing slash
	if !strings.HasSuffix(client.Server, "/") {
		client.Server += "/"
	}
	// create httpClient, if not already present
	if client.Client == nil {
		client.Client = &http.Client{}
	}
	return &client, nil
}

// WithHTTPClient allows overriding the default Doer, which is
// automatically created using http.Client. This is useful for tests.
func WithHTTPClient(doer HttpRequestDoer) ClientOption {
	return func(c *Client) error {
		c.Client = doer
		return nil
	}
}

// WithRequestEditorFn allows setting up a callback function, which will be
// called right before sending the request. This can be used to mutate the request.
func WithRequestEditorFn(fn RequestEditorFn) ClientOption {
	return func(c *Client) error {
		c.RequestEditors = append(c.RequestEditors, fn)
		return nil
	}
}

// The interface specification for the client above.
type ClientInterface interface {

	// ListBatches List batch jobs
	//
	// Lists all batch jobs of the account.
	//
	// Corresponds with GET /batches (the `ListBatches` operationId).
	ListBatches(ctx context.Context, reqEditors ...RequestEditorFn) (*http.Response, error)

	// CreateBatchWithBody Create a batch job
	//
	// Starts a job over an uploaded file with purpose `batch-api`. The call is not idempotent
	// and takes no idempotency key: a lost response may mean a job that runs and is billed, so
	// look for it with `listBatches` before sending the call again.
	//
	// Takes any type of body and a specified content type.
	//
	// Corresponds with POST /batches (the `CreateBatch` operationId).
	CreateBatchWithBody(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*http.Response, error)

	// CreateBatch Create a batch job
	//
	// Starts a job over an uploaded file with purpose `batch-api`. The call is not idempotent
	// and takes no idempotency key: a lost response may mean a job that runs and is billed, so
	// look for it with `listBatches` before sending the call again.
	//
	// Takes a body of the `application/json` content type.
	//
	// Corresponds with POST /batches (the `CreateBatch` operationId).
	CreateBatch(ctx context.Context, body CreateBatchJSONRequestBody, reqEditors ...RequestEditorFn) (*http.Response, error)

	// GetBatch Retrieve a batch job
	//
	// Returns a job's state. Poll every 30 to 60 seconds; tighter polling is answered with 429.
	//
	// Corresponds with GET /batches/{id} (the `GetBatch` operationId).
	GetBatch(ctx context.Context, id BatchID, reqEditors ...RequestEditorFn) (*http.Response, error)

	// CancelBatch Cancel a batch job
	//
	// Asks the service to end a job. Requests that were done by then are in its output file,
	// and are billed. A job that has already ended is returned as it is.
	//
	// Corresponds with POST /batches/{id}/cancel (the `CancelBatch` operationId).
	CancelBatch(ctx context.Context, id BatchID, reqEditors ...RequestEditorFn) (*http.Response, error)

	// ListFiles List files
	//
	// Lists the metadata of all files of the account.
	//
	// Corresponds with GET /files (the `ListFiles` operationId).
	ListFiles(ctx context.Context, reqEditors ...RequestEditorFn) (*http.Response, error)

	// CreateFileWithBody Create a file
	//
	// Announces a file and returns where its bytes go. The response is a 302 that must not be
	// followed as a redirect: PUT the bytes to `Location` (see `x-presigned-uploads`), then
	// call `preprocessFile` with the id in `X-Together-File-Id`.
	//
	// Takes any type of body and a specified content type.
	//
	// Corresponds with POST /files (the `CreateFile` operationId).
	CreateFileWithBody(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*http.Response, error)

	// CreateFileWithFormdataBody Create a file
	//
	// Announces a file and returns where its bytes go. The response is a 302 that must not be
	// followed as a redirect: PUT the bytes to `Location` (see `x-presigned-uploads`), then
	// call `preprocessFile` with the id in `X-Together-File-Id`.
	//
	// Takes a body of the `application/x-www-form-urlencoded` content type.
	//
	// Corresponds with POST /files (the `CreateFile` operationId).
	CreateFileWithFormdataBody(ctx context.Context, body CreateFileFormdataRequestBody, reqEditors ...RequestEditorFn) (*http.Response, error)

	// AbortMultipartUploadWithBody Abort a multipart upload
	//
	// Drops an upload, its parts and its file.
	//
	// Takes any type of body and a specified content type.
	//
	// Corresponds with POST /files/multipart/abort (the `AbortMultipartUpload` operationId).
	AbortMultipartUploadWithBody(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*http.Response, error)

	// AbortMultipartUpload Abort a multipart upload
	//
	// Drops an upload, its parts and its file.
	//
	// Takes a body of the `application/json` content type.
	//
	// Corresponds with POST /files/multipart/abort (the `AbortMultipartUpload` operationId).
	AbortMultipartUpload(ctx context.Context, body AbortMultipartUploadJSONRequestBody, reqEditors ...RequestEditorFn) (*http.Response, error)

	// CompleteMultipartUploadWithBody Complete a multipart upload
	//
	// Joins the parts, named by number and ETag in ascending order, into the file.
	//
	// Takes any type of body and a specified content type.
	//
	// Corresponds with POST /files/multipart/complete (the `CompleteMultipartUpload` operationId).
	CompleteMultipartUploadWithBody(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*http.Response, error)

	// CompleteMultipartUpload Complete a multipart upload
	//
	// Joins the parts, named by number and ETag in ascending order, into the file.
	//
	// Takes a body of the `application/json` content type.
	//
	// Corresponds with POST /files/multipart/complete (the `CompleteMultipartUpload` operationId).
	CompleteMultipartUpload(ctx context.Context, body CompleteMultipartUploadJSONRequestBody, reqEditors ...RequestEditorFn) (*http.Response, error)

	// InitiateMultipartUploadWithBody Begin a multipart upload
	//
	// Announces a file that comes in parts, and returns a presigned URL for every part. There
	// is no call that lists the parts received or signs a URL again.
	//
	// Takes any type of body and a specified content type.
	//
	// Corresponds with POST /files/multipart/initiate (the `InitiateMultipartUpload` operationId).
	InitiateMultipartUploadWithBody(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*http.Response, error)

	// InitiateMultipartUpload Begin a multipart upload
	//
	// Announces a file that comes in parts, and returns a presigned URL for every part. There
	// is no call that lists the parts received or signs a URL again.
	//
	// Takes a body of the `application/json` content type.
	//
	// Corresponds with POST /files/multipart/initiate (the `InitiateMultipartUpload` operationId).
	InitiateMultipartUpload(ctx context.Context, body InitiateMultipartUploadJSONRequestBody, reqEditors ...RequestEditorFn) (*http.Response, error)

	// UploadFileWithBody Upload a file in one call
	//
	// Takes a file's bytes in the request itself, and returns the file. The API holds all bytes
	// on their way, and a lost response means sending all of them again: for large files,
	// `createFile` and `initiateMultipartUpload` are better.
	//
	// Takes any type of body and a specified content type.
	//
	// Corresponds with POST /files/upload (the `UploadFile` operationId).
	UploadFileWithBody(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*http.Response, error)

	// DeleteFile Delete a file
	//
	// Deletes a file and its bytes. It cannot be undone.
	//
	// Corresponds with DELETE /files/{id} (the `DeleteFile` operationId).
	DeleteFile(ctx context.Context, id FileID, reqEditors ...RequestEditorFn) (*http.Response, error)

	// RetrieveFile Retrieve a file's metadata
	//
	// Returns a file's metadata, without its bytes.
	//
	// Corresponds with GET /files/{id} (the `RetrieveFile` operationId).
	RetrieveFile(ctx context.Context, id FileID, reqEditors ...RequestEditorFn) (*http.Response, error)

	// RetrieveFileContent Download a file
	//
	// Returns the file's bytes, or the range that `Range` asks for. A `Range` that the server
	// does not understand is ignored, as RFC 9110 section 14.2 requires.
	//
	// Corresponds with GET /files/{id}/content (the `RetrieveFileContent` operationId).
	RetrieveFileContent(ctx context.Context, id FileID, params *RetrieveFileContentParams, reqEditors ...RequestEditorFn) (*http.Response, error)

	// PreprocessFile Hand over an uploaded file
	//
	// Tells the service that the bytes were PUT, and returns the file's metadata. May be
	// repeated.
	//
	// Corresponds with POST /files/{id}/preprocess (the `PreprocessFile` operationId).
	PreprocessFile(ctx context.Context, id FileID, reqEditors ...RequestEditorFn) (*http.Response, error)
}

// ListBatches List batch jobs
//
// Lists all batch jobs of the account.
//
// Corresponds with GET /batches (the `ListBatches` operationId).
func (c *Client) ListBatches(ctx context.Context, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewListBatchesRequest(c.Server)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// CreateBatchWithBody Create a batch job
//
// Starts a job over an uploaded file with purpose `batch-api`. The call is not idempotent
// and takes no idempotency key: a lost response may mean a job that runs and is billed, so
// look for it with `listBatches` before sending the call again.
//
// Takes any type of body and a specified content type.
//
// Corresponds with POST /batches (the `CreateBatch` operationId).
func (c *Client) CreateBatchWithBody(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewCreateBatchRequestWithBody(c.Server, contentType, body)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// CreateBatch Create a batch job
//
// Starts a job over an uploaded file with purpose `batch-api`. The call is not idempotent
// and takes no idempotency key: a lost response may mean a job that runs and is billed, so
// look for it with `listBatches` before sending the call again.
//
// Takes a body of the `application/json` content type.
//
// Corresponds with POST /batches (the `CreateBatch` operationId).
func (c *Client) CreateBatch(ctx context.Context, body CreateBatchJSONRequestBody, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewCreateBatchRequest(c.Server, body)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// GetBatch Retrieve a batch job
//
// Returns a job's state. Poll every 30 to 60 seconds; tighter polling is answered with 429.
//
// Corresponds with GET /batches/{id} (the `GetBatch` operationId).
func (c *Client) GetBatch(ctx context.Context, id BatchID, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewGetBatchRequest(c.Server, id)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// CancelBatch Cancel a batch job
//
// Asks the service to end a job. Requests that were done by then are in its output file,
// and are billed. A job that has already ended is returned as it is.
//
// Corresponds with POST /batches/{id}/cancel (the `CancelBatch` operationId).
func (c *Client) CancelBatch(ctx context.Context, id BatchID, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewCancelBatchRequest(c.Server, id)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// ListFiles List files
//
// Lists the metadata of all files of the account.
//
// Corresponds with GET /files (the `ListFiles` operationId).
func (c *Client) ListFiles(ctx context.Context, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewListFilesRequest(c.Server)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// CreateFileWithBody Create a file
//
// Announces a file and returns where its bytes go. The response is a 302 that must not be
// followed as a redirect: PUT the bytes to `Location` (see `x-presigned-uploads`), then
// call `preprocessFile` with the id in `X-Together-File-Id`.
//
// Takes any type of body and a specified content type.
//
// Corresponds with POST /files (the `CreateFile` operationId).
func (c *Client) CreateFileWithBody(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewCreateFileRequestWithBody(c.Server, contentType, body)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// CreateFileWithFormdataBody Create a file
//
// Announces a file and returns where its bytes go. The response is a 302 that must not be
// followed as a redirect: PUT the bytes to `Location` (see `x-presigned-uploads`), then
// call `preprocessFile` with the id in `X-Together-File-Id`.
//
// Takes a body of the `application/x-www-form-urlencoded` content type.
//
// Corresponds with POST /files (the `CreateFile` operationId).
func (c *Client) CreateFileWithFormdataBody(ctx context.Context, body CreateFileFormdataRequestBody, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewCreateFileRequestWithFormdataBody(c.Server, body)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// AbortMultipartUploadWithBody Abort a multipart upload
//
// Drops an upload, its parts and its file.
//
// Takes any type of body and a specified content type.
//
// Corresponds with POST /files/multipart/abort (the `AbortMultipartUpload` operationId).
func (c *Client) AbortMultipartUploadWithBody(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewAbortMultipartUploadRequestWithBody(c.Server, contentType, body)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// AbortMultipartUpload Abort a multipart upload
//
// Drops an upload, its parts and its file.
//
// Takes a body of the `application/json` content type.
//
// Corresponds with POST /files/multipart/abort (the `AbortMultipartUpload` operationId).
func (c *Client) AbortMultipartUpload(ctx context.Context, body AbortMultipartUploadJSONRequestBody, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewAbortMultipartUploadRequest(c.Server, body)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// CompleteMultipartUploadWithBody Complete a multipart upload
//
// Joins the parts, named by number and ETag in ascending order, into the file.
//
// Takes any type of body and a specified content type.
//
// Corresponds with POST /files/multipart/complete (the `CompleteMultipartUpload` operationId).
func (c *Client) CompleteMultipartUploadWithBody(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewCompleteMultipartUploadRequestWithBody(c.Server, contentType, body)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// CompleteMultipartUpload Complete a multipart upload
//
// Joins the parts, named by number and ETag in ascending order, into the file.
//
// Takes a body of the `application/json` content type.
//
// Corresponds with POST /files/multipart/complete (the `CompleteMultipartUpload` operationId).
func (c *Client) CompleteMultipartUpload(ctx context.Context, body CompleteMultipartUploadJSONRequestBody, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewCompleteMultipartUploadRequest(c.Server, body)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// InitiateMultipartUploadWithBody Begin a multipart upload
//
// Announces a file that comes in parts, and returns a presigned URL for every part. There
// is no call that lists the parts received or signs a URL again.
//
// Takes any type of body and a specified content type.
//
// Corresponds with POST /files/multipart/initiate (the `InitiateMultipartUpload` operationId).
func (c *Client) InitiateMultipartUploadWithBody(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewInitiateMultipartUploadRequestWithBody(c.Server, contentType, body)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// InitiateMultipartUpload Begin a multipart upload
//
// Announces a file that comes in parts, and returns a presigned URL for every part. There
// is no call that lists the parts received or signs a URL again.
//
// Takes a body of the `application/json` content type.
//
// Corresponds with POST /files/multipart/initiate (the `InitiateMultipartUpload` operationId).
func (c *Client) InitiateMultipartUpload(ctx context.Context, body InitiateMultipartUploadJSONRequestBody, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewInitiateMultipartUploadRequest(c.Server, body)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// UploadFileWithBody Upload a file in one call
//
// Takes a file's bytes in the request itself, and returns the file. The API holds all bytes
// on their way, and a lost response means sending all of them again: for large files,
// `createFile` and `initiateMultipartUpload` are better.
//
// Takes any type of body and a specified content type.
//
// Corresponds with POST /files/upload (the `UploadFile` operationId).
func (c *Client) UploadFileWithBody(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewUploadFileRequestWithBody(c.Server, contentType, body)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// DeleteFile Delete a file
//
// Deletes a file and its bytes. It cannot be undone.
//
// Corresponds with DELETE /files/{id} (the `DeleteFile` operationId).
func (c *Client) DeleteFile(ctx context.Context, id FileID, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewDeleteFileRequest(c.Server, id)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// RetrieveFile Retrieve a file's metadata
//
// Returns a file's metadata, without its bytes.
//
// Corresponds with GET /files/{id} (the `RetrieveFile` operationId).
func (c *Client) RetrieveFile(ctx context.Context, id FileID, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewRetrieveFileRequest(c.Server, id)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// RetrieveFileContent Download a file
//
// Returns the file's bytes, or the range that `Range` asks for. A `Range` that the server
// does not understand is ignored, as RFC 9110 section 14.2 requires.
//
// Corresponds with GET /files/{id}/content (the `RetrieveFileContent` operationId).
func (c *Client) RetrieveFileContent(ctx context.Context, id FileID, params *RetrieveFileContentParams, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewRetrieveFileContentRequest(c.Server, id, params)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// PreprocessFile Hand over an uploaded file
//
// Tells the service that the bytes were PUT, and returns the file's metadata. May be
// repeated.
//
// Corresponds with POST /files/{id}/preprocess (the `PreprocessFile` operationId).
func (c *Client) PreprocessFile(ctx context.Context, id FileID, reqEditors ...RequestEditorFn) (*http.Response, error) {
	req, err := NewPreprocessFileRequest(c.Server, id)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	if err := c.applyEditors(ctx, req, reqEditors); err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

// NewListBatchesRequest constructs an http.Request for the ListBatches method
func NewListBatchesRequest(server string) (*http.Request, error) {
	var err error

	serverURL, err := url.Parse(server)
	if err != nil {
		return nil, err
	}

	operationPath := fmt.Sprintf("/batches")
	if operationPath[0] == '/' {
		operationPath = "." + operationPath
	}

	queryURL, err := serverURL.Parse(operationPath)
	if err != nil {
		return nil, err
	}

	req, err := http.NewRequest(http.MethodGet, queryURL.String(), nil)
	if err != nil {
		return nil, err
	}

	return req, nil
}

// NewCreateBatchRequest calls the generic CreateBatch builder with application/json body
func NewCreateBatchRequest(server string, body CreateBatchJSONRequestBody) (*http.Request, error) {
	var bodyReader io.Reader
	buf, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	bodyReader = bytes.NewReader(buf)
	return NewCreateBatchRequestWithBody(server, "application/json", bodyReader)
}

// NewCreateBatchRequestWithBody constructs an http.Request for the CreateBatch method, with any body, and a specified content type
func NewCreateBatchRequestWithBody(server string, contentType string, body io.Reader) (*http.Request, error) {
	var err error

	serverURL, err := url.Parse(server)
	if err != nil {
		return nil, err
	}

	operationPath := fmt.Sprintf("/batches")
	if operationPath[0] == '/' {
		operationPath = "." + operationPath
	}

	queryURL, err := serverURL.Parse(operationPath)
	if err != nil {
		return nil, err
	}

	req, err := http.NewRequest(http.MethodPost, queryURL.String(), body)
	if err != nil {
		return nil, err
	}

	req.Header.Add("Content-Type", contentType)

	return req, nil
}

// NewGetBatchRequest constructs an http.Request for the GetBatch method
func NewGetBatchRequest(server string, id BatchID) (*http.Request, error) {
	var err error

	var pathParam0 string

	pathParam0, err = runtime.StyleParamWithOptions("simple", false, "id", id, runtime.StyleParamOptions{ParamLocation: runtime.ParamLocationPath, Type: "string", Format: ""})
	if err != nil {
		return nil, err
	}

	if pathParam0 == "" || pathParam0 == "." || pathParam0 == ".." {
		return nil, fmt.Errorf("GetBatch: id may not be %q", pathParam0)
	}

	serverURL, err := url.Parse(server)
	if err != nil {
		return nil, err
	}

	operationPath := fmt.Sprintf("/batches/%s", pathParam0)
	if operationPath[0] == '/' {
		operationPath = "." + operationPath
	}

	queryURL, err := serverURL.Parse(operationPath)
	if err != nil {
		return nil, err
	}

	req, err := http.NewRequest(http.MethodGet, queryURL.String(), nil)
	if err != nil {
		return nil, err
	}

	return req, nil
}

// NewCancelBatchRequest constructs an http.Request for the CancelBatch method
func NewCancelBatchRequest(server string, id BatchID) (*http.Request, error) {
	var err error

	var pathParam0 string

	pathParam0, err = runtime.StyleParamWithOptions("simple", false, "id", id, runtime.StyleParamOptions{ParamLocation: runtime.ParamLocationPath, Type: "string", Format: ""})
	if err != nil {
		return nil, err
	}

	if pathParam0 == "" || pathParam0 == "." || pathParam0 == ".." {
		return nil, fmt.Errorf("CancelBatch: id may not be %q", pathParam0)
	}

	serverURL, err := url.Parse(server)
	if err != nil {
		return nil, err
	}

	operationPath := fmt.Sprintf("/batches/%s/cancel", pathParam0)
	if operationPath[0] == '/' {
		operationPath = "." + operationPath
	}

	queryURL, err := serverURL.Parse(operationPath)
	if err != nil {
		return nil, err
	}

	req, err := http.NewRequest(http.MethodPost, queryURL.String(), nil)
	if err != nil {
		return nil, err
	}

	return req, nil
}

// NewListFilesRequest constructs an http.Request for the ListFiles method
func NewListFilesRequest(server string) (*http.Request, error) {
	var err error

	serverURL, err := url.Parse(server)
	if err != nil {
		return nil, err
	}

	operationPath := fmt.Sprintf("/files")
	if operationPath[0] == '/' {
		operationPath = "." + operationPath
	}

	queryURL, err := serverURL.Parse(operationPath)
	if err != nil {
		return nil, err
	}

	req, err := http.NewRequest(http.MethodGet, queryURL.String(), nil)
	if err != nil {
		return nil, err
	}

	return req, nil
}

// NewCreateFileRequestWithFormdataBody calls the generic CreateFile builder with application/x-www-form-urlencoded body
func NewCreateFileRequestWithFormdataBody(server string, body CreateFileFormdataRequestBody) (*http.Request, error) {
	var bodyReader io.Reader
	bodyStr, err := runtime.MarshalForm(body, nil)
	if err != nil {
		return nil, err
	}
	bodyReader = strings.NewReader(bodyStr.Encode())
	return NewCreateFileRequestWithBody(server, "application/x-www-form-urlencoded", bodyReader)
}

// NewCreateFileRequestWithBody constructs an http.Request for the CreateFile method, with any body, and a specified content type
func NewCreateFileRequestWithBody(server string, contentType string, body io.Reader) (*http.Request, error) {
	var err error

	serverURL, err := url.Parse(server)
	if err != nil {
		return nil, err
	}

	operationPath := fmt.Sprintf("/files")
	if operationPath[0] == '/' {
		operationPath = "." + operationPath
	}

	queryURL, err := serverURL.Parse(operationPath)
	if err != nil {
		return nil, err
	}

	req, err := http.NewRequest(http.MethodPost, queryURL.String(), body)
	if err != nil {
		return nil, err
	}

	req.Header.Add("Content-Type", contentType)

	return req, nil
}

// NewAbortMultipartUploadRequest calls the generic AbortMultipartUpload builder with application/json body
func NewAbortMultipartUploadRequest(server string, body AbortMultipartUploadJSONRequestBody) (*http.Request, error) {
	var bodyReader io.Reader
	buf, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	bodyReader = bytes.NewReader(buf)
	return NewAbortMultipartUploadRequestWithBody(server, "application/json", bodyReader)
}

// NewAbortMultipartUploadRequestWithBody constructs an http.Request for the AbortMultipartUpload method, with any body, and a specified content type
func NewAbortMultipartUploadRequestWithBody(server string, contentType string, body io.Reader) (*http.Request, error) {
	var err error

	serverURL, err := url.Parse(server)
	if err != nil {
		return nil, err
	}

	operationPath := fmt.Sprintf("/files/multipart/abort")
	if operationPath[0] == '/' {
		operationPath = "." + operationPath
	}

	queryURL, err := serverURL.Parse(operationPath)
	if err != nil {
		return nil, err
	}

	req, err := http.NewRequest(http.MethodPost, queryURL.String(), body)
	if err != nil {
		return nil, err
	}

	req.Header.Add("Content-Type", contentType)

	return req, nil
}

// NewCompleteMultipartUploadRequest calls the generic CompleteMultipartUpload builder with application/json body
func NewCompleteMultipartUploadRequest(server string, body CompleteMultipartUploadJSONRequestBody) (*http.Request, error) {
	var bodyReader io.Reader
	buf, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	bodyReader = bytes.NewReader(buf)
	return NewCompleteMultipartUploadRequestWithBody(server, "application/json", bodyReader)
}

// NewCompleteMultipartUploadRequestWithBody constructs an http.Request for the CompleteMultipartUpload method, with any body, and a specified content type
func NewCompleteMultipartUploadRequestWithBody(server string, contentType string, body io.Reader) (*http.Request, error) {
	var err error

	serverURL, err := url.Parse(server)
	if err != nil {
		return nil, err
	}

	operationPath := fmt.Sprintf("/files/multipart/complete")
	if operationPath[0] == '/' {
		operationPath = "." + operationPath
	}

	queryURL, err := serverURL.Parse(operationPath)
	if err != nil {
		return nil, err
	}

	req, err := http.NewRequest(http.MethodPost, queryURL.String(), body)
	if err != nil {
		return nil, err
	}

	req.Header.Add("Content-Type", contentType)

	return req, nil
}

// NewInitiateMultipartUploadRequest calls the generic InitiateMultipartUpload builder with application/json body
func NewInitiateMultipartUploadRequest(server string, body InitiateMultipartUploadJSONRequestBody) (*http.Request, error) {
	var bodyReader io.Reader
	buf, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	bodyReader = bytes.NewReader(buf)
	return NewInitiateMultipartUploadRequestWithBody(server, "application/json", bodyReader)
}

// NewInitiateMultipartUploadRequestWithBody constructs an http.Request for the InitiateMultipartUpload method, with any body, and a specified content type
func NewInitiateMultipartUploadRequestWithBody(server string, contentType string, body io.Reader) (*http.Request, error) {
	var err error

	serverURL, err := url.Parse(server)
	if err != nil {
		return nil, err
	}

	operationPath := fmt.Sprintf("/files/multipart/initiate")
	if operationPath[0] == '/' {
		operationPath = "." + operationPath
	}

	queryURL, err := serverURL.Parse(operationPath)
	if err != nil {
		return nil, err
	}

	req, err := http.NewRequest(http.MethodPost, queryURL.String(), body)
	if err != nil {
		return nil, err
	}

	req.Header.Add("Content-Type", contentType)

	return req, nil
}

// NewUploadFileRequestWithBody constructs an http.Request for the UploadFile method, with any body, and a specified content type
func NewUploadFileRequestWithBody(server string, contentType string, body io.Reader) (*http.Request, error) {
	var err error

	serverURL, err := url.Parse(server)
	if err != nil {
		return nil, err
	}

	operationPath := fmt.Sprintf("/files/upload")
	if operationPath[0] == '/' {
		operationPath = "." + operationPath
	}

	queryURL, err := serverURL.Parse(operationPath)
	if err != nil {
		return nil, err
	}

	req, err := http.NewRequest(http.MethodPost, queryURL.String(), body)
	if err != nil {
		return nil, err
	}

	req.Header.Add("Content-Type", contentType)

	return req, nil
}

// NewDeleteFileRequest constructs an http.Request for the DeleteFile method
func NewDeleteFileRequest(server string, id FileID) (*http.Request, error) {
	var err error

	var pathParam0 string

	pathParam0, err = runtime.StyleParamWithOptions("simple", false, "id", id, runtime.StyleParamOptions{ParamLocation: runtime.ParamLocationPath, Type: "string", Format: ""})
	if err != nil {
		return nil, err
	}

	if pathParam0 == "" || pathParam0 == "." || pathParam0 == ".." {
		return nil, fmt.Errorf("DeleteFile: id may not be %q", pathParam0)
	}

	serverURL, err := url.Parse(server)
	if err != nil {
		return nil, err
	}

	operationPath := fmt.Sprintf("/files/%s", pathParam0)
	if operationPath[0] == '/' {
		operationPath = "." + operationPath
	}

	queryURL, err := serverURL.Parse(operationPath)
	if err != nil {
		return nil, err
	}

	req, err := http.NewRequest(http.MethodDelete, queryURL.String(), nil)
	if err != nil {
		return nil, err
	}

	return req, nil
}

// NewRetrieveFileRequest constructs an http.Request for the RetrieveFile method
func NewRetrieveFileRequest(server string, id FileID) (*http.Request, error) {
	var err error

	var pathParam0 string

	pathParam0, err = runtime.StyleParamWithOptions("simple", false, "id", id, runtime.StyleParamOptions{ParamLocation: runtime.ParamLocationPath, Type: "string", Format: ""})
	if err != nil {
		return nil, err
	}

	if pathParam0 == "" || pathParam0 == "." || pathParam0 == ".." {
		return nil, fmt.Errorf("RetrieveFile: id may not be %q", pathParam0)
	}

	serverURL, err := url.Parse(server)
	if err != nil {
		return nil, err
	}

	operationPath := fmt.Sprintf("/files/%s", pathParam0)
	if operationPath[0] == '/' {
		operationPath = "." + operationPath
	}

	queryURL, err := serverURL.Parse(operationPath)
	if err != nil {
		return nil, err
	}

	req, err := http.NewRequest(http.MethodGet, queryURL.String(), nil)
	if err != nil {
		return nil, err
	}

	return req, nil
}

// NewRetrieveFileContentRequest constructs an http.Request for the RetrieveFileContent method
func NewRetrieveFileContentRequest(server string, id FileID, params *RetrieveFileContentParams) (*http.Request, error) {
	var err error

	var pathParam0 string

	pathParam0, err = runtime.StyleParamWithOptions("simple", false, "id", id, runtime.StyleParamOptions{ParamLocation: runtime.ParamLocationPath, Type: "string", Format: ""})
	if err != nil {
		return nil, err
	}

	if pathParam0 == "" || pathParam0 == "." || pathParam0 == ".." {
		return nil, fmt.Errorf("RetrieveFileContent: id may not be %q", pathParam0)
	}

	serverURL, err := url.Parse(server)
	if err != nil {
		return nil, err
	}

	operationPath := fmt.Sprintf("/files/%s/content", pathParam0)
	if operationPath[0] == '/' {
		operationPath = "." + operationPath
	}

	queryURL, err := serverURL.Parse(operationPath)
	if err != nil {
		return nil, err
	}

	req, err := http.NewRequest(http.MethodGet, queryURL.String(), nil)
	if err != nil {
		return nil, err
	}

	if params != nil {

		if params.Range != nil {
			var headerParam0 string

			headerParam0, err = runtime.StyleParamWithOptions("simple", false, "Range", *params.Range, runtime.StyleParamOptions{ParamLocation: runtime.ParamLocationHeader, Type: "string", Format: ""})
			if err != nil {
				return nil, err
			}

			req.Header.Set("Range", headerParam0)
		}

		if params.IfRange != nil {
			var headerParam1 string

			headerParam1, err = runtime.StyleParamWithOptions("simple", false, "If-Range", *params.IfRange, runtime.StyleParamOptions{ParamLocation: runtime.ParamLocationHeader, Type: "string", Format: ""})
			if err != nil {
				return nil, err
			}

			req.Header.Set("If-Range", headerParam1)
		}

	}

	return req, nil
}

// NewPreprocessFileRequest constructs an http.Request for the PreprocessFile method
func NewPreprocessFileRequest(server string, id FileID) (*http.Request, error) {
	var err error

	var pathParam0 string

	pathParam0, err = runtime.StyleParamWithOptions("simple", false, "id", id, runtime.StyleParamOptions{ParamLocation: runtime.ParamLocationPath, Type: "string", Format: ""})
	if err != nil {
		return nil, err
	}

	if pathParam0 == "" || pathParam0 == "." || pathParam0 == ".." {
		return nil, fmt.Errorf("PreprocessFile: id may not be %q", pathParam0)
	}

	serverURL, err := url.Parse(server)
	if err != nil {
		return nil, err
	}

	operationPath := fmt.Sprintf("/files/%s/preprocess", pathParam0)
	if operationPath[0] == '/' {
		operationPath = "." + operationPath
	}

	queryURL, err := serverURL.Parse(operationPath)
	if err != nil {
		return nil, err
	}

	req, err := http.NewRequest(http.MethodPost, queryURL.String(), nil)
	if err != nil {
		return nil, err
	}

	return req, nil
}

func (c *Client) applyEditors(ctx context.Context, req *http.Request, additionalEditors []RequestEditorFn) error {
	for _, r := range c.RequestEditors {
		if err := r(ctx, req); err != nil {
			return err
		}
	}
	for _, r := range additionalEditors {
		if err := r(ctx, req); err != nil {
			return err
		}
	}
	return nil
}

// ClientWithResponses builds on ClientInterface to offer response payloads
type ClientWithResponses struct {
	ClientInterface
}

// NewClientWithResponses creates a new ClientWithResponses, which wraps
// Client with return type handling
func NewClientWithResponses(server string, opts ...ClientOption) (*ClientWithResponses, error) {
	client, err := NewClient(server, opts...)
	if err != nil {
		return nil, err
	}
	return &ClientWithResponses{client}, nil
}

// WithBaseURL overrides the baseURL.
func WithBaseURL(baseURL string) ClientOption {
	return func(c *Client) error {
		newBaseURL, err := url.Parse(baseURL)
		if err != nil {
			return err
		}
		c.Server = newBaseURL.String()
		return nil
	}
}

// ClientWithResponsesInterface is the interface specification for the client with responses above.
type ClientWithResponsesInterface interface {

	// ListBatchesWithResponse List batch jobs
	//
	// Lists all batch jobs of the account.
	//
	// Returns a wrapper object for the known response body format(s).
	//
	// Corresponds with GET /batches (the `ListBatches` operationId).
	ListBatchesWithResponse(ctx context.Context, reqEditors ...RequestEditorFn) (*ListBatchesResponse, error)

	// CreateBatchWithBodyWithResponse Create a batch job
	//
	// Starts a job over an uploaded file with purpose `batch-api`. The call is not idempotent
	// and takes no idempotency key: a lost response may mean a job that runs and is billed, so
	// look for it with `listBatches` before sending the call again.
	//
	// Takes any type of body and a specified content type, and returns a wrapper object for the known response body format(s).
	//
	// Corresponds with POST /batches (the `CreateBatch` operationId).
	CreateBatchWithBodyWithResponse(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*CreateBatchResponse, error)

	// CreateBatchWithResponse Create a batch job
	//
	// Starts a job over an uploaded file with purpose `batch-api`. The call is not idempotent
	// and takes no idempotency key: a lost response may mean a job that runs and is billed, so
	// look for it with `listBatches` before sending the call again.
	//
	// Takes a body of the `application/json` content type, and returns a wrapper object for the known response body format(s).
	//
	// Corresponds with POST /batches (the `CreateBatch` operationId).
	CreateBatchWithResponse(ctx context.Context, body CreateBatchJSONRequestBody, reqEditors ...RequestEditorFn) (*CreateBatchResponse, error)

	// GetBatchWithResponse Retrieve a batch job
	//
	// Returns a job's state. Poll every 30 to 60 seconds; tighter polling is answered with 429.
	//
	// Returns a wrapper object for the known response body format(s).
	//
	// Corresponds with GET /batches/{id} (the `GetBatch` operationId).
	GetBatchWithResponse(ctx context.Context, id BatchID, reqEditors ...RequestEditorFn) (*GetBatchResponse, error)

	// CancelBatchWithResponse Cancel a batch job
	//
	// Asks the service to end a job. Requests that were done by then are in its output file,
	// and are billed. A job that has already ended is returned as it is.
	//
	// Returns a wrapper object for the known response body format(s).
	//
	// Corresponds with POST /batches/{id}/cancel (the `CancelBatch` operationId).
	CancelBatchWithResponse(ctx context.Context, id BatchID, reqEditors ...RequestEditorFn) (*CancelBatchResponse, error)

	// ListFilesWithResponse List files
	//
	// Lists the metadata of all files of the account.
	//
	// Returns a wrapper object for the known response body format(s).
	//
	// Corresponds with GET /files (the `ListFiles` operationId).
	ListFilesWithResponse(ctx context.Context, reqEditors ...RequestEditorFn) (*ListFilesResponse, error)

	// CreateFileWithBodyWithResponse Create a file
	//
	// Announces a file and returns where its bytes go. The response is a 302 that must not be
	// followed as a redirect: PUT the bytes to `Location` (see `x-presigned-uploads`), then
	// call `preprocessFile` with the id in `X-Together-File-Id`.
	//
	// Takes any type of body and a specified content type, and returns a wrapper object for the known response body format(s).
	//
	// Corresponds with POST /files (the `CreateFile` operationId).
	CreateFileWithBodyWithResponse(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*CreateFileResponse, error)

	// CreateFileWithFormdataBodyWithResponse Create a file
	//
	// Announces a file and returns where its bytes go. The response is a 302 that must not be
	// followed as a redirect: PUT the bytes to `Location` (see `x-presigned-uploads`), then
	// call `preprocessFile` with the id in `X-Together-File-Id`.
	//
	// Takes a body of the `application/x-www-form-urlencoded` content type, and returns a wrapper object for the known response body format(s).
	//
	// Corresponds with POST /files (the `CreateFile` operationId).
	CreateFileWithFormdataBodyWithResponse(ctx context.Context, body CreateFileFormdataRequestBody, reqEditors ...RequestEditorFn) (*CreateFileResponse, error)

	// AbortMultipartUploadWithBodyWithResponse Abort a multipart upload
	//
	// Drops an upload, its parts and its file.
	//
	// Takes any type of body and a specified content type, and returns a wrapper object for the known response body format(s).
	//
	// Corresponds with POST /files/multipart/abort (the `AbortMultipartUpload` operationId).
	AbortMultipartUploadWithBodyWithResponse(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*AbortMultipartUploadResponse, error)

	// AbortMultipartUploadWithResponse Abort a multipart upload
	//
	// Drops an upload, its parts and its file.
	//
	// Takes a body of the `application/json` content type, and returns a wrapper object for the known response body format(s).
	//
	// Corresponds with POST /files/multipart/abort (the `AbortMultipartUpload` operationId).
	AbortMultipartUploadWithResponse(ctx context.Context, body AbortMultipartUploadJSONRequestBody, reqEditors ...RequestEditorFn) (*AbortMultipartUploadResponse, error)

	// CompleteMultipartUploadWithBodyWithResponse Complete a multipart upload
	//
	// Joins the parts, named by number and ETag in ascending order, into the file.
	//
	// Takes any type of body and a specified content type, and returns a wrapper object for the known response body format(s).
	//
	// Corresponds with POST /files/multipart/complete (the `CompleteMultipartUpload` operationId).
	CompleteMultipartUploadWithBodyWithResponse(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*CompleteMultipartUploadResponse, error)

	// CompleteMultipartUploadWithResponse Complete a multipart upload
	//
	// Joins the parts, named by number and ETag in ascending order, into the file.
	//
	// Takes a body of the `application/json` content type, and returns a wrapper object for the known response body format(s).
	//
	// Corresponds with POST /files/multipart/complete (the `CompleteMultipartUpload` operationId).
	CompleteMultipartUploadWithResponse(ctx context.Context, body CompleteMultipartUploadJSONRequestBody, reqEditors ...RequestEditorFn) (*CompleteMultipartUploadResponse, error)

	// InitiateMultipartUploadWithBodyWithResponse Begin a multipart upload
	//
	// Announces a file that comes in parts, and returns a presigned URL for every part. There
	// is no call that lists the parts received or signs a URL again.
	//
	// Takes any type of body and a specified content type, and returns a wrapper object for the known response body format(s).
	//
	// Corresponds with POST /files/multipart/initiate (the `InitiateMultipartUpload` operationId).
	InitiateMultipartUploadWithBodyWithResponse(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*InitiateMultipartUploadResponse, error)

	// InitiateMultipartUploadWithResponse Begin a multipart upload
	//
	// Announces a file that comes in parts, and returns a presigned URL for every part. There
	// is no call that lists the parts received or signs a URL again.
	//
	// Takes a body of the `application/json` content type, and returns a wrapper object for the known response body format(s).
	//
	// Corresponds with POST /files/multipart/initiate (the `InitiateMultipartUpload` operationId).
	InitiateMultipartUploadWithResponse(ctx context.Context, body InitiateMultipartUploadJSONRequestBody, reqEditors ...RequestEditorFn) (*InitiateMultipartUploadResponse, error)

	// UploadFileWithBodyWithResponse Upload a file in one call
	//
	// Takes a file's bytes in the request itself, and returns the file. The API holds all bytes
	// on their way, and a lost response means sending all of them again: for large files,
	// `createFile` and `initiateMultipartUpload` are better.
	//
	// Takes any type of body and a specified content type, and returns a wrapper object for the known response body format(s).
	//
	// Corresponds with POST /files/upload (the `UploadFile` operationId).
	UploadFileWithBodyWithResponse(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*UploadFileResponse, error)

	// DeleteFileWithResponse Delete a file
	//
	// Deletes a file and its bytes. It cannot be undone.
	//
	// Returns a wrapper object for the known response body format(s).
	//
	// Corresponds with DELETE /files/{id} (the `DeleteFile` operationId).
	DeleteFileWithResponse(ctx context.Context, id FileID, reqEditors ...RequestEditorFn) (*DeleteFileResponse, error)

	// RetrieveFileWithResponse Retrieve a file's metadata
	//
	// Returns a file's metadata, without its bytes.
	//
	// Returns a wrapper object for the known response body format(s).
	//
	// Corresponds with GET /files/{id} (the `RetrieveFile` operationId).
	RetrieveFileWithResponse(ctx context.Context, id FileID, reqEditors ...RequestEditorFn) (*RetrieveFileResponse, error)

	// RetrieveFileContentWithResponse Download a file
	//
	// Returns the file's bytes, or the range that `Range` asks for. A `Range` that the server
	// does not understand is ignored, as RFC 9110 section 14.2 requires.
	//
	// Returns a wrapper object for the known response body format(s).
	//
	// Corresponds with GET /files/{id}/content (the `RetrieveFileContent` operationId).
	RetrieveFileContentWithResponse(ctx context.Context, id FileID, params *RetrieveFileContentParams, reqEditors ...RequestEditorFn) (*RetrieveFileContentResponse, error)

	// PreprocessFileWithResponse Hand over an uploaded file
	//
	// Tells the service that the bytes were PUT, and returns the file's metadata. May be
	// repeated.
	//
	// Returns a wrapper object for the known response body format(s).
	//
	// Corresponds with POST /files/{id}/preprocess (the `PreprocessFile` operationId).
	PreprocessFileWithResponse(ctx context.Context, id FileID, reqEditors ...RequestEditorFn) (*PreprocessFileResponse, error)
}

// ListBatchesResponse401Headers the declared response headers of an HTTP 401 response for ListBatches
type ListBatchesResponse401Headers struct {
	XRequestID *string
}

// ListBatchesResponse403Headers the declared response headers of an HTTP 403 response for ListBatches
type ListBatchesResponse403Headers struct {
	XRequestID *string
}

// ListBatchesResponse429Headers the declared response headers of an HTTP 429 response for ListBatches
type ListBatchesResponse429Headers struct {
	RetryAfter *string
	XRequestID *string
}

// ListBatchesResponse500Headers the declared response headers of an HTTP 500 response for ListBatches
type ListBatchesResponse500Headers struct {
	XRequestID *string
}

// ListBatchesResponse502Headers the declared response headers of an HTTP 502 response for ListBatches
type ListBatchesResponse502Headers struct {
	XRequestID *string
}

// ListBatchesResponse503Headers the declared response headers of an HTTP 503 response for ListBatches
type ListBatchesResponse503Headers struct {
	RetryAfter *string
	XRequestID *string
}

// ListBatchesResponse504Headers the declared response headers of an HTTP 504 response for ListBatches
type ListBatchesResponse504Headers struct {
	XRequestID *string
}

type ListBatchesResponse struct {
	Body         []byte
	HTTPResponse *http.Response
	// JSON200 the response for an HTTP 200 `application/json` response
	JSON200 *[]BatchJob
	// JSON401 the response for an HTTP 401 `application/json` response
	JSON401 *BatchesUnauthorized
	// JSON403 the response for an HTTP 403 `application/json` response
	JSON403 *BatchesForbidden
	// JSON429 the response for an HTTP 429 `application/json` response
	JSON429 *BatchesTooManyRequests
	// JSON500 the response for an HTTP 500 `application/json` response
	JSON500 *BatchesInternalError
	// JSON502 the response for an HTTP 502 `application/json` response
	JSON502 *BadGateway
	// JSON503 the response for an HTTP 503 `application/json` response
	JSON503 *ServiceUnavailable
	// JSON504 the response for an HTTP 504 `application/json` response
	JSON504 *GatewayTimeout
	// Headers401 the parsed response headers for an HTTP 401 response
	Headers401 *ListBatchesResponse401Headers
	// Headers403 the parsed response headers for an HTTP 403 response
	Headers403 *ListBatchesResponse403Headers
	// Headers429 the parsed response headers for an HTTP 429 response
	Headers429 *ListBatchesResponse429Headers
	// Headers500 the parsed response headers for an HTTP 500 response
	Headers500 *ListBatchesResponse500Headers
	// Headers502 the parsed response headers for an HTTP 502 response
	Headers502 *ListBatchesResponse502Headers
	// Headers503 the parsed response headers for an HTTP 503 response
	Headers503 *ListBatchesResponse503Headers
	// Headers504 the parsed response headers for an HTTP 504 response
	Headers504 *ListBatchesResponse504Headers
}

// Status returns HTTPResponse.Status
func (r ListBatchesResponse) Status() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Status
	}
	return http.StatusText(0)
}

// StatusCode returns HTTPResponse.StatusCode
func (r ListBatchesResponse) StatusCode() int {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.StatusCode
	}
	return 0
}

// ContentType is a convenience method to retrieve the Content-Type value from the HTTP response headers
func (r ListBatchesResponse) ContentType() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Header.Get("Content-Type")
	}
	return ""
}

// CreateBatchResponse400Headers the declared response headers of an HTTP 400 response for CreateBatch
type CreateBatchResponse400Headers struct {
	XRequestID *string
}

// CreateBatchResponse401Headers the declared response headers of an HTTP 401 response for CreateBatch
type CreateBatchResponse401Headers struct {
	XRequestID *string
}

// CreateBatchResponse403Headers the declared response headers of an HTTP 403 response for CreateBatch
type CreateBatchResponse403Headers struct {
	XRequestID *string
}

// CreateBatchResponse404Headers the declared response headers of an HTTP 404 response for CreateBatch
type CreateBatchResponse404Headers struct {
	XRequestID *string
}

// CreateBatchResponse415Headers the declared response headers of an HTTP 415 response for CreateBatch
type CreateBatchResponse415Headers struct {
	XRequestID *string
}

// CreateBatchResponse422Headers the declared response headers of an HTTP 422 response for CreateBatch
type CreateBatchResponse422Headers struct {
	XRequestID *string
}

// CreateBatchResponse429Headers the declared response headers of an HTTP 429 response for CreateBatch
type CreateBatchResponse429Headers struct {
	RetryAfter *string
	XRequestID *string
}

// CreateBatchResponse500Headers the declared response headers of an HTTP 500 response for CreateBatch
type CreateBatchResponse500Headers struct {
	XRequestID *string
}

// CreateBatchResponse502Headers the declared response headers of an HTTP 502 response for CreateBatch
type CreateBatchResponse502Headers struct {
	XRequestID *string
}

// CreateBatchResponse503Headers the declared response headers of an HTTP 503 response for CreateBatch
type CreateBatchResponse503Headers struct {
	RetryAfter *string
	XRequestID *string
}

// CreateBatchResponse504Headers the declared response headers of an HTTP 504 response for CreateBatch
type CreateBatchResponse504Headers struct {
	XRequestID *string
}

type CreateBatchResponse struct {
	Body         []byte
	HTTPResponse *http.Response
	// JSON200 the response for an HTTP 200 `application/json` response
	JSON200 *CreatedBatch
	// JSON201 the response for an HTTP 201 `application/json` response
	JSON201 *CreatedBatch
	// JSON400 the response for an HTTP 400 `application/json` response
	JSON400 *BatchesBadRequest
	// JSON401 the response for an HTTP 401 `application/json` response
	JSON401 *BatchesUnauthorized
	// JSON403 the response for an HTTP 403 `application/json` response
	JSON403 *BatchesForbidden
	// JSON404 the response for an HTTP 404 `application/json` response
	JSON404 *BatchesNotFound
	// JSON415 the response for an HTTP 415 `application/json` response
	JSON415 *BatchesUnsupportedMediaType
	// JSON422 the response for an HTTP 422 `application/json` response
	JSON422 *BatchesUnprocessable
	// JSON429 the response for an HTTP 429 `application/json` response
	JSON429 *BatchesTooManyRequests
	// JSON500 the response for an HTTP 500 `application/json` response
	JSON500 *BatchesInternalError
	// JSON502 the response for an HTTP 502 `application/json` response
	JSON502 *BadGateway
	// JSON503 the response for an HTTP 503 `application/json` response
	JSON503 *ServiceUnavailable
	// JSON504 the response for an HTTP 504 `application/json` response
	JSON504 *GatewayTimeout
	// Headers400 the parsed response headers for an HTTP 400 response
	Headers400 *CreateBatchResponse400Headers
	// Headers401 the parsed response headers for an HTTP 401 response
	Headers401 *CreateBatchResponse401Headers
	// Headers403 the parsed response headers for an HTTP 403 response
	Headers403 *CreateBatchResponse403Headers
	// Headers404 the parsed response headers for an HTTP 404 response
	Headers404 *CreateBatchResponse404Headers
	// Headers415 the parsed response headers for an HTTP 415 response
	Headers415 *CreateBatchResponse415Headers
	// Headers422 the parsed response headers for an HTTP 422 response
	Headers422 *CreateBatchResponse422Headers
	// Headers429 the parsed response headers for an HTTP 429 response
	Headers429 *CreateBatchResponse429Headers
	// Headers500 the parsed response headers for an HTTP 500 response
	Headers500 *CreateBatchResponse500Headers
	// Headers502 the parsed response headers for an HTTP 502 response
	Headers502 *CreateBatchResponse502Headers
	// Headers503 the parsed response headers for an HTTP 503 response
	Headers503 *CreateBatchResponse503Headers
	// Headers504 the parsed response headers for an HTTP 504 response
	Headers504 *CreateBatchResponse504Headers
}

// Status returns HTTPResponse.Status
func (r CreateBatchResponse) Status() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Status
	}
	return http.StatusText(0)
}

// StatusCode returns HTTPResponse.StatusCode
func (r CreateBatchResponse) StatusCode() int {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.StatusCode
	}
	return 0
}

// ContentType is a convenience method to retrieve the Content-Type value from the HTTP response headers
func (r CreateBatchResponse) ContentType() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Header.Get("Content-Type")
	}
	return ""
}

// GetBatchResponse400Headers the declared response headers of an HTTP 400 response for GetBatch
type GetBatchResponse400Headers struct {
	XRequestID *string
}

// GetBatchResponse401Headers the declared response headers of an HTTP 401 response for GetBatch
type GetBatchResponse401Headers struct {
	XRequestID *string
}

// GetBatchResponse403Headers the declared response headers of an HTTP 403 response for GetBatch
type GetBatchResponse403Headers struct {
	XRequestID *string
}

// GetBatchResponse404Headers the declared response headers of an HTTP 404 response for GetBatch
type GetBatchResponse404Headers struct {
	XRequestID *string
}

// GetBatchResponse429Headers the declared response headers of an HTTP 429 response for GetBatch
type GetBatchResponse429Headers struct {
	RetryAfter *string
	XRequestID *string
}

// GetBatchResponse500Headers the declared response headers of an HTTP 500 response for GetBatch
type GetBatchResponse500Headers struct {
	XRequestID *string
}

// GetBatchResponse502Headers the declared response headers of an HTTP 502 response for GetBatch
type GetBatchResponse502Headers struct {
	XRequestID *string
}

// GetBatchResponse503Headers the declared response headers of an HTTP 503 response for GetBatch
type GetBatchResponse503Headers struct {
	RetryAfter *string
	XRequestID *string
}

// GetBatchResponse504Headers the declared response headers of an HTTP 504 response for GetBatch
type GetBatchResponse504Headers struct {
	XRequestID *string
}

type GetBatchResponse struct {
	Body         []byte
	HTTPResponse *http.Response
	// JSON200 the response for an HTTP 200 `application/json` response
	JSON200 *BatchJob
	// JSON400 the response for an HTTP 400 `application/json` response
	JSON400 *BatchesBadRequest
	// JSON401 the response for an HTTP 401 `application/json` response
	JSON401 *BatchesUnauthorized
	// JSON403 the response for an HTTP 403 `application/json` response
	JSON403 *BatchesForbidden
	// JSON404 the response for an HTTP 404 `application/json` response
	JSON404 *BatchesNotFound
	// JSON429 the response for an HTTP 429 `application/json` response
	JSON429 *BatchesTooManyRequests
	// JSON500 the response for an HTTP 500 `application/json` response
	JSON500 *BatchesInternalError
	// JSON502 the response for an HTTP 502 `application/json` response
	JSON502 *BadGateway
	// JSON503 the response for an HTTP 503 `application/json` response
	JSON503 *ServiceUnavailable
	// JSON504 the response for an HTTP 504 `application/json` response
	JSON504 *GatewayTimeout
	// Headers400 the parsed response headers for an HTTP 400 response
	Headers400 *GetBatchResponse400Headers
	// Headers401 the parsed response headers for an HTTP 401 response
	Headers401 *GetBatchResponse401Headers
	// Headers403 the parsed response headers for an HTTP 403 response
	Headers403 *GetBatchResponse403Headers
	// Headers404 the parsed response headers for an HTTP 404 response
	Headers404 *GetBatchResponse404Headers
	// Headers429 the parsed response headers for an HTTP 429 response
	Headers429 *GetBatchResponse429Headers
	// Headers500 the parsed response headers for an HTTP 500 response
	Headers500 *GetBatchResponse500Headers
	// Headers502 the parsed response headers for an HTTP 502 response
	Headers502 *GetBatchResponse502Headers
	// Headers503 the parsed response headers for an HTTP 503 response
	Headers503 *GetBatchResponse503Headers
	// Headers504 the parsed response headers for an HTTP 504 response
	Headers504 *GetBatchResponse504Headers
}

// Status returns HTTPResponse.Status
func (r GetBatchResponse) Status() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Status
	}
	return http.StatusText(0)
}

// StatusCode returns HTTPResponse.StatusCode
func (r GetBatchResponse) StatusCode() int {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.StatusCode
	}
	return 0
}

// ContentType is a convenience method to retrieve the Content-Type value from the HTTP response headers
func (r GetBatchResponse) ContentType() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Header.Get("Content-Type")
	}
	return ""
}

// CancelBatchResponse400Headers the declared response headers of an HTTP 400 response for CancelBatch
type CancelBatchResponse400Headers struct {
	XRequestID *string
}

// CancelBatchResponse401Headers the declared response headers of an HTTP 401 response for CancelBatch
type CancelBatchResponse401Headers struct {
	XRequestID *string
}

// CancelBatchResponse403Headers the declared response headers of an HTTP 403 response for CancelBatch
type CancelBatchResponse403Headers struct {
	XRequestID *string
}

// CancelBatchResponse404Headers the declared response headers of an HTTP 404 response for CancelBatch
type CancelBatchResponse404Headers struct {
	XRequestID *string
}

// CancelBatchResponse429Headers the declared response headers of an HTTP 429 response for CancelBatch
type CancelBatchResponse429Headers struct {
	RetryAfter *string
	XRequestID *string
}

// CancelBatchResponse500Headers the declared response headers of an HTTP 500 response for CancelBatch
type CancelBatchResponse500Headers struct {
	XRequestID *string
}

// CancelBatchResponse502Headers the declared response headers of an HTTP 502 response for CancelBatch
type CancelBatchResponse502Headers struct {
	XRequestID *string
}

// CancelBatchResponse503Headers the declared response headers of an HTTP 503 response for CancelBatch
type CancelBatchResponse503Headers struct {
	RetryAfter *string
	XRequestID *string
}

// CancelBatchResponse504Headers the declared response headers of an HTTP 504 response for CancelBatch
type CancelBatchResponse504Headers struct {
	XRequestID *string
}

type CancelBatchResponse struct {
	Body         []byte
	HTTPResponse *http.Response
	// JSON200 the response for an HTTP 200 `application/json` response
	JSON200 *BatchJob
	// JSON400 the response for an HTTP 400 `application/json` response
	JSON400 *BatchesBadRequest
	// JSON401 the response for an HTTP 401 `application/json` response
	JSON401 *BatchesUnauthorized
	// JSON403 the response for an HTTP 403 `application/json` response
	JSON403 *BatchesForbidden
	// JSON404 the response for an HTTP 404 `application/json` response
	JSON404 *BatchesNotFound
	// JSON429 the response for an HTTP 429 `application/json` response
	JSON429 *BatchesTooManyRequests
	// JSON500 the response for an HTTP 500 `application/json` response
	JSON500 *BatchesInternalError
	// JSON502 the response for an HTTP 502 `application/json` response
	JSON502 *BadGateway
	// JSON503 the response for an HTTP 503 `application/json` response
	JSON503 *ServiceUnavailable
	// JSON504 the response for an HTTP 504 `application/json` response
	JSON504 *GatewayTimeout
	// Headers400 the parsed response headers for an HTTP 400 response
	Headers400 *CancelBatchResponse400Headers
	// Headers401 the parsed response headers for an HTTP 401 response
	Headers401 *CancelBatchResponse401Headers
	// Headers403 the parsed response headers for an HTTP 403 response
	Headers403 *CancelBatchResponse403Headers
	// Headers404 the parsed response headers for an HTTP 404 response
	Headers404 *CancelBatchResponse404Headers
	// Headers429 the parsed response headers for an HTTP 429 response
	Headers429 *CancelBatchResponse429Headers
	// Headers500 the parsed response headers for an HTTP 500 response
	Headers500 *CancelBatchResponse500Headers
	// Headers502 the parsed response headers for an HTTP 502 response
	Headers502 *CancelBatchResponse502Headers
	// Headers503 the parsed response headers for an HTTP 503 response
	Headers503 *CancelBatchResponse503Headers
	// Headers504 the parsed response headers for an HTTP 504 response
	Headers504 *CancelBatchResponse504Headers
}

// Status returns HTTPResponse.Status
func (r CancelBatchResponse) Status() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Status
	}
	return http.StatusText(0)
}

// StatusCode returns HTTPResponse.StatusCode
func (r CancelBatchResponse) StatusCode() int {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.StatusCode
	}
	return 0
}

// ContentType is a convenience method to retrieve the Content-Type value from the HTTP response headers
func (r CancelBatchResponse) ContentType() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Header.Get("Content-Type")
	}
	return ""
}

// ListFilesResponse401Headers the declared response headers of an HTTP 401 response for ListFiles
type ListFilesResponse401Headers struct {
	XRequestID *string
}

// ListFilesResponse403Headers the declared response headers of an HTTP 403 response for ListFiles
type ListFilesResponse403Headers struct {
	XRequestID *string
}

// ListFilesResponse429Headers the declared response headers of an HTTP 429 response for ListFiles
type ListFilesResponse429Headers struct {
	RetryAfter *string
	XRequestID *string
}

// ListFilesResponse500Headers the declared response headers of an HTTP 500 response for ListFiles
type ListFilesResponse500Headers struct {
	XRequestID *string
}

// ListFilesResponse502Headers the declared response headers of an HTTP 502 response for ListFiles
type ListFilesResponse502Headers struct {
	XRequestID *string
}

// ListFilesResponse503Headers the declared response headers of an HTTP 503 response for ListFiles
type ListFilesResponse503Headers struct {
	RetryAfter *string
	XRequestID *string
}

// ListFilesResponse504Headers the declared response headers of an HTTP 504 response for ListFiles
type ListFilesResponse504Headers struct {
	XRequestID *string
}

type ListFilesResponse struct {
	Body         []byte
	HTTPResponse *http.Response
	// JSON200 the response for an HTTP 200 `application/json` response
	JSON200 *FileList
	// JSON401 the response for an HTTP 401 `application/json` response
	JSON401 *FilesUnauthorized
	// JSON403 the response for an HTTP 403 `application/json` response
	JSON403 *FilesForbidden
	// JSON429 the response for an HTTP 429 `application/json` response
	JSON429 *FilesTooManyRequests
	// JSON500 the response for an HTTP 500 `application/json` response
	JSON500 *FilesInternalError
	// JSON502 the response for an HTTP 502 `application/json` response
	JSON502 *BadGateway
	// JSON503 the response for an HTTP 503 `application/json` response
	JSON503 *ServiceUnavailable
	// JSON504 the response for an HTTP 504 `application/json` response
	JSON504 *GatewayTimeout
	// Headers401 the parsed response headers for an HTTP 401 response
	Headers401 *ListFilesResponse401Headers
	// Headers403 the parsed response headers for an HTTP 403 response
	Headers403 *ListFilesResponse403Headers
	// Headers429 the parsed response headers for an HTTP 429 response
	Headers429 *ListFilesResponse429Headers
	// Headers500 the parsed response headers for an HTTP 500 response
	Headers500 *ListFilesResponse500Headers
	// Headers502 the parsed response headers for an HTTP 502 response
	Headers502 *ListFilesResponse502Headers
	// Headers503 the parsed response headers for an HTTP 503 response
	Headers503 *ListFilesResponse503Headers
	// Headers504 the parsed response headers for an HTTP 504 response
	Headers504 *ListFilesResponse504Headers
}

// Status returns HTTPResponse.Status
func (r ListFilesResponse) Status() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Status
	}
	return http.StatusText(0)
}

// StatusCode returns HTTPResponse.StatusCode
func (r ListFilesResponse) StatusCode() int {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.StatusCode
	}
	return 0
}

// ContentType is a convenience method to retrieve the Content-Type value from the HTTP response headers
func (r ListFilesResponse) ContentType() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Header.Get("Content-Type")
	}
	return ""
}

// CreateFileResponse302Headers the declared response headers of an HTTP 302 response for CreateFile
type CreateFileResponse302Headers struct {
	Location        string
	XTogetherFileID string
}

// CreateFileResponse400Headers the declared response headers of an HTTP 400 response for CreateFile
type CreateFileResponse400Headers struct {
	XRequestID *string
}

// CreateFileResponse401Headers the declared response headers of an HTTP 401 response for CreateFile
type CreateFileResponse401Headers struct {
	XRequestID *string
}

// CreateFileResponse403Headers the declared response headers of an HTTP 403 response for CreateFile
type CreateFileResponse403Headers struct {
	XRequestID *string
}

// CreateFileResponse409Headers the declared response headers of an HTTP 409 response for CreateFile
type CreateFileResponse409Headers struct {
	XRequestID *string
}

// CreateFileResponse415Headers the declared response headers of an HTTP 415 response for CreateFile
type CreateFileResponse415Headers struct {
	XRequestID *string
}

// CreateFileResponse422Headers the declared response headers of an HTTP 422 response for CreateFile
type CreateFileResponse422Headers struct {
	XRequestID *string
}

// CreateFileResponse429Headers the declared response headers of an HTTP 429 response for CreateFile
type CreateFileResponse429Headers struct {
	RetryAfter *string
	XRequestID *string
}

// CreateFileResponse500Headers the declared response headers of an HTTP 500 response for CreateFile
type CreateFileResponse500Headers struct {
	XRequestID *string
}

// CreateFileResponse502Headers the declared response headers of an HTTP 502 response for CreateFile
type CreateFileResponse502Headers struct {
	XRequestID *string
}

// CreateFileResponse503Headers the declared response headers of an HTTP 503 response for CreateFile
type CreateFileResponse503Headers struct {
	RetryAfter *string
	XRequestID *string
}

// CreateFileResponse504Headers the declared response headers of an HTTP 504 response for CreateFile
type CreateFileResponse504Headers struct {
	XRequestID *string
}

type CreateFileResponse struct {
	Body         []byte
	HTTPResponse *http.Response
	// JSON400 the response for an HTTP 400 `application/json` response
	JSON400 *FilesBadRequest
	// JSON401 the response for an HTTP 401 `application/json` response
	JSON401 *FilesUnauthorized
	// JSON403 the response for an HTTP 403 `application/json` response
	JSON403 *FilesForbidden
	// JSON409 the response for an HTTP 409 `application/json` response
	JSON409 *FileExists
	// JSON415 the response for an HTTP 415 `application/json` response
	JSON415 *FilesUnsupportedMediaType
	// JSON422 the response for an HTTP 422 `application/json` response
	JSON422 *FilesUnprocessable
	// JSON429 the response for an HTTP 429 `application/json` response
	JSON429 *FilesTooManyRequests
	// JSON500 the response for an HTTP 500 `application/json` response
	JSON500 *FilesInternalError
	// JSON502 the response for an HTTP 502 `application/json` response
	JSON502 *BadGateway
	// JSON503 the response for an HTTP 503 `application/json` response
	JSON503 *ServiceUnavailable
	// JSON504 the response for an HTTP 504 `application/json` response
	JSON504 *GatewayTimeout
	// Headers302 the parsed response headers for an HTTP 302 response
	Headers302 *CreateFileResponse302Headers
	// Headers400 the parsed response headers for an HTTP 400 response
	Headers400 *CreateFileResponse400Headers
	// Headers401 the parsed response headers for an HTTP 401 response
	Headers401 *CreateFileResponse401Headers
	// Headers403 the parsed response headers for an HTTP 403 response
	Headers403 *CreateFileResponse403Headers
	// Headers409 the parsed response headers for an HTTP 409 response
	Headers409 *CreateFileResponse409Headers
	// Headers415 the parsed response headers for an HTTP 415 response
	Headers415 *CreateFileResponse415Headers
	// Headers422 the parsed response headers for an HTTP 422 response
	Headers422 *CreateFileResponse422Headers
	// Headers429 the parsed response headers for an HTTP 429 response
	Headers429 *CreateFileResponse429Headers
	// Headers500 the parsed response headers for an HTTP 500 response
	Headers500 *CreateFileResponse500Headers
	// Headers502 the parsed response headers for an HTTP 502 response
	Headers502 *CreateFileResponse502Headers
	// Headers503 the parsed response headers for an HTTP 503 response
	Headers503 *CreateFileResponse503Headers
	// Headers504 the parsed response headers for an HTTP 504 response
	Headers504 *CreateFileResponse504Headers
}

// Status returns HTTPResponse.Status
func (r CreateFileResponse) Status() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Status
	}
	return http.StatusText(0)
}

// StatusCode returns HTTPResponse.StatusCode
func (r CreateFileResponse) StatusCode() int {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.StatusCode
	}
	return 0
}

// ContentType is a convenience method to retrieve the Content-Type value from the HTTP response headers
func (r CreateFileResponse) ContentType() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Header.Get("Content-Type")
	}
	return ""
}

// AbortMultipartUploadResponse400Headers the declared response headers of an HTTP 400 response for AbortMultipartUpload
type AbortMultipartUploadResponse400Headers struct {
	XRequestID *string
}

// AbortMultipartUploadResponse401Headers the declared response headers of an HTTP 401 response for AbortMultipartUpload
type AbortMultipartUploadResponse401Headers struct {
	XRequestID *string
}

// AbortMultipartUploadResponse403Headers the declared response headers of an HTTP 403 response for AbortMultipartUpload
type AbortMultipartUploadResponse403Headers struct {
	XRequestID *string
}

// AbortMultipartUploadResponse404Headers the declared response headers of an HTTP 404 response for AbortMultipartUpload
type AbortMultipartUploadResponse404Headers struct {
	XRequestID *string
}

// AbortMultipartUploadResponse415Headers the declared response headers of an HTTP 415 response for AbortMultipartUpload
type AbortMultipartUploadResponse415Headers struct {
	XRequestID *string
}

// AbortMultipartUploadResponse422Headers the declared response headers of an HTTP 422 response for AbortMultipartUpload
type AbortMultipartUploadResponse422Headers struct {
	XRequestID *string
}

// AbortMultipartUploadResponse429Headers the declared response headers of an HTTP 429 response for AbortMultipartUpload
type AbortMultipartUploadResponse429Headers struct {
	RetryAfter *string
	XRequestID *string
}

// AbortMultipartUploadResponse500Headers the declared response headers of an HTTP 500 response for AbortMultipartUpload
type AbortMultipartUploadResponse500Headers struct {
	XRequestID *string
}

// AbortMultipartUploadResponse502Headers the declared response headers of an HTTP 502 response for AbortMultipartUpload
type AbortMultipartUploadResponse502Headers struct {
	XRequestID *string
}

// AbortMultipartUploadResponse503Headers the declared response headers of an HTTP 503 response for AbortMultipartUpload
type AbortMultipartUploadResponse503Headers struct {
	RetryAfter *string
	XRequestID *string
}

// AbortMultipartUploadResponse504Headers the declared response headers of an HTTP 504 response for AbortMultipartUpload
type AbortMultipartUploadResponse504Headers struct {
	XRequestID *string
}

type AbortMultipartUploadResponse struct {
	Body         []byte
	HTTPResponse *http.Response
	// JSON200 the response for an HTTP 200 `application/json` response
	JSON200 *AbortedUpload
	// JSON400 the response for an HTTP 400 `application/json` response
	JSON400 *FilesBadRequest
	// JSON401 the response for an HTTP 401 `application/json` response
	JSON401 *FilesUnauthorized
	// JSON403 the response for an HTTP 403 `application/json` response
	JSON403 *FilesForbidden
	// JSON404 the response for an HTTP 404 `application/json` response
	JSON404 *UploadNotFound
	// JSON415 the response for an HTTP 415 `application/json` response
	JSON415 *FilesUnsupportedMediaType
	// JSON422 the response for an HTTP 422 `application/json` response
	JSON422 *FilesUnprocessable
	// JSON429 the response for an HTTP 429 `application/json` response
	JSON429 *FilesTooManyRequests
	// JSON500 the response for an HTTP 500 `application/json` response
	JSON500 *FilesInternalError
	// JSON502 the response for an HTTP 502 `application/json` response
	JSON502 *BadGateway
	// JSON503 the response for an HTTP 503 `application/json` response
	JSON503 *ServiceUnavailable
	// JSON504 the response for an HTTP 504 `application/json` response
	JSON504 *GatewayTimeout
	// Headers400 the parsed response headers for an HTTP 400 response
	Headers400 *AbortMultipartUploadResponse400Headers
	// Headers401 the parsed response headers for an HTTP 401 response
	Headers401 *AbortMultipartUploadResponse401Headers
	// Headers403 the parsed response headers for an HTTP 403 response
	Headers403 *AbortMultipartUploadResponse403Headers
	// Headers404 the parsed response headers for an HTTP 404 response
	Headers404 *AbortMultipartUploadResponse404Headers
	// Headers415 the parsed response headers for an HTTP 415 response
	Headers415 *AbortMultipartUploadResponse415Headers
	// Headers422 the parsed response headers for an HTTP 422 response
	Headers422 *AbortMultipartUploadResponse422Headers
	// Headers429 the parsed response headers for an HTTP 429 response
	Headers429 *AbortMultipartUploadResponse429Headers
	// Headers500 the parsed response headers for an HTTP 500 response
	Headers500 *AbortMultipartUploadResponse500Headers
	// Headers502 the parsed response headers for an HTTP 502 response
	Headers502 *AbortMultipartUploadResponse502Headers
	// Headers503 the parsed response headers for an HTTP 503 response
	Headers503 *AbortMultipartUploadResponse503Headers
	// Headers504 the parsed response headers for an HTTP 504 response
	Headers504 *AbortMultipartUploadResponse504Headers
}

// Status returns HTTPResponse.Status
func (r AbortMultipartUploadResponse) Status() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Status
	}
	return http.StatusText(0)
}

// StatusCode returns HTTPResponse.StatusCode
func (r AbortMultipartUploadResponse) StatusCode() int {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.StatusCode
	}
	return 0
}

// ContentType is a convenience method to retrieve the Content-Type value from the HTTP response headers
func (r AbortMultipartUploadResponse) ContentType() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Header.Get("Content-Type")
	}
	return ""
}

// CompleteMultipartUploadResponse400Headers the declared response headers of an HTTP 400 response for CompleteMultipartUpload
type CompleteMultipartUploadResponse400Headers struct {
	XRequestID *string
}

// CompleteMultipartUploadResponse401Headers the declared response headers of an HTTP 401 response for CompleteMultipartUpload
type CompleteMultipartUploadResponse401Headers struct {
	XRequestID *string
}

// CompleteMultipartUploadResponse403Headers the declared response headers of an HTTP 403 response for CompleteMultipartUpload
type CompleteMultipartUploadResponse403Headers struct {
	XRequestID *string
}

// CompleteMultipartUploadResponse404Headers the declared response headers of an HTTP 404 response for CompleteMultipartUpload
type CompleteMultipartUploadResponse404Headers struct {
	XRequestID *string
}

// CompleteMultipartUploadResponse415Headers the declared response headers of an HTTP 415 response for CompleteMultipartUpload
type CompleteMultipartUploadResponse415Headers struct {
	XRequestID *string
}

// CompleteMultipartUploadResponse422Headers the declared response headers of an HTTP 422 response for CompleteMultipartUpload
type CompleteMultipartUploadResponse422Headers struct {
	XRequestID *string
}

// CompleteMultipartUploadResponse429Headers the declared response headers of an HTTP 429 response for CompleteMultipartUpload
type CompleteMultipartUploadResponse429Headers struct {
	RetryAfter *string
	XRequestID *string
}

// CompleteMultipartUploadResponse500Headers the declared response headers of an HTTP 500 response for CompleteMultipartUpload
type CompleteMultipartUploadResponse500Headers struct {
	XRequestID *string
}

// CompleteMultipartUploadResponse502Headers the declared response headers of an HTTP 502 response for CompleteMultipartUpload
type CompleteMultipartUploadResponse502Headers struct {
	XRequestID *string
}

// CompleteMultipartUploadResponse503Headers the declared response headers of an HTTP 503 response for CompleteMultipartUpload
type CompleteMultipartUploadResponse503Headers struct {
	RetryAfter *string
	XRequestID *string
}

// CompleteMultipartUploadResponse504Headers the declared response headers of an HTTP 504 response for CompleteMultipartUpload
type CompleteMultipartUploadResponse504Headers struct {
	XRequestID *string
}

type CompleteMultipartUploadResponse struct {
	Body         []byte
	HTTPResponse *http.Response
	// JSON200 the response for an HTTP 200 `application/json` response
	JSON200 *CompletedUploadResponse
	// JSON400 the response for an HTTP 400 `application/json` response
	JSON400 *FilesBadRequest
	// JSON401 the response for an HTTP 401 `application/json` response
	JSON401 *FilesUnauthorized
	// JSON403 the response for an HTTP 403 `application/json` response
	JSON403 *FilesForbidden
	// JSON404 the response for an HTTP 404 `application/json` response
	JSON404 *UploadNotFound
	// JSON415 the response for an HTTP 415 `application/json` response
	JSON415 *FilesUnsupportedMediaType
	// JSON422 the response for an HTTP 422 `application/json` response
	JSON422 *FilesUnprocessable
	// JSON429 the response for an HTTP 429 `application/json` response
	JSON429 *FilesTooManyRequests
	// JSON500 the response for an HTTP 500 `application/json` response
	JSON500 *FilesInternalError
	// JSON502 the response for an HTTP 502 `application/json` response
	JSON502 *BadGateway
	// JSON503 the response for an HTTP 503 `application/json` response
	JSON503 *ServiceUnavailable
	// JSON504 the response for an HTTP 504 `application/json` response
	JSON504 *GatewayTimeout
	// Headers400 the parsed response headers for an HTTP 400 response
	Headers400 *CompleteMultipartUploadResponse400Headers
	// Headers401 the parsed response headers for an HTTP 401 response
	Headers401 *CompleteMultipartUploadResponse401Headers
	// Headers403 the parsed response headers for an HTTP 403 response
	Headers403 *CompleteMultipartUploadResponse403Headers
	// Headers404 the parsed response headers for an HTTP 404 response
	Headers404 *CompleteMultipartUploadResponse404Headers
	// Headers415 the parsed response headers for an HTTP 415 response
	Headers415 *CompleteMultipartUploadResponse415Headers
	// Headers422 the parsed response headers for an HTTP 422 response
	Headers422 *CompleteMultipartUploadResponse422Headers
	// Headers429 the parsed response headers for an HTTP 429 response
	Headers429 *CompleteMultipartUploadResponse429Headers
	// Headers500 the parsed response headers for an HTTP 500 response
	Headers500 *CompleteMultipartUploadResponse500Headers
	// Headers502 the parsed response headers for an HTTP 502 response
	Headers502 *CompleteMultipartUploadResponse502Headers
	// Headers503 the parsed response headers for an HTTP 503 response
	Headers503 *CompleteMultipartUploadResponse503Headers
	// Headers504 the parsed response headers for an HTTP 504 response
	Headers504 *CompleteMultipartUploadResponse504Headers
}

// Status returns HTTPResponse.Status
func (r CompleteMultipartUploadResponse) Status() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Status
	}
	return http.StatusText(0)
}

// StatusCode returns HTTPResponse.StatusCode
func (r CompleteMultipartUploadResponse) StatusCode() int {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.StatusCode
	}
	return 0
}

// ContentType is a convenience method to retrieve the Content-Type value from the HTTP response headers
func (r CompleteMultipartUploadResponse) ContentType() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Header.Get("Content-Type")
	}
	return ""
}

// InitiateMultipartUploadResponse400Headers the declared response headers of an HTTP 400 response for InitiateMultipartUpload
type InitiateMultipartUploadResponse400Headers struct {
	XRequestID *string
}

// InitiateMultipartUploadResponse401Headers the declared response headers of an HTTP 401 response for InitiateMultipartUpload
type InitiateMultipartUploadResponse401Headers struct {
	XRequestID *string
}

// InitiateMultipartUploadResponse403Headers the declared response headers of an HTTP 403 response for InitiateMultipartUpload
type InitiateMultipartUploadResponse403Headers struct {
	XRequestID *string
}

// InitiateMultipartUploadResponse409Headers the declared response headers of an HTTP 409 response for InitiateMultipartUpload
type InitiateMultipartUploadResponse409Headers struct {
	XRequestID *string
}

// InitiateMultipartUploadResponse415Headers the declared response headers of an HTTP 415 response for InitiateMultipartUpload
type InitiateMultipartUploadResponse415Headers struct {
	XRequestID *string
}

// InitiateMultipartUploadResponse422Headers the declared response headers of an HTTP 422 response for InitiateMultipartUpload
type InitiateMultipartUploadResponse422Headers struct {
	XRequestID *string
}

// InitiateMultipartUploadResponse429Headers the declared response headers of an HTTP 429 response for InitiateMultipartUpload
type InitiateMultipartUploadResponse429Headers struct {
	RetryAfter *string
	XRequestID *string
}

// InitiateMultipartUploadResponse500Headers the declared response headers of an HTTP 500 response for InitiateMultipartUpload
type InitiateMultipartUploadResponse500Headers struct {
	XRequestID *string
}

// InitiateMultipartUploadResponse502Headers the declared response headers of an HTTP 502 response for InitiateMultipartUpload
type InitiateMultipartUploadResponse502Headers struct {
	XRequestID *string
}

// InitiateMultipartUploadResponse503Headers the declared response headers of an HTTP 503 response for InitiateMultipartUpload
type InitiateMultipartUploadResponse503Headers struct {
	RetryAfter *string
	XRequestID *string
}

// InitiateMultipartUploadResponse504Headers the declared response headers of an HTTP 504 response for InitiateMultipartUpload
type InitiateMultipartUploadResponse504Headers struct {
	XRequestID *string
}

type InitiateMultipartUploadResponse struct {
	Body         []byte
	HTTPResponse *http.Response
	// JSON200 the response for an HTTP 200 `application/json` response
	JSON200 *MultipartUpload
	// JSON400 the response for an HTTP 400 `application/json` response
	JSON400 *FilesBadRequest
	// JSON401 the response for an HTTP 401 `application/json` response
	JSON401 *FilesUnauthorized
	// JSON403 the response for an HTTP 403 `application/json` response
	JSON403 *FilesForbidden
	// JSON409 the response for an HTTP 409 `application/json` response
	JSON409 *FileExists
	// JSON415 the response for an HTTP 415 `application/json` response
	JSON415 *FilesUnsupportedMediaType
	// JSON422 the response for an HTTP 422 `application/json` response
	JSON422 *FilesUnprocessable
	// JSON429 the response for an HTTP 429 `application/json` response
	JSON429 *FilesTooManyRequests
	// JSON500 the response for an HTTP 500 `application/json` response
	JSON500 *FilesInternalError
	// JSON502 the response for an HTTP 502 `application/json` response
	JSON502 *BadGateway
	// JSON503 the response for an HTTP 503 `application/json` response
	JSON503 *ServiceUnavailable
	// JSON504 the response for an HTTP 504 `application/json` response
	JSON504 *GatewayTimeout
	// Headers400 the parsed response headers for an HTTP 400 response
	Headers400 *InitiateMultipartUploadResponse400Headers
	// Headers401 the parsed response headers for an HTTP 401 response
	Headers401 *InitiateMultipartUploadResponse401Headers
	// Headers403 the parsed response headers for an HTTP 403 response
	Headers403 *InitiateMultipartUploadResponse403Headers
	// Headers409 the parsed response headers for an HTTP 409 response
	Headers409 *InitiateMultipartUploadResponse409Headers
	// Headers415 the parsed response headers for an HTTP 415 response
	Headers415 *InitiateMultipartUploadResponse415Headers
	// Headers422 the parsed response headers for an HTTP 422 response
	Headers422 *InitiateMultipartUploadResponse422Headers
	// Headers429 the parsed response headers for an HTTP 429 response
	Headers429 *InitiateMultipartUploadResponse429Headers
	// Headers500 the parsed response headers for an HTTP 500 response
	Headers500 *InitiateMultipartUploadResponse500Headers
	// Headers502 the parsed response headers for an HTTP 502 response
	Headers502 *InitiateMultipartUploadResponse502Headers
	// Headers503 the parsed response headers for an HTTP 503 response
	Headers503 *InitiateMultipartUploadResponse503Headers
	// Headers504 the parsed response headers for an HTTP 504 response
	Headers504 *InitiateMultipartUploadResponse504Headers
}

// Status returns HTTPResponse.Status
func (r InitiateMultipartUploadResponse) Status() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Status
	}
	return http.StatusText(0)
}

// StatusCode returns HTTPResponse.StatusCode
func (r InitiateMultipartUploadResponse) StatusCode() int {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.StatusCode
	}
	return 0
}

// ContentType is a convenience method to retrieve the Content-Type value from the HTTP response headers
func (r InitiateMultipartUploadResponse) ContentType() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Header.Get("Content-Type")
	}
	return ""
}

// UploadFileResponse400Headers the declared response headers of an HTTP 400 response for UploadFile
type UploadFileResponse400Headers struct {
	XRequestID *string
}

// UploadFileResponse401Headers the declared response headers of an HTTP 401 response for UploadFile
type UploadFileResponse401Headers struct {
	XRequestID *string
}

// UploadFileResponse403Headers the declared response headers of an HTTP 403 response for UploadFile
type UploadFileResponse403Headers struct {
	XRequestID *string
}

// UploadFileResponse415Headers the declared response headers of an HTTP 415 response for UploadFile
type UploadFileResponse415Headers struct {
	XRequestID *string
}

// UploadFileResponse422Headers the declared response headers of an HTTP 422 response for UploadFile
type UploadFileResponse422Headers struct {
	XRequestID *string
}

// UploadFileResponse429Headers the declared response headers of an HTTP 429 response for UploadFile
type UploadFileResponse429Headers struct {
	RetryAfter *string
	XRequestID *string
}

// UploadFileResponse500Headers the declared response headers of an HTTP 500 response for UploadFile
type UploadFileResponse500Headers struct {
	XRequestID *string
}

// UploadFileResponse502Headers the declared response headers of an HTTP 502 response for UploadFile
type UploadFileResponse502Headers struct {
	XRequestID *string
}

// UploadFileResponse503Headers the declared response headers of an HTTP 503 response for UploadFile
type UploadFileResponse503Headers struct {
	RetryAfter *string
	XRequestID *string
}

// UploadFileResponse504Headers the declared response headers of an HTTP 504 response for UploadFile
type UploadFileResponse504Headers struct {
	XRequestID *string
}

type UploadFileResponse struct {
	Body         []byte
	HTTPResponse *http.Response
	// JSON200 the response for an HTTP 200 `application/json` response
	JSON200 *FileResponse
	// JSON400 the response for an HTTP 400 `application/json` response
	JSON400 *FilesBadRequest
	// JSON401 the response for an HTTP 401 `application/json` response
	JSON401 *FilesUnauthorized
	// JSON403 the response for an HTTP 403 `application/json` response
	JSON403 *FilesForbidden
	// JSON415 the response for an HTTP 415 `application/json` response
	JSON415 *FilesUnsupportedMediaType
	// JSON422 the response for an HTTP 422 `application/json` response
	JSON422 *FilesUnprocessable
	// JSON429 the response for an HTTP 429 `application/json` response
	JSON429 *FilesTooManyRequests
	// JSON500 the response for an HTTP 500 `application/json` response
	JSON500 *FilesInternalError
	// JSON502 the response for an HTTP 502 `application/json` response
	JSON502 *BadGateway
	// JSON503 the response for an HTTP 503 `application/json` response
	JSON503 *ServiceUnavailable
	// JSON504 the response for an HTTP 504 `application/json` response
	JSON504 *GatewayTimeout
	// Headers400 the parsed response headers for an HTTP 400 response
	Headers400 *UploadFileResponse400Headers
	// Headers401 the parsed response headers for an HTTP 401 response
	Headers401 *UploadFileResponse401Headers
	// Headers403 the parsed response headers for an HTTP 403 response
	Headers403 *UploadFileResponse403Headers
	// Headers415 the parsed response headers for an HTTP 415 response
	Headers415 *UploadFileResponse415Headers
	// Headers422 the parsed response headers for an HTTP 422 response
	Headers422 *UploadFileResponse422Headers
	// Headers429 the parsed response headers for an HTTP 429 response
	Headers429 *UploadFileResponse429Headers
	// Headers500 the parsed response headers for an HTTP 500 response
	Headers500 *UploadFileResponse500Headers
	// Headers502 the parsed response headers for an HTTP 502 response
	Headers502 *UploadFileResponse502Headers
	// Headers503 the parsed response headers for an HTTP 503 response
	Headers503 *UploadFileResponse503Headers
	// Headers504 the parsed response headers for an HTTP 504 response
	Headers504 *UploadFileResponse504Headers
}

// Status returns HTTPResponse.Status
func (r UploadFileResponse) Status() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Status
	}
	return http.StatusText(0)
}

// StatusCode returns HTTPResponse.StatusCode
func (r UploadFileResponse) StatusCode() int {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.StatusCode
	}
	return 0
}

// ContentType is a convenience method to retrieve the Content-Type value from the HTTP response headers
func (r UploadFileResponse) ContentType() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Header.Get("Content-Type")
	}
	return ""
}

// DeleteFileResponse400Headers the declared response headers of an HTTP 400 response for DeleteFile
type DeleteFileResponse400Headers struct {
	XRequestID *string
}

// DeleteFileResponse401Headers the declared response headers of an HTTP 401 response for DeleteFile
type DeleteFileResponse401Headers struct {
	XRequestID *string
}

// DeleteFileResponse403Headers the declared response headers of an HTTP 403 response for DeleteFile
type DeleteFileResponse403Headers struct {
	XRequestID *string
}

// DeleteFileResponse404Headers the declared response headers of an HTTP 404 response for DeleteFile
type DeleteFileResponse404Headers struct {
	XRequestID *string
}

// DeleteFileResponse429Headers the declared response headers of an HTTP 429 response for DeleteFile
type DeleteFileResponse429Headers struct {
	RetryAfter *string
	XRequestID *string
}

// DeleteFileResponse500Headers the declared response headers of an HTTP 500 response for DeleteFile
type DeleteFileResponse500Headers struct {
	XRequestID *string
}

// DeleteFileResponse502Headers the declared response headers of an HTTP 502 response for DeleteFile
type DeleteFileResponse502Headers struct {
	XRequestID *string
}

// DeleteFileResponse503Headers the declared response headers of an HTTP 503 response for DeleteFile
type DeleteFileResponse503Headers struct {
	RetryAfter *string
	XRequestID *string
}

// DeleteFileResponse504Headers the declared response headers of an HTTP 504 response for DeleteFile
type DeleteFileResponse504Headers struct {
	XRequestID *string
}

type DeleteFileResponse struct {
	Body         []byte
	HTTPResponse *http.Response
	// JSON200 the response for an HTTP 200 `application/json` response
	JSON200 *FileDeleteResponse
	// JSON400 the response for an HTTP 400 `application/json` response
	JSON400 *FilesBadRequest
	// JSON401 the response for an HTTP 401 `application/json` response
	JSON401 *FilesUnauthorized
	// JSON403 the response for an HTTP 403 `application/json` response
	JSON403 *FilesForbidden
	// JSON404 the response for an HTTP 404 `application/json` response
	JSON404 *FileNotFound
	// JSON429 the response for an HTTP 429 `application/json` response
	JSON429 *FilesTooManyRequests
	// JSON500 the response for an HTTP 500 `application/json` response
	JSON500 *FilesInternalError
	// JSON502 the response for an HTTP 502 `application/json` response
	JSON502 *BadGateway
	// JSON503 the response for an HTTP 503 `application/json` response
	JSON503 *ServiceUnavailable
	// JSON504 the response for an HTTP 504 `application/json` response
	JSON504 *GatewayTimeout
	// Headers400 the parsed response headers for an HTTP 400 response
	Headers400 *DeleteFileResponse400Headers
	// Headers401 the parsed response headers for an HTTP 401 response
	Headers401 *DeleteFileResponse401Headers
	// Headers403 the parsed response headers for an HTTP 403 response
	Headers403 *DeleteFileResponse403Headers
	// Headers404 the parsed response headers for an HTTP 404 response
	Headers404 *DeleteFileResponse404Headers
	// Headers429 the parsed response headers for an HTTP 429 response
	Headers429 *DeleteFileResponse429Headers
	// Headers500 the parsed response headers for an HTTP 500 response
	Headers500 *DeleteFileResponse500Headers
	// Headers502 the parsed response headers for an HTTP 502 response
	Headers502 *DeleteFileResponse502Headers
	// Headers503 the parsed response headers for an HTTP 503 response
	Headers503 *DeleteFileResponse503Headers
	// Headers504 the parsed response headers for an HTTP 504 response
	Headers504 *DeleteFileResponse504Headers
}

// Status returns HTTPResponse.Status
func (r DeleteFileResponse) Status() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Status
	}
	return http.StatusText(0)
}

// StatusCode returns HTTPResponse.StatusCode
func (r DeleteFileResponse) StatusCode() int {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.StatusCode
	}
	return 0
}

// ContentType is a convenience method to retrieve the Content-Type value from the HTTP response headers
func (r DeleteFileResponse) ContentType() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Header.Get("Content-Type")
	}
	return ""
}

// RetrieveFileResponse400Headers the declared response headers of an HTTP 400 response for RetrieveFile
type RetrieveFileResponse400Headers struct {
	XRequestID *string
}

// RetrieveFileResponse401Headers the declared response headers of an HTTP 401 response for RetrieveFile
type RetrieveFileResponse401Headers struct {
	XRequestID *string
}

// RetrieveFileResponse403Headers the declared response headers of an HTTP 403 response for RetrieveFile
type RetrieveFileResponse403Headers struct {
	XRequestID *string
}

// RetrieveFileResponse404Headers the declared response headers of an HTTP 404 response for RetrieveFile
type RetrieveFileResponse404Headers struct {
	XRequestID *string
}

// RetrieveFileResponse429Headers the declared response headers of an HTTP 429 response for RetrieveFile
type RetrieveFileResponse429Headers struct {
	RetryAfter *string
	XRequestID *string
}

// RetrieveFileResponse500Headers the declared response headers of an HTTP 500 response for RetrieveFile
type RetrieveFileResponse500Headers struct {
	XRequestID *string
}

// RetrieveFileResponse502Headers the declared response headers of an HTTP 502 response for RetrieveFile
type RetrieveFileResponse502Headers struct {
	XRequestID *string
}

// RetrieveFileResponse503Headers the declared response headers of an HTTP 503 response for RetrieveFile
type RetrieveFileResponse503Headers struct {
	RetryAfter *string
	XRequestID *string
}

// RetrieveFileResponse504Headers the declared response headers of an HTTP 504 response for RetrieveFile
type RetrieveFileResponse504Headers struct {
	XRequestID *string
}

type RetrieveFileResponse struct {
	Body         []byte
	HTTPResponse *http.Response
	// JSON200 the response for an HTTP 200 `application/json` response
	JSON200 *FileResponse
	// JSON400 the response for an HTTP 400 `application/json` response
	JSON400 *FilesBadRequest
	// JSON401 the response for an HTTP 401 `application/json` response
	JSON401 *FilesUnauthorized
	// JSON403 the response for an HTTP 403 `application/json` response
	JSON403 *FilesForbidden
	// JSON404 the response for an HTTP 404 `application/json` response
	JSON404 *FileNotFound
	// JSON429 the response for an HTTP 429 `application/json` response
	JSON429 *FilesTooManyRequests
	// JSON500 the response for an HTTP 500 `application/json` response
	JSON500 *FilesInternalError
	// JSON502 the response for an HTTP 502 `application/json` response
	JSON502 *BadGateway
	// JSON503 the response for an HTTP 503 `application/json` response
	JSON503 *ServiceUnavailable
	// JSON504 the response for an HTTP 504 `application/json` response
	JSON504 *GatewayTimeout
	// Headers400 the parsed response headers for an HTTP 400 response
	Headers400 *RetrieveFileResponse400Headers
	// Headers401 the parsed response headers for an HTTP 401 response
	Headers401 *RetrieveFileResponse401Headers
	// Headers403 the parsed response headers for an HTTP 403 response
	Headers403 *RetrieveFileResponse403Headers
	// Headers404 the parsed response headers for an HTTP 404 response
	Headers404 *RetrieveFileResponse404Headers
	// Headers429 the parsed response headers for an HTTP 429 response
	Headers429 *RetrieveFileResponse429Headers
	// Headers500 the parsed response headers for an HTTP 500 response
	Headers500 *RetrieveFileResponse500Headers
	// Headers502 the parsed response headers for an HTTP 502 response
	Headers502 *RetrieveFileResponse502Headers
	// Headers503 the parsed response headers for an HTTP 503 response
	Headers503 *RetrieveFileResponse503Headers
	// Headers504 the parsed response headers for an HTTP 504 response
	Headers504 *RetrieveFileResponse504Headers
}

// Status returns HTTPResponse.Status
func (r RetrieveFileResponse) Status() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Status
	}
	return http.StatusText(0)
}

// StatusCode returns HTTPResponse.StatusCode
func (r RetrieveFileResponse) StatusCode() int {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.StatusCode
	}
	return 0
}

// ContentType is a convenience method to retrieve the Content-Type value from the HTTP response headers
func (r RetrieveFileResponse) ContentType() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Header.Get("Content-Type")
	}
	return ""
}

// RetrieveFileContentResponse200Headers the declared response headers of an HTTP 200 response for RetrieveFileContent
type RetrieveFileContentResponse200Headers struct {
	AcceptRanges  *string
	ContentLength *int
	ETag          *string
}

// RetrieveFileContentResponse206Headers the declared response headers of an HTTP 206 response for RetrieveFileContent
type RetrieveFileContentResponse206Headers struct {
	AcceptRanges  *string
	ContentLength *int
	ContentRange  string
	ETag          *string
}

// RetrieveFileContentResponse400Headers the declared response headers of an HTTP 400 response for RetrieveFileContent
type RetrieveFileContentResponse400Headers struct {
	XRequestID *string
}

// RetrieveFileContentResponse401Headers the declared response headers of an HTTP 401 response for RetrieveFileContent
type RetrieveFileContentResponse401Headers struct {
	XRequestID *string
}

// RetrieveFileContentResponse403Headers the declared response headers of an HTTP 403 response for RetrieveFileContent
type RetrieveFileContentResponse403Headers struct {
	XRequestID *string
}

// RetrieveFileContentResponse404Headers the declared response headers of an HTTP 404 response for RetrieveFileContent
type RetrieveFileContentResponse404Headers struct {
	XRequestID *string
}

// RetrieveFileContentResponse416Headers the declared response headers of an HTTP 416 response for RetrieveFileContent
type RetrieveFileContentResponse416Headers struct {
	ContentRange string
}

// RetrieveFileContentResponse429Headers the declared response headers of an HTTP 429 response for RetrieveFileContent
type RetrieveFileContentResponse429Headers struct {
	RetryAfter *string
	XRequestID *string
}

// RetrieveFileContentResponse500Headers the declared response headers of an HTTP 500 response for RetrieveFileContent
type RetrieveFileContentResponse500Headers struct {
	XRequestID *string
}

// RetrieveFileContentResponse502Headers the declared response headers of an HTTP 502 response for RetrieveFileContent
type RetrieveFileContentResponse502Headers struct {
	XRequestID *string
}

// RetrieveFileContentResponse503Headers the declared response headers of an HTTP 503 response for RetrieveFileContent
type RetrieveFileContentResponse503Headers struct {
	RetryAfter *string
	XRequestID *string
}

// RetrieveFileContentResponse504Headers the declared response headers of an HTTP 504 response for RetrieveFileContent
type RetrieveFileContentResponse504Headers struct {
	XRequestID *string
}

type RetrieveFileContentResponse struct {
	Body         []byte
	HTTPResponse *http.Response
	// JSON400 the response for an HTTP 400 `application/json` response
	JSON400 *FilesBadRequest
	// JSON401 the response for an HTTP 401 `application/json` response
	JSON401 *FilesUnauthorized
	// JSON403 the response for an HTTP 403 `application/json` response
	JSON403 *FilesForbidden
	// JSON404 the response for an HTTP 404 `application/json` response
	JSON404 *FileNotFound
	// JSON416 the response for an HTTP 416 `application/json` response
	JSON416 *FilesErrorResponse
	// JSON429 the response for an HTTP 429 `application/json` response
	JSON429 *FilesTooManyRequests
	// JSON500 the response for an HTTP 500 `application/json` response
	JSON500 *FilesInternalError
	// JSON502 the response for an HTTP 502 `application/json` response
	JSON502 *BadGateway
	// JSON503 the response for an HTTP 503 `application/json` response
	JSON503 *ServiceUnavailable
	// JSON504 the response for an HTTP 504 `application/json` response
	JSON504 *GatewayTimeout
	// Headers200 the parsed response headers for an HTTP 200 response
	Headers200 *RetrieveFileContentResponse200Headers
	// Headers206 the parsed response headers for an HTTP 206 response
	Headers206 *RetrieveFileContentResponse206Headers
	// Headers400 the parsed response headers for an HTTP 400 response
	Headers400 *RetrieveFileContentResponse400Headers
	// Headers401 the parsed response headers for an HTTP 401 response
	Headers401 *RetrieveFileContentResponse401Headers
	// Headers403 the parsed response headers for an HTTP 403 response
	Headers403 *RetrieveFileContentResponse403Headers
	// Headers404 the parsed response headers for an HTTP 404 response
	Headers404 *RetrieveFileContentResponse404Headers
	// Headers416 the parsed response headers for an HTTP 416 response
	Headers416 *RetrieveFileContentResponse416Headers
	// Headers429 the parsed response headers for an HTTP 429 response
	Headers429 *RetrieveFileContentResponse429Headers
	// Headers500 the parsed response headers for an HTTP 500 response
	Headers500 *RetrieveFileContentResponse500Headers
	// Headers502 the parsed response headers for an HTTP 502 response
	Headers502 *RetrieveFileContentResponse502Headers
	// Headers503 the parsed response headers for an HTTP 503 response
	Headers503 *RetrieveFileContentResponse503Headers
	// Headers504 the parsed response headers for an HTTP 504 response
	Headers504 *RetrieveFileContentResponse504Headers
}

// Status returns HTTPResponse.Status
func (r RetrieveFileContentResponse) Status() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Status
	}
	return http.StatusText(0)
}

// StatusCode returns HTTPResponse.StatusCode
func (r RetrieveFileContentResponse) StatusCode() int {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.StatusCode
	}
	return 0
}

// ContentType is a convenience method to retrieve the Content-Type value from the HTTP response headers
func (r RetrieveFileContentResponse) ContentType() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Header.Get("Content-Type")
	}
	return ""
}

// PreprocessFileResponse400Headers the declared response headers of an HTTP 400 response for PreprocessFile
type PreprocessFileResponse400Headers struct {
	XRequestID *string
}

// PreprocessFileResponse401Headers the declared response headers of an HTTP 401 response for PreprocessFile
type PreprocessFileResponse401Headers struct {
	XRequestID *string
}

// PreprocessFileResponse403Headers the declared response headers of an HTTP 403 response for PreprocessFile
type PreprocessFileResponse403Headers struct {
	XRequestID *string
}

// PreprocessFileResponse404Headers the declared response headers of an HTTP 404 response for PreprocessFile
type PreprocessFileResponse404Headers struct {
	XRequestID *string
}

// PreprocessFileResponse429Headers the declared response headers of an HTTP 429 response for PreprocessFile
type PreprocessFileResponse429Headers struct {
	RetryAfter *string
	XRequestID *string
}

// PreprocessFileResponse500Headers the declared response headers of an HTTP 500 response for PreprocessFile
type PreprocessFileResponse500Headers struct {
	XRequestID *string
}

// PreprocessFileResponse502Headers the declared response headers of an HTTP 502 response for PreprocessFile
type PreprocessFileResponse502Headers struct {
	XRequestID *string
}

// PreprocessFileResponse503Headers the declared response headers of an HTTP 503 response for PreprocessFile
type PreprocessFileResponse503Headers struct {
	RetryAfter *string
	XRequestID *string
}

// PreprocessFileResponse504Headers the declared response headers of an HTTP 504 response for PreprocessFile
type PreprocessFileResponse504Headers struct {
	XRequestID *string
}

type PreprocessFileResponse struct {
	Body         []byte
	HTTPResponse *http.Response
	// JSON200 the response for an HTTP 200 `application/json` response
	JSON200 *FileResponse
	// JSON400 the response for an HTTP 400 `application/json` response
	JSON400 *FilesBadRequest
	// JSON401 the response for an HTTP 401 `application/json` response
	JSON401 *FilesUnauthorized
	// JSON403 the response for an HTTP 403 `application/json` response
	JSON403 *FilesForbidden
	// JSON404 the response for an HTTP 404 `application/json` response
	JSON404 *FileNotFound
	// JSON429 the response for an HTTP 429 `application/json` response
	JSON429 *FilesTooManyRequests
	// JSON500 the response for an HTTP 500 `application/json` response
	JSON500 *FilesInternalError
	// JSON502 the response for an HTTP 502 `application/json` response
	JSON502 *BadGateway
	// JSON503 the response for an HTTP 503 `application/json` response
	JSON503 *ServiceUnavailable
	// JSON504 the response for an HTTP 504 `application/json` response
	JSON504 *GatewayTimeout
	// Headers400 the parsed response headers for an HTTP 400 response
	Headers400 *PreprocessFileResponse400Headers
	// Headers401 the parsed response headers for an HTTP 401 response
	Headers401 *PreprocessFileResponse401Headers
	// Headers403 the parsed response headers for an HTTP 403 response
	Headers403 *PreprocessFileResponse403Headers
	// Headers404 the parsed response headers for an HTTP 404 response
	Headers404 *PreprocessFileResponse404Headers
	// Headers429 the parsed response headers for an HTTP 429 response
	Headers429 *PreprocessFileResponse429Headers
	// Headers500 the parsed response headers for an HTTP 500 response
	Headers500 *PreprocessFileResponse500Headers
	// Headers502 the parsed response headers for an HTTP 502 response
	Headers502 *PreprocessFileResponse502Headers
	// Headers503 the parsed response headers for an HTTP 503 response
	Headers503 *PreprocessFileResponse503Headers
	// Headers504 the parsed response headers for an HTTP 504 response
	Headers504 *PreprocessFileResponse504Headers
}

// Status returns HTTPResponse.Status
func (r PreprocessFileResponse) Status() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Status
	}
	return http.StatusText(0)
}

// StatusCode returns HTTPResponse.StatusCode
func (r PreprocessFileResponse) StatusCode() int {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.StatusCode
	}
	return 0
}

// ContentType is a convenience method to retrieve the Content-Type value from the HTTP response headers
func (r PreprocessFileResponse) ContentType() string {
	if r.HTTPResponse != nil {
		return r.HTTPResponse.Header.Get("Content-Type")
	}
	return ""
}

// ListBatchesWithResponse List batch jobs
//
// Lists all batch jobs of the account.
//
// Returns a wrapper object for the known response body format(s).
//
// Corresponds with GET /batches (the `ListBatches` operationId).
func (c *ClientWithResponses) ListBatchesWithResponse(ctx context.Context, reqEditors ...RequestEditorFn) (*ListBatchesResponse, error) {
	rsp, err := c.ListBatches(ctx, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseListBatchesResponse(rsp)
}

// CreateBatchWithBodyWithResponse Create a batch job
//
// Starts a job over an uploaded file with purpose `batch-api`. The call is not idempotent
// and takes no idempotency key: a lost response may mean a job that runs and is billed, so
// look for it with `listBatches` before sending the call again.
//
// Takes any type of body and a specified content type, and returns a wrapper object for the known response body format(s).
//
// Corresponds with POST /batches (the `CreateBatch` operationId).
func (c *ClientWithResponses) CreateBatchWithBodyWithResponse(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*CreateBatchResponse, error) {
	rsp, err := c.CreateBatchWithBody(ctx, contentType, body, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseCreateBatchResponse(rsp)
}

// CreateBatchWithResponse Create a batch job
//
// Starts a job over an uploaded file with purpose `batch-api`. The call is not idempotent
// and takes no idempotency key: a lost response may mean a job that runs and is billed, so
// look for it with `listBatches` before sending the call again.
//
// Takes a body of the `application/json` content type, and returns a wrapper object for the known response body format(s).
//
// Corresponds with POST /batches (the `CreateBatch` operationId).
func (c *ClientWithResponses) CreateBatchWithResponse(ctx context.Context, body CreateBatchJSONRequestBody, reqEditors ...RequestEditorFn) (*CreateBatchResponse, error) {
	rsp, err := c.CreateBatch(ctx, body, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseCreateBatchResponse(rsp)
}

// GetBatchWithResponse Retrieve a batch job
//
// Returns a job's state. Poll every 30 to 60 seconds; tighter polling is answered with 429.
//
// Returns a wrapper object for the known response body format(s).
//
// Corresponds with GET /batches/{id} (the `GetBatch` operationId).
func (c *ClientWithResponses) GetBatchWithResponse(ctx context.Context, id BatchID, reqEditors ...RequestEditorFn) (*GetBatchResponse, error) {
	rsp, err := c.GetBatch(ctx, id, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseGetBatchResponse(rsp)
}

// CancelBatchWithResponse Cancel a batch job
//
// Asks the service to end a job. Requests that were done by then are in its output file,
// and are billed. A job that has already ended is returned as it is.
//
// Returns a wrapper object for the known response body format(s).
//
// Corresponds with POST /batches/{id}/cancel (the `CancelBatch` operationId).
func (c *ClientWithResponses) CancelBatchWithResponse(ctx context.Context, id BatchID, reqEditors ...RequestEditorFn) (*CancelBatchResponse, error) {
	rsp, err := c.CancelBatch(ctx, id, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseCancelBatchResponse(rsp)
}

// ListFilesWithResponse List files
//
// Lists the metadata of all files of the account.
//
// Returns a wrapper object for the known response body format(s).
//
// Corresponds with GET /files (the `ListFiles` operationId).
func (c *ClientWithResponses) ListFilesWithResponse(ctx context.Context, reqEditors ...RequestEditorFn) (*ListFilesResponse, error) {
	rsp, err := c.ListFiles(ctx, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseListFilesResponse(rsp)
}

// CreateFileWithBodyWithResponse Create a file
//
// Announces a file and returns where its bytes go. The response is a 302 that must not be
// followed as a redirect: PUT the bytes to `Location` (see `x-presigned-uploads`), then
// call `preprocessFile` with the id in `X-Together-File-Id`.
//
// Takes any type of body and a specified content type, and returns a wrapper object for the known response body format(s).
//
// Corresponds with POST /files (the `CreateFile` operationId).
func (c *ClientWithResponses) CreateFileWithBodyWithResponse(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*CreateFileResponse, error) {
	rsp, err := c.CreateFileWithBody(ctx, contentType, body, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseCreateFileResponse(rsp)
}

// CreateFileWithFormdataBodyWithResponse Create a file
//
// Announces a file and returns where its bytes go. The response is a 302 that must not be
// followed as a redirect: PUT the bytes to `Location` (see `x-presigned-uploads`), then
// call `preprocessFile` with the id in `X-Together-File-Id`.
//
// Takes a body of the `application/x-www-form-urlencoded` content type, and returns a wrapper object for the known response body format(s).
//
// Corresponds with POST /files (the `CreateFile` operationId).
func (c *ClientWithResponses) CreateFileWithFormdataBodyWithResponse(ctx context.Context, body CreateFileFormdataRequestBody, reqEditors ...RequestEditorFn) (*CreateFileResponse, error) {
	rsp, err := c.CreateFileWithFormdataBody(ctx, body, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseCreateFileResponse(rsp)
}

// AbortMultipartUploadWithBodyWithResponse Abort a multipart upload
//
// Drops an upload, its parts and its file.
//
// Takes any type of body and a specified content type, and returns a wrapper object for the known response body format(s).
//
// Corresponds with POST /files/multipart/abort (the `AbortMultipartUpload` operationId).
func (c *ClientWithResponses) AbortMultipartUploadWithBodyWithResponse(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*AbortMultipartUploadResponse, error) {
	rsp, err := c.AbortMultipartUploadWithBody(ctx, contentType, body, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseAbortMultipartUploadResponse(rsp)
}

// AbortMultipartUploadWithResponse Abort a multipart upload
//
// Drops an upload, its parts and its file.
//
// Takes a body of the `application/json` content type, and returns a wrapper object for the known response body format(s).
//
// Corresponds with POST /files/multipart/abort (the `AbortMultipartUpload` operationId).
func (c *ClientWithResponses) AbortMultipartUploadWithResponse(ctx context.Context, body AbortMultipartUploadJSONRequestBody, reqEditors ...RequestEditorFn) (*AbortMultipartUploadResponse, error) {
	rsp, err := c.AbortMultipartUpload(ctx, body, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseAbortMultipartUploadResponse(rsp)
}

// CompleteMultipartUploadWithBodyWithResponse Complete a multipart upload
//
// Joins the parts, named by number and ETag in ascending order, into the file.
//
// Takes any type of body and a specified content type, and returns a wrapper object for the known response body format(s).
//
// Corresponds with POST /files/multipart/complete (the `CompleteMultipartUpload` operationId).
func (c *ClientWithResponses) CompleteMultipartUploadWithBodyWithResponse(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*CompleteMultipartUploadResponse, error) {
	rsp, err := c.CompleteMultipartUploadWithBody(ctx, contentType, body, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseCompleteMultipartUploadResponse(rsp)
}

// CompleteMultipartUploadWithResponse Complete a multipart upload
//
// Joins the parts, named by number and ETag in ascending order, into the file.
//
// Takes a body of the `application/json` content type, and returns a wrapper object for the known response body format(s).
//
// Corresponds with POST /files/multipart/complete (the `CompleteMultipartUpload` operationId).
func (c *ClientWithResponses) CompleteMultipartUploadWithResponse(ctx context.Context, body CompleteMultipartUploadJSONRequestBody, reqEditors ...RequestEditorFn) (*CompleteMultipartUploadResponse, error) {
	rsp, err := c.CompleteMultipartUpload(ctx, body, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseCompleteMultipartUploadResponse(rsp)
}

// InitiateMultipartUploadWithBodyWithResponse Begin a multipart upload
//
// Announces a file that comes in parts, and returns a presigned URL for every part. There
// is no call that lists the parts received or signs a URL again.
//
// Takes any type of body and a specified content type, and returns a wrapper object for the known response body format(s).
//
// Corresponds with POST /files/multipart/initiate (the `InitiateMultipartUpload` operationId).
func (c *ClientWithResponses) InitiateMultipartUploadWithBodyWithResponse(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*InitiateMultipartUploadResponse, error) {
	rsp, err := c.InitiateMultipartUploadWithBody(ctx, contentType, body, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseInitiateMultipartUploadResponse(rsp)
}

// InitiateMultipartUploadWithResponse Begin a multipart upload
//
// Announces a file that comes in parts, and returns a presigned URL for every part. There
// is no call that lists the parts received or signs a URL again.
//
// Takes a body of the `application/json` content type, and returns a wrapper object for the known response body format(s).
//
// Corresponds with POST /files/multipart/initiate (the `InitiateMultipartUpload` operationId).
func (c *ClientWithResponses) InitiateMultipartUploadWithResponse(ctx context.Context, body InitiateMultipartUploadJSONRequestBody, reqEditors ...RequestEditorFn) (*InitiateMultipartUploadResponse, error) {
	rsp, err := c.InitiateMultipartUpload(ctx, body, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseInitiateMultipartUploadResponse(rsp)
}

// UploadFileWithBodyWithResponse Upload a file in one call
//
// Takes a file's bytes in the request itself, and returns the file. The API holds all bytes
// on their way, and a lost response means sending all of them again: for large files,
// `createFile` and `initiateMultipartUpload` are better.
//
// Takes any type of body and a specified content type, and returns a wrapper object for the known response body format(s).
//
// Corresponds with POST /files/upload (the `UploadFile` operationId).
func (c *ClientWithResponses) UploadFileWithBodyWithResponse(ctx context.Context, contentType string, body io.Reader, reqEditors ...RequestEditorFn) (*UploadFileResponse, error) {
	rsp, err := c.UploadFileWithBody(ctx, contentType, body, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseUploadFileResponse(rsp)
}

// DeleteFileWithResponse Delete a file
//
// Deletes a file and its bytes. It cannot be undone.
//
// Returns a wrapper object for the known response body format(s).
//
// Corresponds with DELETE /files/{id} (the `DeleteFile` operationId).
func (c *ClientWithResponses) DeleteFileWithResponse(ctx context.Context, id FileID, reqEditors ...RequestEditorFn) (*DeleteFileResponse, error) {
	rsp, err := c.DeleteFile(ctx, id, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseDeleteFileResponse(rsp)
}

// RetrieveFileWithResponse Retrieve a file's metadata
//
// Returns a file's metadata, without its bytes.
//
// Returns a wrapper object for the known response body format(s).
//
// Corresponds with GET /files/{id} (the `RetrieveFile` operationId).
func (c *ClientWithResponses) RetrieveFileWithResponse(ctx context.Context, id FileID, reqEditors ...RequestEditorFn) (*RetrieveFileResponse, error) {
	rsp, err := c.RetrieveFile(ctx, id, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseRetrieveFileResponse(rsp)
}

// RetrieveFileContentWithResponse Download a file
//
// Returns the file's bytes, or the range that `Range` asks for. A `Range` that the server
// does not understand is ignored, as RFC 9110 section 14.2 requires.
//
// Returns a wrapper object for the known response body format(s).
//
// Corresponds with GET /files/{id}/content (the `RetrieveFileContent` operationId).
func (c *ClientWithResponses) RetrieveFileContentWithResponse(ctx context.Context, id FileID, params *RetrieveFileContentParams, reqEditors ...RequestEditorFn) (*RetrieveFileContentResponse, error) {
	rsp, err := c.RetrieveFileContent(ctx, id, params, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParseRetrieveFileContentResponse(rsp)
}

// PreprocessFileWithResponse Hand over an uploaded file
//
// Tells the service that the bytes were PUT, and returns the file's metadata. May be
// repeated.
//
// Returns a wrapper object for the known response body format(s).
//
// Corresponds with POST /files/{id}/preprocess (the `PreprocessFile` operationId).
func (c *ClientWithResponses) PreprocessFileWithResponse(ctx context.Context, id FileID, reqEditors ...RequestEditorFn) (*PreprocessFileResponse, error) {
	rsp, err := c.PreprocessFile(ctx, id, reqEditors...)
	if err != nil {
		return nil, err
	}
	return ParsePreprocessFileResponse(rsp)
}

// ParseListBatchesResponse parses an HTTP response from a ListBatchesWithResponse call
func ParseListBatchesResponse(rsp *http.Response) (*ListBatchesResponse, error) {
	bodyBytes, err := io.ReadAll(rsp.Body)
	defer func() { _ = rsp.Body.Close() }()
	if err != nil {
		return nil, err
	}

	response := &ListBatchesResponse{
		Body:         bodyBytes,
		HTTPResponse: rsp,
	}
	_, err = func() (*ListBatchesResponse, error) {
		switch {
		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 200:
			var dest []BatchJob
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON200 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 401:
			var dest BatchesUnauthorized
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON401 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 403:
			var dest BatchesForbidden
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON403 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 429:
			var dest BatchesTooManyRequests
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON429 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 500:
			var dest BatchesInternalError
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON500 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 502:
			var dest BadGateway
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON502 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 503:
			var dest ServiceUnavailable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON503 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 504:
			var dest GatewayTimeout
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON504 = &dest

		case rsp.StatusCode == 502:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 503:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 504:
			// Content-type (text/html) unsupported

		}

		switch {
		case rsp.StatusCode == 401:
			var headers ListBatchesResponse401Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers401 = &headers
		case rsp.StatusCode == 403:
			var headers ListBatchesResponse403Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers403 = &headers
		case rsp.StatusCode == 429:
			var headers ListBatchesResponse429Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers429 = &headers
		case rsp.StatusCode == 500:
			var headers ListBatchesResponse500Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers500 = &headers
		case rsp.StatusCode == 502:
			var headers ListBatchesResponse502Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers502 = &headers
		case rsp.StatusCode == 503:
			var headers ListBatchesResponse503Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers503 = &headers
		case rsp.StatusCode == 504:
			var headers ListBatchesResponse504Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers504 = &headers
		}

		return response, nil
	}()
	if err != nil && rsp.StatusCode < http.StatusBadRequest {
		return nil, fmt.Errorf("ListBatches was answered with %s and a body that is not what the contract says: %w", rsp.Status, err)
	}
	return response, nil
}

// ParseCreateBatchResponse parses an HTTP response from a CreateBatchWithResponse call
func ParseCreateBatchResponse(rsp *http.Response) (*CreateBatchResponse, error) {
	bodyBytes, err := io.ReadAll(rsp.Body)
	defer func() { _ = rsp.Body.Close() }()
	if err != nil {
		return nil, err
	}

	response := &CreateBatchResponse{
		Body:         bodyBytes,
		HTTPResponse: rsp,
	}
	_, err = func() (*CreateBatchResponse, error) {
		switch {
		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 200:
			var dest CreatedBatch
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON200 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 201:
			var dest CreatedBatch
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON201 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 400:
			var dest BatchesBadRequest
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON400 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 401:
			var dest BatchesUnauthorized
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON401 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 403:
			var dest BatchesForbidden
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON403 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 404:
			var dest BatchesNotFound
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON404 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 415:
			var dest BatchesUnsupportedMediaType
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON415 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 422:
			var dest BatchesUnprocessable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON422 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 429:
			var dest BatchesTooManyRequests
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON429 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 500:
			var dest BatchesInternalError
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON500 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 502:
			var dest BadGateway
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON502 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 503:
			var dest ServiceUnavailable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON503 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 504:
			var dest GatewayTimeout
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON504 = &dest

		case rsp.StatusCode == 502:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 503:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 504:
			// Content-type (text/html) unsupported

		}

		switch {
		case rsp.StatusCode == 400:
			var headers CreateBatchResponse400Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers400 = &headers
		case rsp.StatusCode == 401:
			var headers CreateBatchResponse401Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers401 = &headers
		case rsp.StatusCode == 403:
			var headers CreateBatchResponse403Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers403 = &headers
		case rsp.StatusCode == 404:
			var headers CreateBatchResponse404Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers404 = &headers
		case rsp.StatusCode == 415:
			var headers CreateBatchResponse415Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers415 = &headers
		case rsp.StatusCode == 422:
			var headers CreateBatchResponse422Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers422 = &headers
		case rsp.StatusCode == 429:
			var headers CreateBatchResponse429Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers429 = &headers
		case rsp.StatusCode == 500:
			var headers CreateBatchResponse500Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers500 = &headers
		case rsp.StatusCode == 502:
			var headers CreateBatchResponse502Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers502 = &headers
		case rsp.StatusCode == 503:
			var headers CreateBatchResponse503Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers503 = &headers
		case rsp.StatusCode == 504:
			var headers CreateBatchResponse504Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers504 = &headers
		}

		return response, nil
	}()
	if err != nil && rsp.StatusCode < http.StatusBadRequest {
		return nil, fmt.Errorf("CreateBatch was answered with %s and a body that is not what the contract says: %w", rsp.Status, err)
	}
	return response, nil
}

// ParseGetBatchResponse parses an HTTP response from a GetBatchWithResponse call
func ParseGetBatchResponse(rsp *http.Response) (*GetBatchResponse, error) {
	bodyBytes, err := io.ReadAll(rsp.Body)
	defer func() { _ = rsp.Body.Close() }()
	if err != nil {
		return nil, err
	}

	response := &GetBatchResponse{
		Body:         bodyBytes,
		HTTPResponse: rsp,
	}
	_, err = func() (*GetBatchResponse, error) {
		switch {
		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 200:
			var dest BatchJob
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON200 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 400:
			var dest BatchesBadRequest
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON400 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 401:
			var dest BatchesUnauthorized
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON401 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 403:
			var dest BatchesForbidden
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON403 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 404:
			var dest BatchesNotFound
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON404 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 429:
			var dest BatchesTooManyRequests
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON429 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 500:
			var dest BatchesInternalError
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON500 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 502:
			var dest BadGateway
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON502 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 503:
			var dest ServiceUnavailable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON503 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 504:
			var dest GatewayTimeout
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON504 = &dest

		case rsp.StatusCode == 502:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 503:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 504:
			// Content-type (text/html) unsupported

		}

		switch {
		case rsp.StatusCode == 400:
			var headers GetBatchResponse400Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers400 = &headers
		case rsp.StatusCode == 401:
			var headers GetBatchResponse401Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers401 = &headers
		case rsp.StatusCode == 403:
			var headers GetBatchResponse403Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers403 = &headers
		case rsp.StatusCode == 404:
			var headers GetBatchResponse404Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers404 = &headers
		case rsp.StatusCode == 429:
			var headers GetBatchResponse429Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers429 = &headers
		case rsp.StatusCode == 500:
			var headers GetBatchResponse500Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers500 = &headers
		case rsp.StatusCode == 502:
			var headers GetBatchResponse502Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers502 = &headers
		case rsp.StatusCode == 503:
			var headers GetBatchResponse503Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers503 = &headers
		case rsp.StatusCode == 504:
			var headers GetBatchResponse504Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers504 = &headers
		}

		return response, nil
	}()
	if err != nil && rsp.StatusCode < http.StatusBadRequest {
		return nil, fmt.Errorf("GetBatch was answered with %s and a body that is not what the contract says: %w", rsp.Status, err)
	}
	return response, nil
}

// ParseCancelBatchResponse parses an HTTP response from a CancelBatchWithResponse call
func ParseCancelBatchResponse(rsp *http.Response) (*CancelBatchResponse, error) {
	bodyBytes, err := io.ReadAll(rsp.Body)
	defer func() { _ = rsp.Body.Close() }()
	if err != nil {
		return nil, err
	}

	response := &CancelBatchResponse{
		Body:         bodyBytes,
		HTTPResponse: rsp,
	}
	_, err = func() (*CancelBatchResponse, error) {
		switch {
		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 200:
			var dest BatchJob
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON200 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 400:
			var dest BatchesBadRequest
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON400 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 401:
			var dest BatchesUnauthorized
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON401 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 403:
			var dest BatchesForbidden
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON403 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 404:
			var dest BatchesNotFound
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON404 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 429:
			var dest BatchesTooManyRequests
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON429 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 500:
			var dest BatchesInternalError
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON500 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 502:
			var dest BadGateway
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON502 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 503:
			var dest ServiceUnavailable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON503 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 504:
			var dest GatewayTimeout
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON504 = &dest

		case rsp.StatusCode == 502:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 503:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 504:
			// Content-type (text/html) unsupported

		}

		switch {
		case rsp.StatusCode == 400:
			var headers CancelBatchResponse400Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers400 = &headers
		case rsp.StatusCode == 401:
			var headers CancelBatchResponse401Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers401 = &headers
		case rsp.StatusCode == 403:
			var headers CancelBatchResponse403Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers403 = &headers
		case rsp.StatusCode == 404:
			var headers CancelBatchResponse404Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers404 = &headers
		case rsp.StatusCode == 429:
			var headers CancelBatchResponse429Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers429 = &headers
		case rsp.StatusCode == 500:
			var headers CancelBatchResponse500Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers500 = &headers
		case rsp.StatusCode == 502:
			var headers CancelBatchResponse502Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers502 = &headers
		case rsp.StatusCode == 503:
			var headers CancelBatchResponse503Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers503 = &headers
		case rsp.StatusCode == 504:
			var headers CancelBatchResponse504Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers504 = &headers
		}

		return response, nil
	}()
	if err != nil && rsp.StatusCode < http.StatusBadRequest {
		return nil, fmt.Errorf("CancelBatch was answered with %s and a body that is not what the contract says: %w", rsp.Status, err)
	}
	return response, nil
}

// ParseListFilesResponse parses an HTTP response from a ListFilesWithResponse call
func ParseListFilesResponse(rsp *http.Response) (*ListFilesResponse, error) {
	bodyBytes, err := io.ReadAll(rsp.Body)
	defer func() { _ = rsp.Body.Close() }()
	if err != nil {
		return nil, err
	}

	response := &ListFilesResponse{
		Body:         bodyBytes,
		HTTPResponse: rsp,
	}
	_, err = func() (*ListFilesResponse, error) {
		switch {
		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 200:
			var dest FileList
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON200 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 401:
			var dest FilesUnauthorized
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON401 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 403:
			var dest FilesForbidden
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON403 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 429:
			var dest FilesTooManyRequests
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON429 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 500:
			var dest FilesInternalError
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON500 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 502:
			var dest BadGateway
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON502 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 503:
			var dest ServiceUnavailable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON503 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 504:
			var dest GatewayTimeout
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON504 = &dest

		case rsp.StatusCode == 502:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 503:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 504:
			// Content-type (text/html) unsupported

		}

		switch {
		case rsp.StatusCode == 401:
			var headers ListFilesResponse401Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers401 = &headers
		case rsp.StatusCode == 403:
			var headers ListFilesResponse403Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers403 = &headers
		case rsp.StatusCode == 429:
			var headers ListFilesResponse429Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers429 = &headers
		case rsp.StatusCode == 500:
			var headers ListFilesResponse500Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers500 = &headers
		case rsp.StatusCode == 502:
			var headers ListFilesResponse502Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers502 = &headers
		case rsp.StatusCode == 503:
			var headers ListFilesResponse503Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers503 = &headers
		case rsp.StatusCode == 504:
			var headers ListFilesResponse504Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers504 = &headers
		}

		return response, nil
	}()
	if err != nil && rsp.StatusCode < http.StatusBadRequest {
		return nil, fmt.Errorf("ListFiles was answered with %s and a body that is not what the contract says: %w", rsp.Status, err)
	}
	return response, nil
}

// ParseCreateFileResponse parses an HTTP response from a CreateFileWithResponse call
func ParseCreateFileResponse(rsp *http.Response) (*CreateFileResponse, error) {
	bodyBytes, err := io.ReadAll(rsp.Body)
	defer func() { _ = rsp.Body.Close() }()
	if err != nil {
		return nil, err
	}

	response := &CreateFileResponse{
		Body:         bodyBytes,
		HTTPResponse: rsp,
	}
	_, err = func() (*CreateFileResponse, error) {
		switch {
		case rsp.StatusCode == 302:
			break // No content-type

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 400:
			var dest FilesBadRequest
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON400 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 401:
			var dest FilesUnauthorized
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON401 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 403:
			var dest FilesForbidden
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON403 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 409:
			var dest FileExists
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON409 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 415:
			var dest FilesUnsupportedMediaType
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON415 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 422:
			var dest FilesUnprocessable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON422 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 429:
			var dest FilesTooManyRequests
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON429 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 500:
			var dest FilesInternalError
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON500 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 502:
			var dest BadGateway
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON502 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 503:
			var dest ServiceUnavailable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON503 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 504:
			var dest GatewayTimeout
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON504 = &dest

		case rsp.StatusCode == 502:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 503:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 504:
			// Content-type (text/html) unsupported

		}

		switch {
		case rsp.StatusCode == 302:
			var headers CreateFileResponse302Headers
			if values := rsp.Header.Values("Location"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Location", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: true, Type: "string", Format: "uri"}); err != nil {
					return nil, err
				}
				headers.Location = value
			}
			if values := rsp.Header.Values("X-Together-File-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Together-File-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: true, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XTogetherFileID = value
			}
			response.Headers302 = &headers
		case rsp.StatusCode == 400:
			var headers CreateFileResponse400Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers400 = &headers
		case rsp.StatusCode == 401:
			var headers CreateFileResponse401Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers401 = &headers
		case rsp.StatusCode == 403:
			var headers CreateFileResponse403Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers403 = &headers
		case rsp.StatusCode == 409:
			var headers CreateFileResponse409Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers409 = &headers
		case rsp.StatusCode == 415:
			var headers CreateFileResponse415Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers415 = &headers
		case rsp.StatusCode == 422:
			var headers CreateFileResponse422Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers422 = &headers
		case rsp.StatusCode == 429:
			var headers CreateFileResponse429Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers429 = &headers
		case rsp.StatusCode == 500:
			var headers CreateFileResponse500Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers500 = &headers
		case rsp.StatusCode == 502:
			var headers CreateFileResponse502Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers502 = &headers
		case rsp.StatusCode == 503:
			var headers CreateFileResponse503Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers503 = &headers
		case rsp.StatusCode == 504:
			var headers CreateFileResponse504Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers504 = &headers
		}

		return response, nil
	}()
	if err != nil && rsp.StatusCode < http.StatusBadRequest {
		return nil, fmt.Errorf("CreateFile was answered with %s and a body that is not what the contract says: %w", rsp.Status, err)
	}
	return response, nil
}

// ParseAbortMultipartUploadResponse parses an HTTP response from a AbortMultipartUploadWithResponse call
func ParseAbortMultipartUploadResponse(rsp *http.Response) (*AbortMultipartUploadResponse, error) {
	bodyBytes, err := io.ReadAll(rsp.Body)
	defer func() { _ = rsp.Body.Close() }()
	if err != nil {
		return nil, err
	}

	response := &AbortMultipartUploadResponse{
		Body:         bodyBytes,
		HTTPResponse: rsp,
	}
	_, err = func() (*AbortMultipartUploadResponse, error) {
		switch {
		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 200:
			var dest AbortedUpload
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON200 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 400:
			var dest FilesBadRequest
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON400 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 401:
			var dest FilesUnauthorized
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON401 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 403:
			var dest FilesForbidden
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON403 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 404:
			var dest UploadNotFound
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON404 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 415:
			var dest FilesUnsupportedMediaType
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON415 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 422:
			var dest FilesUnprocessable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON422 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 429:
			var dest FilesTooManyRequests
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON429 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 500:
			var dest FilesInternalError
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON500 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 502:
			var dest BadGateway
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON502 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 503:
			var dest ServiceUnavailable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON503 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 504:
			var dest GatewayTimeout
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON504 = &dest

		case rsp.StatusCode == 502:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 503:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 504:
			// Content-type (text/html) unsupported

		}

		switch {
		case rsp.StatusCode == 400:
			var headers AbortMultipartUploadResponse400Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers400 = &headers
		case rsp.StatusCode == 401:
			var headers AbortMultipartUploadResponse401Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers401 = &headers
		case rsp.StatusCode == 403:
			var headers AbortMultipartUploadResponse403Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers403 = &headers
		case rsp.StatusCode == 404:
			var headers AbortMultipartUploadResponse404Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers404 = &headers
		case rsp.StatusCode == 415:
			var headers AbortMultipartUploadResponse415Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers415 = &headers
		case rsp.StatusCode == 422:
			var headers AbortMultipartUploadResponse422Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers422 = &headers
		case rsp.StatusCode == 429:
			var headers AbortMultipartUploadResponse429Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers429 = &headers
		case rsp.StatusCode == 500:
			var headers AbortMultipartUploadResponse500Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers500 = &headers
		case rsp.StatusCode == 502:
			var headers AbortMultipartUploadResponse502Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers502 = &headers
		case rsp.StatusCode == 503:
			var headers AbortMultipartUploadResponse503Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers503 = &headers
		case rsp.StatusCode == 504:
			var headers AbortMultipartUploadResponse504Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers504 = &headers
		}

		return response, nil
	}()
	if err != nil && rsp.StatusCode < http.StatusBadRequest {
		return nil, fmt.Errorf("AbortMultipartUpload was answered with %s and a body that is not what the contract says: %w", rsp.Status, err)
	}
	return response, nil
}

// ParseCompleteMultipartUploadResponse parses an HTTP response from a CompleteMultipartUploadWithResponse call
func ParseCompleteMultipartUploadResponse(rsp *http.Response) (*CompleteMultipartUploadResponse, error) {
	bodyBytes, err := io.ReadAll(rsp.Body)
	defer func() { _ = rsp.Body.Close() }()
	if err != nil {
		return nil, err
	}

	response := &CompleteMultipartUploadResponse{
		Body:         bodyBytes,
		HTTPResponse: rsp,
	}
	_, err = func() (*CompleteMultipartUploadResponse, error) {
		switch {
		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 200:
			var dest CompletedUploadResponse
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON200 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 400:
			var dest FilesBadRequest
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON400 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 401:
			var dest FilesUnauthorized
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON401 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 403:
			var dest FilesForbidden
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON403 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 404:
			var dest UploadNotFound
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON404 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 415:
			var dest FilesUnsupportedMediaType
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON415 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 422:
			var dest FilesUnprocessable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON422 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 429:
			var dest FilesTooManyRequests
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON429 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 500:
			var dest FilesInternalError
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON500 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 502:
			var dest BadGateway
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON502 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 503:
			var dest ServiceUnavailable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON503 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 504:
			var dest GatewayTimeout
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON504 = &dest

		case rsp.StatusCode == 502:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 503:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 504:
			// Content-type (text/html) unsupported

		}

		switch {
		case rsp.StatusCode == 400:
			var headers CompleteMultipartUploadResponse400Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers400 = &headers
		case rsp.StatusCode == 401:
			var headers CompleteMultipartUploadResponse401Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers401 = &headers
		case rsp.StatusCode == 403:
			var headers CompleteMultipartUploadResponse403Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers403 = &headers
		case rsp.StatusCode == 404:
			var headers CompleteMultipartUploadResponse404Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers404 = &headers
		case rsp.StatusCode == 415:
			var headers CompleteMultipartUploadResponse415Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers415 = &headers
		case rsp.StatusCode == 422:
			var headers CompleteMultipartUploadResponse422Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers422 = &headers
		case rsp.StatusCode == 429:
			var headers CompleteMultipartUploadResponse429Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers429 = &headers
		case rsp.StatusCode == 500:
			var headers CompleteMultipartUploadResponse500Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers500 = &headers
		case rsp.StatusCode == 502:
			var headers CompleteMultipartUploadResponse502Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers502 = &headers
		case rsp.StatusCode == 503:
			var headers CompleteMultipartUploadResponse503Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers503 = &headers
		case rsp.StatusCode == 504:
			var headers CompleteMultipartUploadResponse504Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers504 = &headers
		}

		return response, nil
	}()
	if err != nil && rsp.StatusCode < http.StatusBadRequest {
		return nil, fmt.Errorf("CompleteMultipartUpload was answered with %s and a body that is not what the contract says: %w", rsp.Status, err)
	}
	return response, nil
}

// ParseInitiateMultipartUploadResponse parses an HTTP response from a InitiateMultipartUploadWithResponse call
func ParseInitiateMultipartUploadResponse(rsp *http.Response) (*InitiateMultipartUploadResponse, error) {
	bodyBytes, err := io.ReadAll(rsp.Body)
	defer func() { _ = rsp.Body.Close() }()
	if err != nil {
		return nil, err
	}

	response := &InitiateMultipartUploadResponse{
		Body:         bodyBytes,
		HTTPResponse: rsp,
	}
	_, err = func() (*InitiateMultipartUploadResponse, error) {
		switch {
		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 200:
			var dest MultipartUpload
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON200 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 400:
			var dest FilesBadRequest
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON400 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 401:
			var dest FilesUnauthorized
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON401 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 403:
			var dest FilesForbidden
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON403 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 409:
			var dest FileExists
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON409 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 415:
			var dest FilesUnsupportedMediaType
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON415 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 422:
			var dest FilesUnprocessable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON422 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 429:
			var dest FilesTooManyRequests
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON429 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 500:
			var dest FilesInternalError
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON500 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 502:
			var dest BadGateway
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON502 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 503:
			var dest ServiceUnavailable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON503 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 504:
			var dest GatewayTimeout
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON504 = &dest

		case rsp.StatusCode == 502:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 503:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 504:
			// Content-type (text/html) unsupported

		}

		switch {
		case rsp.StatusCode == 400:
			var headers InitiateMultipartUploadResponse400Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers400 = &headers
		case rsp.StatusCode == 401:
			var headers InitiateMultipartUploadResponse401Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers401 = &headers
		case rsp.StatusCode == 403:
			var headers InitiateMultipartUploadResponse403Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers403 = &headers
		case rsp.StatusCode == 409:
			var headers InitiateMultipartUploadResponse409Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers409 = &headers
		case rsp.StatusCode == 415:
			var headers InitiateMultipartUploadResponse415Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers415 = &headers
		case rsp.StatusCode == 422:
			var headers InitiateMultipartUploadResponse422Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers422 = &headers
		case rsp.StatusCode == 429:
			var headers InitiateMultipartUploadResponse429Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers429 = &headers
		case rsp.StatusCode == 500:
			var headers InitiateMultipartUploadResponse500Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers500 = &headers
		case rsp.StatusCode == 502:
			var headers InitiateMultipartUploadResponse502Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers502 = &headers
		case rsp.StatusCode == 503:
			var headers InitiateMultipartUploadResponse503Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers503 = &headers
		case rsp.StatusCode == 504:
			var headers InitiateMultipartUploadResponse504Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers504 = &headers
		}

		return response, nil
	}()
	if err != nil && rsp.StatusCode < http.StatusBadRequest {
		return nil, fmt.Errorf("InitiateMultipartUpload was answered with %s and a body that is not what the contract says: %w", rsp.Status, err)
	}
	return response, nil
}

// ParseUploadFileResponse parses an HTTP response from a UploadFileWithResponse call
func ParseUploadFileResponse(rsp *http.Response) (*UploadFileResponse, error) {
	bodyBytes, err := io.ReadAll(rsp.Body)
	defer func() { _ = rsp.Body.Close() }()
	if err != nil {
		return nil, err
	}

	response := &UploadFileResponse{
		Body:         bodyBytes,
		HTTPResponse: rsp,
	}
	_, err = func() (*UploadFileResponse, error) {
		switch {
		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 200:
			var dest FileResponse
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON200 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 400:
			var dest FilesBadRequest
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON400 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 401:
			var dest FilesUnauthorized
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON401 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 403:
			var dest FilesForbidden
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON403 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 415:
			var dest FilesUnsupportedMediaType
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON415 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 422:
			var dest FilesUnprocessable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON422 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 429:
			var dest FilesTooManyRequests
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON429 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 500:
			var dest FilesInternalError
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON500 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 502:
			var dest BadGateway
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON502 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 503:
			var dest ServiceUnavailable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON503 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 504:
			var dest GatewayTimeout
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON504 = &dest

		case rsp.StatusCode == 502:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 503:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 504:
			// Content-type (text/html) unsupported

		}

		switch {
		case rsp.StatusCode == 400:
			var headers UploadFileResponse400Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers400 = &headers
		case rsp.StatusCode == 401:
			var headers UploadFileResponse401Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers401 = &headers
		case rsp.StatusCode == 403:
			var headers UploadFileResponse403Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers403 = &headers
		case rsp.StatusCode == 415:
			var headers UploadFileResponse415Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers415 = &headers
		case rsp.StatusCode == 422:
			var headers UploadFileResponse422Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers422 = &headers
		case rsp.StatusCode == 429:
			var headers UploadFileResponse429Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers429 = &headers
		case rsp.StatusCode == 500:
			var headers UploadFileResponse500Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers500 = &headers
		case rsp.StatusCode == 502:
			var headers UploadFileResponse502Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers502 = &headers
		case rsp.StatusCode == 503:
			var headers UploadFileResponse503Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers503 = &headers
		case rsp.StatusCode == 504:
			var headers UploadFileResponse504Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers504 = &headers
		}

		return response, nil
	}()
	if err != nil && rsp.StatusCode < http.StatusBadRequest {
		return nil, fmt.Errorf("UploadFile was answered with %s and a body that is not what the contract says: %w", rsp.Status, err)
	}
	return response, nil
}

// ParseDeleteFileResponse parses an HTTP response from a DeleteFileWithResponse call
func ParseDeleteFileResponse(rsp *http.Response) (*DeleteFileResponse, error) {
	bodyBytes, err := io.ReadAll(rsp.Body)
	defer func() { _ = rsp.Body.Close() }()
	if err != nil {
		return nil, err
	}

	response := &DeleteFileResponse{
		Body:         bodyBytes,
		HTTPResponse: rsp,
	}
	_, err = func() (*DeleteFileResponse, error) {
		switch {
		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 200:
			var dest FileDeleteResponse
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON200 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 400:
			var dest FilesBadRequest
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON400 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 401:
			var dest FilesUnauthorized
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON401 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 403:
			var dest FilesForbidden
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON403 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 404:
			var dest FileNotFound
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON404 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 429:
			var dest FilesTooManyRequests
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON429 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 500:
			var dest FilesInternalError
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON500 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 502:
			var dest BadGateway
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON502 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 503:
			var dest ServiceUnavailable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON503 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 504:
			var dest GatewayTimeout
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON504 = &dest

		case rsp.StatusCode == 502:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 503:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 504:
			// Content-type (text/html) unsupported

		}

		switch {
		case rsp.StatusCode == 400:
			var headers DeleteFileResponse400Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers400 = &headers
		case rsp.StatusCode == 401:
			var headers DeleteFileResponse401Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers401 = &headers
		case rsp.StatusCode == 403:
			var headers DeleteFileResponse403Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers403 = &headers
		case rsp.StatusCode == 404:
			var headers DeleteFileResponse404Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers404 = &headers
		case rsp.StatusCode == 429:
			var headers DeleteFileResponse429Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers429 = &headers
		case rsp.StatusCode == 500:
			var headers DeleteFileResponse500Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers500 = &headers
		case rsp.StatusCode == 502:
			var headers DeleteFileResponse502Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers502 = &headers
		case rsp.StatusCode == 503:
			var headers DeleteFileResponse503Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers503 = &headers
		case rsp.StatusCode == 504:
			var headers DeleteFileResponse504Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers504 = &headers
		}

		return response, nil
	}()
	if err != nil && rsp.StatusCode < http.StatusBadRequest {
		return nil, fmt.Errorf("DeleteFile was answered with %s and a body that is not what the contract says: %w", rsp.Status, err)
	}
	return response, nil
}

// ParseRetrieveFileResponse parses an HTTP response from a RetrieveFileWithResponse call
func ParseRetrieveFileResponse(rsp *http.Response) (*RetrieveFileResponse, error) {
	bodyBytes, err := io.ReadAll(rsp.Body)
	defer func() { _ = rsp.Body.Close() }()
	if err != nil {
		return nil, err
	}

	response := &RetrieveFileResponse{
		Body:         bodyBytes,
		HTTPResponse: rsp,
	}
	_, err = func() (*RetrieveFileResponse, error) {
		switch {
		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 200:
			var dest FileResponse
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON200 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 400:
			var dest FilesBadRequest
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON400 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 401:
			var dest FilesUnauthorized
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON401 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 403:
			var dest FilesForbidden
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON403 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 404:
			var dest FileNotFound
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON404 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 429:
			var dest FilesTooManyRequests
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON429 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 500:
			var dest FilesInternalError
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON500 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 502:
			var dest BadGateway
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON502 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 503:
			var dest ServiceUnavailable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON503 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 504:
			var dest GatewayTimeout
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON504 = &dest

		case rsp.StatusCode == 502:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 503:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 504:
			// Content-type (text/html) unsupported

		}

		switch {
		case rsp.StatusCode == 400:
			var headers RetrieveFileResponse400Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers400 = &headers
		case rsp.StatusCode == 401:
			var headers RetrieveFileResponse401Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers401 = &headers
		case rsp.StatusCode == 403:
			var headers RetrieveFileResponse403Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers403 = &headers
		case rsp.StatusCode == 404:
			var headers RetrieveFileResponse404Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers404 = &headers
		case rsp.StatusCode == 429:
			var headers RetrieveFileResponse429Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers429 = &headers
		case rsp.StatusCode == 500:
			var headers RetrieveFileResponse500Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers500 = &headers
		case rsp.StatusCode == 502:
			var headers RetrieveFileResponse502Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers502 = &headers
		case rsp.StatusCode == 503:
			var headers RetrieveFileResponse503Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers503 = &headers
		case rsp.StatusCode == 504:
			var headers RetrieveFileResponse504Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers504 = &headers
		}

		return response, nil
	}()
	if err != nil && rsp.StatusCode < http.StatusBadRequest {
		return nil, fmt.Errorf("RetrieveFile was answered with %s and a body that is not what the contract says: %w", rsp.Status, err)
	}
	return response, nil
}

// ParseRetrieveFileContentResponse parses an HTTP response from a RetrieveFileContentWithResponse call
func ParseRetrieveFileContentResponse(rsp *http.Response) (*RetrieveFileContentResponse, error) {
	bodyBytes, err := io.ReadAll(rsp.Body)
	defer func() { _ = rsp.Body.Close() }()
	if err != nil {
		return nil, err
	}

	response := &RetrieveFileContentResponse{
		Body:         bodyBytes,
		HTTPResponse: rsp,
	}
	_, err = func() (*RetrieveFileContentResponse, error) {
		switch {
		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 400:
			var dest FilesBadRequest
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON400 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 401:
			var dest FilesUnauthorized
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON401 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 403:
			var dest FilesForbidden
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON403 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 404:
			var dest FileNotFound
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON404 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 416:
			var dest FilesErrorResponse
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON416 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 429:
			var dest FilesTooManyRequests
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON429 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 500:
			var dest FilesInternalError
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON500 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 502:
			var dest BadGateway
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON502 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 503:
			var dest ServiceUnavailable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON503 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 504:
			var dest GatewayTimeout
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON504 = &dest

		case rsp.StatusCode == 502:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 503:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 504:
			// Content-type (text/html) unsupported

		}

		switch {
		case rsp.StatusCode == 200:
			var headers RetrieveFileContentResponse200Headers
			if values := rsp.Header.Values("Accept-Ranges"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Accept-Ranges", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.AcceptRanges = &value
			}
			if values := rsp.Header.Values("Content-Length"); len(values) > 0 {
				var value int
				if err := runtime.BindStyledParameterWithOptions("simple", "Content-Length", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "integer", Format: ""}); err != nil {
					return nil, err
				}
				headers.ContentLength = &value
			}
			if values := rsp.Header.Values("ETag"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "ETag", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.ETag = &value
			}
			response.Headers200 = &headers
		case rsp.StatusCode == 206:
			var headers RetrieveFileContentResponse206Headers
			if values := rsp.Header.Values("Accept-Ranges"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Accept-Ranges", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.AcceptRanges = &value
			}
			if values := rsp.Header.Values("Content-Length"); len(values) > 0 {
				var value int
				if err := runtime.BindStyledParameterWithOptions("simple", "Content-Length", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "integer", Format: ""}); err != nil {
					return nil, err
				}
				headers.ContentLength = &value
			}
			if values := rsp.Header.Values("Content-Range"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Content-Range", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: true, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.ContentRange = value
			}
			if values := rsp.Header.Values("ETag"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "ETag", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.ETag = &value
			}
			response.Headers206 = &headers
		case rsp.StatusCode == 400:
			var headers RetrieveFileContentResponse400Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers400 = &headers
		case rsp.StatusCode == 401:
			var headers RetrieveFileContentResponse401Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers401 = &headers
		case rsp.StatusCode == 403:
			var headers RetrieveFileContentResponse403Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers403 = &headers
		case rsp.StatusCode == 404:
			var headers RetrieveFileContentResponse404Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers404 = &headers
		case rsp.StatusCode == 416:
			var headers RetrieveFileContentResponse416Headers
			if values := rsp.Header.Values("Content-Range"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Content-Range", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: true, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.ContentRange = value
			}
			response.Headers416 = &headers
		case rsp.StatusCode == 429:
			var headers RetrieveFileContentResponse429Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers429 = &headers
		case rsp.StatusCode == 500:
			var headers RetrieveFileContentResponse500Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers500 = &headers
		case rsp.StatusCode == 502:
			var headers RetrieveFileContentResponse502Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers502 = &headers
		case rsp.StatusCode == 503:
			var headers RetrieveFileContentResponse503Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers503 = &headers
		case rsp.StatusCode == 504:
			var headers RetrieveFileContentResponse504Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers504 = &headers
		}

		return response, nil
	}()
	if err != nil && rsp.StatusCode < http.StatusBadRequest {
		return nil, fmt.Errorf("RetrieveFileContent was answered with %s and a body that is not what the contract says: %w", rsp.Status, err)
	}
	return response, nil
}

// ParsePreprocessFileResponse parses an HTTP response from a PreprocessFileWithResponse call
func ParsePreprocessFileResponse(rsp *http.Response) (*PreprocessFileResponse, error) {
	bodyBytes, err := io.ReadAll(rsp.Body)
	defer func() { _ = rsp.Body.Close() }()
	if err != nil {
		return nil, err
	}

	response := &PreprocessFileResponse{
		Body:         bodyBytes,
		HTTPResponse: rsp,
	}
	_, err = func() (*PreprocessFileResponse, error) {
		switch {
		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 200:
			var dest FileResponse
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON200 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 400:
			var dest FilesBadRequest
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON400 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 401:
			var dest FilesUnauthorized
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON401 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 403:
			var dest FilesForbidden
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON403 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 404:
			var dest FileNotFound
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON404 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 429:
			var dest FilesTooManyRequests
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON429 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 500:
			var dest FilesInternalError
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON500 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 502:
			var dest BadGateway
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON502 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 503:
			var dest ServiceUnavailable
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON503 = &dest

		case strings.Contains(rsp.Header.Get("Content-Type"), "json") && rsp.StatusCode == 504:
			var dest GatewayTimeout
			if err := json.Unmarshal(bodyBytes, &dest); err != nil {
				return nil, err
			}
			response.JSON504 = &dest

		case rsp.StatusCode == 502:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 503:
		// Content-type (text/html) unsupported

		case rsp.StatusCode == 504:
			// Content-type (text/html) unsupported

		}

		switch {
		case rsp.StatusCode == 400:
			var headers PreprocessFileResponse400Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers400 = &headers
		case rsp.StatusCode == 401:
			var headers PreprocessFileResponse401Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers401 = &headers
		case rsp.StatusCode == 403:
			var headers PreprocessFileResponse403Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers403 = &headers
		case rsp.StatusCode == 404:
			var headers PreprocessFileResponse404Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers404 = &headers
		case rsp.StatusCode == 429:
			var headers PreprocessFileResponse429Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers429 = &headers
		case rsp.StatusCode == 500:
			var headers PreprocessFileResponse500Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers500 = &headers
		case rsp.StatusCode == 502:
			var headers PreprocessFileResponse502Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers502 = &headers
		case rsp.StatusCode == 503:
			var headers PreprocessFileResponse503Headers
			if values := rsp.Header.Values("Retry-After"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "Retry-After", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.RetryAfter = &value
			}
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers503 = &headers
		case rsp.StatusCode == 504:
			var headers PreprocessFileResponse504Headers
			if values := rsp.Header.Values("X-Request-Id"); len(values) > 0 {
				var value string
				if err := runtime.BindStyledParameterWithOptions("simple", "X-Request-Id", values[0], &value, runtime.BindStyledParameterOptions{ParamLocation: runtime.ParamLocationHeader, Explode: false, Required: false, Type: "string", Format: ""}); err != nil {
					return nil, err
				}
				headers.XRequestID = &value
			}
			response.Headers504 = &headers
		}

		return response, nil
	}()
	if err != nil && rsp.StatusCode < http.StatusBadRequest {
		return nil, fmt.Errorf("PreprocessFile was answered with %s and a body that is not what the contract says: %w", rsp.Status, err)
	}
	return response, nil
}
