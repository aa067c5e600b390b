# SPDX-License-Identifier: Apache-2.0
"""Looking at the values of rows that came, or that lie in a store, by ``value_checks``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec

from unionbook.data.value_checks import CHECKS
from unionbook.domain import values as v
from unionbook.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unionbook.data.database import Database
    from unionbook.domain.exchange import Block
    from unionbook.domain.values import Check

MARK = "value:"
"""Stands before the column in the reason why a record was set aside."""
_AT_ONCE = 1000
_LONGEST_IDLE = 480

_SETTINGS: Mapping[str, Check] = {
    "language": v.one_of(LANGUAGES),
    "lock_after_minutes": v.or_empty(v.one_of([str(one) for one in range(1, _LONGEST_IDLE + 1)])),
    "valid_until": v.or_empty(v.DATE),
    "report_due_day": v.one_of([str(one) for one in range(1, 32)]),
    "card_signing_key": v.matching(r"[0-9a-f]{64}"),
    "card_emblem": v.PNG,
}
_SETTINGS_BEGINNING: Mapping[str, Check] = {
    "sensitive.": v.one_of(("on", "off")),
    "cases_key.": v.matching(r"[0-9a-f]{2432}"),
    "exchange_key.": v.matching(r"[0-9a-f]{192}"),
}
"""Settings by the beginning of their key; the others are words."""


def faults(database: Database, block: Block) -> dict[int, str]:
    """Give the places in a block of rows that no program of ours writes, with the column."""
    found: dict[int, str] = {}
    checks = CHECKS.get(block.table, {})
    for name, values in zip(block.columns, block.values, strict=True):
        check = checks.get(name)
        if check is not None and not check.all_fit(values):
            for place, value in enumerate(values):
                if value is not None and not check.fits(value):
                    found.setdefault(place, name)
    if block.table in _ROWS:
        for place, row in enumerate(_rows(database, block)):
            name = _ROWS[block.table](row)
            if name and place not in found:
                found[place] = name
    return found


def _rows(database: Database, block: Block) -> Iterator[dict[str, Any]]:
    """Give each row as it would stand: what came over what is held."""
    columns = tuple(CHECKS[block.table])
    held = {
        row[0]: row[1:]
        for row in database.rows(
            f"SELECT id, {', '.join(columns)} FROM {block.table} "
            "WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(block.ids))],
        )
    }
    for place, row_id in enumerate(block.ids):
        row = dict(zip(columns, held.get(row_id, (None,) * len(columns)), strict=True))
        for name, values in zip(block.columns, block.values, strict=True):
            row[name] = values[place]
        yield row


def _setting(row: Mapping[str, Any]) -> str:
    key, value = row["key"], row["value"]
    if value is None or not isinstance(key, str):
        return ""
    check = _SETTINGS.get(key) or next(
        (one for start, one in _SETTINGS_BEGINNING.items() if key.startswith(start)), v.PACKED
    )
    return "" if check.fits(value) else "value"


def _conflict(row: Mapping[str, Any]) -> str:
    """Look at where the value of a difference goes when somebody settles it, and what it is."""
    table, column, other = row["table_name"], row["column_name"], row["other"]
    if table is None or column is None or other is None:
        return ""
    return "" if fits_there(table, column, other) else "other"


def fits_there(table: str, column: str, packed: str) -> bool:
    """Tell whether a value, written as JSON, may stand in a column of a table that travels."""
    check = CHECKS.get(table, {}).get(column)
    try:
        value = msgspec.json.decode(packed)
    except (msgspec.MsgspecError, ValueError, TypeError, RecursionError):
        return False
    return check is not None and (value is None or check.fits(value))


_ROWS = {"settings": _setting, "conflicts": _conflict}


def stored_faults(
    database: Database, table: str, columns: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """Give the rows of a table that hold what no program of ours writes, with the column."""
    known = [name for name in columns if name in CHECKS.get(table, {})]
    if not known:
        return
    checks = [CHECKS[table][name] for name in known]
    wanted = f"SELECT id, {', '.join(known)} FROM {table} ORDER BY id"
    for batch in database.batches(wanted, size=_AT_ONCE):
        yield from _faults_of(batch, known, checks)


def _faults_of(
    batch: Sequence[tuple[Any, ...]], names: Sequence[str], checks: Sequence[Check]
) -> Iterator[tuple[int, str]]:
    numbers, *columns = zip(*batch, strict=True)
    for name, check, values in zip(names, checks, columns, strict=True):
        if not check.all_fit(values):
            yield from (
                (number, name)
                for number, value in zip(numbers, values, strict=True)
                if value is not None and not check.fits(value)
            )
