"""Begin a run, resume one, or return one that has ended: which of them, before anything is paid for.

`decide` is the table that says so. Paying again is always asked for by name.
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
    "resume",  # one that has not ended
    "return",  # one that has ended, as it ended
    "update",  # one that has ended: send what is new, changed or failed
    "cancel",  # one that has not ended, since its input was edited; then begin
    "finish",  # what is running of one whose input was edited; then update
    "refuse_edited",
    "refuse_service",
    "refuse_output",
    "refuse_other",
]

STREAM_AGE: Final = datetime.timedelta(days=7)
"""How long the answers of a run into a stream are kept after its end."""
ANSWERS: Final = "answers.jsonl"
"""In the journal's folder: the answers of a run into a stream, which could not be read back."""


class Facts(NamedTuple):
    """What decides between a new run and an old one.

    Attributes:
        run: Whether the state has no run, one that has not ended, or one that has.
        may_have_paid: Whether a batch of it may have cost something.
        is_same_input: Whether the input is what it was.
        is_same_service: Whether the endpoint and the server are those of the earlier run.
        is_same_output: Whether its results go to the same output.
        has_output: Whether there is an output that isn't empty.
    """

    run: Literal["none", "unfinished", "ended"]
    may_have_paid: bool = False
    is_same_input: bool = True
    is_same_service: bool = True
    is_same_output: bool = True
    has_output: bool = False


def decide(facts: Facts, mode: Mode) -> Verdict:
    """Decide what a call to run an input means, given what earlier calls have left."""
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
        verdict: What to do; none of those that refuse.
        journal: Its journal.
        header: What the run began with which is to be worked on.
        source: The input, where it was read.
    """

    verdict: Verdict
    journal: RunJournal
    header: RunHeader
    source: Source | None


def state_folder(output: str | os.PathLike[str], state: str | os.PathLike[str] | None) -> str:
    """Return where the journal of a run into a file is."""
    path: str = os.path.realpath(f"{os.fspath(output)}.batchline" if state is None else os.fspath(state))
    return path


def stream_folder(input: str | os.PathLike[str], endpoint: str, server: str) -> str:
    """Return where the journal of a run into a stream is, and forget those that ended long ago."""
    import platformdirs  # noqa: PLC0415 - only a run into a stream needs it

    runs = platformdirs.user_state_path("batchline", appauthor=False) / "runs"
    digest = hashlib.sha256(msgspec.json.encode([os.fsencode(os.path.realpath(input)), endpoint, server])).hexdigest()
    runs.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = datetime.datetime.now(datetime.UTC)
    for folder in runs.iterdir():
        with contextlib.suppress(BatchlineError, OSError):
            found = read_journal(folder, RunHeader, ShardState)
            if found and found[0].ended_at and now - found[0].ended_at > STREAM_AGE:
                journal = RunJournal(folder, RunHeader, ShardState)
                for left in LEFT:  # which would be kept next to an output
                    (folder / left).unlink(missing_ok=True)
                journal.remove()
    return os.fspath(runs / digest[:32])


def part_of(output: str | os.PathLike[str], folder: str | os.PathLike[str]) -> str:
    """Return the temporary name of the output.

    It follows from the state folder, which one process has at a time, so the next process replaces
    what a killed one left.
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
    kept: contextlib.ExitStack,
    check_cancelled: Callable[[], object],
) -> OpenedRun:
    """Check everything before anything is paid for, and begin a run, or find one that began earlier.

    Args:
        folder: Where its journal is to be; no other process has it from now on.
        input: Its requests.
        output: Where their results go.
        endpoint: Where they go.
        server: The API's address.
        mode: What the user asked for.
        kept: What closes the journal, also if nobody waits for this any more.
        check_cancelled: Called now and then; what it raises ends the reading.

    Raises:
        BatchlineError: Something would be lost or paid again that the user has not asked for.
        FileTypeError: The input was refused.
    """
    _refuse_paths(folder, input, output)
    journal = RunJournal(folder, RunHeader, ShardState)
    kept.callback(journal.close)
    began = journal.header
    source: Source | None = None
    facts = Facts("none")
    if began is not None and began.version != VERSION:
        raise _refuse(
            f"the state in {folder} was written by another version of batchline",
            ["finish that run with that version", "or name another output, which sends everything"],
        )
    restore_previous(journal)
    began = journal.header
    if began is not None:
        try:
            is_untouched = began.input == name_of(input) and began.fingerprint == _fingerprint_of(input)
        except BatchlineError as error:
            if began.ended_at is None:
                error.add_note(f"The run into {os.fspath(output)} has not ended. Restore its input to resume it.")
            raise
        is_same_service = (began.endpoint, began.server) == (endpoint, server)
        if not (is_untouched and is_same_service):
            source = _check(input, endpoint, check_cancelled)
        facts = Facts(
            "unfinished" if began.ended_at is None else "ended",
            any(one.may_have_paid for one in journal.records().values()),
            source is None or source.sha256 == began.sha256,
            is_same_service,
            _is_same_output(began, output, folder),
        )
    facts = facts._replace(has_output=not is_special(output) and os.path.exists(output) and os.path.getsize(output) > 0)
    verdict = decide(facts, mode)
    try:
        if verdict not in ("resume", "return"):
            source = source or _check(input, endpoint, check_cancelled)
            if verdict == "refuse_edited" and began is not None:
                _restore_records(journal, began, None, output, verdict, check_cancelled)
            if verdict.startswith("refuse"):
                raise _refusal(verdict, journal, source, output, endpoint, server, check_cancelled)
            if verdict == "begin":
                header = begin(journal, source, output, endpoint, server, check_cancelled)
                return OpenedRun(verdict, journal, header, source)
    except BaseException:
        if journal.header is None:
            journal.remove()
        raise
    assert began is not None  # noqa: S101 - all other verdicts are about a run # nosec B101
    if verdict == "resume":
        logger.info("Resuming the run whose state is in %s.", folder)
    _restore_records(journal, began, input if facts.is_same_input else None, output, verdict, check_cancelled)
    if verdict in ("resume", "return"):
        began = msgspec.structs.replace(
            began, input=name_of(input), output=name_of(output), fingerprint=_fingerprint_of(input)
        )
        if began.sent is not None and (folder / began.sent).exists():
            found = _fingerprint_of(folder / began.sent)
            if found[0] == began.sent_fingerprint[0]:  # it may have been moved, with the folder
                began = msgspec.structs.replace(began, sent_fingerprint=found)
    return OpenedRun(verdict, journal, began, source)


