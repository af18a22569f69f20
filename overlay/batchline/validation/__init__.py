"""Check files before they are sent: `check_file` and what it is made of.

`check` knows files. `check_jsonl` reads the lines of one in `blocks`, and a `pool` of `worker`
processes checks them. `check_block` checks some lines: fast by `fast_path`, and what that does not
take, slowly by `explain`. `schema_errors` says in what a value differs from its schema, `row_rules`
what a schema cannot say.
"""
