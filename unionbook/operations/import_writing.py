# SPDX-License-Identifier: Apache-2.0
"""Writing an import: column by column, in one commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from unionbook.data import free_fields, groups, import_data, loading, members
from unionbook.data.members import COLUMNS
from unionbook.domain import clock
from unionbook.domain.events import EventKind
from unionbook.domain.folding import fold
from unionbook.errors import CancelledError
from unionbook.operations.import_matching import differences
from unionbook.operations.import_preview import (
    AS_NEW,
    CHANGED,
    DOUBLES,
    NEW,
    REFUSED,
    SAME,
    ImportPreview,
)
from unionbook.operations.members import local_numbers
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from threading import Event

    from unionbook.operations.sessions import Session

_EVENT_OF = {
    "left": EventKind.LEFT,
    "expelled": EventKind.EXPELLED,
    "deceased": EventKind.DIED,
    "transferred": EventKind.TRANSFERRED_OUT,
    "suspended": EventKind.SUSPENDED,
    "exempt": EventKind.EXEMPTED,
}
_WHOLE_DAY = 10


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did; ``commit_id`` 0 where nothing was to be done."""

    commit_id: int
    added: int
    changed: int
    left_out: int
    counts: dict[str, int]


@dataclass(slots=True)
class _Work:
    """What is to be written: rows that become members, and changes of members by row."""

    new: list[int]
    changed: dict[int, tuple[int, dict[str, tuple[Any, Any]]]]


@loading.undisturbed()
def write_preview(
    session: Session,
    preview: ImportPreview,
    *,
    wage_from: str,
    reason: str,
    progress: Callable[[int, int], None] | None,
    cancelled: Event | None,
) -> ImportResult:
    """Write a preview. Raises CancelledError, and nothing is written then."""
    work = _work(session, preview)
    left_out = len(preview.left_out())
    if not work.new and not work.changed:
        return ImportResult(0, 0, 0, left_out, preview.totals())
    writer = _Writer(session, preview, wage_from or clock.today()[:8] + "01")
    steps = (
        lambda: writer.add(work.new),
        lambda: writer.change(work.changed),
        writer.keep_layout,
    )
    with session.commit("import_members", reason=reason) as changes:
        for done, step in enumerate(steps):
            if cancelled and cancelled.is_set():
                raise CancelledError(_("The import was cancelled. Nothing was written."))
            step()
            if progress:
                progress(done + 1, len(steps) + 1)
    if progress:
        progress(len(steps) + 1, len(steps) + 1)
    return ImportResult(
        changes.commit_id, len(work.new), len(work.changed), left_out, preview.totals()
    )


def _work(session: Session, preview: ImportPreview) -> _Work:
    new = [index for index, action in enumerate(preview.actions) if action == NEW]
    changed = {
        index: (preview.targets[index], preview.changes[index])
        for index, action in enumerate(preview.actions)
        if action == CHANGED
    }
    same: dict[int, int] = {}
    for index, decision in preview.decisions.items():
        if preview.actions[index] != DOUBLES:
            continue
        if decision.choice == AS_NEW:
            new.append(index)
        elif decision.choice == SAME and decision.member:
            same[index] = decision.member
    changed.update(_changes_of(session, preview, same))
    return _Work(sorted(new), changed)


def _changes_of(
    session: Session, preview: ImportPreview, same: Mapping[int, int]
) -> dict[int, tuple[int, dict[str, tuple[Any, Any]]]]:
    rows = preview.rows
    if rows is None or not same:
        return {}
    names = tuple(name for name in rows.columns if name != "photo")
    present = import_data.present_values(session.database, list(same.values()), names)
    found = {}
    for index, member in same.items():
        values = {**rows.values_at(index)}
        differing = differences(values, present[member])
        if differing:
            found[index] = (member, differing)
    return found