def _restore_records(
    journal: RunJournal,
    began: RunHeader,
    input: str | os.PathLike[str] | None,
    output: str | os.PathLike[str],
    verdict: Verdict,
    check_cancelled: Callable[[], object],
) -> None:
    """Write again the records beside the journal that are lost: what is left of the run needs them.

    Args:
        journal: The journal.
        began: Its header.
        input: The input, if it is what it was.
        output: Where the results go.
        verdict: What is going to be done.
        check_cancelled: Called now and then; what it raises ends the reading.

    Raises:
        BatchlineError: One is lost for good.
    """
    folder = journal.folder
    if verdict == "cancel" or (verdict == "return" and answers_of(folder, output).exists()):
        return  # none of them is read
    planned = [one.shard for one in journal.records().values()]
    for record, requests, shards in (
        (began.record, input, planned if began.sent is None else None),
        (began.sent_record if planned else None, began.sent and folder / began.sent, planned),
    ):
        if record is None or is_whole(folder / record):
            continue
        written = folder / f"record-{secrets.token_hex(4)}"
        try:
            again = None
            if requests is not None and os.path.exists(requests):
                again = plan(requests, check_cancelled, record=written)
            if again is None or (shards is not None and again != shards):
                raise journal.damage_error(f"{record} is lost, or not what was written")
            written.replace(folder / record)
        finally:
            written.unlink(missing_ok=True)
        logger.info("%s was lost, and is written again.", folder / record)
    # What was to be sent is needed until all of it was.
    for name in (began.kept, began.sent if verdict == "resume" else None):
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


