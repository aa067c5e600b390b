# SPDX-License-Identifier: Apache-2.0
"""Erasing people: for ever, in the rows, in the history, and whatever comes in later.

That somebody is erased is a row of ``erasures``, which travels like any other. :func:`settle` looks
only at the rows and at what the commit under way wrote: whoever erases calls it, and so does every
PC at the end of a bundle. What a PC wrote that had not heard of it wins as any later write does,
and is then cleared by a write of whoever notices: an erasure wins in any order of arrival.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from unionbook.data import (
    arrivals,
    attachments,
    erased_texts,
    handed_back,
    journal,
    member_index,
    redacting,
)
from unionbook.data.erased_rows import Person, add_removed, parts
from unionbook.data.erased_texts import Replaced, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from unionbook.data.database import Database
    from unionbook.data.journal import Table
    from unionbook.data.redacting import Masks
    from unionbook.data.store import Store


def add(
    store: Store,
    numbers: Mapping[int, str],
    on: str,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Note that some people are erased, each under a pseudonym. Only inside a commit.

    In ``cases.db`` they are details and notes, by their own numbers.
    """
    there = pseudonyms(store.database)
    store.database.executemany(
        "INSERT INTO erasures(id, pseudonym, erased_on) VALUES (?, ?, ?)",
        ((number, told, on) for number, told in numbers.items() if number not in there),
    )
    settle(store, progress=progress)


def pseudonyms(database: Database) -> dict[int, str]:
    """Give who is erased, with the pseudonym."""
    return dict(database.rows("SELECT id, pseudonym FROM erasures"))


def not_yet(store: Store, wanted: Mapping[int, str]) -> dict[int, str]:
    """Give those that are not erased in a store, and are there to be."""
    there = pseudonyms(store.database)
    return {number: told for number, told in wanted.items() if number not in there}


def is_erased(database: Database, number: int) -> bool:
    """Tell whether a member is erased."""
    return bool(database.value("SELECT 1 FROM erasures WHERE id = ?", [number]))


def settle(
    store: Store,
    found: Sequence[int] = (),
    progress: Callable[[int, int], None] | None = None,
) -> list[int]:
    """Take out what is there of erased people and was written since. Only inside a commit.

    Gives those of some conflicts that are left.
    """
    _follow_merges(store)
    erased = pseudonyms(store.database)
    if erased:
        _Settling(store, erased).done(progress)
    return [
        one for one in found if store.database.value("SELECT 1 FROM conflicts WHERE id = ?", [one])
    ]


def _follow_merges(store: Store) -> None:
    """Let whoever was folded into somebody erased be erased as well, whichever came first.

    Each PC that notices writes the same: the pseudonym and the day of the one who is left.
    """
    if not any(table.name == "members" for table in store.tables.values()):
        return
    more = (
        "SELECT m.id, e.pseudonym, e.erased_on FROM erasures e "
        "CROSS JOIN members m ON m.merged_into = e.id "
        "WHERE m.id NOT IN (SELECT id FROM erasures)"
    )
    while found := store.database.rows(more):
        store.database.executemany(
            "INSERT INTO erasures(id, pseudonym, erased_on) VALUES (?, ?, ?)", found
        )


def scrub_later(store: Store, files: Iterable[str] = ()) -> None:
    """Note that the database is to be written anew, and files to be removed. Inside a commit."""
    store.database.executemany(
        "INSERT INTO scrubbing(file) VALUES (?) ON CONFLICT(file) DO NOTHING",
        [(name,) for name in ("", *files)],
    )


def scrub(store: Store, folder: Path) -> None:
    """Do what an erasure leaves to be done after its commit: files, words of the index, pages.

    What a power failure kept from being done is done when the register is opened the next time.
    """
    wanted = {row[0] for row in store.database.rows("SELECT file FROM scrubbing")}
    if not wanted:
        return
    names = {table.name for table in store.tables.values()}
    for name in wanted - {""} - _referred(store, names):
        attachments.remove(folder, name)
    if "members" in names:
        with store.upkeep():
            member_index.merge_parts(store.database)
    store.rewrite()
    with store.upkeep():
        store.database.execute("DELETE FROM scrubbing")
    store.checkpoint()


