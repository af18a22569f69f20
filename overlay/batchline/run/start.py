"""Decide whether a call begins a run, resumes one or returns one that has ended, before anything is paid for.

`decide` is the decision table. Paying again always needs an explicit option.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import logging
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, NamedTuple

import msgspec

from batchline_api.models import FilePurpose
from batchline_lines import LineError

from ..disk.atomic import AtomicFile, is_special, refuse_unwritable
from ..disk.fingerprint import fingerprint
from ..disk.journal import LEFT, read_journal
from ..errors import BatchlineError, FileTypeError
from ..transfers.source import Source, inspect_file
from .join import join
from .plan import plan
from .record import is_whole
from .state import VERSION, Outcomes, RunHeader, RunJournal, ShardState
from .update import Update, named_lines, plan_update

logger = logging.getLogger("batchline")

Mode = Literal["resume", "overwrite", "update"]
Verdict = Literal[
    "begin",  # a new run
    "resume",  # a run that has not ended
    "return",  # a run that has ended, unchanged
    "update",  # a run that has ended: send what is new, changed or failed
    "cancel",  # a run that has not ended and whose input was edited; then begin
    "finish",  # the running batches of a run whose input was edited; then update
    "refuse_edited",
    "refuse_service",
    "refuse_output",
    "refuse_other",
]

STREAM_AGE: Final = datetime.timedelta(days=7)
"""How long the answers of a run that writes to a stream are kept after its end."""
ANSWERS: Final = "answers.jsonl"
"""The file in the journal's folder with the answers of a run that writes to a stream, which can't be read back."""


class Facts(NamedTuple):
    """The facts that decide between a new run and an earlier one.

    Attributes:
        run: Whether the state holds no run, one that has not ended, or one that has.
        may_have_paid: Whether a batch of that run may have cost something.
        is_same_input: Whether the input is unchanged.
        is_same_service: Whether the endpoint and the server are those of that run.
        is_same_output: Whether the results go to the same output.
        has_output: Whether there is an output that isn't empty.
    """

    run: Literal["none", "unfinished", "ended"]
    may_have_paid: bool = False
    is_same_input: bool = True
    is_same_service: bool = True
    is_same_output: bool = True
    has_output: bool = False


def decide(facts: Facts, mode: Mode) -> Verdict:
    """Return what a call should do, given what earlier calls have left behind."""
    is_same = facts.is_same_input and facts.is_same_service and facts.is_same_output
    has_no_cost = facts.run == "none" or (facts.run == "unfinished" and not facts.may_have_paid)
    if has_no_cost:
        if facts.run == "unfinished" and is_same:
            return "resume"
        return "refuse_output" if facts.has_output and mode != "overwrite" else "begin"
    if not facts.is_same_output:
        return "refuse_other"
    if facts.run == "ended" and mode == "overwrite":
        return "begin"
    if not facts.is_same_service:
        return "refuse_service"
    by_mode: dict[Mode, Verdict]
    if facts.run == "ended":
        by_mode = {"resume": "return" if facts.is_same_input else "refuse_edited", "update": "update"}
    elif facts.is_same_input:
        return "resume"
    else:
        by_mode = {"resume": "refuse_edited", "overwrite": "cancel", "update": "finish"}
    return by_mode[mode]


class OpenedRun(NamedTuple):
    """An opened run.

    Attributes:
        verdict: What to do; never one that refuses.
        journal: Its journal.
        header: The header of the run to work on.
        source: The input; None if it was not read.
    """

    verdict: Verdict
    journal: RunJournal
    header: RunHeader
    source: Source | None


def state_folder(output: str | os.PathLike[str], state: str | os.PathLike[str] | None) -> str:
    """Return the folder of the journal of a run that writes to a file."""
    path: str = os.path.realpath(f"{os.fspath(output)}.batchline" if state is None else os.fspath(state))
    return path


def stream_folder(input: str | os.PathLike[str], endpoint: str, server: str) -> str:
    """Return the folder of the journal of a run that writes to a stream, and delete those that ended long ago."""
    import platformdirs  # noqa: PLC0415 - only runs that write to a stream need it

    runs = platformdirs.user_state_path("batchline", appauthor=False) / "runs"
    digest = hashlib.sha256(msgspec.json.encode([os.fsencode(os.path.realpath(input)), endpoint, server])).hexdigest()
    runs.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = datetime.datetime.now(datetime.UTC)
    for folder in runs.iterdir():
        with contextlib.suppress(BatchlineError, OSError):
            contents = read_journal(folder, RunHeader, ShardState)
            if contents and contents[0].ended_at and now - contents[0].ended_at > STREAM_AGE:
                journal = RunJournal(folder, RunHeader, ShardState)
                # Next to an output these files would be kept.
                for name in LEFT:
                    (folder / name).unlink(missing_ok=True)
                journal.remove()
    return os.fspath(runs / digest[:32])


def part_of(output: str | os.PathLike[str], folder: str | os.PathLike[str]) -> str:
    """Return the temporary name of the output.

    It is derived from the state folder, which one process holds at a time, so the next process
    replaces what a killed one left behind.
    """
    state = hashlib.sha256(os.fsencode(folder)).hexdigest()[:8]
    return f".{os.path.basename(output)}.{state}.part"


def open_run(
    folder: Path,
    input: str | os.PathLike[str],
    output: str | os.PathLike[str],
    endpoint: str,
    server: str,
    mode: Mode,
    stack: contextlib.ExitStack,
    check_cancelled: Callable[[], object],
) -> OpenedRun:
    """Begin a run or open an earlier one, after checking everything that can fail before money is spent.

    Args:
        folder: The folder of the journal; locked against other processes from now on.
        input: The file of the requests.
        output: Where the results go.
        endpoint: The endpoint of the requests.
        server: The API's address.
        mode: What the user asked for.
        stack: Closes the journal, even if the caller no longer waits for this function.
        check_cancelled: Called now and then; what it raises ends the reading.

    Raises:
        BatchlineError: The call would lose something or pay again without being asked to.
        FileTypeError: The input was refused.
    """
    _refuse_paths(folder, input, output)
    journal = RunJournal(folder, RunHeader, ShardState)
    stack.callback(journal.close)
    header = journal.header
    source: Source | None = None
    facts = Facts("none")
    if header is not None and header.version != VERSION:
        raise _refuse(
            f"the state in {folder} was written by another version of batchline",
            ["finish that run with that version", "or name another output, which sends everything"],
        )
    restore_previous(journal)
    header = journal.header
    if header is not None:
        try:
            is_untouched = header.input == name_of(input) and header.fingerprint == _fingerprint_of(input)
        except BatchlineError as error:
            if header.ended_at is None:
                error.add_note(f"The run writing {os.fspath(output)} has not ended. Restore its input to resume it.")
            raise
        is_same_service = (header.endpoint, header.server) == (endpoint, server)
        if not (is_untouched and is_same_service):
            source = _check(input, endpoint, check_cancelled)
        facts = Facts(
            "unfinished" if header.ended_at is None else "ended",
            any(state.may_have_paid for state in journal.records().values()),
            source is None or source.sha256 == header.sha256,
            is_same_service,
            _is_same_output(header, output, folder),
        )
    facts = facts._replace(has_output=not is_special(output) and os.path.exists(output) and os.path.getsize(output) > 0)
    verdict = decide(facts, mode)
    try:
        if verdict not in ("resume", "return"):
            source = source or _check(input, endpoint, check_cancelled)
            if verdict == "refuse_edited" and header is not None:
                _restore_records(journal, header, None, output, verdict, check_cancelled)
            if verdict.startswith("refuse"):
                raise _refusal(verdict, journal, source, output, endpoint, server, check_cancelled)
            if verdict == "begin":
                header = begin(journal, source, output, endpoint, server, check_cancelled)
                return OpenedRun(verdict, journal, header, source)
    except BaseException:
        if journal.header is None:
            journal.remove()
        raise
    assert header is not None  # noqa: S101 - all other verdicts are about a run # nosec B101
    if verdict == "resume":
        logger.info("Resuming the run whose state is in %s.", folder)
    _restore_records(journal, header, input if facts.is_same_input else None, output, verdict, check_cancelled)
    if verdict in ("resume", "return"):
        header = msgspec.structs.replace(
            header, input=name_of(input), output=name_of(output), fingerprint=_fingerprint_of(input)
        )
        if header.sent is not None and (folder / header.sent).exists():
            sent_fingerprint = _fingerprint_of(folder / header.sent)
            # With the same size it is the same file, which may have been moved with the folder.
            if sent_fingerprint[0] == header.sent_fingerprint[0]:
                header = msgspec.structs.replace(header, sent_fingerprint=sent_fingerprint)
    return OpenedRun(verdict, journal, header, source)


def _restore_records(
    journal: RunJournal,
    header: RunHeader,
    input: str | os.PathLike[str] | None,
    output: str | os.PathLike[str],
    verdict: Verdict,
    check_cancelled: Callable[[], object],
) -> None:
    """Write lost records next to the journal again, since the rest of the run needs them.

    Args:
        journal: The journal.
        header: Its header.
        input: The input if it is unchanged, else None.
        output: Where the results go.
        verdict: What is about to be done.
        check_cancelled: Called now and then; what it raises ends the reading.

    Raises:
        BatchlineError: A record is lost and can't be written again.
    """
    folder = journal.folder
    if verdict == "cancel" or (verdict == "return" and answers_of(folder, output).exists()):
        return  # no record is read
    planned = [state.shard for state in journal.records().values()]
    for record, requests, shards in (
        (header.record, input, planned if header.sent is None else None),
        (header.sent_record if planned else None, header.sent and folder / header.sent, planned),
    ):
        if record is None or is_whole(folder / record):
            continue
        written = folder / f"record-{secrets.token_hex(4)}"
        try:
            replanned = None
            if requests is not None and os.path.exists(requests):
                replanned = plan(requests, check_cancelled, record=written)
            if replanned is None or (shards is not None and replanned != shards):
                raise journal.damage_error(f"{record} is lost, or not what was written")
            written.replace(folder / record)
        finally:
            written.unlink(missing_ok=True)
        logger.info("%s was lost, so it was written again.", folder / record)
    # The requests to be sent are needed until all of them were sent.
    for name in (header.kept, header.sent if verdict == "resume" else None):
        if name is not None and not (folder / name).exists():
            raise journal.damage_error(f"{name} is lost")


def _refuse_paths(folder: Path, input: str | os.PathLike[str], output: str | os.PathLike[str]) -> None:
    if os.path.realpath(output) == os.path.realpath(input):
        raise FileTypeError(f"Nothing was sent. The output would overwrite the input, {os.fspath(input)}.")
    for path in (input, output):
        if Path(os.path.realpath(path)).is_relative_to(folder):
            raise BatchlineError(
                f"Nothing was sent. {os.fspath(path)} is in {folder}, the folder of the run's state. Name another "
                "folder for the state.",
                delivery="not_sent",
            )
    try:
        if is_special(output):
            refuse_unwritable(output)
        else:
            AtomicFile(output).discard()
    except OSError as error:
        raise BatchlineError(
            f"Nothing was sent. {os.fspath(output)} cannot be written: {error.strerror or error}.", delivery="not_sent"
        ) from error


def _fingerprint_of(path: str | os.PathLike[str]) -> tuple[int, int, int]:
    try:
        return fingerprint(os.stat(path))
    except OSError as error:
        raise BatchlineError(
            f"Nothing was sent. {os.fspath(path)} cannot be read: {error.strerror or error}.", delivery="not_sent"
        ) from error


def _is_same_output(header: RunHeader, output: str | os.PathLike[str], folder: Path) -> bool:
    """Return whether a run writes to this output: by its name, or because its state was moved together with it."""
    if is_special(output) and is_special(os.fsdecode(header.output)):
        return True
    return header.output == name_of(output) or folder == Path(state_folder(output, None))


def _check(input: str | os.PathLike[str], endpoint: str, check_cancelled: Callable[[], object]) -> Source:
    source = inspect_file(input, FilePurpose.BATCH_API, None, endpoint, check_cancelled)
    actual = source.report.endpoint if source.report else None
    if actual is not None and actual != endpoint:
        raise FileTypeError(
            f"Nothing was sent. The requests in {source.path} are for {actual}, but the run's endpoint is {endpoint}: "
            f"give {actual} as the endpoint.",
            source.report,
        )
    return source


def begin(
    journal: RunJournal,
    source: Source,
    output: str | os.PathLike[str],
    endpoint: str,
    server: str,
    check_cancelled: Callable[[], object],
) -> RunHeader:
    """Begin a new run of all requests of an input; return its header.

    Raises:
        FileTypeError: The input can't be split, or it changed while it was read.
    """
    record = f"record-{secrets.token_hex(4)}"
    shards = plan(source.path, check_cancelled, record=journal.folder / record)
    requests = sum(shard.requests for shard in shards)
    header = _header(journal, source, output, endpoint, server, record, requests)
    journal.begin(header, {shard.number: ShardState(shard) for shard in shards})
    return header


def _replaced_run(journal: RunJournal) -> tuple[RunHeader, dict[int, ShardState]] | None:
    """Return the run that a new one replaces, if it has any results: it is kept until the new one may have paid."""
    if journal.header is None:
        return None
    previous = msgspec.structs.replace(journal.header, previous=None), journal.records()
    has_results = previous[0].kept is not None or any(state.may_have_paid for state in previous[1].values())
    return previous if has_results else None


def _header(
    journal: RunJournal,
    source: Source,
    output: str | os.PathLike[str],
    endpoint: str,
    server: str,
    record: str,
    requests: int,
) -> RunHeader:
    if not source.is_current():
        (journal.folder / record).unlink(missing_ok=True)
        raise _changed_error(source)
    return RunHeader(
        version=VERSION,
        input=name_of(source.path),
        output=name_of(output),
        fingerprint=source.fingerprint,
        sha256=source.sha256 or "",
        endpoint=endpoint,
        server=server,
        requests=requests,
        started_at=datetime.datetime.now(datetime.UTC),
        record=record,
        previous=_replaced_run(journal),
    )


def begin_update(
    journal: RunJournal,
    source: Source,
    output: str | os.PathLike[str],
    answers: str | os.PathLike[str],
    skipped: tuple[str, ...],
    check_cancelled: Callable[[], object],
) -> tuple[RunHeader, Update]:
    """Begin a run that keeps the answers of an earlier one, and sends only what is new, changed or failed.

    Args:
        journal: The journal, which holds the earlier run.
        source: The input.
        output: Where the results go.
        answers: The answers of the earlier run, one for each of its requests.
        skipped: The batches that the user continues without.
        check_cancelled: Called now and then; what it raises ends this.

    Returns:
        The new run's header, and what is kept and sent.
    """
    earlier = journal.header
    assert earlier is not None  # noqa: S101 - there is an earlier run # nosec B101
    folder, token = journal.folder, secrets.token_hex(4)
    record, kept, sent, sent_record = f"record-{token}", f"kept-{token}", f"sent-{token}", f"record-{token}0"
    plan(source.path, check_cancelled, record=folder / record)
    try:
        update = plan_update(
            source.path,
            folder / earlier.record,
            folder / record,
            answers,
            folder,
            check_cancelled,
            sent=folder / sent,
            kept=folder / kept,
            removed=folder / removed_of(record),
        )
    except ValueError as error:
        # If lines moved while the input was read, its record no longer fits.
        if source.is_current():
            raise
        raise _changed_error(source) from error
    shards = {}
    if update.sent:
        planned = plan(folder / sent, check_cancelled, record=folder / sent_record)
        shards = {shard.number: ShardState(shard) for shard in planned}
    header = msgspec.structs.replace(
        _header(journal, source, output, earlier.endpoint, earlier.server, record, update.kept + update.sent),
        skipped=skipped,
        sent=sent,
        sent_fingerprint=_fingerprint_of(folder / sent),
        sent_record=sent_record,
        kept=kept,
        kept_counts=_count(folder / kept, folder),
    )
    journal.begin(header, shards)
    return header, update


def removed_of(record: str) -> str:
    """Return the name of the file with the answers that the update with this record removes."""
    return record.replace("record-", "removed-")


def _changed_error(source: Source) -> FileTypeError:
    return FileTypeError(f"Nothing was sent. {source.path} changed while it was read.")


def _count(kept: Path, folder: Path) -> Outcomes:
    """Count the outcomes of the kept answers, without their waits, which say nothing about this run."""
    joined = folder / f"kept-{secrets.token_hex(4)}"
    results = {os.fspath(kept): datetime.datetime.now(datetime.UTC)}
    try:
        counts = join((name for name, _ in named_lines(kept)), results, joined, LineError(message="", code="missing"))
    finally:
        joined.unlink(missing_ok=True)
    return msgspec.structs.replace(counts, waits={})


def _refusal(
    verdict: Verdict,
    journal: RunJournal,
    source: Source,
    output: str | os.PathLike[str],
    endpoint: str,
    server: str,
    check_cancelled: Callable[[], object],
) -> BatchlineError:
    """Return an error that says why nothing was sent, what the choices are, and what each of them would send."""
    path, header = source.path, journal.header
    requests = source.report.samples if source.report else 0
    everything = f"`--overwrite` (`overwrite=True`) sends {_all(requests)}"
    if verdict == "refuse_output":
        why = f"{os.fspath(output)} is not empty, and there is no record of the run that wrote it"
        choices = [f"{everything} and replaces it", "or name another output, which sends them as well"]
        return _refuse(why, choices)
    assert header is not None  # noqa: S101 - the other refusals are about a run # nosec B101
    if verdict == "refuse_other":
        choices = [f"give this run another state folder (`--state`), which sends {_all(requests)}"]
        if (header.sha256, header.endpoint, header.server) == (source.sha256, endpoint, server):
            choices.insert(
                0,
                f"to get the results of that run in {os.fspath(output)}, move {journal.folder} to "
                f"{os.fspath(output)}.batchline and omit `--state`, which sends nothing again",
            )
            choices[1] = f"or {choices[1]}"
        other = f"{os.fsdecode(header.input)} to {header.endpoint} at {header.server}"
        why = f"{journal.folder} holds the state of another run: {other}, writing {os.fsdecode(header.output)}"
        return _refuse(why, choices)
    if verdict == "refuse_service":
        there, here = f"{header.endpoint} at {header.server}", f"{endpoint} at {server}"
        why = f"the run writing {os.fspath(output)} used {there}, not {here}"
        back = f"use {there} as before, which sends nothing again"
        more = [everything] if header.ended_at is not None else []
        return _refuse(why, [back, *more, f"or name another output, which sends {_all(requests)}"])
    update = _compare(journal, source, output, check_cancelled)
    if header.ended_at is None:
        unsent = sum(
            state.shard.requests for state in journal.records().values() if state.is_to_be_sent and not state.jobs
        )
        least = update.sent + max(0, unsent - update.changed - update.removed)
        why = f"{path} has changed, and the run that began with it has not ended"
        choices = [
            "`--update` (`update=True`) lets the running batches finish, keeps their answers, and sends the rest: "
            f"at least {least:,}",
            f"{everything}, after cancelling the running batches, whose work so far is billed",
            "or restore the input and run the same command again",
        ]
    else:
        counts = {"new": update.new, "changed": update.changed, "failed": update.failed}
        details = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count) or "none"
        only = f"`--update` (`update=True`) sends {update.sent:,} ({details}) and keeps {update.kept:,} answers"
        why = f"{path} has changed since the run that wrote {os.fspath(output)}"
        choices = [only, everything, "or name another output, which sends all of them as well"]
    return _refuse(why, choices)


def _all(requests: int) -> str:
    return "the one request" if requests == 1 else f"all {requests:,} requests"


def _refuse(why: str, choices: list[str]) -> BatchlineError:
    return BatchlineError(f"Nothing was sent: {why}. Choose: {'; '.join(choices)}.", delivery="not_sent")


def _compare(
    journal: RunJournal, source: Source, output: str | os.PathLike[str], check_cancelled: Callable[[], object]
) -> Update:
    """Return what an update would do, judging by the answers that are there now."""
    header = journal.header
    assert header is not None  # noqa: S101 - there is an earlier run # nosec B101
    folder, record = journal.folder, journal.folder / f"record-{secrets.token_hex(4)}"
    answers = answers_of(journal.folder, output)
    try:
        plan(source.path, check_cancelled, record=record)
        has_answers = header.ended_at is not None and has_written(header, answers)
        return plan_update(
            source.path, folder / header.record, record, answers if has_answers else None, folder, check_cancelled
        )
    finally:
        record.unlink(missing_ok=True)


def answers_of(folder: Path, output: str | os.PathLike[str]) -> Path:
    """Return the file with the answers of a run: its output, or, if that is a stream, the copy in the state folder."""
    return folder / ANSWERS if is_special(output) else Path(os.path.realpath(output))


def has_written(header: RunHeader, answers: Path) -> bool:
    """Return whether a file is still what the run wrote."""
    if header.written is None or not answers.exists():
        return False
    size, digest = header.written
    if answers.stat().st_size != size:
        return False
    with answers.open("rb") as file:
        return hashlib.file_digest(file, new_digest).hexdigest() == digest


def new_digest() -> hashlib.blake2b:
    """Return the hash object for the digest of an output."""
    return hashlib.blake2b(digest_size=16)


def restore_previous(journal: RunJournal) -> None:
    """Restore the run that the current one was to replace, if the current one has not paid for anything."""
    header = journal.header
    if header is None or header.previous is None or header.ended_at is not None:
        return
    if not any(state.may_have_paid or state.watched for state in journal.records().values()):
        journal.begin(*header.previous)


def name_of(path: str | os.PathLike[str]) -> bytes:
    """Return the canonical path of a file; a stream keeps its given name, since it resolves differently each time."""
    return os.fsencode(os.path.abspath(path) if is_special(path) else os.path.realpath(path))
