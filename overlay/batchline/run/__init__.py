"""The whole job: check an input of any size, split it, send it, wait, and join the answers to its requests.

`run` is the way from top to bottom: `start` decides whether a run begins or is resumed, `plan` splits the
input into shards, `scheduler` decides which shard moves next (`moves`) and `steps` moves it, `join` writes
the answers in the order of the requests. `state` is what is known of a run, `status` what users see of it.
"""
