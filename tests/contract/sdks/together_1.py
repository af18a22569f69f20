"""together 1.x does what it can; what it saw goes to stdout as JSON. Runs in its own environment."""

import importlib.metadata
import json
import sys
from pathlib import Path

from together import Together

client = Together()
path = Path(sys.argv[1])
seen = {"version": importlib.metadata.version("together")}
uploaded = client.files.upload(path, purpose="batch-api", check=False)
seen["uploaded"] = {"id": uploaded.id, "bytes": uploaded.bytes, "purpose": uploaded.purpose.value}
seen["listed"] = [file.id for file in client.files.list().data]
seen["retrieved"] = client.files.retrieve(uploaded.id).id
copy = client.files.retrieve_content(uploaded.id, output=path.with_name("copy.jsonl"))
seen["content"] = Path(copy.filename).read_text()
created = client.batches.create_batch(uploaded.id, "/v1/chat/completions")
seen["created"] = {"id": created.id, "status": created.status.value, "input_file_id": created.input_file_id}
seen["got"] = client.batches.get_batch(created.id).id
seen["batches"] = [job.id for job in client.batches.list_batches()]
seen["cancelled"] = client.batches.cancel_batch(created.id).status.value
seen["deleted"] = client.files.delete(uploaded.id).deleted
try:
    client.files.retrieve(uploaded.id)
except Exception as error:
    seen["missing"] = type(error).__name__
print(json.dumps(seen))
