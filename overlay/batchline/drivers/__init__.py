"""Who does what the flows ask for: `sync` with threads, `aio` with asyncio."""
