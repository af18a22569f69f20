"""What a check has found so far."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from batchline_api.models import FilePurpose

from ..report import MOST_WARNINGS, Code, Issue, ValidationReport

OF_ROWS: Final = (FilePurpose.FINE_TUNE, FilePurpose.CALIBRATION)
"""The purposes whose files have fine-tune rows."""

RUN: Final = "run"
"""The rules for the requests of a run: those of a batch, except that custom_ids may be missing."""


class Findings:
    """Collects faults and counts: lists up to `max_issues` faults and counts all.

    Attributes:
        path: The file.
        purpose: The purpose whose rules to apply.
        file_type: The type that its suffix names.
        max_issues: The maximum number of faults to list.
        endpoint: The endpoint of requests that don't name one; None if unknown.
        rules: The rules for its lines: the purpose's, or those of a run.
        samples: The number of rows or requests so far.
        common: The format of fine-tune rows, or the endpoint of requests, once known.
        sha256: The SHA-256 of all bytes, once known.
    """

    def __init__(
        self,
        path: str,
        purpose: FilePurpose,
        file_type: str | None,
        max_issues: int,
        endpoint: str | None,
        rules: str | None = None,
    ) -> None:
        self.path = path
        self.purpose = purpose
        self.file_type = file_type
        self.max_issues = max_issues
        self.endpoint = endpoint
        self.rules: str = rules or purpose
        self.samples = 0
        self.common: str | None = None
        self.sha256: str | None = None
        self._issues: list[Issue] = []
        self._warnings: dict[str, Issue] = {}
        self._counts: Counter[str] = Counter()

    @property
    def room(self) -> int:
        """How many more faults can be listed."""
        return max(0, self.max_issues - len(self._issues))

    @property
    def has_faults(self) -> bool:
        """Whether any fault has been added."""
        return bool(self._counts)

    def add(self, code: Code, message: str, *, line: int | None = None) -> None:
        """Add a fault of a line, or of the file as a whole."""
        self.extend([Issue(line, "", code, message)], {code: 1})

    def extend(self, issues: Iterable[Issue], counts: Mapping[str, int]) -> None:
        """Add faults by code to the counts, and to the list those that there is room for."""
        self._issues += list(issues)[: self.room]
        self._counts.update(counts)

    def warn(self, warnings: Iterable[Issue]) -> None:
        """Add warnings about what training ignores; keep the first for each pointer."""
        for warning in warnings:
            if len(self._warnings) < MOST_WARNINGS:
                self._warnings.setdefault(warning.pointer, warning)

    def report(self) -> ValidationReport:
        """Return the report on everything found."""
        try:
            size = os.stat(self.path).st_size
        except (OSError, ValueError):  # a path with a NUL is a ValueError
            size = None
        of_rows = self.purpose in OF_ROWS
        return ValidationReport(
            path=self.path,
            purpose=str(self.purpose),
            file_type=self.file_type,
            file_size=size,
            samples=self.samples,
            dataset_format=self.common if of_rows else None,
            issues=tuple(sorted(self._issues, key=lambda issue: issue.line or float("inf"))),
            total_issues=self._counts.total(),
            sha256=self.sha256,
            endpoint=None if of_rows else self.common,
            counts=dict(self._counts),
            warnings=tuple(self._warnings.values()),
        )
