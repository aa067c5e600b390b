# SPDX-License-Identifier: Apache-2.0
"""Where a person's name or numbers were copied into texts that are not the person's own record.

A name of one word, or one that somebody else in the register bears as well, is only looked for in
what is linked to the person: elsewhere it may mean another one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from unionbook.data import journal
from unionbook.domain.folding import fold, fold_long

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from unionbook.data.database import Database, Row
    from unionbook.data.erased_rows import Person
    from unionbook.data.store import Store

TEXTS = {
    "vouchers": ("counterparty", "reason"),
    "voucher_lines": ("note",),
    "bank_lines": ("details", "party"),
    "welfare_cases": ("payee", "reason"),
    "welfare_steps": ("note",),
    "programme_recipients": ("given_by", "reason"),
    "programmes": ("note",),
    "groups": ("note",),
    "cash_counts": ("explanation", "people"),
    "payroll_lines": ("name", "settled"),
    "wage_funds": ("note",),
    "estimates": ("note",),
    "month_closings": ("reason",),
}
"""Texts in which the pseudonym takes the place of the name."""
_NOTED = {*TEXTS, "saved_filters", "conflicts"}
OTHERS = {
    "members": ("note",),
    "member_values": ("value",),
    "relatives": ("name",),
    "member_events": ("reason",),
}
"""Texts of other people's records, which stay: they are theirs."""
_NUMBERS = (
    "identity_number", "phone", "phone_other", "email", "social_insurance_number", "tax_number",
    "bank_account", "official_number", "card_number",
)  # fmt: skip
_LONG = 7
"""Characters of a number that does not stand in a text by chance."""
_BETWEEN = " | "
"""Stands between texts that are looked at together: no part of a word."""
_FULL = 2
"""Words of a name that does not stand in a text by chance."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """A row of texts, and what they are to be from now on."""

    table: str
    row_id: int
    values: dict[str, str]


class Words:
    """What names a person in texts, and the pseudonym that takes its place."""

    def __init__(self, store: Store, person: Person) -> None:
        self.pseudonym = person.pseudonym
        names = {fold(one) for one in person.values("members", ["full_name"])}
        names -= {fold(person.pseudonym), ""}
        numbers = {fold(one) for one in person.values("members", _NUMBERS)}
        numbers = {one for one in numbers if len(one) >= _LONG}
        alone = {
            one
            for one in names
            if len(one.split()) >= _FULL and not _borne(store.database, one, person.number)
        }
        self._anywhere, self._linked = _pattern(alone | numbers), _pattern(names | numbers)
        self.found = bool(names)

    def replaced(self, text: str, *, linked: bool = False) -> str:
        """Give a text without what names the person."""
        pattern = self._linked if linked else self._anywhere
        if pattern is None:
            return text
        folded = fold(text)
        if not pattern.search(folded):
            return text
        if len(folded) != len(text):  # the places are not the same ones
            return self.pseudonym
        pieces, end = [], 0
        for match in pattern.finditer(folded):
            pieces += [text[end : match.start()], self.pseudonym]
            end = match.end()
        return "".join([*pieces, text[end:]])

    def names(self, text: str) -> bool:
        """Tell whether a text names the person."""
        return self.replaced(text) != text

    def may_name(self, texts: Iterable[str | None]) -> bool:
        """Tell whether one of many texts may name the person: quicker than one by one."""
        if self._linked is None:
            return False
        whole = fold_long(_BETWEEN.join(filter(None, texts)))
        return self._linked.search(whole) is not None


def _pattern(needles: set[str]) -> re.Pattern[str] | None:
    if not needles:
        return None
    longest_first = sorted(needles, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _borne(database: Database, name: str, number: int) -> bool:
    """Tell whether somebody else bears a name."""
    found = database.value(
        "SELECT 1 FROM member_index i JOIN members m ON m.id = i.id "
        "WHERE i.name_key = ? AND m.id <> ? AND m.merged_into IS NOT ?",
        [name, number, number],
    )
    return bool(found)


def vouchers_of(database: Database, member: int) -> set[int]:
    """Give the vouchers that are of one member alone, and those that reverse them."""
    rows = database.rows(
        # A month's own voucher has a line for everybody: the first of somebody else's is enough.
        "SELECT l.voucher_id FROM voucher_lines l WHERE l.member_id = ?1 AND NOT EXISTS "
        "(SELECT 1 FROM voucher_lines o WHERE o.voucher_id = l.voucher_id "
        "AND o.member_id <> ?1) UNION "
        "SELECT p.voucher_id FROM welfare_payments p JOIN welfare_cases c ON c.id = p.case_id "
        "WHERE c.member_id = ?1",
        [member],
    )
    found = {row[0] for row in rows}
    listed = msgspec.json.encode(sorted(found)).decode()
    rows = database.rows(
        "SELECT id FROM vouchers WHERE reverses IN (SELECT value FROM json_each(?))", [listed]
    )
    return found | {row[0] for row in rows}


def naming(store: Store, people: Sequence[tuple[Person, Words]]) -> Iterator[Replaced]:
    """Give the texts that name some people, with the pseudonyms in the places of the names."""
    known = [(words, _linked(store.database, person.number)) for person, words in people]
    for table, columns in TEXTS.items():
        linked = [(words, rows.get(table, set())) for words, rows in known]
        for row_id, *texts in _that_may_name(store.database, table, columns, people):
            changed = {}
            for name, text in zip(columns, texts, strict=True):
                now = text
                for words, rows in linked:
                    now = words.replaced(now, linked=row_id in rows) if now else now
                if now != text:
                    changed[name] = now
            if changed:
                yield Replaced(table, row_id, changed)


def _that_may_name(
    database: Database, table: str, columns: Sequence[str], people: Sequence[tuple[Person, Words]]
) -> Iterator[Row]:
    """Give number and texts of rows among which somebody may be named."""
    filled = " OR ".join(f"{name} <> ''" for name in columns)
    for some in database.batches(f"SELECT id, {', '.join(columns)} FROM {table} WHERE {filled}"):
        texts = [text for row in some for text in row[1:]]
        if any(words.may_name(texts) for _person, words in people):
            yield from some


def _linked(database: Database, member: int) -> dict[str, set[int]]:
    vouchers = vouchers_of(database, member)
    listed = msgspec.json.encode(sorted(vouchers)).decode()
    lines = "SELECT id FROM voucher_lines WHERE member_id = ?"
    bank = "SELECT line_id FROM bank_matches WHERE voucher_id IN (SELECT value FROM json_each(?))"
    return {
        "vouchers": vouchers,
        "voucher_lines": {row[0] for row in database.rows(lines, [member])},
        "bank_lines": {row[0] for row in database.rows(bank, [listed])},
    }


def new_vouchers(store: Store, person: Person, after: int) -> Iterator[Replaced]:
    """Give the vouchers that came for a person who was erased before; the name is not known."""
    number = next(one for one, table in store.tables.items() if table.name == "vouchers")
    for row_id in sorted(vouchers_of(store.database, person.number)):
        row = store.database.row(
            "SELECT counterparty, reason FROM vouchers WHERE id = ?1 AND EXISTS (SELECT 1 "
            "FROM changes WHERE row_id = ?1 AND table_number = ?2 AND id > ?3)",
            [row_id, number, after],
        )
        if row and any(text and person.pseudonym not in text for text in row):
            nobody = person.pseudonym
            yield Replaced("vouchers", row_id, {"counterparty": nobody, "reason": nobody})


def notes_naming(
    store: Store, people: Sequence[tuple[Person, Words]]
) -> Iterator[tuple[tuple[int, int], int]]:
    """Give the rows of texts whose history names somebody, each with the mask of the columns."""
    linked = [(words, _linked(store.database, person.number)) for person, words in people]
    listed = ", ".join(str(one) for one, table in store.tables.items() if table.name in _NOTED)
    for some in store.database.batches(
        "SELECT table_number, row_id, mask, before FROM changes "
        # Of what is no text nothing can be a name.
        f"""WHERE before <> '' AND table_number IN ({listed}) AND instr(before, '"')"""
    ):
        texts = [journal.values_before(row[3]) for row in some]
        told = [value for values in texts for value in values if isinstance(value, str)]
        near = [(words, rows) for words, rows in linked if words.may_name(told)]
        for (number, row_id, mask, _before), values in (
            zip(some, texts, strict=True) if near else ()
        ):
            table = store.tables[number]
            found = {
                name
                for name, value in zip(table.named(mask), values, strict=True)
                for words, rows in near
                if isinstance(value, str)
                and words.replaced(value, linked=row_id in rows.get(table.name, ())) != value
            }
            if found:
                whole = table.columns if table.name == "saved_filters" else found
                yield (number, row_id), journal.mask_of(table, whole)


def filters_naming(database: Database, words: Words) -> list[int]:
    """Give the lists kept by name that look for the person."""
    rows = database.rows("SELECT id, name, criteria FROM saved_filters")
    return [row[0] for row in rows if words.names(row[1]) or words.names(_bare(row[2]))]


def _bare(criteria: str) -> str:
    return re.sub(r'["{}\[\]:,]', " ", criteria)


def mentions(store: Store, person: Person, words: Words) -> int:
    """Give how many records of other people name the person."""
    found = 0
    for table, columns in OTHERS.items():
        for row_id, *texts in _that_may_name(store.database, table, columns, [(person, words)]):
            if row_id not in person.rows[table]:
                found += any(text and words.names(text) for text in texts)
    return found
