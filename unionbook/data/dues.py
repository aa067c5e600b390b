# SPDX-License-Identifier: Apache-2.0
"""The rows dues are made of: rules, reference values, exemptions, what was assessed and is owed."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from unionbook.data.readable import readable
from unionbook.domain.dues import Assessment, DuesRule, Exemption, Person
from unionbook.domain.events import Event, EventKind
from unionbook.domain.numbering import beside, keyed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from unionbook.data.database import Database, Row
    from unionbook.data.store import Store


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """A base salary or a region's minimum wage from a day on, with its source."""

    id: int
    kind: str
    region: str
    since: str
    amount: int
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class MonthDues:
    """What a member's account says of one month: owed, paid and left (negative: paid ahead)."""

    member: int
    month: str
    assessed: int
    paid: int

    @property
    def left(self) -> int:
        """What is still owed."""
        return self.assessed - self.paid


def list_rules(database: Database) -> list[DuesRule]:
    """Give the branch's dues rules, the oldest first."""
    rows = database.rows("SELECT id, terms FROM dues_rules ORDER BY since, id")
    return readable(rows, lambda row: replace(_terms(row[1]), id=row[0]))


_terms = msgspec.json.Decoder(DuesRule).decode


def add_rule(store: Store, site: int, rule: DuesRule) -> int:
    """Add a rule. Only inside a commit."""
    number = store.new_ids(site)[0]
    store.database.execute(
        "INSERT INTO dues_rules(id, name, terms, since, until) VALUES (?, ?, ?, ?, ?)",
        [number, rule.name, msgspec.json.encode(rule).decode(), rule.since, rule.until or None],
    )
    return number


def end_rule(store: Store, rule: DuesRule, until: str) -> None:
    """Let a rule end on a day. Only inside a commit."""
    ended = msgspec.json.encode(replace(rule, until=until)).decode()
    store.database.execute(
        "UPDATE dues_rules SET terms = ?, until = ? WHERE id = ?", [ended, until, rule.id]
    )


def list_references(database: Database) -> list[ReferenceValue]:
    """Give the reference values, by kind, region and time."""
    rows = database.rows(
        "SELECT id, kind, region, since, amount, coalesce(source, ''), coalesce(certainty, '') "
        "FROM reference_values ORDER BY kind, region, since, id"
    )
    return [ReferenceValue(*row) for row in rows]


def add_reference(store: Store, site: int, value: ReferenceValue) -> None:
    """Add a reference value. Only inside a commit."""
    store.database.execute(
        "INSERT INTO reference_values(id, kind, region, since, amount, source, certainty) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            *store.named_ids(
                site,
                "reference_values",
                [keyed("reference_values", value.kind, value.region, value.since)],
            ),
            value.kind,
            value.region,
            value.since,
            value.amount,
            value.source or None,
            value.certainty or None,
        ],
    )


def reference(database: Database) -> Callable[[str, str, str], int]:
    """Give a function of kind, region and day that gives the value in force, 0 where none is."""
    held: defaultdict[tuple[str, str], tuple[list[str], list[int]]] = defaultdict(lambda: ([], []))
    for value in list_references(database):
        days, amounts = held[value.kind, value.region]
        days.append(value.since)
        amounts.append(value.amount)

    def look_up(kind: str, region: str, day: str) -> int:
        days, amounts = held[kind, region]
        place = bisect_right(days, day)
        return amounts[place - 1] if place else 0

    return look_up


def people(database: Database, members: Sequence[int] = ()) -> Iterator[Person]:
    """Give what dues depend on, of everybody or of some members, in the order of their numbers."""
    some = f"IN ({','.join(str(int(number)) for number in members)})" if members else ""
    own = f"WHERE member_id {some}" if some else ""
    wages: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for member, since, amount in database.iterate(
        f"SELECT member_id, from_on, amount FROM wages {own} ORDER BY member_id, from_on, id"
    ):
        wages[member].append((since, amount))
    events: defaultdict[int, list[Event]] = defaultdict(list)
    for member, number, kind, on, until in database.iterate(
        "SELECT member_id, id, kind, happened_on, coalesce(until_on, '') FROM member_events "
        f"{own} ORDER BY member_id, happened_on, id"
    ):
        events[member].append(Event(number, EventKind(kind), on, until))
    exemptions: defaultdict[int, list[Exemption]] = defaultdict(list)
    for member, reason, first, last in database.iterate(
        "SELECT member_id, reason, first_month, coalesce(last_month, '') FROM dues_exemptions "
        f"{own}"
    ):
        exemptions[member].append(Exemption(reason, first, last))
    for number, joined_on, contract_kind, department in database.iterate(
        "SELECT id, coalesce(joined_on, ''), coalesce(contract_kind, ''), department_id "
        f"FROM members WHERE merged_into IS NULL {f'AND id {some}' if some else ''} ORDER BY id"
    ):
        yield Person(
            number,
            joined_on,
            contract_kind,
            department,
            tuple(wages.get(number, ())),
            tuple(events.get(number, ())),
            tuple(exemptions.get(number, ())),
        )