def _is_same_output(began: RunHeader, output: str | os.PathLike[str], folder: Path) -> bool:
    """Return whether a run's results go to this output: by its name, or since its state was moved along with it."""
    if is_special(output) and is_special(os.fsdecode(began.output)):
        return True
    return began.output == name_of(output) or folder == Path(state_folder(output, None))


def _check(input: str | os.PathLike[str], endpoint: str, check_cancelled: Callable[[], object]) -> Source:
    source = inspect_file(input, FilePurpose.BATCH_API, None, endpoint, check_cancelled)
    found = source.report.endpoint if source.report else None
    if found is not None and found != endpoint:
        raise FileTypeError(
            f"Nothing was sent. The requests of {source.path} go to {found}, but the run to {endpoint}: "
            f"give {found} as the endpoint.",
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
    """Begin a new run of all requests of an input.

    Raises:
        FileTypeError: The input can't be split, or it changed while it was read.
    """
    record = f"record-{secrets.token_hex(4)}"
    shards = {one.number: ShardState(one) for one in plan(source.path, check_cancelled, record=journal.folder / record)}
    requests = sum(one.shard.requests for one in shards.values())
    header = _header(journal, source, output, endpoint, server, record, requests)
    journal.begin(header, shards)
    return header


def _replaced_run(journal: RunJournal) -> tuple[RunHeader, dict[int, ShardState]] | None:
    """Return the run that a new one replaces, if it has given anything: it is kept until the new one may have paid."""
    if journal.header is None:
        return None
    previous = msgspec.structs.replace(journal.header, previous=None), journal.records()
    has_given = previous[0].kept is not None or any(one.may_have_paid for one in previous[1].values())
    return previous if has_given else None


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
        journal: The journal, which has the earlier run.
        source: The input.
        output: Where the results go.
        answers: The answers of the earlier run, one for each of its requests.
        skipped: The batches without which the user continues.
        check_cancelled: Called now and then; what it raises ends this.
    """
    began = journal.header
    assert began is not None  # noqa: S101 - there is an earlier run # nosec B101
    folder, token = journal.folder, secrets.token_hex(4)
    record, kept, sent, sent_record = f"record-{token}", f"kept-{token}", f"sent-{token}", f"record-{token}0"
    plan(source.path, check_cancelled, record=folder / record)
    try:
        update = plan_update(
            source.path,
            folder / began.record,
            folder / record,
            answers,
            folder,
            check_cancelled,
            sent=folder / sent,
            kept=folder / kept,
            removed=folder / removed_of(record),
        )
    except ValueError as error:  # where lines moved while it was read, records don't fit any more
        if source.is_current():
            raise
        raise _changed_error(source) from error
    shards = {}
    if update.sent:
        shards = {
            one.number: ShardState(one) for one in plan(folder / sent, check_cancelled, record=folder / sent_record)
        }
    header = msgspec.structs.replace(
        _header(journal, source, output, began.endpoint, began.server, record, update.kept + update.sent),
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
    """Return the name of the file that has the answers which an update with this record removes."""
    return record.replace("record-", "removed-")


def _changed_error(source: Source) -> FileTypeError:
    return FileTypeError(f"Nothing was sent. {source.path} changed while it was read.")


def _count(kept: Path, folder: Path) -> Outcomes:
    """Return what the kept answers are. When they were created says nothing about this run."""
    counted = folder / f"kept-{secrets.token_hex(4)}"
    results = {os.fspath(kept): datetime.datetime.now(datetime.UTC)}
    try:
        counts = join((name for name, _ in named_lines(kept)), results, counted, LineError(message="", code="missing"))
    finally:
        counted.unlink(missing_ok=True)
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
    """Return the error that says why nothing was sent, what the choices are, and what each would send."""
    path, began = source.path, journal.header
    requests = source.report.samples if source.report else 0
    everything = f"`--overwrite` (`overwrite=True`) sends {_all(requests)}"
    if verdict == "refuse_output":
        why = f"{os.fspath(output)} is not empty, and there is no record of the run that wrote it"
        choices = [f"{everything} and replaces it", "or name another output, which sends them as well"]
        return _refuse(why, choices)
    assert began is not None  # noqa: S101 - the other refusals are about a run # nosec B101
    whose = f"{os.fsdecode(began.input)} to {began.endpoint} at {began.server}, into {os.fsdecode(began.output)}"
    if verdict == "refuse_other":
        choices = [f"give this run another state folder (`--state`), which sends {_all(requests)}"]
        if (began.sha256, began.endpoint, began.server) == (source.sha256, endpoint, server):
            choices.insert(
                0,
                f"to have the results of that run in {os.fspath(output)}, move {journal.folder} to "
                f"{os.fspath(output)}.batchline and give no `--state`, which sends nothing again",
            )
            choices[1] = f"or {choices[1]}"
        return _refuse(f"{journal.folder} has the state of another run: {whose}", choices)
    if verdict == "refuse_service":
        there, here = f"{began.endpoint} at {began.server}", f"{endpoint} at {server}"
        why = f"the run into {os.fspath(output)} went to {there}, not to {here}"
        back = f"use {there} as before, which sends nothing again"
        more = [everything] if began.ended_at is not None else []
        return _refuse(why, [back, *more, f"or name another output, which sends {_all(requests)}"])
    update = _compare(journal, source, output, check_cancelled)
    if began.ended_at is None:
        unsent = sum(one.shard.requests for one in journal.records().values() if one.is_to_be_sent and not one.jobs)
        least = update.sent + max(0, unsent - update.changed - update.removed)
        why = f"{path} has changed, and the run that was begun with it has not ended"
        choices = [
            "`--update` (`update=True`) lets the batches that are running end, keeps their answers, and sends the "
            f"rest: at least {least:,}",
            f"{everything}, after cancelling the batches that are running, whose work so far is billed",
            "or restore the input and run the same command again",
        ]
    else:
        parts = {"new": update.new, "changed": update.changed, "failed": update.failed}
        named = ", ".join(f"{count:,} {name}" for name, count in parts.items() if count) or "none"
        only = f"`--update` (`update=True`) sends {update.sent:,} ({named}) and keeps {update.kept:,} answers"
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
    """Return what an update would do, as far as the answers that it would keep are there now."""
    began = journal.header
    assert began is not None  # noqa: S101 - there is an earlier run # nosec B101
    folder, record = journal.folder, journal.folder / f"record-{secrets.token_hex(4)}"
    answers = answers_of(journal.folder, output)
    try:
        plan(source.path, check_cancelled, record=record)
        has_answers = began.ended_at is not None and has_written(began, answers)
        return plan_update(
            source.path, folder / began.record, record, answers if has_answers else None, folder, check_cancelled
        )
    finally:
        record.unlink(missing_ok=True)


def answers_of(folder: Path, output: str | os.PathLike[str]) -> Path:
    """Return where the answers of a run are: its output, or what is kept of one that is a stream."""
    return folder / ANSWERS if is_special(output) else Path(os.path.realpath(output))


def has_written(began: RunHeader, answers: Path) -> bool:
    """Return whether this is still what the run wrote."""
    if began.written is None or not answers.exists():
        return False
    size, digest = began.written
    if answers.stat().st_size != size:
        return False
    with answers.open("rb") as file:
        return hashlib.file_digest(file, new_digest).hexdigest() == digest


def new_digest() -> hashlib.blake2b:
    """Return what the digest of an output is made with."""
    return hashlib.blake2b(digest_size=16)


def restore_previous(journal: RunJournal) -> None:
    """Let a run that has paid nothing give its place back to the one that it was to replace."""
    began = journal.header
    if began is None or began.previous is None or began.ended_at is not None:
        return
    if not any(one.may_have_paid or one.watched for one in journal.records().values()):
        journal.begin(*began.previous)


def name_of(path: str | os.PathLike[str]) -> bytes:
    """Return the one name of a file; of a stream, which leads elsewhere each time, the one that was given."""
    return os.fsencode(os.path.abspath(path) if is_special(path) else os.path.realpath(path))
