# SPDX-License-Identifier: Apache-2.0
"""Whether a store still has the rules it was made with, and holds only what they let through.

Who has the key can open a store with another program, take a trigger or a constraint away, and
change what it guarded. So the schema is compared, text by text, with one that is made anew by the
same steps.
"""

from __future__ import annotations

import secrets
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from unionbook.data import arriving_values, migrations
from unionbook.data.database import Database
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionbook.data.migrations import Schema, Step
    from unionbook.data.store import Store

_RULES = (
    "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL "
    "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name <> '_sqlite_migrations'"
)


def check_schema(store: Store, schema: Schema) -> Iterator[str]:
    """Give in words what of a store's own rules is missing, was altered or was put in."""
    file = store.database.path.name
    held: dict[str, str] = dict(store.database.rows(_RULES))
    pending = migrations.pending(store.database, schema)
    wanted = _made_anew(tuple(step for step in schema.steps if step not in pending))
    for name in sorted(wanted.keys() | held.keys()):
        if wanted.get(name) == held.get(name):
            continue
        if name not in held:
            what = _("{file}: the rule “{name}” of the store is missing.")
        elif name not in wanted:
            what = _("{file}: “{name}” is in the store, but unionbook did not put it there.")
        else:
            what = _("{file}: the rule “{name}” of the store was altered.")
        yield (
            what.format(file=file, name=name)
            + " "
            + _("Somebody changed the store with another program: compare it with an older backup.")
        )


@lru_cache(maxsize=4)
def _made_anew(steps: tuple[Step, ...]) -> dict[str, str]:
    """Give the rules of a store that is made in memory for this alone; the same every time."""
    fresh = Database(Path(":memory:"), secrets.token_bytes(32))
    try:
        fresh.allow_writing(allowed=True)
        for step in steps:
            migrations.run(fresh, step)
        return dict(fresh.rows(_RULES))
    finally:
        fresh.close()


def check_values(store: Store) -> Iterator[str]:
    """Give in words the values that no unionbook writes, the first of each column."""
    for table in store.tables.values():
        told = set()
        for row_id, column in arriving_values.stored_faults(
            store.database, table.name, table.columns
        ):
            if column not in told:
                told.add(column)
                yield _(
                    "{table} {row}: “{column}” holds what no unionbook would write there."
                ).format(table=table.name, row=row_id, column=column)