def assessed(database: Database, month: str, members: Sequence[int] = ()) -> dict[int, Assessment]:
    """Give what was assessed for a month, by member: of everybody, or of some members."""
    some = f"AND member_id IN ({_listed(members)})" if members else ""
    rows = database.iterate(
        "SELECT member_id, amount, surcharge, rule_id, base, coalesce(bound, ''), "
        f"coalesce(exemption, '') FROM dues_assessments WHERE month = ? {some}",
        [month],
    )
    return {row[0]: Assessment(*row) for row in rows}


def posted_apart(database: Database, source: str) -> dict[int, int]:
    """Give what all vouchers of one source claim, by member, where two devices posted them.

    Two PCs that assess one month before they meet post it twice; the assessments are one each.
    """
    devices = database.value(
        "SELECT count(DISTINCT site) FROM vouchers WHERE kind = 'assessment' AND source = ?",
        [source],
    )
    if devices < _TWO:
        return {}
    return dict(
        database.rows(
            "SELECT l.member_id, sum(l.amount) FROM vouchers v "
            "JOIN voucher_lines l ON l.voucher_id = v.id JOIN accounts a ON a.id = l.account_id "
            "WHERE v.kind = 'assessment' AND v.source = ? AND a.role = 'dues_claims' "
            "AND l.member_id IS NOT NULL GROUP BY l.member_id",
            [source],
        )
    )


_TWO = 2


def _listed(numbers: Sequence[int]) -> str:
    return ",".join(str(int(number)) for number in numbers)


def exempt_months(database: Database, first: str, last: str) -> set[tuple[int, str]]:
    """Give the members and months for which somebody was assessed as exempt."""
    rows = database.iterate(
        "SELECT coalesce(m.merged_into, m.id), a.month FROM dues_assessments a "
        "JOIN members m ON m.id = a.member_id "
        "WHERE a.month BETWEEN ? AND ? AND a.exemption IS NOT NULL",
        [first, last],
    )
    return {(member, month) for member, month in rows}


def write_assessments(
    store: Store, site: int, month: str, fresh: Sequence[Assessment], changed: Sequence[Assessment]
) -> None:
    """Write what was assessed: new rows, and rows that are another amount or reason now."""
    if fresh:
        wanted = [beside("dues_assessments", one.member, month) for one in fresh]
        ids = store.named_ids(site, "dues_assessments", wanted)
        store.database.executemany(
            "INSERT INTO dues_assessments(id, member_id, month, amount, surcharge, rule_id, base, "
            "bound, exemption) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (number, one.member, month, *_columns(one))
                for number, one in zip(ids, fresh, strict=True)
            ),
        )
    store.database.executemany(
        "UPDATE dues_assessments SET amount = ?, surcharge = ?, rule_id = ?, base = ?, bound = ?, "
        "exemption = ? WHERE member_id = ? AND month = ?",
        ((*_columns(one), one.member, month) for one in changed),
    )


def _columns(one: Assessment) -> tuple[object, ...]:
    return (
        one.amount,
        one.surcharge,
        one.rule,
        one.base,
        one.bound or None,
        one.exemption or None,
    )


def month_dues(
    database: Database, *, members: Sequence[int] = (), first: str = "", last: str = "9999"
) -> list[MonthDues]:
    """Give what each member owed and paid for each month.

    What is left and what was paid is added up line by line as vouchers are posted; what was
    assessed is both together, so it need not be kept again. The lines of a member who was merged
    away count for the one he or she was merged into.
    """
    if members:
        some = _listed(members)
        rows = database.rows(
            "SELECT coalesce(m.merged_into, m.id) AS member, d.month, sum(d.owed), sum(d.paid) "
            "FROM members m CROSS JOIN member_months d ON d.member_id = m.id "
            f"WHERE (m.id IN ({some}) OR m.merged_into IN ({some})) AND d.month BETWEEN ? AND ? "
            "GROUP BY member, d.month ORDER BY member, d.month",
            [first, last],
        )
    else:
        rows = _of_one_person(
            database,
            database.rows(
                "SELECT member_id, month, owed, paid FROM member_months "
                "WHERE month BETWEEN ? AND ?",
                [first, last],
            ),
        )
    return [MonthDues(member, month, left + paid, paid) for member, month, left, paid in rows]


