# SPDX-License-Identifier: Apache-2.0
"""Run the benchmarks: python -m benchmarks [SUBJECT …] [--rows N …] [--small] [--json]."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import (
    bundles,
    changing,
    desk,
    exchanging,
    export,
    importing,
    money,
    opening,
    paper,
    proving,
    scrolling,
    searching,
    table,
    window,
)
from benchmarks.measuring import measure, measure_here

if TYPE_CHECKING:
    from benchmarks.measuring import Subject

SUBJECTS: dict[str, Subject] = {
    subject.name: subject
    for subject in (
        importing.SUBJECT,
        importing.TAKING_BACK,
        searching.SUBJECT,
        opening.SUBJECT,
        changing.SUBJECT,
        changing.HISTORY,
        proving.SUBJECT,
        exchanging.CHANGES,
        exchanging.NEW,
        exchanging.GATHER,
        scrolling.SUBJECT,
        export.SUBJECT,
        paper.CARDS,
        paper.CODES,
        paper.LIST,
        bundles.CHANGED,
        bundles.NEW,
        desk.SUBJECT,
        money.SUBJECT,
        money.REPORTS,
        window.START,
        window.LIST,
        window.MOVING,
    )
}
SMALL = 60
"""Rows of the small form: enough to see that everything runs."""


def main() -> None:
    """Measure what is asked for, and print one table."""
    reader = argparse.ArgumentParser(prog="benchmarks", description="unionbook beside its peers")
    reader.add_argument("subjects", nargs="*", choices=[[], *SUBJECTS], metavar="SUBJECT",
                        help=", ".join(SUBJECTS))  # fmt: skip
    reader.add_argument("--rows", type=int, nargs="+", help="how many members")
    reader.add_argument("--rounds", type=int, default=3)
    reader.add_argument("--small", action="store_true", help=f"{SMALL} rows, one round")
    reader.add_argument("--json", action="store_true")
    reader.add_argument("--folder", type=Path, help="where to write; by default a temporary folder")
    reader.add_argument("--contender", help=argparse.SUPPRESS)
    asked = reader.parse_args()
    if asked.contender:
        measure_here(SUBJECTS[asked.subjects[0]], asked.contender, asked.folder, asked.rows[0])
        return
    with tempfile.TemporaryDirectory() as scratch:
        found = _measure_all(asked, asked.folder or Path(scratch))
    print(json.dumps(table.as_json(found), ensure_ascii=False) if asked.json else "\n", end="")
    if not asked.json:
        print(table.printed(found))


def _measure_all(asked: argparse.Namespace, folder: Path) -> list[table.Line]:
    found: list[table.Line] = []
    for name in asked.subjects or SUBJECTS:
        subject = SUBJECTS[name]
        sizes = [subject.small or SMALL] if asked.small else asked.rows or subject.rows
        for rows in sorted({min(size, subject.most or size) for size in sizes}):
            print(f"{name}, {rows:,} rows …", file=sys.stderr, flush=True)
            taken = measure(subject, rows, folder, 1 if asked.small else asked.rounds)
            found.extend(table.lines(subject, rows, taken))
    return found


if __name__ == "__main__":
    main()
