# SPDX-License-Identifier: Apache-2.0
"""The schemas of the stores, step by step; a released step is never edited.

Each step is a name and the statements it runs. sqlite-utils' ``Migrations`` runs those that are
missing, each in one transaction with its own record.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionbook.data import journal
from unionbook.data.database import translated
from unionbook.errors import NewerRegisterError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.data.database import Database


@dataclass(frozen=True, slots=True)
class Step:
    """One step: statements to run, and tables that are tracked from then on."""

    name: str
    statements: str
    tracked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """All steps of one store, in order."""

    store: str
    steps: tuple[Step, ...] = field(default=())


def pending(database: Database, schema: Schema) -> tuple[Step, ...]:
    """Give the steps that the store lacks. Raises NewerRegisterError where it has unknown ones."""
    there = database.value("SELECT count(*) FROM sqlite_master WHERE name = '_sqlite_migrations'")
    applied = (
        {
            str(row[0])
            for row in database.rows(
                "SELECT name FROM _sqlite_migrations WHERE migration_set = ?", [schema.store]
            )
        }
        if there
        else set()
    )
    if applied - {step.name for step in schema.steps}:
        raise NewerRegisterError(
            _(
                "This register was written by a newer unionbook than this one. Install the latest "
                "version; nothing was changed."
            )
        )
    return tuple(step for step in schema.steps if step.name not in applied)


def migrate(database: Database, schema: Schema) -> None:
    """Run the steps that the store lacks."""
    if not pending(database, schema):
        return
    from sqlite_utils import Database as Utilities  # noqa: PLC0415 - slow, and rarely needed
    from sqlite_utils import Migrations  # noqa: PLC0415 - likewise

    migrations = Migrations(schema.store)
    for step in schema.steps:
        migrations(name=step.name)(_runner(database, step))
    database.allow_writing(allowed=True)
    try:
        with translated(database.path):
            migrations.apply(Utilities(database.connection, execute_plugins=False))
    finally:
        database.allow_writing(allowed=False)


class _runner:  # noqa: N801 - stands where sqlite-utils expects a function
    def __init__(self, database: Database, step: Step) -> None:
        self._database, self._step = database, step
        self.__name__ = step.name

    def __call__(self, _: object, /) -> None:
        run(self._database, self._step)


def run(database: Database, step: Step) -> None:
    """Run the statements of one step; that it was run is noted by whoever asks for it."""
    for statement in step.statements.split(";\n"):
        if statement.strip():
            database.execute(statement)
    journal.track(database, step.tracked)