class _Writer:
    """Writes the rows of one preview, inside a commit."""

    def __init__(self, session: Session, preview: ImportPreview, wage_from: str) -> None:
        self._session = session
        self._preview = preview
        self._wage_from = wage_from
        self._departments = groups.names_of(session.database)

    def add(self, indexes: list[int]) -> None:
        """Add the rows as new members."""
        rows = self._preview.rows
        if rows is None or not indexes:
            return
        store, site = self._session.office, self._session.site
        places = [rows.numbers[index] - 1 for index in indexes]
        numbers = self._local_numbers(rows.columns.get("local_number"), places)
        columns: dict[str, Iterable[object]] = {
            name: [column[place] or None for place in places]
            for name, column in rows.columns.items()
            if name in COLUMNS and name != "local_number"
        }
        columns["local_number"] = numbers
        if "department" in rows.columns:
            column = rows.columns["department"]
            columns["department_id"] = [self._department(column[place]) for place in places]
        ids = store.new_ids(site, len(indexes))
        with import_data.adding_many(store, len(indexes)):
            import_data.add_columns(store, ids, columns)
            self._add_wages(ids, places)
        self._add_events(ids, places)
        self._set_free(zip(ids, indexes, strict=True))

    def _local_numbers(self, given: list[Any] | None, places: list[int]) -> list[str]:
        held = [str(given[place]) if given else "" for place in places]
        fresh = iter(local_numbers(self._session, len(places)))
        return [number or next(fresh) for number in held]

    def _department(self, name: Any) -> int | None:
        if not name:
            return None
        key = fold(str(name))
        if key not in self._departments:
            self._departments[key] = groups.add_group(
                self._session.office, self._session.site, groups.DEPARTMENT, str(name)
            )
        return self._departments[key]

    def _add_wages(self, ids: range, places: list[int]) -> None:
        column = self._preview.rows.columns.get("wage") if self._preview.rows else None
        if column is None:
            return
        from_on = self._wage_from
        wages = [
            (number, from_on, amount)
            for number, amount in zip(ids, [column[place] for place in places], strict=True)
            if isinstance(amount, int)
        ]
        members.add_wages(self._session.office, self._session.site, wages)

    def _add_events(self, ids: range, places: list[int]) -> None:
        columns = self._preview.rows.columns if self._preview.rows else {}
        statuses, left_on = columns.get("status"), columns.get("left_on")
        if statuses is None and left_on is None:
            return
        for number, place in zip(ids, places, strict=True):
            day = str(left_on[place]) if left_on else ""
            status = str(statuses[place]) if statuses else ""
            self._event(number, status or ("left" if day else ""), day)

    def _event(self, member: int, status: str, day: str) -> None:
        kind = _EVENT_OF.get(status)
        if kind is None:
            return
        happened = day if len(day) == _WHOLE_DAY else f"{day}-01-01"[:_WHOLE_DAY] if day else ""
        members.add_event(
            self._session.office,
            self._session.site,
            member,
            {"kind": kind.value, "happened_on": happened, "reason": self._preview.path.name},
        )

    def change(self, changed: Mapping[int, tuple[int, dict[str, tuple[Any, Any]]]]) -> None:
        """Change members by the rows that mean them."""
        store, site = self._session.office, self._session.site
        updates = []
        wages = []
        for index, (member, fields) in changed.items():
            new = {name: pair[1] for name, pair in fields.items()}
            if "department" in new:
                new["department_id"] = self._department(new.pop("department"))
            if "wage" in new:
                wages.append((member, self._wage_from, int(new.pop("wage"))))
            self._change_status(member, fields, self._value(index, "left_on"))
            updates.append((member, {name: new[name] for name in new if name in COLUMNS}))
        members.change(store, updates)
        members.set_wages(store, site, wages)
        self._set_free((member, index) for index, (member, _fields) in changed.items())

    def _change_status(
        self, member: int, fields: Mapping[str, tuple[Any, Any]], left_on: str
    ) -> None:
        if "status" not in fields:
            return
        before, after = fields["status"]
        if after == "active":
            kind = EventKind.RESUMED if before in ("exempt", "suspended") else EventKind.RETURNED
            members.add_event(
                self._session.office,
                self._session.site,
                member,
                {
                    "kind": kind.value,
                    "happened_on": clock.today(),
                    "reason": self._preview.path.name,
                },
            )
        else:
            self._event(member, after, left_on or clock.today())

    def _value(self, index: int, name: str) -> str:
        rows = self._preview.rows
        return str(rows.values_at(index).get(name, "")) if rows else ""

    def _set_free(self, pairs: Iterable[tuple[int, int]]) -> None:
        headers = self._preview.free_headers()
        if not headers:
            return
        store, site = self._session.office, self._session.site
        fields = {
            header: free_fields.find_free_field(store.database, header)
            or free_fields.add_free_field(store, site, header)
            for header in headers
        }
        members.set_free(
            store,
            site,
            [
                (member, fields[header], value)
                for member, index in pairs
                for header, value in self._preview.free_at(index).items()
            ],
        )

    def keep_layout(self) -> None:
        """Remember the mapping for the next file of this layout."""
        plan = self._preview.plan
        if plan and plan.layout and self._preview.mapping:
            import_data.keep_layout(
                self._session.office, self._session.site, plan.layout, self._preview.mapping
            )


__all__ = ["REFUSED", "ImportResult", "write_preview"]
