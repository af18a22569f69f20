"""The whole job: check an input of any size, split it, send it, wait, and join the answers to its requests.

`run` is the whole path, step by step: `start` begins or resumes a run, `plan` splits the input into shards,
`scheduler` picks the next shard to move (`moves`) and `steps` moves it, `join` writes the answers in the
order of the requests. `state` is what is known about a run, `status` what users see of it.
"""
