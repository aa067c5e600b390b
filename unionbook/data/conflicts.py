# SPDX-License-Identifier: Apache-2.0
"""Values that lost a competition between two devices, until a person has looked at them.

A conflict has its number from what lost, so it is one row whichever device notices it; that
somebody resolved it is a row of its own with the same number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from unionbook.data import vectors
from unionbook.data.value_checks import CHECKS
from unionbook.domain.numbering import keyed
from unionbook.errors import NotFoundError, UnionbookError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.database import Row
    from unionbook.data.store import Store
    from unionbook.domain.exchange import KnownCommit

KEEPS_NO_CONFLICTS = frozenset(
    {"conflicts", "conflict_resolutions", "bundles", "devices", "erasures"}
)
"""Tables about which nobody has anything to decide."""
_COLUMNS = (
    "c.id, c.table_name, c.row_id, c.column_name, c.other, c.other_commit, c.kept_commit, "
    "coalesce(r.choice, '')"
)
_FROM = "FROM conflicts c LEFT JOIN conflict_resolutions r ON r.id = c.id"


@dataclass(frozen=True, slots=True)
class Lost:
    """A value that was not taken, or did not stay: of ``other``, against that of ``kept``."""

    table: str
    row_id: int
    column: str
    value: object
    other: int
    kept: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """What two devices said of one column; ``resolved`` is "", "keep" or "take".

    ``kept`` is what stands now, ``other`` what lost; the commits tell who wrote them. ``there`` is
    False where the record was removed.
    """

    id: int
    table: str
    row_id: int
    column: str
    kept: object
    other: object
    kept_by: KnownCommit | None
    other_by: KnownCommit | None
    there: bool
    resolved: str


def add(store: Store, lost: Sequence[Lost]) -> list[int]:
    """Keep what lost; give the numbers of those that were not known yet. Only inside a commit."""
    fresh = []
    for one in lost:
        number = keyed("conflicts", one.table, one.row_id, one.column, one.other)
        held = store.database.value("SELECT 1 FROM conflicts WHERE id = ?", [number])
        if held is None:
            store.database.execute(
                "INSERT INTO conflicts(id, table_name, row_id, column_name, other, other_commit, "
                "kept_commit) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    number,
                    one.table,
                    one.row_id,
                    one.column,
                    msgspec.json.encode(one.value).decode(),
                    one.other,
                    one.kept,
                ],
            )
            fresh.append(number)
    return fresh


def count_open(store: Store) -> int:
    """Give how many conflicts wait for a person."""
    rows = store.database.rows(f"SELECT c.table_name, c.column_name {_FROM} WHERE r.id IS NULL")
    return sum(_is_known(store, table, column) for table, column in rows)


def _is_known(store: Store, table: str, column: str) -> bool:
    """Tell whether a conflict is of a column that there is: its words go into statements."""
    known = next((one for one in store.tables.values() if one.name == table), None)
    fits = known is not None and column in known.columns
    return fits and table in CHECKS and table not in KEEPS_NO_CONFLICTS


def list_conflicts(store: Store, *, open_only: bool = True) -> list[Conflict]:
    """Give the conflicts, by default those that nobody resolved yet, record by record."""
    condition = "WHERE r.id IS NULL" if open_only else ""
    rows = store.database.rows(
        f"SELECT {_COLUMNS} {_FROM} {condition} ORDER BY c.table_name, c.row_id, c.id"
    )
    return [_conflict(store, row) for row in rows if _is_known(store, row[1], row[3])]


def get_conflict(store: Store, number: int) -> Conflict:
    """Give one conflict. Raises NotFoundError."""
    row = store.database.row(f"SELECT {_COLUMNS} {_FROM} WHERE c.id = ?", [number])
    if row is None or not _is_known(store, row[1], row[3]):
        raise NotFoundError(_("There is no such difference between two PCs."))
    return _conflict(store, row)


def _conflict(store: Store, row: Row) -> Conflict:
    number, table, row_id, column, other, other_commit, kept_commit, choice = row
    now = store.database.row(f"SELECT {column} FROM {table} WHERE id = ?", [row_id])
    return Conflict(
        number,
        table,
        row_id,
        column,
        now[0] if now else None,
        _value(other),
        vectors.find_commit(store.database, kept_commit),
        vectors.find_commit(store.database, other_commit),
        now is not None,
        choice,
    )


def _value(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return None  # nothing that could be taken; what stands can be kept


def resolve(store: Store, number: int, *, take: bool) -> None:
    """Settle a conflict: keep what stands, or take the other value. Only inside a commit.

    Raises UnionbookError where it was settled already or the record is no longer there.
    """
    conflict = get_conflict(store, number)
    if conflict.resolved:
        raise UnionbookError(_("Somebody settled this difference already."))
    if take:
        _take(store, conflict)
    store.database.execute(
        "INSERT INTO conflict_resolutions(id, choice) VALUES (?, ?)",
        [number, "take" if take else "keep"],
    )


def _take(store: Store, conflict: Conflict) -> None:
    if not conflict.there:
        raise UnionbookError(
            _(
                "The record was removed on another PC. Undo its removal there, or enter it again, "
                "and then choose."
            )
        )
    check = CHECKS[conflict.table][conflict.column]
    if conflict.other is not None and not check.fits(conflict.other):
        raise UnionbookError(
            _("The other value is none that unionbook writes there. Keep the present one.")
        )
    _done, refused = store.database.try_many(
        f"UPDATE {conflict.table} SET {conflict.column} = ? WHERE id = ?",
        [(conflict.other, conflict.row_id)],
    )
    if refused:
        raise UnionbookError(
            _(
                "The other value cannot stand here any more ({reason}). Keep the present one."
            ).format(reason=refused[0][1])
        )
