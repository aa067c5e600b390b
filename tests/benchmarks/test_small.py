# SPDX-License-Identifier: Apache-2.0
"""The small form of the benchmarks runs through, and its table has a row for each figure."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import table
from benchmarks.__main__ import SMALL, SUBJECTS
from benchmarks.measuring import Comparison, Contender, Rounds, Subject, Taken, spread

ROOT = Path(__file__).resolve().parents[2]
PEERS_OF_THE_PROJECT = ("openpyxl", "calamine", "SQLCipher", "LIKE", "segno", "LongTable", "OFFSET")


@pytest.mark.slow
def test_everything_runs_and_every_figure_has_its_row(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--small", "--json", "--folder", tmp_path],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    expected = [one.what for subject in SUBJECTS.values() for one in subject.comparisons]
    assert [row["work"] for row in found] == expected
    for row in found:
        assert row["rows"] in {SMALL, *(one.small for one in SUBJECTS.values())}
        assert row["ours"] >= 0
        if any(peer in row["peer"] for peer in PEERS_OF_THE_PROJECT):
            assert row["theirs"] > 0, row
            assert row["ratio"] is not None
        if sys.platform != "win32":
            assert row["memory"] > 10


def rounds(*seconds: float) -> Rounds:
    return Rounds([{"work": Taken(one, one)} for one in seconds], [50.0] * len(seconds))


def line(comparison: Comparison, taken: dict[str, Rounds], rows: int = 1000) -> table.Line:
    subject = Subject("one", {}, (comparison,))
    return next(iter(table.lines(subject, rows, taken)))


def test_the_ratio_is_the_middle_of_those_within_a_round():
    made = line(
        Comparison("work", "work", "peer", ratio=1),
        {"unionbook": rounds(1, 20, 3), "peer": rounds(2, 10, 1)},
    )
    assert made.ratio == 2.0
    assert made.met is False


def test_a_target_is_met_by_ratio_time_and_memory_alike():
    taken = {"unionbook": rounds(1, 1, 1), "peer": rounds(4, 4, 4)}
    assert line(Comparison("work", "work", "peer", ratio=0.25), taken).met is True
    assert line(Comparison("work", "work", "peer", ratio=0.25, seconds=0.5), taken).met is False
    assert line(Comparison("work", "work", "peer", megabytes=40), taken).met is False
    assert line(Comparison("work", "work", "peer"), taken).met is None


def test_too_few_rows_are_not_judged():
    taken = {"unionbook": rounds(9), "peer": rounds(1)}
    made = line(Comparison("work", "work", "peer", ratio=1, judged_from=5000), taken)
    assert (made.met, made.target, made.ratio) == (None, "", 9.0)


def test_a_peer_that_is_not_installed_is_said_to_be_absent():
    assert not Contender(lambda _folder, _rows: {}, "no_such_package").present
    made = line(Comparison("work", "work", "rare peer", ratio=1), {"unionbook": rounds(1)})
    assert made.peer == "rare peer (absent)"
    assert (made.ratio, made.met) == (None, None)
    assert "rare peer (absent)" in table.printed([made])


def test_the_95th_percentile_leaves_out_the_slowest_twentieth(monkeypatch):
    clock = iter([0.0, *(x for n in range(100) for x in (n, n + n / 1000))])
    next(clock)
    monkeypatch.setattr("time.perf_counter", lambda: next(clock))
    taken = spread("run", [lambda: None] * 100)
    assert taken["run p50"].wall == pytest.approx(0.050)
    assert taken["run p95"].wall == pytest.approx(0.095)
