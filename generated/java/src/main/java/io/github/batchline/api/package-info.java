// DO NOT EDIT. Compiled from openapi/ by `make generate`.

/** The calls, one class a tag. */
package io.github.batchline.api;