def open_dues(database: Database, *, first: str = "", last: str = "9999") -> list[MonthDues]:
    """Give only the months of members in which something is owed or was paid ahead."""
    rows = database.rows(
        "SELECT member_id, month, owed, paid FROM member_months INDEXED BY member_months_owed "
        "WHERE owed <> 0 AND month BETWEEN ? AND ?",
        [first, last],
    )
    return [
        MonthDues(member, month, left + paid, paid)
        for member, month, left, paid in _of_one_person(database, rows)
        if left
    ]


def _of_one_person(database: Database, rows: list[Row]) -> list[Row]:
    """Add the sums of members who were merged away to those of whom they were merged into."""
    merged: dict[int, int] = dict(
        database.rows("SELECT id, merged_into FROM members WHERE merged_into IS NOT NULL")
    )
    if not merged:
        return sorted(rows)
    sums: defaultdict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    for member, month, left, paid in rows:
        one = int(member)
        held = sums[merged.get(one, one), month]
        held[0] += left
        held[1] += paid
    return [(*key, *held) for key, held in sorted(sums.items())]


def assessed_months(database: Database, first: str, last: str) -> list[str]:
    """Give the months of a span that were assessed for anybody, the earliest first."""
    rows = database.rows(
        "SELECT DISTINCT month FROM dues_assessments WHERE month BETWEEN ? AND ? ORDER BY month",
        [first, last],
    )
    return [row[0] for row in rows]


def opened_until(database: Database) -> str:
    """Give the last month of which an opening voucher that stands claims dues, empty for none."""
    return str(
        database.value(
            "SELECT max(month) FROM (SELECT l.month FROM vouchers v "
            "JOIN voucher_lines l ON l.voucher_id = v.id JOIN accounts a ON a.id = l.account_id "
            "WHERE v.kind = 'opening' AND a.role = 'dues_claims' AND l.member_id IS NOT NULL "
            "GROUP BY l.member_id, l.month HAVING sum(l.amount) <> 0)"
        )
        or ""
    )


def last_assessed_month(database: Database) -> str:
    """Give the last month that was assessed, empty where none was."""
    return str(database.value("SELECT max(month) FROM dues_assessments") or "")


def month_totals(
    database: Database,
    first: str,
    last: str,
    condition: tuple[str, tuple[object, ...]] = ("", ()),
) -> list[Row]:
    """Give month, assessed and paid of everybody; ``condition`` narrows to some.

    It is one on ``m``, a row of the index of members.
    """
    clause, values = condition
    joined = (
        "JOIN members x ON x.id = d.member_id "
        f"JOIN member_index m ON m.id = coalesce(x.merged_into, x.id) AND {clause}"
        if clause
        else ""
    )
    return database.rows(
        f"SELECT d.month, sum(d.owed + d.paid), sum(d.paid) FROM member_months d {joined} "
        "WHERE d.month BETWEEN ? AND ? GROUP BY d.month ORDER BY d.month",
        [*values, first, last],
    )


def debtors(database: Database, first: str, last: str) -> set[int]:
    """Give the members who owe for at least one month of a span."""
    return {one.member for one in open_dues(database, first=first, last=last) if one.left > 0}


def payments(database: Database, incomes: Sequence[int], member: int) -> list[Row]:
    """Give voucher, day, month and sum of what was paid of a member's dues, the latest first."""
    return database.rows(
        "SELECT l.voucher_id, l.dated_on, l.month, -sum(l.amount) AS paid FROM voucher_lines l "
        f"WHERE l.account_id IN ({_listed(incomes)}) AND l.member_id IN "
        "(SELECT id FROM members WHERE id = ?1 OR merged_into = ?1) "
        "GROUP BY l.voucher_id, l.month HAVING paid <> 0 "
        "ORDER BY l.dated_on DESC, l.voucher_id DESC, l.month DESC",
        [member],
    )


def wrong_sums(database: Database, most: int = 5) -> list[Row]:
    """Give member and month where what is kept of dues is not the sum of the vouchers' lines."""
    return database.rows(
        "SELECT member_id, month FROM (SELECT l.member_id, l.month, "
        "sum(CASE a.role WHEN 'dues_claims' THEN l.amount ELSE 0 END) AS owed, "
        "sum(CASE a.role WHEN 'dues_claims' THEN 0 ELSE -l.amount END) AS paid "
        "FROM voucher_lines l JOIN accounts a ON a.id = l.account_id "
        "WHERE a.role IN ('dues_claims', 'dues_income', 'surcharge_income') "
        "AND l.member_id IS NOT NULL AND l.month IS NOT NULL GROUP BY l.member_id, l.month "
        "UNION ALL SELECT member_id, month, -owed, -paid FROM member_months) "
        "GROUP BY member_id, month HAVING sum(owed) <> 0 OR sum(paid) <> 0 LIMIT ?",
        [most],
    )
