// DO NOT EDIT. Compiled from openapi/ by `make generate`.

/** A client for files and batches of a Together-style API, compiled from its description. */
package io.github.batchline;
