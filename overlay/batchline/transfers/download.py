"""Download to a file; if the connection breaks, resume where it stopped, even in a later call."""

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
"""Bytes of a range between two updates of the checkpoint: the most that a crash may cost."""
MIN_STATE: Final = 2**20
"""Bytes. A smaller file gets no checkpoint at the start: fetching it again takes less time."""
CONCURRENCY: Final = 4
"""The maximum number of ranges at a time: the same as for parts of an upload."""


class FileObject(msgspec.Struct, frozen=True):
    """A downloaded file.

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
    """The header of a download's checkpoint.

    Attributes:
        partial: The path of the partial file.
        content: The content that is being downloaded.
        boot: The machine's boot id. After a reboot, the download cannot be resumed: until it is
            complete, its bytes are not synced to the disk.
    """

    partial: str
    content: Content
    boot: str


class _RestartError(APIConnectionError):
    """The download has to be restarted because of `error`; what has arrived is useless."""

    def __init__(self, error: BatchlineError) -> None:
        super().__init__(str(error))
        self.error = error


def retrieve_content(
    settings: Settings, id: str, *, output: str | None, progress: TransferCallback | None
) -> Flow[FileObject]:
    """Download a file to `output`, which appears whole or is left as it was."""
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
        removal = " The partial file was removed." if download.arrived and not is_special(download.path) else ""
        yield from do_now(download.discard)
        raise DownloadError(f"{download.action} failed: {error.strerror or error}.{removal}") from error
    except BaseException as error:
        yield from do_now(download.keep_or_discard, error)
        raise
    return size


class _Download:
    """One download to a file: which bytes have arrived, and its checkpoint."""

    def __init__(self, settings: Settings, id: str, path: str, meter: Meter) -> None:
        self.action = f"Downloading the file {id} to {path}"
        self._settings = settings
        self._id = id
        self.path = path
        self._meter = meter
        # A download to a pipe can't be resumed by another process.
        self._states = None if is_special(path) else settings.states
        self._name = ("download", id, real_path(path))
        # Its records are ranges of bytes that have arrived: the first, and the one after the last.
        self._checkpoint: TransferState[Saved, tuple[int, int]] | None = None
        self._local: AtomicFile | None = None
        self._content = Content(None, None)
        # For each range, its first byte: the byte after the last one that has arrived.
        self._arrived: dict[int, int] = {}
        # The same, as recorded in the checkpoint.
        self._recorded: dict[int, int] = {}
        self._is_done = False

    @property
    def arrived(self) -> int:
        """The number of bytes that have arrived."""
        return sum(end - start for start, end in self._arrived.items())

    def open(self) -> None:
        """Open the partial file: one to resume, if an earlier call left it, or else a new one.

        Raises:
            OSError: The output cannot be written.
        """
        if self._states and self._states.exists(*self._name):
            self._open_checkpoint()
        saved = self._checkpoint.header if self._checkpoint else None
        arrived = dict(self._checkpoint.records) if self._checkpoint else {}
        if saved and arrived and saved.boot and saved.boot == boot():
            try:
                self._local = AtomicFile(self.path, partial=saved.partial, size=max(arrived.values()))
            except OSError:
                # The partial file was deleted or truncated meanwhile.
                pass
            else:
                self._content, self._arrived, self._recorded = saved.content, arrived, dict(arrived)
                return
        if self._checkpoint and saved:
            Path(saved.partial).unlink(missing_ok=True)
            self._checkpoint.forget()
        self._local = AtomicFile(self.path)

    @property
    def local(self) -> AtomicFile:
        """The partial file, once `open` was called."""
        assert self._local is not None  # noqa: S101 - it was opened # nosec B101
        return self._local

    def fetch(self) -> Flow[int]:
        """Fetch the missing bytes, and return the size of the file."""
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
        """Discard what has arrived. The file is a new one: a thread may still be using the old one."""
        if self.local.is_direct and self._arrived:
            raise OSError("the connection broke, and a download to anything but a regular file can't be restarted")
        if not self.local.is_direct:
            self.local.discard()
            self._local = AtomicFile(self.path)
        self._arrived, self._recorded = {}, {}
        self._meter.restart()
        if self._checkpoint:
            self._checkpoint.forget()

    def _fetch(self) -> Flow[int]:
        first: Stream | None = None
        if not self._arrived:
            attempt = partial(open_whole, self._settings, self._id, self.action)
            first = yield from retry(attempt, self._settings, self._id)
            self._content = Content.of(first)
            # A pipe takes the bytes only in order.
            if self.local.is_direct:
                self._content = msgspec.structs.replace(self._content, has_ranges=False)
        self._refuse_too_large(self._content.size or 0)
        self._meter.total = self._content.size
        self._meter.resume({start: end - start for start, end in self._arrived.items()})
        spans = missing(self._content, self._arrived)
        if self._content.etag and (self._content.size or 0) >= MIN_STATE:
            yield from do(self._begin_checkpoint)
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
                    message = f"{self.action} failed: the server does not resume from byte {position:,}."
                    raise _RestartError(DownloadError(message))
                yield from self._save(stream, start, position, end)
                yield Close(stream)
                return
            except _RestartError:
                raise
            except BatchlineError as error:
                if self._content.etag is None and error.retryable:
                    raise _RestartError(error) from error
                if self._arrived.get(start, start) > position:
                    # A long download must survive any number of breaks, as long as there is progress.
                    attempts.reset()
                stream = None
                yield from attempts.wait_after(error)

    def _save(self, stream: Stream, start: int, position: int, end: int | None) -> Flow[None]:
        on_progress, arrived = self._meter.part(start), self._arrived

        def on_bytes(written: int) -> None:
            arrived[start] = position + written
            self._refuse_too_large(position + written)
            if self._checkpoint is not None and position + written - self._recorded.get(start, start) >= NOTE:
                self._record(start)
            on_progress(position + written - start)

        # Not in a thread: if that were cancelled, the file would stay open.
        file = yield from do_now(self.local.at, position)
        try:
            written: int = yield Save(stream, file, None if end is None else end - position, on_bytes)
        finally:
            yield from do_now(self.local.done, file)
        if end is not None and position + written < end:
            raise truncated(self.action, position + written, end)
        if end is not None:
            yield from do_now(self.local.write_back, start, end)
            yield from do_now(self._record, start)

    def _refuse_too_large(self, size: int) -> None:
        """Raise an error if a file is too large: an endless response must not fill the disk."""
        limit = self._settings.limits.max_file_size
        if size > limit:
            raise DownloadError(f"{self.action} failed: the file is larger than the limit of {limit:,} bytes.")

    def _record(self, start: int) -> None:
        """Record in the checkpoint how far a range has arrived.

        The record is not synced to the disk, and neither are the bytes: only a reboot or a power cut loses them.
        """
        if self._checkpoint is not None and self._recorded.get(start) != self._arrived.get(start):
            self._recorded[start] = self._arrived[start]
            self._checkpoint.add((start, self._arrived[start]), durable=False)

    def _open_checkpoint(self) -> None:
        if self._states:
            self._checkpoint = self._states.open(Saved, tuple[int, int], *self._name)
            # Try only once: if another download has the checkpoint open, only that one can be resumed.
            self._states = None

    def _begin_checkpoint(self) -> None:
        if self._checkpoint is None and self._content.etag:
            self._open_checkpoint()
            # If another download has left a checkpoint meanwhile, keep that one.
            if self._checkpoint and self._checkpoint.header is not None:
                self._checkpoint.close()
                self._checkpoint = None
        if self._checkpoint and self._checkpoint.header is None:
            self._checkpoint.begin(Saved(self.local.partial, self._content, boot()))

    def commit(self) -> None:
        """Move the file to the output path, and delete the checkpoint.

        Raises:
            OSError: The file could not be fully written.
        """
        self.local.commit()
        self._is_done = True
        self._forget()

    def discard(self) -> None:
        """Delete the partial file and the checkpoint."""
        if self._local:
            self._local.discard()
        self._forget()

    def _forget(self) -> None:
        if self._checkpoint:
            self._checkpoint.forget()
            self._checkpoint.close()

    def keep_or_discard(self, error: BaseException) -> None:
        """Keep what has arrived if a later call can resume from it; otherwise delete it."""
        if self._is_done:
            return
        is_useless = isinstance(error, DownloadError | NotFoundError)
        if self._arrived and not is_useless:
            self._begin_checkpoint()
        if is_useless or not self._arrived or self._checkpoint is None or self._checkpoint.header is None:
            self.discard()
            return
        for start in list(self._arrived):
            self._record(start)
        self.local.keep()
        self._checkpoint.close()
        arrived = f"{self.arrived:,} of {self._content.size:,} bytes have arrived"
        error.add_note(f"{arrived}: download the file to {self.path} again to fetch only the rest.")


def missing(content: Content, arrived: Mapping[int, int]) -> list[tuple[int, int | None]]:
    """Return the spans of bytes to fetch, each as its first byte and the byte after its last one.

    Args:
        content: The content that is being downloaded; if its size is unknown, there is one span
            without an end.
        arrived: The spans that have arrived, by their first byte.
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
