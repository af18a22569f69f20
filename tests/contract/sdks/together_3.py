"""together 3.x does what it can; what it saw goes to stdout as JSON. Runs in its own environment."""

import importlib.metadata
import json
import sys
from pathlib import Path

from together import Together

client = Together()
path = Path(sys.argv[1])
seen = {"version": importlib.metadata.version("together")}
uploaded = client.files.upload(path, purpose="batch-api", check=False)
seen["uploaded"] = {"id": uploaded.id, "bytes": uploaded.bytes, "purpose": uploaded.purpose}
seen["listed"] = [file.id for file in client.files.list().data]
seen["retrieved"] = client.files.retrieve(uploaded.id).id
seen["content"] = client.files.content(uploaded.id).read().decode()
created = client.batches.create(input_file_id=uploaded.id, endpoint="/v1/chat/completions").job
seen["created"] = {"id": created.id, "status": created.status, "input_file_id": created.input_file_id}
seen["got"] = client.batches.retrieve(created.id).id
seen["batches"] = [job.id for job in client.batches.list()]
seen["cancelled"] = client.batches.cancel(created.id).status
# The same bytes once more: noticed by their checksum, and the file that is there is returned.
assert client.files.upload(path, purpose="batch-api", check=False).id == uploaded.id
seen["deleted"] = client.files.delete(uploaded.id).deleted
try:
    client.files.retrieve(uploaded.id)
except Exception as error:
    seen["missing"] = type(error).__name__
print(json.dumps(seen))
