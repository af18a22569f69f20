from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest

from batchline import BatchlineError, BatchWriter, audio_request, chat_request, check_file, completion_request
from batchline.jsonl.rows import Template, build_requests

from ..conftest import leftovers

MESSAGES = [{"role": "user", "content": "hi"}]


def written(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_requests_have_the_full_form() -> None:
    assert msgspec.to_builtins(chat_request("a", model="m", messages=MESSAGES, temperature=0.5)) == {
        "custom_id": "a",
        "method": "POST",
        "url": "/v1/chat/completions",
        "body": {"model": "m", "messages": MESSAGES, "temperature": 0.5},
    }
    request = completion_request("b", model="m", prompt="p", max_tokens=3)
    assert (request.url, request.body) == ("/v1/completions", {"model": "m", "prompt": "p", "max_tokens": 3})
    audio = audio_request("c", model="m", file="https://example.com/a.mp3", language="de")
    assert (audio.method, audio.url) == ("FILE", "/v1/audio/transcriptions")
    assert audio.body == {"model": "m", "file": "https://example.com/a.mp3", "language": "de"}
    other = audio_request("d", model="m", file="https://example.com/a.mp3", endpoint="/v1/audio/translations")
    assert other.url == "/v1/audio/translations"


def test_audio_has_a_file(folder: Path) -> None:
    with BatchWriter("a.jsonl", endpoint="/v1/audio/translations", model="m") as writer:
        writer.add("a", file="https://example.com/a.mp3")
        with pytest.raises(ValueError, match='no key "file" at /body'):
            writer.add("b")
    (line,) = written(folder / "a.jsonl")
    assert (line["method"], line["url"]) == ("FILE", "/v1/audio/translations")
    assert check_file("a.jsonl", "batch-api").ok
    with pytest.raises(ValueError, match="at /body/file"):
        audio_request("a", model="m", file="")
    with pytest.raises(ValueError, match="endpoint must be an audio endpoint, such as .*, got '/v1/completions'"):
        audio_request("a", model="m", file="https://example.com/a.mp3", endpoint="/v1/completions")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"custom_id": ""}, "at /custom_id"),
        ({"custom_id": "x" * 65}, "at /custom_id"),
        ({"model": ""}, "at /body/model"),
        ({"messages": []}, "at /body/messages"),
        ({"messages": [{"content": "hi"}]}, "at /body/messages/0"),
        ({"messages": ["hi"]}, "at /body/messages/0"),
        ({"seed": object()}, "cannot be written as JSON"),
        ({"user": "\ud800"}, "cannot be written as JSON"),
        ({"temperature": float("nan")}, "cannot be written as JSON"),
        ({"temperature": float("-inf")}, "cannot be written as JSON"),
    ],
)
def test_a_request_that_the_service_would_refuse_is_refused(wrong: dict[str, Any], words: str) -> None:
    arguments: dict[str, Any] = {"custom_id": "a", "model": "m", "messages": MESSAGES} | wrong
    with pytest.raises(ValueError, match=words):
        chat_request(arguments.pop("custom_id"), **arguments)


def test_the_writer_names_and_counts(folder: Path) -> None:
    with BatchWriter("out.jsonl", model="m") as writer:
        assert [writer.add(messages=MESSAGES), writer.add("mine", messages=MESSAGES, model="other")] == [
            "request-1",
            "mine",
        ]
        assert writer.add(messages=MESSAGES) == "request-3"
        assert not (folder / "out.jsonl").exists()
    assert writer.paths == [Path("out.jsonl")]
    assert [(line["custom_id"], line["body"]["model"]) for line in written(folder / "out.jsonl")] == [
        ("request-1", "m"), ("mine", "other"), ("request-3", "m"),
    ]  # fmt: skip
    assert check_file("out.jsonl", "batch-api").ok


