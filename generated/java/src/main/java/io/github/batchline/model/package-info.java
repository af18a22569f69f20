// DO NOT EDIT. Compiled from openapi/ by `make generate`.

/** What the calls take and give. */
package io.github.batchline.model;
