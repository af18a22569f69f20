"""The lines of JSONL files: build requests, make them from rows, read results.

The shapes of lines come from `batchline_lines`, which is compiled from `openapi/lines.yaml`;
here stands only what a schema cannot say.
"""
