// Code generated from openapi/ by `make generate`. DO NOT EDIT.

// Package batchline calls a Together-style API for files and batches.
//
// [Connect] makes a client with a key. A file takes two steps: CreateFile is answered with a 302,
// whose Location takes the bytes, and then PreprocessFile hands the file over. The README of the
// module has an example of a whole batch.
package batchline
