# SPDX-License-Identifier: Apache-2.0
"""Where two PCs said different things of one value: listed until a person has decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from unionbook.data import conflicts as rows
from unionbook.data import record_names, set_aside
from unionbook.domain import clock
from unionbook.domain.fields import BY_NAME
from unionbook.domain.folding import tidy
from unionbook.domain.numbering import site_of
from unionbook.errors import NotFoundError
from unionbook.operations.conflict_rights import NEEDS
from unionbook.operations.device_trust import require_writing
from unionbook.operations.devices import place_name
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from unionbook.data.journal import Changes
    from unionbook.data.store import Store
    from unionbook.domain.exchange import KnownCommit
    from unionbook.operations.sessions import Session

KEEP, TAKE = "keep", "take"


@dataclass(frozen=True, slots=True)
class ConflictInfo:
    """What two PCs said of one value: ``kept`` stands now, ``other`` may be taken instead.

    ``record`` names whose value it is. ``may_resolve`` tells whether this user may decide.
    """

    id: int
    store: str
    table: str
    row_id: int
    record: str
    column: str
    label: str
    kept: Any
    kept_by: str
    kept_at: datetime | None
    other: Any
    other_by: str
    other_at: datetime | None
    resolved: str
    is_there: bool
    may_resolve: bool
    kept_pc: str = ""
    other_pc: str = ""
    """Where each value was entered: one person may work at both PCs."""


@dataclass(frozen=True, slots=True)
class SetAsideInfo:
    """A record that came and could not be taken in, with the reason."""

    store: str
    table: str
    row_id: int
    reason: str


def count_conflicts(session: Session) -> int:
    """Give how many differences wait for a person."""
    return sum(rows.count_open(store) for _name, store in _stores(session))


def list_conflicts(session: Session, *, resolved: bool = False) -> list[ConflictInfo]:
    """Give the differences between PCs that nobody decided yet, record by record."""
    session.require("read_members")
    return [
        _info(session, name, store, one)
        for name, store in _stores(session)
        for one in rows.list_conflicts(store, open_only=not resolved)
    ]


def list_set_aside(session: Session) -> list[SetAsideInfo]:
    """Give the records that came and could not be taken in."""
    session.require("read_members")
    return [
        SetAsideInfo(name, one.table, one.row_id, one.reason)
        for name, store in _stores(session)
        for one in set_aside.list_set_aside(store.database)
    ]


def resolve_conflict(session: Session, *, conflict_id: int, choice: str) -> Changes:
    """Keep what stands (``keep``), or take the other value (``take``).

    Only who may enter such a value may decide. Raises NotFoundError, NotAllowedError.
    """
    session.require("resolve_conflict")
    require_writing(session)
    if choice not in (KEEP, TAKE):
        raise NotFoundError(_("Choose “keep” or “take”."))
    name, store = _store_of(session, conflict_id)
    session.require(NEEDS[rows.get_conflict(store, conflict_id).table])
    if name == "office":
        with session.commit("resolve_conflict") as changes:
            rows.resolve(store, conflict_id, take=choice == TAKE)
        return changes
    with store.commit(session.author, "resolve_conflict") as changes:
        rows.resolve(store, conflict_id, take=choice == TAKE)
    return changes


def _stores(session: Session) -> list[tuple[str, Store]]:
    found = [("office", session.office)]
    if session.register.cases is not None:
        found.append(("cases", session.register.cases))
    return found


def _store_of(session: Session, number: int) -> tuple[str, Store]:
    for name, store in _stores(session):
        if store.database.value("SELECT 1 FROM conflicts WHERE id = ?", [number]):
            return name, store
    raise NotFoundError(_("There is no difference of this number. “conflicts list” shows them."))


def _info(session: Session, name: str, store: Store, one: rows.Conflict) -> ConflictInfo:
    label = _(BY_NAME[one.column].label) if one.column in BY_NAME else one.column
    return ConflictInfo(
        one.id,
        name,
        one.table,
        one.row_id,
        record_names.name_of(store, one.table, one.row_id),
        one.column,
        label,
        one.kept,
        _who(one.kept_by),
        _when(one.kept_by),
        one.other,
        _who(one.other_by),
        _when(one.other_by),
        one.resolved,
        one.there,
        session.may("resolve_conflict") and session.may(NEEDS[one.table]),
        _where(session, one.kept_by),
        _where(session, one.other_by),
    )


def _who(commit: KnownCommit | None) -> str:
    return tidy(commit.user_name) if commit else ""


def _where(session: Session, commit: KnownCommit | None) -> str:
    return place_name(session, site_of(commit.id)) if commit else ""


def _when(commit: KnownCommit | None) -> datetime | None:
    return clock.moment(commit.clock).astimezone() if commit else None
