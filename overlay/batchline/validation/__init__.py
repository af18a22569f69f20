"""Check files before they are uploaded: `check_file` and its parts.

`check` checks a file as a whole. `check_jsonl` reads a JSONL file in `blocks`, which a `pool` of
`worker` processes checks. `check_block` checks the lines of a block: quickly with `fast_path`, and
those that it refuses, slowly with `explain`. `schema_errors` finds where a value differs from its
schema; `row_rules` has the rules that a schema can't express.
"""
