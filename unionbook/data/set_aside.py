# SPDX-License-Identifier: Apache-2.0
"""Records that came from another device and could not be taken in, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from unionbook.data.arriving_values import MARK
from unionbook.domain.exchange import Kind
from unionbook.domain.fields import BY_NAME
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionbook.data.database import Database

_MOST = 10_000
"""Characters of one value that are kept of a record that was set aside."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A record that was not taken in; ``commit_id`` is the own step that took in the others."""

    id: int
    commit_id: int
    table: str
    row_id: int
    kind: Kind
    origin: int
    values: dict[str, Any]
    reason: str


def add(
    database: Database,
    commit: int,
    table: str,
    row_id: int,
    kind: Kind,
    origin: int,
    values: Mapping[str, object],
    reason: str,
) -> None:
    """Set a record aside. Only inside a commit."""
    # Enough for a person to see what it was: no stranger fills the store with it.
    told = {
        name: one[:_MOST] if isinstance(one, str | bytes) else one for name, one in values.items()
    }
    content = msgspec.json.encode(told).decode()
    database.execute(
        "INSERT INTO set_aside(commit_id, table_name, row_id, kind, origin, content, reason) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [commit, table, row_id, int(kind), origin, content, reason],
    )


def count_of(database: Database, commit: int) -> int:
    """Give how many records an own step set aside."""
    return int(database.value("SELECT count(*) FROM set_aside WHERE commit_id = ?", [commit]))


def list_set_aside(database: Database) -> list[SetAside]:
    """Give what was set aside, the latest first, with the reason in words."""
    return _read(database, "ORDER BY id DESC", [])


def of_table(database: Database, table: str) -> list[SetAside]:
    """Give what was set aside of one table, in the order in which it came."""
    return _read(database, "WHERE table_name = ? ORDER BY id", [table])


def _read(database: Database, which: str, parameters: list[object]) -> list[SetAside]:
    rows = database.rows(
        "SELECT id, commit_id, table_name, row_id, kind, origin, content, reason FROM set_aside "
        f"{which}",
        parameters,
    )
    return [
        SetAside(
            number, commit, table, row_id, Kind(kind), origin,
            msgspec.json.decode(content, type=dict[str, Any]), _in_words(reason),
        )
        for number, commit, table, row_id, kind, origin, content, reason in rows
    ]  # fmt: skip


def _in_words(reason: str) -> str:
    if not reason:
        return _("The record it belongs to is not here.")
    if reason.startswith(MARK):
        column = reason.removeprefix(MARK)
        return _("“{column}” holds what no unionbook would write there.").format(
            column=_(BY_NAME[column].label) if column in BY_NAME else column
        )
    return _("The rules of the register do not allow it ({reason}).").format(reason=reason)
