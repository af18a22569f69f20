"""The lines of JSONL files: build requests, by hand or from rows, and parse results.

The shapes of lines come from `batchline_lines`, which is generated from `openapi/lines.yaml`;
these modules add only what a schema can't express.
"""
