# SPDX-License-Identifier: Apache-2.0
"""A whole import (preview, checks, doubles, history, search index) beside those that only read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks import people, stores
from benchmarks.measuring import Comparison, Contender, Figures, Subject, Taken, stopwatch
from unionbook.operations import history, imports, verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from unionbook.operations.sessions import Session


def workbook(folder: Path, rows: int) -> Path:
    """Give the file that is imported."""
    return folder / f"people-{rows}.xlsx"


def prepare(folder: Path, rows: int) -> None:
    if not workbook(folder, rows).exists():
        people.write_workbook(workbook(folder, rows), rows)


def _fresh(folder: Path) -> Session:
    taken = sum(1 for _ in folder.glob("import-*.unionbook"))
    return stores.make_register(folder, f"import-{taken}")


def by_unionbook(folder: Path, rows: int) -> Figures:
    session = _fresh(folder)
    with stopwatch() as looking:
        preview = imports.preview_import(session, path=workbook(folder, rows))
    with stopwatch() as taking:
        result = imports.take_import(session, preview=preview)
    assert (result.added, result.left_out) == (rows, 0)
    session.close()
    whole = Taken(looking.wall + taking.wall, looking.cpu + taking.cpu)
    return {"preview": looking, "take": taking, "whole": whole}


def unionbook_takes_back(folder: Path, rows: int) -> Figures:
    session = _fresh(folder)
    preview = imports.preview_import(session, path=workbook(folder, rows))
    with stopwatch() as taking:
        result = imports.take_import(session, preview=preview)
    del preview
    with stopwatch() as verifying:
        assert verify.verify_register(session).whole
    with stopwatch() as undoing:
        history.undo_commit(session, commit_id=result.commit_id)
    assert session.database.value("SELECT count(*) FROM members") == 0
    session.close()
    return {"take": taking, "undo": undoing, "verify": verifying}


def by_calamine(folder: Path, rows: int) -> Figures:
    with stopwatch() as reading:
        count = sum(1 for _row in _calamine_rows(workbook(folder, rows)))
    assert count == rows
    return {"read": reading}


def _calamine_rows(path: Path) -> Iterator[list[Any]]:
    from python_calamine import CalamineWorkbook

    rows: Iterator[list[Any]] = (
        CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows()
    )
    next(rows)
    return rows


def by_calamine_into_sqlcipher(folder: Path, rows: int) -> Figures:
    """No checks, no history, no search: dates to text and one executemany, an index, a commit."""
    path = folder / f"calamine-{sum(1 for _ in folder.glob('calamine-*.db'))}.db"
    columns = ", ".join(people.FIELDS)
    with stopwatch() as writing:
        store = stores.bare(path)
        store.execute(f"CREATE TABLE people(id INTEGER PRIMARY KEY, {columns})")
        store.execute("CREATE UNIQUE INDEX people_number ON people(employee_number)")
        store.execute("BEGIN")
        store.executemany(
            f"INSERT INTO people({columns}) VALUES ({','.join('?' * len(people.FIELDS))})",
            (people.stored(row) for row in _calamine_rows(workbook(folder, rows))),
        )
        store.execute("COMMIT")
    assert store.execute("SELECT count(*) FROM people").fetchone()[0] == rows
    store.close()
    return {"whole": writing}


def by_openpyxl(folder: Path, rows: int) -> Figures:
    import openpyxl

    with stopwatch() as reading:
        sheet = openpyxl.load_workbook(workbook(folder, rows), read_only=True, data_only=True)
        count = sum(1 for _row in sheet.active.iter_rows(min_row=2, values_only=True))
    assert count == rows
    return {"read": reading}


_CALAMINE, _OPENPYXL = "calamine, read only", "openpyxl, read only"
_BARE = "calamine into SQLCipher"
_MANY = 100_000
SUBJECT = Subject(
    "import",
    {
        "unionbook": Contender(by_unionbook),
        _CALAMINE: Contender(by_calamine, "python_calamine"),
        _BARE: Contender(by_calamine_into_sqlcipher, "sqlcipher3"),
        _OPENPYXL: Contender(by_openpyxl, "openpyxl"),
    },
    (
        Comparison(
            "import, whole", "whole", _OPENPYXL, "read", ratio=0.5, megabytes=400, judged_from=_MANY
        ),
        Comparison("import, whole (aim)", "whole", _CALAMINE, "read", ratio=4, judged_from=_MANY),
        Comparison("import, whole", "whole", _BARE),
        Comparison("import, preview", "preview", _CALAMINE, "read", ratio=2, judged_from=_MANY),
    ),
    prepare=prepare,
)
TAKING_BACK = Subject(
    "undo",
    {"unionbook": Contender(unionbook_takes_back), _OPENPYXL: Contender(by_openpyxl, "openpyxl")},
    (
        Comparison("undo of an import", "undo", _OPENPYXL, "read"),
        Comparison("verify after an import", "verify", _OPENPYXL, "read"),
    ),
    prepare=prepare,
)
