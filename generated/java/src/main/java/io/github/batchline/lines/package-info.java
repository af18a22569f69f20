// DO NOT EDIT. Compiled from openapi/ by `make generate`.

/** The lines of JSONL files: requests and results of batches, rows of fine-tune data. */
package io.github.batchline.lines;
