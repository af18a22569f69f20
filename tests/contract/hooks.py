"""What Schemathesis cannot know: that bytes are PUT to the storage between two calls."""

import urllib.request
from typing import Any

import schemathesis

LINE = b'{"custom_id": "a", "body": {"model": "m", "messages": [{"role": "user", "content": "hi"}]}}\n'


def _put(url: str, headers: dict[str, str], body: bytes) -> None:
    request = urllib.request.Request(url, data=body, headers=headers, method="PUT")
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Upload something wherever the API says that bytes are awaited."""
    if case.operation.definition.raw.get("operationId") == "createFile" and response.status_code == 302:
        _put(response.headers["location"][0], {}, LINE)