def test_the_writer_goes_on_in_further_files(folder: Path) -> None:
    with BatchWriter("out.jsonl", model="m", max_requests=2) as writer:
        for _ in range(5):
            writer.add(messages=MESSAGES)
    assert [path.name for path in writer.paths] == ["out.jsonl", "out-00002.jsonl", "out-00003.jsonl"]
    assert [len(written(path)) for path in writer.paths] == [2, 2, 1]
    size = Path("out.jsonl").stat().st_size // 2
    with BatchWriter("bytes.jsonl", model="m", max_bytes=size * 2 + 1) as writer:
        for _ in range(5):
            writer.add(messages=MESSAGES)
    assert [len(written(path)) for path in writer.paths] == [2, 2, 1]
    assert all(path.stat().st_size <= size * 2 + 1 for path in writer.paths)


def test_nothing_is_left_of_a_writer_that_fails(folder: Path) -> None:
    (folder / "out.jsonl").write_text("before")
    writer = BatchWriter("out.jsonl", model="m", max_requests=1)
    with pytest.raises(RuntimeError), writer:
        writer.add(messages=MESSAGES)
        writer.add(messages=MESSAGES)
        raise RuntimeError
    assert (folder / "out.jsonl").read_text() == "before"
    assert not leftovers(folder)
    assert not list(folder.glob("out-*"))
    with pytest.raises(ValueError, match="closed"):
        writer.add(messages=MESSAGES)


def test_a_writer_that_is_forgotten_leaves_nothing(folder: Path) -> None:
    writer = BatchWriter("out.jsonl", model="m")
    writer.add(messages=MESSAGES)
    assert leftovers(folder)
    del writer
    assert not list(folder.iterdir())


def test_the_writer_refuses(folder: Path) -> None:
    with BatchWriter("ids.jsonl", model="m") as writer:
        writer.add("request-2", messages=MESSAGES)
        assert [writer.add(messages=MESSAGES), writer.add(messages=MESSAGES)] == ["request-3", "request-4"]
    os.unlink("ids.jsonl")
    with pytest.raises(ValueError, match="no request was added"), BatchWriter("out.jsonl"):
        pass
    assert not list(folder.iterdir())
    with pytest.raises(ValueError, match="endpoint must be one of .*, got '/v1/embeddings'"):
        BatchWriter("out.jsonl", endpoint="/v1/embeddings")
    with pytest.raises(ValueError, match="max_requests and max_bytes must be positive, got 0 and"):
        BatchWriter("out.jsonl", max_requests=0)
    with pytest.raises(FileNotFoundError):
        BatchWriter("none/out.jsonl")
    with BatchWriter("out.jsonl", model="m", max_bytes=400) as writer:
        writer.add("a", messages=MESSAGES)
        with pytest.raises(ValueError, match="custom_id 'a' was already used"):
            writer.add("a", messages=MESSAGES)
        with pytest.raises(ValueError, match="alone has"):
            writer.add("b", messages=[{"role": "user", "content": "x" * 400}])
        with pytest.raises(ValueError, match="model"), BatchWriter("none.jsonl") as nameless:
            nameless.add("c", messages=MESSAGES)
        writer.add("b", messages=MESSAGES)
    assert [line["custom_id"] for line in written(folder / "out.jsonl")] == ["a", "b"]


def test_text_completions(folder: Path) -> None:
    with BatchWriter("out.jsonl", endpoint="/v1/completions", model="m") as writer:
        writer.add(prompt="once upon")
        with pytest.raises(ValueError, match="prompt"):
            writer.add(messages=MESSAGES)
    assert check_file("out.jsonl", "batch-api").endpoint == "/v1/completions"


def test_templates() -> None:
    row = {"a b": "x", "n": 3, "d": {"k": "é"}}
    assert Template("{a b}-{n}-{d} {{n}}").fill(row) == 'x-3-{"k": "é"} {n}'
    with pytest.raises(ValueError, match="there is no column 'c'; the columns are 'a b', 'n', 'd'"):
        Template("{c}").fill(row)
    with pytest.raises(ValueError, match="is empty"):
        Template("{c}").fill({"c": None})
    for wrong in ("{", "}", "{}", "{a:>3}", "{a!r}"):
        with pytest.raises(ValueError, match="template"):
            Template(wrong)


