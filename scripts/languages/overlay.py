"""The overlay's generated files: the asyncio client, and the stub with the types of what `batchline` exports.

`aio.py` is `client.py` with other names, and with `await` before what the engine performs. Neither has any
concurrency.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from pathlib import Path
from typing import cast

from languages.common import HEADER, ROOT, run

PACKAGE = ROOT / "overlay" / "batchline"
COMMAND = "make generate-python"
NAMES = {
    "BaseTransport": "AsyncBaseTransport",
    "Batches": "AsyncBatches",
    "Client": "AsyncClient",
    "Driver": "AsyncDriver",
    "Files": "AsyncFiles",
    "Iterator": "AsyncIterator",
    "MultipartUploadManager": "AsyncMultipartUploadManager",
    "__enter__": "__aenter__",
    "__exit__": "__aexit__",
    "sync": "aio",
}
AWAITED = re.compile(r"(self\.)?(_client\.)?_driver\.(run|close)|self\.close")
"""The calls that `aio.py` awaits."""


def compile_overlay(package: Path = PACKAGE) -> dict[str, str]:
    """Return what the overlay's generated files contain, by name."""
    return {
        "aio.py": _formatted("aio.py", async_client((package / "client.py").read_text(encoding="utf-8"))),
        "__init__.pyi": _formatted("__init__.pyi", stub((package / "__init__.py").read_text(encoding="utf-8"))),
    }


def write_overlay(package: Path = PACKAGE) -> None:
    """Write the overlay's generated files."""
    for name, text in compile_overlay(package).items():
        (package / name).write_text(text, encoding="utf-8")


def async_client(source: str) -> str:
    """Return the source of the asyncio client, compiled from that of the blocking client."""
    insertions: list[tuple[int, int, str]] = []
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef):
            calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
            awaited = [call for call in calls if AWAITED.fullmatch(ast.unparse(call.func))]
            insertions += [(call.lineno, call.col_offset, "await ") for call in awaited]
            if awaited or function.name in ("__enter__", "__exit__"):
                insertions.append((function.lineno, function.col_offset, "async "))
    lines = source.splitlines(keepends=True)
    for line, column, text in sorted(insertions, reverse=True):
        lines[line - 1] = lines[line - 1][:column] + text + lines[line - 1][column:]
    return _renamed("".join(lines)).replace('"""The blocking client."""', '"""The asyncio client."""', 1)


def _renamed(source: str) -> str:
    """Return the source with the names of the asyncio client, in docstrings too."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    names = [token for token in tokens if token.type == tokenize.NAME and token.string in NAMES]
    lines = source.splitlines(keepends=True)
    for name in reversed(names):
        (row, start), (_, end) = name.start, name.end
        lines[row - 1] = lines[row - 1][:start] + NAMES[name.string] + lines[row - 1][end:]
    return re.sub(r"`(Client|MultipartUploadManager)\b", r"`Async\1", "".join(lines))


def stub(source: str) -> str:
    """Return the stub of a package, which imports the names in its `_EXPORTS` only when they are used."""
    (exports,) = (
        node.value
        for node in ast.parse(source).body
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "_EXPORTS"
    )
    modules = cast("dict[str, tuple[str, ...]]", ast.literal_eval(cast("ast.expr", exports)))
    imports = [f"from {module} import {', '.join(names)}" for module, names in modules.items()]
    names = sorted(name for names in modules.values() for name in names)
    return "\n".join([*imports, "", f"__all__ = {[*names]!r}"])


def _formatted(name: str, source: str) -> str:
    """Return a source with its header, formatted in the style of the project."""
    ruff = (sys.executable, "-m", "ruff")
    stdin = ("--quiet", "--stdin-filename", PACKAGE / name, "-")
    ordered = run(*ruff, "check", "--select", "I", "--fix-only", *stdin, cwd=ROOT, stdin=source)
    compiled_from = "client.py" if name == "aio.py" else "__init__.py"
    header = HEADER.format(source=f"overlay/batchline/{compiled_from}", command=COMMAND)
    return f"# {header}\n" + run(*ruff, "format", *stdin, cwd=ROOT, stdin=ordered)
