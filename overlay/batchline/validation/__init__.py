"""Check files before they are sent: `check_file` and what it is made of.

`check` knows files, `jsonl` the lines of one and who judges them: this process and `helper`s,
which `crew` leads. `judge` judges some lines: fast by `readers`, and what these do not take,
slowly by `explain`. `shapes` says in what a value differs from its schema, `rules` what a schema
cannot say.
"""
