# SPDX-License-Identifier: Apache-2.0
"""Every report in three languages, as paper and as workbook, word by word.

What a report looks like is kept as text in ``snapshots/``. After a change that is meant, run
``UNIONBOOK_RENEW_SNAPSHOTS=1 python -m pytest tests/operations/test_report_snapshots.py`` and read
the difference before it is committed.
"""

from __future__ import annotations

import os
import re
from itertools import groupby
from pathlib import Path

import pytest
import whole_branch

from unionbook import texts
from unionbook.domain import clock
from unionbook.excel.report_reading import read_workbook
from unionbook.operations import money_papers, money_reports
from unionbook.reports.paper_words import read_pages

KEPT = Path(__file__).parent / "snapshots"
RENEW = bool(os.environ.get("UNIONBOOK_RENEW_SNAPSHOTS"))
SEAL = re.compile(r"(unionbook-1 \S+ \S+) .*")
COUNTRIES = ("VN", "ID")
NAMES = [
    (country, kind.name)
    for country in COUNTRIES
    for kind in money_reports.KINDS
    if country in (*kind.countries, country)[:1]
    # What is the same everywhere is kept once.
    and (country == "VN" or kind.countries or kind.name in ("checkoff-powers", "dues-months"))
]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    sessions = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda: whole_branch.TODAY)
        for country in COUNTRIES:
            folder = tmp_path_factory.mktemp(country)
            sessions[country] = whole_branch.open_branch(folder, country)
        yield sessions
    for session in sessions.values():
        session.close()


@pytest.fixture
def session_of(opened, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: whole_branch.TODAY)
    return opened.__getitem__


def as_text(content: bytes) -> list[str]:
    """Give the pages of a PDF line by line, as they are read from top to bottom."""
    lines = []
    for number, page in enumerate(read_pages(content), 1):
        lines.append(f"--- page {number}")
        ordered = sorted(page.words, key=lambda word: (-round(word.base), word.left))
        for _base, words in groupby(ordered, key=lambda word: round(word.base)):
            lines.append(SEAL.sub(r"\1 …", " | ".join(word.text for word in words)))
    return lines


def cells(path: Path) -> list[str]:
    found = read_workbook(path)
    rows = [" | ".join(row) for row in (found.titles, *found.rows)]
    return [*rows, *(SEAL.sub(r"\1 …", f"({note})") for note in found.notes)]


def expect_kept(name: str, parts: list[str]) -> None:
    path, shown = KEPT / f"{name}.txt", "\n".join(line.rstrip() for line in parts) + "\n"
    if RENEW:
        KEPT.mkdir(exist_ok=True)
        path.write_text(shown, "utf-8")
    assert path.read_text("utf-8") == shown, f"{name}: see the docstring of this file"


@pytest.mark.parametrize(("country", "name"), NAMES)
def test_a_report_says_what_it_said(session_of, country, name, tmp_path):
    session = session_of(country)
    kind = next(one for one in money_reports.KINDS if one.name == name)
    parts = []
    for language in texts.LANGUAGES:
        with texts.spoken(language):
            asked = whole_branch.asked_of(session, kind)
            report = money_reports.make_report(session, **asked)
            assert report.rows, "a report without rows tells nothing of its look"
            paper = money_reports.make_report_paper(session, report=report)
            book = tmp_path / f"{language}.xlsx"
            money_reports.save_report(session, report=report, path=book)
            parts += [f"=== {language}", *as_text(paper.content), "--- workbook", *cells(book)]
    expect_kept(f"{country}-{name}", parts)


def test_a_voucher_says_what_it_said(session_of):
    session = session_of("VN")
    parts = []
    ids = [row[0] for row in session.database.rows(
        "SELECT id FROM vouchers WHERE kind IN ('receipt', 'payment') ORDER BY id LIMIT 5"
    )]  # fmt: skip
    for language in texts.LANGUAGES:
        with texts.spoken(language):
            paper = money_papers.make_vouchers(session, ids=ids)
            parts += [f"=== {language}", *as_text(paper.content)]
    expect_kept("VN-vouchers", parts)


def test_no_snapshot_is_of_a_report_that_is_gone():
    known = {f"{country}-{name}.txt" for country, name in NAMES} | {"VN-vouchers.txt"}
    assert {path.name for path in KEPT.iterdir()} == known
