"""How calls are performed.

Logic is written as flows, and each flow only once. `effects` explains flows and lists the effects
that they yield; `sync` performs effects with threads, `aio` with asyncio.
"""