def _referred(store: Store, names: set[str]) -> set[str]:
    asked = {"members": "photo", "welfare_papers": "file"}
    return {
        row[0]
        for table, column in asked.items()
        if table in names
        for row in store.database.rows(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL")
    }


class _Settling:
    """What one commit takes out, of those it erases and of those who were erased before."""

    def __init__(self, store: Store, erased: Mapping[int, str]) -> None:
        self._store, self._database = store, store.database
        self._tables = {table.name: table for table in store.tables.values()}
        self._office = "members" in self._tables
        self._sealed = redacting.sealed_until(store)
        self._erased = erased
        fresh = self._fresh()
        people = {number: Person(store, number, erased[number]) for number in sorted(erased)}
        self._fresh_people = [people[number] for number in people if number in fresh]
        others = [people[number] for number in people if number not in fresh]
        add_removed(store, self._fresh_people)
        add_removed(store, others, self._sealed)
        self._touched = [one for one in others if one.is_touched() or self._money_came(one)]
        self._masks: Masks = {}
        self._texts: list[Replaced] = []
        self._gone: list[tuple[str, int]] = []
        self._reasons: dict[int, str] = {}

    def _fresh(self) -> set[int]:
        rows = self._database.rows(
            "SELECT row_id FROM changes WHERE id > ? AND table_number = ?",
            [self._sealed, self._tables["erasures"].number],
        )
        return {row[0] for row in rows}

    def _money_came(self, person: Person) -> bool:
        return self._office and bool(
            next(erased_texts.new_vouchers(self._store, person, self._sealed), None)
        )

    def done(self, progress: Callable[[int, int], None] | None = None) -> None:
        people = [*self._fresh_people, *self._touched]
        for person in people:
            self._masks |= person.masks()
        words = [Words(self._store, one) for one in self._fresh_people] if self._office else []
        self._look_at_texts(words)
        self._look_at_leftovers(words)
        if not self._masks and not self._gone:
            return
        self._look_at_reasons(people, words)
        self._write(people)
        redacting.redact(self._store, self._masks, self._reasons, progress)

    def _look_at_texts(self, words: list[Words]) -> None:
        """Find the texts in which the pseudonym takes the place of a name."""
        named = list(zip(self._fresh_people, words, strict=False))
        if named:
            self._texts += erased_texts.naming(self._store, named)
            for (number, row_id), mask in erased_texts.notes_naming(self._store, named):
                self._mask(self._store.tables[number], row_id, mask)
        gone = {
            one for known in words for one in erased_texts.filters_naming(self._database, known)
        }
        self._gone += [("saved_filters", one) for one in sorted(gone)]
        if self._office:
            for person in self._touched:
                self._texts += erased_texts.new_vouchers(self._store, person, self._sealed)
        if self._office:
            self._look_at_what_was_handed_back()
        for one in self._texts:
            table = self._tables[one.table]
            self._mask(table, one.row_id, journal.mask_of(table, one.values))

    def _look_at_what_was_handed_back(self) -> None:
        """Find whole records that the union above handed back: what waits, and what was decided."""
        held = self._tables["handed_back"]
        events = set(self._events())
        for row_id, document in self._database.rows(
            "SELECT id, document FROM handed_back WHERE document <> ''"
        ):
            left = handed_back.without(document, self._erased.keys(), events)
            if left is not None:
                self._texts.append(Replaced(held.name, row_id, {"document": left}))
        mask = journal.mask_of(held, ("document",))
        decided = "SELECT id FROM handed_back WHERE coalesce(document, '') = ''"
        for (row_id,) in self._database.rows(decided) if self._fresh_people else ():
            self._mask(held, row_id, mask)

    def _events(self) -> Iterable[int]:
        rows = self._database.rows(
            "SELECT id FROM member_events WHERE member_id IN (SELECT id FROM erasures)"
        )
        return (row[0] for row in rows)

    def _mask(self, table: Table, row_id: int, mask: int) -> None:
        key = (table.number, row_id)
        self._masks[key] = self._masks.get(key, 0) | mask

    def _look_at_leftovers(self, words: list[Words]) -> None:
        """Find conflicts, and what was set aside, that say something of somebody erased."""
        for number, table, row_id, other in self._database.rows(
            "SELECT id, table_name, row_id, other FROM conflicts"
        ):
            if self._owner(table, row_id, {}) or any(one.names(other) for one in words):
                self._gone.append(("conflicts", number))
        for table, row_id in self._gone:
            held = self._tables[table]
            saying = ("other",) if table == "conflicts" else held.columns
            self._mask(held, row_id, journal.mask_of(held, saying))
        self._look_at_removed_conflicts()
        for number, table, row_id, content in self._database.rows(
            "SELECT id, table_name, row_id, content FROM set_aside"
        ):
            values: dict[str, Any] = msgspec.json.decode(content)
            texts = [value for value in values.values() if isinstance(value, str)]
            if self._owner(table, row_id, values) or any(
                one.names(text) for one in words for text in texts
            ):
                self._database.execute("DELETE FROM set_aside WHERE id = ?", [number])

    def _look_at_removed_conflicts(self) -> None:
        """Find conflicts that another PC removed when it heard of an erasure, or somebody did."""
        held = self._tables["conflicts"]
        saying = journal.mask_of(held, ("other",))
        for row_id, mask, before in self._database.rows(
            "SELECT row_id, mask, before FROM changes WHERE table_number = ? AND kind = ? "
            "AND id > ?",
            [held.number, journal.DELETED, 0 if self._fresh_people else self._sealed],
        ):
            told = dict(zip(held.named(mask), journal.values_before(before), strict=True))
            if self._owner(str(told["table_name"]), int(str(told["row_id"])), {}):
                self._mask(held, row_id, saying)

    def _owner(self, table: str, row_id: int, values: Mapping[str, Any]) -> bool:
        """Tell whether a row, there or removed or never taken in, is about somebody erased."""
        part = next((one for one in parts(self._store) if one.table == table), None)
        if part is None:
            return False
        held = values.get(part.key)
        if part.key == "id":
            held = row_id
        elif held is None:
            held = self._database.value(f"SELECT {part.key} FROM {table} WHERE id = ?", [row_id])
        if held is None:
            held = self._held_at_removal(table, row_id, part.key)
        if held is not None and part.under:
            return self._owner(part.under, held, {})
        return held in self._erased

    def _held_at_removal(self, table: str, row_id: int, column: str) -> Any:
        row = self._database.row(
            "SELECT mask, before FROM changes WHERE row_id = ? AND table_number = ? AND kind = ? "
            "ORDER BY id DESC LIMIT 1",
            [row_id, self._tables[table].number, journal.DELETED],
        )
        if row is None:
            return None
        names = self._tables[table].named(row[0])
        return dict(zip(names, journal.values_before(row[1]), strict=True)).get(column)

    def _look_at_reasons(self, people: list[Person], words: list[Words]) -> None:
        """Find the reasons of steps that name somebody, or are of nobody else's record."""
        own = {row for one in people for row in one.masks()}
        for number in redacting.commits_of(self._store, redacting.notes_of(self._store, own)):
            if self._only_of(number, own):
                self._empty(number)
        for number in self._origins(own):
            self._empty(number)
        for table in ("commits", "known_commits") if words else ():
            self._look_at_reasons_in(table, words)

    def _look_at_reasons_in(self, table: str, words: list[Words]) -> None:
        for some in self._database.batches(f"SELECT id, reason FROM {table} WHERE reason <> ''"):
            told = [reason for _number, reason in some]
            for one in words:
                for number, reason in some if one.may_name(told) else ():
                    left = one.replaced(self._reasons.get(number, str(reason)))
                    if left != reason:
                        self._reasons[number] = left

    def _empty(self, number: int) -> None:
        self._reasons[number] = ""

    def _only_of(self, commit: int, own: set[tuple[int, int]]) -> bool:
        first, last, reason = self._database.row(
            "SELECT first_change, last_change, reason FROM commits WHERE id = ?", [commit]
        ) or (0, 0, "")
        if not reason:
            return False
        rows = self._database.rows(
            "SELECT DISTINCT table_number, row_id FROM changes WHERE id BETWEEN ? AND ?",
            [first, last],
        )
        return own.issuperset(rows)

    def _origins(self, own: set[tuple[int, int]]) -> set[int]:
        """Give the commits of other devices with a reason that wrote nothing but these rows."""
        found: set[int] = set()
        others: set[int] = set()
        for number, row_id in own:
            for run in arrivals.of_table(self._database, number, row_id, row_id):
                found.update(origin for row, origin in run.pairs if row == row_id)
        for origin in found:
            row = self._database.row(
                "SELECT arrived FROM known_commits WHERE id = ? AND reason <> ''", [origin]
            )
            if row is None or any(
                (run.table_number, held) not in own
                for run in arrivals.of_commits(self._database, row)
                for held, by in run.pairs
                if by == origin
            ):
                others.add(origin)
        return found - others

    def _write(self, people: Iterable[Person]) -> None:
        for person in people:
            scrub_later(self._store, person.files())
            person.clear()
        for one in self._texts:
            setting = ", ".join(f"{name} = ?" for name in one.values)
            self._database.execute(
                f"UPDATE {one.table} SET {setting} WHERE id = ?", [*one.values.values(), one.row_id]
            )
        for table, row_id in self._gone:
            self._database.execute(f"DELETE FROM {table} WHERE id = ?", [row_id])
        scrub_later(self._store)
