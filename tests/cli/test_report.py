"""The page with a run's report."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchline.cli.report import (
    _COUNTS,
    _TIMES,
    LONGEST,
    MOST_KINDS,
    distribution,
    percent,
    render,
    timeline,
    write_report,
)
from batchline.cli.view import duration
from batchline.run.histogram import histogram
from batchline.run.state import Outcomes

from .examples import ended_run, job, run_of, shard


class Page(HTMLParser):
    """What a reader sees, which elements there are, and whether all of them are closed."""

    VOID = ("meta",)

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self._open[-1] != "style":
            self.text.append(" ".join(data.split()))


def test_the_page_says_what_happened() -> None:
    page = render(ended_run(), "out.jsonl", "batchline run in.jsonl -o out.jsonl --update")
    text = Page(page).text
    assert "2,100 of 3,000 requests succeeded" in text
    assert "2,100 succeeded (70.0 %)" in text
    for expected in ("in.jsonl", "out.jsonl", "26 h", "1,500", "cancelled", "98.9 %", "batch-a", "EXPIRED", "24 h",
                     "batchline run in.jsonl -o out.jsonl --update", "2, sent again"):  # fmt: skip
        assert expected in text
    # What a server has said is text.
    assert "<script>alert(1)</script>" in text
    assert "<b>line 3</b> is odd" in text


def report_of(done: Outcomes) -> tuple[str, str]:
    """The page, and what a reader sees of it."""
    page = render(run_of([shard(1, "joined")], done, 1.0), "out.jsonl", None)
    return page, " ".join(Page(page).text)


def test_the_page_says_how_answers_ended() -> None:
    ends = {"stop": 1900, "length": 90, "<i>odd</i>": 5, "content_filter": 3, "empty": 2}
    page, text = report_of(Outcomes(requests=2000, succeeded=2000, finish_reasons=ends))
    assert "How answers ended by finish_reason" in text
    for expected in ("stop 1,900 95.0 %", "cut off (length) 90 4.5 %", "<i>odd</i> 5", "filtered (content_filter) 3",
                     "empty 2 0.1 %"):  # fmt: skip
        assert expected in text
    assert page.count('class="late"') == 3
    many = {f"f{n}": 1 for n in range(MOST_KINDS + 5)}
    assert "and 5 more kinds" in report_of(Outcomes(25, 25, finish_reasons=many))[1]
    page, text = report_of(Outcomes(1, 1))
    assert "finish_reason" not in text


def test_the_page_says_what_is_odd_about_the_results() -> None:
    text = report_of(Outcomes(requests=5, succeeded=5, ignored=1700, unmatched=1200, cut=1))[1]
    assert "result lines that match no request: 1,200" in text
    assert "result lines that answer a request again: 500" in text
    assert "result files that end in the middle of a line: 1" in text
    for fine in (Outcomes(5, 5), Outcomes(5, 5, ignored=2, unmatched=2)):
        assert "request again" not in report_of(fine)[1]
    for words in ("result lines", "result files"):
        assert words not in report_of(Outcomes(5, 5))[1]


def test_the_page_needs_nothing_but_itself() -> None:
    page = Page(render(ended_run(), "out.jsonl", None))
    assert page.links == []
    assert not {"script", "img", "link", "iframe", "object"} & set(page.tags)
    raw = render(ended_run(), "out.jsonl", None)
    assert "http" not in raw.replace("http-equiv", "")
    assert "url(" not in raw
    assert "prefers-color-scheme: dark" in raw


def test_a_run_of_which_nothing_is_known_but_its_end() -> None:
    text = Page(render(run_of([shard(1, "joined", job("a", "COMPLETED", 0, 0))], ended=0.0), "out.jsonl", None)).text
    assert "Responses carry no `created` time." in text
    assert "0 of 0 requests succeeded" in text


def test_of_very_many_batches_some_are_left_out() -> None:
    status = run_of([shard(n, "joined", job(f"b{n}", "COMPLETED", n, 1)) for n in range(LONGEST + 7)], ended=9000)
    assert "and 7 more" in Page(render(status, "out.jsonl", None)).text


def test_bars_are_within_the_timeline() -> None:
    bars, ticks = timeline(ended_run())
    assert [bar.name for bar in bars] == ["1", "2", "2, sent again", "3", "3, sent again"]
    assert all(0 <= bar.begins <= 100 and bar.begins + bar.length <= 100.001 for bar in bars)
    assert bars[0].length == pytest.approx(3 / 26 * 100)
    assert [name for _, name in ticks] == ["0 s", "6 h", "12 h", "18 h", "24 h"]
    # The service's clock is not ours.
    bars, _ = timeline(run_of([shard(1, "joined", job("a", "COMPLETED", -3, 1))], ended=1.0))
    assert (bars[0].begins, bars[0].length) == (0, pytest.approx(25))


def test_a_limit_that_all_answers_meet_stands_where_it_is() -> None:
    plot = distribution(histogram([1000] * 7), str, _COUNTS)
    assert plot is not None
    assert plot.facts == dict.fromkeys(["median", "p90", "p99", "max"], "1000")
    assert [column.says for column in plot.columns if column.height] == ["1000: 7"]
    day = distribution(histogram([86_400] * 7), duration, _TIMES)
    assert day is not None
    assert [(column.says, column.height) for column in day.columns if column.height] == [("24 h to 24 h 5 min: 7", 100)]
    assert day.facts["max"] == "24 h"


def test_labels_stand_where_they_belong() -> None:
    ones = distribution(histogram(range(10)), str, _COUNTS)
    assert ones is not None
    assert ones.ticks[:2] == [(5, "0"), (25, "2")]  # in the middle of the column of just this number
    tens = distribution(histogram(range(400)), str, _COUNTS)
    assert tens is not None
    assert tens.ticks[:2] == [(0, "0"), (25, "100")]  # where the column of those from it on begins
    assert [(one.says, one.height) for one in tens.columns[:2]] == [("0 to 9: 10", 100), ("10 to 19: 10", 100)]


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=80))
def test_a_plot_shows_all_numbers(numbers: list[int]) -> None:
    plot = distribution(histogram(numbers), str, _COUNTS)
    assert plot is not None
    assert plot.total == len(numbers)
    assert 1 <= len(plot.columns) <= 45
    assert max(column.height for column in plot.columns) == pytest.approx(100)
    assert all(0 <= place <= 101 for place, _ in plot.ticks)
    assert 2 <= len(plot.ticks) <= 9


@pytest.mark.parametrize("first", [0, 5, 23 * 3600, 100 * 3600])
@pytest.mark.parametrize("spread", [10, 1000, 3600, 40_000, 10**9, 10**11])
def test_labels_do_not_overlap(first: int, spread: int) -> None:
    plot = distribution(histogram(range(first, first + spread, max(1, spread // 50_000))), duration, _TIMES)
    assert plot is not None
    places = [place for place, _ in plot.ticks]
    assert places
    for (place, text), then in zip(plot.ticks, places[1:], strict=False):
        assert (then - place) / 100 * 45 > len(text)  # a plot is as wide as 45 letters


def test_what_is_far_away_has_a_column_of_its_own() -> None:
    plot = distribution(histogram([*range(1, 32), *range(1, 32), *range(1, 32), *range(1, 32), 4096]), str, _COUNTS)
    assert plot is not None
    assert plot.beyond
    assert [column.says for column in plot.columns[:2]] == ["0: 0", "1: 4"]
    assert plot.columns[-1].says == "32 or more: 1"
    assert plot.facts == {"median": "16", "p90": "29", "p99": "31", "max": "4096"}
    assert distribution({}, duration, _TIMES) is None


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 9, "0.0 %"), (9, 9, "100.0 %"), (1, 3, "33.3 %"), (1, 10_000, "below 0.1 %"), (9_999, 10_000, "above 99.9 %"),
     (0, 0, "0.0 %")],
)  # fmt: skip
def test_percentages_do_not_round_away_what_there_is(part: int, whole: int, words: str) -> None:
    assert percent(part, whole) == words


def test_the_page_appears_whole(folder: Path) -> None:
    write_report(ended_run(), "r.html", os.fsdecode(b"out-\xff.jsonl"), None)
    assert re.search(r"</html>\s*$", (folder / "r.html").read_text())
    assert [path.name for path in folder.iterdir()] == ["r.html"]


def test_nothing_of_the_server_is_hidden_or_reordered() -> None:
    """Control characters, C1 and bidi: of ids, statuses, reasons and kinds of errors."""
    unclean = "\x1b[2J\x9b\u202e\u2066\u2028\x7f"
    status = run_of(
        [shard(1, "joined", job(unclean, unclean, 0, 3, reason=unclean))],
        Outcomes(requests=1000, succeeded=0, failed=1000, errors={unclean: 1000}, finish_reasons={unclean: 3}),
        4,
    )
    page = render(status, f"out{unclean}.jsonl", f"batchline {unclean}")
    assert all(letter.isprintable() or letter == "\n" for letter in page)
