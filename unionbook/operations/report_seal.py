# SPDX-License-Identifier: Apache-2.0
"""The line under a report by which its figures can be checked: what it is, of when, and two codes.

The first code is of the figures as they stand on the paper, the second of the line itself. Both
are keyed with what only the register holds, so nobody else can make a line that fits. The line:
``unionbook-1 NAME FIRST..LAST CHOICES LANGUAGE ROWS.TOTAL.NUMBERED DAY SITE.STEP REGISTER FIGURES
LINE``.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from unionbook.data import history
from unionbook.domain import clock, numbering
from unionbook.domain.report_tables import Asked, Cell
from unionbook.operations import card_statement
from unionbook.reports.formats import date_text
from unionbook.reports.lettering import lacking
from unionbook.reports.money_report import cell_text
from unionbook.texts import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionbook.domain.report_tables import ReportColumn, ReportTable
    from unionbook.operations.sessions import Session

_MARK = "unionbook-1"
_CODE_BYTES = 10
_LINE = re.compile(
    rf"{_MARK} (?P<name>[a-z0-9-]+) (?P<first>\d{{4}}-\d\d)\.\.(?P<last>\d{{4}}-\d\d) "
    r"(?P<choices>\S+) (?P<language>vi|id|en) (?P<rows>\d+)\.(?P<total>[01])\.(?P<numbered>[01]) "
    r"(?P<day>\d{4}-\d\d-\d\d) (?P<site>[0-9a-f]+)\.(?P<step>\d+) (?P<register>[0-9a-f]{8}) "
    r"(?P<figures>[A-Z2-7]{16}) (?P<line>[A-Z2-7]{16})"
)
_GROUPED = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_DAY = re.compile(r"(?:(\d\d)/)?(\d\d)/(\d{4})")
_END, _NEXT = "\x1e", "\x1f"

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """What the line under a report says; ``step`` is the last step of the history at that time."""

    asked: Asked
    language: str
    rows: int
    total: bool
    numbered: bool
    day: str
    step: int
    register: str
    figures: str
    text: str


def seal_line(session: Session, report: ReportTable) -> str:
    """Give the line of a report, empty for one that nobody could make again."""
    if report.asked is None:
        return ""
    step = history.list_commits(session.database, 1)[0].id
    lines = canonical_rows(report)
    titles = canonical_titles(column.title for column in report.columns)
    said = "&".join(f"{key}={quote(value, safe='')}" for key, value in report.asked.choices)
    parts = (
        _MARK,
        report.asked.name,
        report.asked.period,
        said or "-",
        language(),
        f"{len(report.rows)}.{int(report.total is not None)}.{int(report.numbered)}",
        clock.today(),
        f"{numbering.site_of(step):x}.{numbering.counter_of(step)}",
        register_mark(session),
        figures_code(session, titles, lines),
    )
    text = " ".join(parts)
    return f"{text} {_code(session, 'line', text)}"


def find_line(texts: Iterable[str]) -> Seal | None:
    """Give the first line of that kind in some texts, or None."""
    for text in texts:
        if found := _LINE.search(" ".join(text.split())):
            choices = found["choices"]
            pairs = () if choices == "-" else tuple(choices.split("&"))
            said = tuple((key, unquote(value)) for key, _is, value in map(_parted, pairs))
            return Seal(
                Asked(found["name"], f"{found['first']}..{found['last']}", said),
                found["language"],
                int(found["rows"]),
                found["total"] == "1",
                found["numbered"] == "1",
                found["day"],
                numbering.compose(int(found["site"], 16), int(found["step"])),
                found["register"],
                found["figures"],
                found[0],
            )
    return None


def _parted(pair: str) -> tuple[str, str, str]:
    return pair.partition("=")


def is_ours(session: Session, seal: Seal) -> bool:
    """Tell whether this register made the line, as it is."""
    text, _space, code = seal.text.rpartition(" ")
    return hmac.compare_digest(code, _code(session, "line", text))


def register_mark(session: Session) -> str:
    """Give a short sign of the register, which says nothing about it."""
    return hashlib.sha256(f"report {session.info.uuid}".encode()).hexdigest()[:8]


def figures_code(session: Session, titles: Sequence[str], rows: Rows) -> str:
    """Give the code of a table's headings and rows."""
    return _code(session, "figures", _END.join(_NEXT.join(row) for row in (tuple(titles), *rows)))


def _code(session: Session, purpose: str, text: str) -> str:
    key = card_statement.derived_key(session, f"report {purpose}")
    digest = hmac.new(key, text.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:_CODE_BYTES]).decode()


def canonical_rows(report: ReportTable) -> Rows:
    """Give the rows and totals of a report, as they are compared."""
    lines = (*report.rows, *([report.total] if report.total else []))
    return tuple(
        tuple(
            # What a number becomes when its separators are taken out again.
            str(value)
            if isinstance(value, int)
            else canonical(column.cell, cell_text(column, value))
            for column, value in zip(report.columns, line, strict=True)
        )
        for line in lines
    )


def canonical_titles(titles: Iterable[str]) -> tuple[str, ...]:
    """Give headings as they are compared."""
    return tuple(canonical(Cell.TEXT, title) for title in titles)


def canonical_texts(columns: Sequence[ReportColumn], rows: Iterable[Sequence[str]]) -> Rows:
    """Give rows of texts, off a paper or out of a workbook, as they are compared."""
    return tuple(
        tuple(canonical(column.cell, text) for column, text in zip(columns, row, strict=True))
        for row in rows
    )


@lru_cache(maxsize=65536)
def _known(text: str) -> str:
    """Give a text composed, without spaces and without letters that paper cannot show."""
    bare = "".join(unicodedata.normalize("NFC", text).split())
    unknown = lacking(bare)
    return bare.translate({ord(letter): None for letter in unknown}) if unknown else bare


def canonical(cell: Cell, text: str) -> str:
    """Give a text as it is compared: whatever paper, lines and separators do to it is taken out."""
    bare = "".join(text.split()) if text.isascii() else _known(text)
    if cell in (Cell.MONEY, Cell.COUNT):
        return _GROUPED.sub("", bare)
    if cell is Cell.DATE and (day := _DAY.fullmatch(date_text(bare))):
        return "-".join(part for part in reversed(day.groups()) if part)
    return bare
