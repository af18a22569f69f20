// Code generated from openapi/ by `make generate`. DO NOT EDIT.

// Package lines has the types of the lines of JSONL files: the requests and results of batches,
// and the rows of fine-tune data.
package lines
