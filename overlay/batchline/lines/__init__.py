"""The lines of JSONL files: build them, read results, join them to their requests.

The shapes of lines come from `batchline_lines`, which is compiled from `openapi/lines.yaml`;
here stands only what a schema cannot say.
"""
