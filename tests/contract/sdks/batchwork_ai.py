"""batchwork-ai, over TLS: it takes no other address to upload to.

It refuses addresses of this machine, too, to which a stranger's `Location` could lead it. The mock
is at none but these, so that look is replaced.
"""

import asyncio

from attempts import attempt, expect, tell
from batchwork import Batchwork
from batchwork.providers import openai_compatible
from batchwork.types import BatchRequest


async def this_machine(host, port):
    return (host,)


openai_compatible._resolve_together_upload_addresses = this_machine


def run(function):
    async def within():
        async with Batchwork() as client:
            return await function(client)

    return asyncio.run(within())


async def create(client):
    requests = [BatchRequest(custom_id=f"r-{number}", prompt=f"Question {number}") for number in range(20)]
    return await client.batch(model="together/m", requests=requests)


async def whole(client):
    job = await create(client)
    snapshot = await job.wait(poll_interval=0.1, timeout=60)
    expect(str(snapshot.status.value) == "completed", snapshot)
    found = [result async for result in job.results()]
    expect(len(found) == 20, found)


async def cancel(client):
    job = await create(client)
    await job.cancel()
    expect(str((await job.poll()).status.value) == "cancelled", job.status)


attempt("create a batch", lambda: run(create))  # it uploads the file itself
attempt("retrieve a batch", lambda: run(whole))
attempt("read results", lambda: run(whole))
attempt("cancel a batch", lambda: run(cancel))
tell()
