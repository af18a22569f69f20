"""A server for benchmarks: it takes and gives bytes as fast as this machine can, and keeps none.

It answers the calls that an upload and a download consist of, for any client, with threads and
plain sockets: bytes that come in are received into one buffer, bytes that go out come from a
sparse file by `sendfile`. It checks nothing; the mock does that.
"""

from __future__ import annotations

import json
import os
import re
import socket
import sys
import threading
from typing import Any

CHUNK = 2**20


class Sink:
    """One server; `size` bytes is the file that it gives."""

    def __init__(self, size: int, path: str) -> None:
        self.size = size
        self.content = open(path, "rb")  # noqa: SIM115 - as long as the server
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = "http://{}:{}".format(*self.listener.getsockname())

    def serve(self) -> None:
        while True:
            connection, _ = self.listener.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.answer, args=(connection,), daemon=True).start()

    def answer(self, connection: socket.socket) -> None:
        view = memoryview(bytearray(CHUNK))
        pending = b""
        try:
            with connection:
                while True:
                    while b"\r\n\r\n" not in pending:
                        more = connection.recv(65536)
                        if not more:
                            return
                        pending += more
                    head, _, pending = pending.partition(b"\r\n\r\n")
                    method, path, _ = head.split(b"\r\n")[0].decode().split(" ")
                    headers = {
                        name.strip().lower(): value.strip()
                        for name, _, value in (line.decode().partition(":") for line in head.split(b"\r\n")[1:])
                    }
                    if headers.get("expect"):
                        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                    length = int(headers.get("content-length", 0))
                    if method == "PUT":
                        left = length - len(pending)
                        while left > 0:
                            got = connection.recv_into(view, min(left, CHUNK))
                            if not got:
                                return
                            left -= got
                        body, pending = b"", b""
                    else:
                        while len(pending) < length:
                            pending += connection.recv(65536)
                        body, pending = pending[:length], pending[length:]
                    self.reply(connection, method, path, headers, body)
        except (ConnectionError, OSError):
            return

    def reply(self, connection: socket.socket, method: str, path: str, headers: dict[str, str], body: bytes) -> None:
        file = {
            "id": "file-1", "object": "file", "created_at": 1, "filename": "data.jsonl", "bytes": self.size,
            "purpose": "eval", "FileType": "jsonl", "Processed": True, "LineCount": 1,
        }  # fmt: skip
        if method == "PUT":
            send(connection, 200, b"", ETag='"5d41402abc4b2a76b9719d911017c592"')
        elif path.endswith("/content"):
            self.give(connection, headers.get("range", ""))
        elif path.endswith("/files") and method == "POST":
            send(connection, 302, b"", Location=f"{self.url}/put", **{"X-Together-File-Id": "file-1"})
        elif path.endswith("/initiate"):
            parts: list[dict[str, Any]] = [
                {"PartNumber": number, "URL": f"{self.url}/part/{number}", "Headers": {}}
                for number in range(1, json.loads(body)["num_parts"] + 1)
            ]
            send_json(connection, {"upload_id": "upload-1", "file_id": "file-1", "parts": parts})
        elif path.endswith("/complete"):
            send_json(connection, {"file": file})
        elif path.endswith("/files"):
            send_json(connection, {"object": "list", "data": [file]})
        else:
            send_json(connection, file)

    def give(self, connection: socket.socket, wanted: str) -> None:
        found = re.fullmatch(r"bytes=(\d+)-(\d*)", wanted)
        start = int(found[1]) if found else 0
        end = int(found[2]) + 1 if found and found[2] else self.size
        headers = {"ETag": '"content"', "Accept-Ranges": "bytes", "Content-Type": "application/octet-stream"}
        if found:
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{self.size}"
        send(connection, 206 if found else 200, None, **headers, **{"Content-Length": str(end - start)})
        while start < end:
            start += os.sendfile(connection.fileno(), self.content.fileno(), start, end - start)


def send_json(connection: socket.socket, value: Any) -> None:
    send(connection, 200, json.dumps(value).encode(), **{"Content-Type": "application/json"})


def send(connection: socket.socket, status: int, body: bytes | None, **headers: str) -> None:
    lines = [f"HTTP/1.1 {status} X", *(f"{name}: {value}" for name, value in headers.items())]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    connection.sendall("\r\n".join([*lines, "", ""]).encode() + (body or b""))


if __name__ == "__main__":
    sink = Sink(int(sys.argv[1]), sys.argv[2])
    print(sink.url, flush=True)
    sink.serve()
