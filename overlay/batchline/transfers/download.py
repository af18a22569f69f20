"""Downloads to a file, resumed where they broke off, also by the next call."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping
from functools import partial
from pathlib import Path, PurePath
from typing import Final, Literal

import msgspec

from ..api.retry import Attempts, retry
from ..api.settings import Settings
from ..disk.atomic import AtomicFile, is_special
from ..disk.checkpoint import TransferState, boot
from ..disk.fingerprint import real_path
from ..engine.effects import Close, Flow, Parallel, Save, Stream, do, do_now
from ..errors import APIConnectionError, BatchlineError, DownloadError, NotFoundError
from ..progress import Meter, TransferCallback, guard_callback
from .ranged import Content, open_range, open_whole, truncated

logger = logging.getLogger("batchline")

RANGE: Final = 64 * 2**20
"""Bytes. A larger file is fetched in ranges of at least this size, several at a time."""
MAX_RANGES: Final = 250
NOTE: Final = 8 * 2**20
"""Bytes of a range that arrive between two notes of where it stands: what a crash may cost."""
MIN_STATE: Final = 2**20
"""Bytes. A smaller file is fetched again sooner than its state is written."""
CONCURRENCY: Final = 4
"""The most ranges at a time: as many as parts of an upload."""


class FileObject(msgspec.Struct, frozen=True):
    """A file that was downloaded.

    Attributes:
        object: Always `local`.
        id: The id of the file at the service.
        filename: The path of the local file.
        size: Its size in bytes.
    """

    object: Literal["local"]
    id: str
    filename: str
    size: int


class Saved(msgspec.Struct, frozen=True):
    """A download that was begun, as its state keeps it.

    Attributes:
        partial: The file that holds what has arrived.
        content: What is being downloaded.
        boot: The start of the machine that it does not outlive: only the end of a download waits
            until the disk has the bytes.
    """

    partial: str
    content: Content
    boot: str


class _RestartError(APIConnectionError):
    """What has arrived is of no use; `error` is what happened."""

    def __init__(self, error: BatchlineError) -> None:
        super().__init__(str(error))
        self.error = error


def retrieve_content(
    settings: Settings, id: str, *, output: str | None, progress: TransferCallback | None
) -> Flow[FileObject]:
    """Download a file to `output`, which appears whole or stays as it was."""
    path = f"{PurePath(id).name}.jsonl" if output is None else output
    with guard_callback(progress) as on_progress:
        size = yield from _perform(_Download(settings, id, path, Meter(on_progress, None)))
    return FileObject("local", id, path, size)


def _perform(download: _Download) -> Flow[int]:
    try:
        yield from do(download.open)
        size = yield from download.fetch()
        yield from do(download.commit)
    except OSError as error:
        lost = " What had arrived was removed." if download.arrived and not is_special(download.path) else ""
        yield from do_now(download.discard)
        raise DownloadError(f"{download.action} failed: {error.strerror or error}.{lost}") from error
    except BaseException as error:
        yield from do_now(download.keep_or_discard, error)
        raise
    return size


class _Download:
    """One download to a file: what has arrived, and what it takes to resume."""

    def __init__(self, settings: Settings, id: str, path: str, meter: Meter) -> None:
        self.action = f"Downloading the file {id} to {path}"
        self._settings = settings
        self._id = id
        self.path = path
        self._meter = meter
        # What went down a pipe can't be resumed by another process.
        self._states = None if is_special(path) else settings.states
        self._name = ("download", id, real_path(path))
        self._state: TransferState[Saved, tuple[int, int]] | None = None
        self._local: AtomicFile | None = None
        self._content = Content(None, None)
        self._arrived: dict[int, int] = {}  # first byte: the one after the last that has arrived
        self._noted: dict[int, int] = {}  # as much of it as the state has
        self._is_done = False

    @property
    def arrived(self) -> int:
        """How many bytes have arrived."""
        return sum(end - start for start, end in self._arrived.items())

    def open(self) -> None:
        """Open the output, and find what an earlier call has left.

        Raises:
            OSError: The output cannot be written.
        """
        if self._states and self._states.exists(*self._name):
            self._open_state()
        saved = self._state.header if self._state else None
        arrived = dict(self._state.records) if self._state else {}
        if saved and arrived and saved.boot and saved.boot == boot():
            try:
                self._local = AtomicFile(self.path, partial=saved.partial, size=max(arrived.values()))
            except OSError:
                pass  # somebody has tidied up
            else:
                self._content, self._arrived, self._noted = saved.content, arrived, dict(arrived)
                return
        if self._state and saved:
            Path(saved.partial).unlink(missing_ok=True)
            self._state.forget()
        self._local = AtomicFile(self.path)

    @property
    def local(self) -> AtomicFile:
        assert self._local is not None  # noqa: S101 - it was opened # nosec B101
        return self._local

    def fetch(self) -> Flow[int]:
        """Fetch what is missing, and return the size."""
        if self._arrived:
            logger.info("Resuming the download of %s.", self._id)
        restarts = Attempts(self._settings)
        while True:
            try:
                return (yield from self._fetch())
            except _RestartError as failure:
                delay = restarts.count(failure)
                if delay is None:
                    raise failure.error from None
                logger.warning("%s Restarting the download of %s.", failure.error, self._id)
                yield from do(self._restart)
                yield delay

    def _restart(self) -> None:
        """Forget what has arrived. The file is a new one: a thread may still be about to leave the old one."""
        if self.local.is_direct and self._arrived:
            raise OSError("the connection broke, and a download to anything but a regular file can't be restarted")
        if not self.local.is_direct:
            self.local.discard()
            self._local = AtomicFile(self.path)
        self._arrived, self._noted = {}, {}
        self._meter.restart()
        if self._state:
            self._state.forget()

    def _fetch(self) -> Flow[int]:
        first: Stream | None = None
        if not self._arrived:
            ask = partial(open_whole, self._settings, self._id, self.action)
            first = yield from retry(ask, self._settings, self._id)
            self._content = Content.of(first)
            if self.local.is_direct:  # in order, then
                self._content = msgspec.structs.replace(self._content, has_ranges=False)
        self._refuse_too_large(self._content.size or 0)
        self._meter.total = self._content.size
        self._meter.resume({start: end - start for start, end in self._arrived.items()})
        spans = missing(self._content, self._arrived)
        if self._content.etag and (self._content.size or 0) >= MIN_STATE:
            yield from do(self._begin_state)
        ranges = [self._fetch_range(start, end, first if start == 0 else None) for start, end in spans]
        try:
            if len(ranges) > 1:
                yield Parallel(ranges, CONCURRENCY)
            elif ranges:
                yield from ranges[0]
        except _RestartError:
            if first is not None:
                yield Close(first)
            raise
        self._meter.total = self.arrived
        self._meter.at(self.arrived)
        return self.arrived

    def _fetch_range(self, start: int, end: int | None, stream: Stream | None) -> Flow[None]:
        attempts = Attempts(self._settings, self._id)
        while True:
            position = self._arrived.get(start, start)
            if position == end:
                return
            try:
                if stream is None:
                    stream = yield from open_range(self._settings, self._id, self.action, position, end, self._content)
                if stream is None:
                    why = f"{self.action} failed: the server does not resume from byte {position:,}."
                    raise _RestartError(DownloadError(why))
                yield from self._save(stream, start, position, end)
                yield Close(stream)
                return
            except _RestartError:
                raise
            except BatchlineError as error:
                if self._content.etag is None and error.retryable:
                    raise _RestartError(error) from error
                if self._arrived.get(start, start) > position:
                    attempts.reset()  # a connection that breaks now and then must not end a long download
                stream = None
                yield from attempts.wait_after(error)

    def _save(self, stream: Stream, start: int, position: int, end: int | None) -> Flow[None]:
        on_progress, arrived = self._meter.part(start), self._arrived

        def on_bytes(written: int) -> None:
            arrived[start] = position + written
            self._refuse_too_large(position + written)
            if self._state is not None and position + written - self._noted.get(start, start) >= NOTE:
                self._note(start)
            on_progress(position + written - start)

        file = yield from do_now(self.local.at, position)  # at once: a cancelled thread would leave it open
        try:
            written: int = yield Save(stream, file, None if end is None else end - position, on_bytes)
        finally:
            yield from do_now(self.local.done, file)
        if end is not None and position + written < end:
            raise truncated(self.action, position + written, end)
        if end is not None:
            yield from do_now(self.local.write_back, start, end)
            yield from do_now(self._note, start)

    def _refuse_too_large(self, size: int) -> None:
        """A server that does not come to an end must not fill the disk."""
        limit = self._settings.limits.max_file_size
        if size > limit:
            raise DownloadError(f"{self.action} failed: the file has more than {limit:,} bytes, the most that one has.")

    def _note(self, start: int) -> None:
        """Write down how far a range has come; what the disk does not have yet, only a restart can take."""
        if self._state is not None and self._noted.get(start) != self._arrived.get(start):
            self._noted[start] = self._arrived[start]
            self._state.add((start, self._arrived[start]), durable=False)

    def _open_state(self) -> None:
        if self._states:
            self._state = self._states.open(Saved, tuple[int, int], *self._name)
            self._states = None  # where another download has it now, only that one can be resumed

    def _begin_state(self) -> None:
        if self._state is None and self._content.etag:
            self._open_state()
            if self._state and self._state.header is not None:  # left by another one meanwhile
                self._state.close()
                self._state = None
        if self._state and self._state.header is None:
            self._state.begin(Saved(self.local.partial, self._content, boot()))

    def commit(self) -> None:
        """Put the output in its place.

        Raises:
            OSError: It could not be written to the end.
        """
        self.local.commit()
        self._is_done = True
        self._forget()

    def discard(self) -> None:
        """Leave nothing behind."""
        if self._local:
            self._local.discard()
        self._forget()

    def _forget(self) -> None:
        if self._state:
            self._state.forget()
            self._state.close()

    def keep_or_discard(self, error: BaseException) -> None:
        """Leave what has arrived to a later call, unless it cannot be of use to it."""
        if self._is_done:
            return
        is_lost = isinstance(error, DownloadError | NotFoundError)
        if self._arrived and not is_lost:
            self._begin_state()
        if is_lost or not self._arrived or self._state is None or self._state.header is None:
            self.discard()
            return
        for start in list(self._arrived):
            self._note(start)
        self.local.keep()
        self._state.close()
        kept = f"{self.arrived:,} of {self._content.size:,} bytes have arrived"
        error.add_note(f"{kept}: download the file to {self.path} again, and only the others are fetched.")


def missing(content: Content, arrived: Mapping[int, int]) -> list[tuple[int, int | None]]:
    """What is to be fetched: spans of bytes, each from its first to the one after its last.

    Args:
        content: What is being downloaded; without a known size, it is one span without an end.
        arrived: The spans that have arrived.
    """
    if content.size is None:
        return [(0, None)]
    length = max(RANGE, math.ceil(content.size / MAX_RANGES))
    if content.etag is None or not content.has_ranges:
        length = max(1, content.size)
    spans: list[tuple[int, int | None]] = []
    position = 0
    for start, end in [*sorted(arrived.items()), (content.size, content.size)]:
        spans += [(first, min(first + length, start)) for first in range(position, start, length)]
        position = max(position, end)
    return spans
