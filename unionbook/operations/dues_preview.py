# SPDX-License-Identifier: Apache-2.0
"""What assessing a month would post, before anything is posted: how much, for whom, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import dues as rows
from unionbook.data import ledger as books
from unionbook.domain import periods
from unionbook.operations.dues import Assessment, compute_month
from unionbook.operations.members import read_members

if TYPE_CHECKING:
    from unionbook.domain.dues import DuesRule
    from unionbook.operations.sessions import Session

_MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """One member of whom something would be posted: what was assessed before, and what now.

    ``before`` is None for who was not assessed yet.
    """

    member: int
    number: str
    name: str
    department: str
    before: Assessment | None
    now: Assessment

    @property
    def amount(self) -> int:
        """By how much what is owed would rise, or fall where negative."""
        return self.now.amount - (self.before.amount if self.before else 0)


@dataclass(frozen=True, slots=True)
class RuleShare:
    """A rule, how many owe by it, and how much in all."""

    rule: DuesRule
    members: int
    amount: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What assessing a month would do.

    ``fresh`` and ``changed`` count members; ``differences`` are at most some hundreds of them, the
    corrections first. ``closed`` tells that the month takes nothing any more.
    """

    month: str
    owing: int
    exempt: int
    total: int
    difference: int
    fresh: int
    changed: int
    without_wage: tuple[int, ...]
    by_rule: tuple[RuleShare, ...]
    exemptions: tuple[tuple[str, int], ...]
    differences: tuple[Difference, ...]
    closed: bool


def preview_assessment(session: Session, *, month: str) -> Preview:
    """Say what assessing a month would post. Raises UnionbookError where there is no rule."""
    session.require("read_money")
    wanted = periods.read_month(month)
    found, held, fresh, changed = compute_month(session, wanted)
    rules = {one.id: one for one in rows.list_rules(session.database)}
    counts: Counter[int] = Counter()
    sums: Counter[int] = Counter()
    for one in found.values():
        if one.amount:
            counts[one.rule] += 1
            sums[one.rule] += one.amount
    before = sum(held[one.member].amount for one in changed)
    return Preview(
        wanted,
        sum(1 for one in found.values() if one.amount),
        sum(1 for one in found.values() if one.exemption),
        sum(one.amount for one in found.values()),
        sum(one.amount for one in (*fresh, *changed)) - before,
        len(fresh),
        len(changed),
        tuple(one.member for one in found.values() if one.bound == "no_wage"),
        tuple(
            RuleShare(rules[number], counts[number], sums[number])
            for number in sorted(counts, key=lambda one: -counts[one])
            if number in rules
        ),
        tuple(Counter(one.exemption for one in found.values() if one.exemption).most_common()),
        _differences(session, held, [*changed, *fresh][:_MOST_SHOWN]),
        books.is_closed(session.database, wanted),
    )


def _differences(
    session: Session, held: dict[int, Assessment], shown: list[Assessment]
) -> tuple[Difference, ...]:
    names = ("id", "local_number", "full_name", "department")
    who = {
        row[0]: tuple(str(part or "") for part in row[1:])
        for row in read_members(session, ids=[one.member for one in shown], names=names)
    }
    found = []
    for one in shown:
        number, name, department = who.get(one.member, ("", "", ""))
        before = held.get(one.member)
        found.append(Difference(one.member, number, name, department, before, one))
    return tuple(found)
