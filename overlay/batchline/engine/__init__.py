"""How a call is performed.

A flow is a generator that does nothing itself: it yields effects (what it wants done) and
receives their outcomes, exceptions too. `effects` lists them; `sync` performs them with threads,
`aio` with asyncio, so that each flow is written and tested once.
"""
