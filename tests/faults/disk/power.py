"""What a disk has when the power fails: made from the recorded calls of a process that was killed at that moment."""

from __future__ import annotations

import os
import random
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

SECTOR: Final = 512
"""Bytes. A disk writes a sector whole or not at all."""

_HEAD: Final = struct.Struct("<cqII")


class Call(NamedTuple):
    """A recorded call: `c`reate, `w`rite, `t`runcate, `s`ync, `r`ename, `u`nlink (or rmdir), `m`kdir."""

    kind: str
    offset: int
    path: str
    data: bytes


def calls_in(log: Path) -> Iterator[Call]:
    content, at = log.read_bytes(), 0
    while at < len(content):
        kind, offset, named, length = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        path, data = content[at : at + named], content[at + named : at + named + length]
        at += named + length
        yield Call(kind.decode(), offset, os.fsdecode(path), data)


class _File:
    """A file: what is on the disk for sure, and what was written since."""

    def __init__(self, content: bytes = b"") -> None:
        self.durable = content
        self.pending: list[Call] = []

    def content(self, dice: random.Random | None) -> bytes:
        """Its bytes as the process has them, or, with dice, as some of the writes have reached the disk."""
        found = bytearray(self.durable)
        for call in self.pending:
            if call.kind == "t":
                if dice is None or dice.random() < 0.5:
                    del found[call.offset :]
                    found.extend(bytes(call.offset - len(found)))
                continue
            keeps = 1.0 if dice is None else dice.choice([0.0, 0.5, 1.0])
            for start in range(0, len(call.data), SECTOR):
                if dice is not None and dice.random() >= keeps:
                    continue
                piece, at = call.data[start : start + SECTOR], call.offset + start
                found.extend(bytes(max(0, at - len(found))))
                found[at : at + len(piece)] = piece
        return bytes(found)

    def sync(self) -> None:
        self.durable, self.pending = self.content(None), []


class Disk:
    """A folder on a disk whose power fails.

    Of a file, what was written before its last sync is there; of what was written since, any sectors.
    Of a folder, the names as of its last sync are there; of the changes since, as many of the first
    ones as chance has it, since file systems keep their order. The creation of a file counts as a
    change of its folder: that the file itself was synced does not make its name durable.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        # A folder's names, now and on the disk, and the changes between the two.
        self._now: dict[str, dict[str, _File | None]] = {}
        self._durable: dict[str, dict[str, _File | None]] = {}
        self._changes: dict[str, list[dict[str, _File | None]]] = {}
        for folder, folders, files in os.walk(root):
            names: dict[str, _File | None] = dict.fromkeys(folders)
            names |= {name: _File(Path(folder, name).read_bytes()) for name in files}
            self._now[folder], self._durable[folder], self._changes[folder] = names, dict(names), []

    def perform(self, call: Call) -> None:
        """Let one more call have happened."""
        path = call.path
        folder, name = os.path.split(path)
        if call.kind == "s" and path in self._now:
            self._durable[path], self._changes[path] = dict(self._now[path]), []
            return
        if folder not in self._now or (call.kind in "wts" and name not in self._now[folder]):
            return  # a file that was deleted while it was open
        names = self._now[folder]
        match call.kind:
            case "c":
                names[name] = _File()
            case "m":
                names[name] = None
                self._now[path], self._durable[path], self._changes[path] = {}, {}, []
            case "u":
                names.pop(name)
            case "r":
                self._rename(path, os.fsdecode(call.data))
            case "s":
                self._file(path).sync()
            case _:
                self._file(path).pending.append(call)
        if call.kind in "cmur":
            self._changes[folder].append(dict(names))

    def _file(self, path: str) -> _File:
        found = self._now[os.path.dirname(path)][os.path.basename(path)]
        assert found is not None, path
        return found

    def _rename(self, path: str, target: str) -> None:
        assert os.path.dirname(path) == os.path.dirname(target)
        names = self._now[os.path.dirname(path)]
        names[os.path.basename(target)] = names.pop(os.path.basename(path))
        for places in (self._now, self._durable, self._changes):
            for moved in [one for one in places if one == path or one.startswith(path + os.sep)]:
                places[target + moved[len(path) :]] = places.pop(moved)  # type: ignore[index, assignment]

    def fail(self, dice: random.Random | None) -> None:
        """Let the folder be what the disk has: with dice any of what may be, without it only what is there for sure."""
        shutil.rmtree(self._root)
        self._write(str(self._root), str(self._root), dice)

    def _write(self, folder: str, known_as: str, dice: random.Random | None) -> None:
        os.mkdir(folder, 0o700)
        stages = [self._durable[known_as], *self._changes[known_as]]
        for name, file in (stages[0] if dice is None else dice.choice(stages)).items():
            if file is not None:
                content = file.durable if dice is None else file.content(dice)
                Path(folder, name).write_bytes(content)
            elif os.path.join(known_as, name) in self._now:
                self._write(os.path.join(folder, name), os.path.join(known_as, name), dice)
            else:
                os.mkdir(os.path.join(folder, name), 0o700)  # renamed since, which has not reached the disk