def rows_file(folder: Path, suffix: str) -> Path:
    path = folder / f"rows{suffix}"
    if suffix == ".jsonl":
        path.write_text('{"q": "one", "k": "a"}\n\n{"q": "two", "k": "b"}')
    elif suffix == ".csv":
        path.write_bytes(b"\xef\xbb\xbfq,k\r\none,a\r\ntwo,b\r\n")
    else:
        import pyarrow
        from pyarrow import parquet

        parquet.write_table(pyarrow.table({"q": ["one", "two"], "k": ["a", "b"]}), path)
    return path


def test_build_does_not_take_the_place_of_its_data(folder: Path) -> None:
    path = rows_file(folder, ".jsonl")
    before = path.read_text()
    with pytest.raises(BatchlineError, match="would overwrite the data"):
        build_requests(path, "./rows.jsonl", model="m", user="{q}")
    assert path.read_text() == before


def test_values_of_any_kind_can_be_filled_in(folder: Path) -> None:
    import datetime

    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"d": [datetime.date(2026, 1, 2)], "n": [None]}), "d.parquet")
    build_requests("d.parquet", "out.jsonl", model="m", prompt="on {d}")
    assert written(folder / "out.jsonl")[0]["body"]["prompt"] == 'on "2026-01-02"'
    with pytest.raises(BatchlineError, match="row 1: column 'n' is empty"):
        build_requests("d.parquet", "out.jsonl", model="m", prompt="{n}")


def test_a_cell_may_hold_a_whole_document(folder: Path) -> None:
    (folder / "a.csv").write_text(f"q\n{'x' * 500_000}\n")
    assert build_requests("a.csv", "out.jsonl", model="m", prompt="{q}")[0] == 1
    assert check_file("a.csv", "eval").ok


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_build_from_every_format(folder: Path, suffix: str) -> None:
    count, paths = build_requests(
        rows_file(folder, suffix), "out.jsonl", model="m", user="{q}?", system="be brief", id_column="k",
        params={"temperature": 0},
    )  # fmt: skip
    assert (count, paths) == (2, [Path("out.jsonl")])
    assert [(line["custom_id"], line["body"]) for line in written(folder / "out.jsonl")] == [
        (id, {"model": "m", "messages": [{"role": "system", "content": "be brief"}, {"role": "user", "content": q}],
              "temperature": 0})
        for id, q in (("a", "one?"), ("b", "two?"))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "options", "words"),
    [
        ("a.jsonl", '{"q": "x"}\nnope\n', {"user": "{q}"}, "line 2 is not a JSON object"),
        ("a.jsonl", '{"q": "x"}\n[1]\n', {"user": "{q}"}, "line 2 is not a JSON object"),
        ("a.jsonl", '{"q": "x"}\n{"p": "x"}\n', {"user": "{q}"}, "row 2: there is no column 'q'"),
        (
            "a.jsonl",
            '{"q": "x"}\n{"q": "x"}\n',
            {"user": "{q}", "id_column": "q"},
            "row 2: custom_id 'x' was already used",
        ),
        ("a.csv", "q,k\nx\n", {"user": "{k}"}, "line 2 has 1 fields; the header has 2"),
        ("a.csv", "q\n", {"user": "{q}"}, "has no rows"),
        ("a.csv", 'q\n"x\n', {"user": "{q}"}, "is not valid UTF-8 CSV"),
        ("a.parquet", "nope", {"user": "{q}"}, "is not Parquet"),
        ("a.txt", "x", {"user": "{q}"}, "has the suffix '.txt'"),
    ],
)
def test_build_refuses_and_leaves_nothing(
    folder: Path, name: str, content: str, options: dict[str, Any], words: str
) -> None:
    (folder / name).write_text(content)
    with pytest.raises(BatchlineError, match=words):
        build_requests(name, "out.jsonl", model="m", **options)
    assert [path.name for path in folder.iterdir()] == [name]
