# SPDX-License-Identifier: Apache-2.0
"""What a member owes for a month: rules with dates of effect, and why it is that much."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from unionbook.domain.dated_rules import holds
from unionbook.domain.events import PRESENT, Event, EventKind, standing
from unionbook.domain.periods import first_day, last_day
from unionbook.texts import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MILLION = 1_000_000
"""Rates are parts of a million: 0.5 % is 5,000."""


class Basis(StrEnum):
    """What the dues are a share of, or that they are one amount for all."""

    WAGE = "wage"
    MINIMUM_WAGE = "minimum_wage"
    BASE_SALARY = "base_salary"
    FLAT = "flat"


BASIS_LABELS = {
    Basis.WAGE: N_("Share of the member's wage"),
    Basis.MINIMUM_WAGE: N_("Share of the regional minimum wage"),
    Basis.BASE_SALARY: N_("Share of the base salary"),
    Basis.FLAT: N_("One amount for all"),
}

REFERENCE_LABELS = {
    Basis.BASE_SALARY.value: N_("Base salary"),
    Basis.MINIMUM_WAGE.value: N_("Minimum wage"),
}
"""Kinds of reference values: what some rules are a share of."""

EXEMPTIONS = {
    "maternity": N_("Maternity"),
    "sickness": N_("Long sickness"),
    "unpaid_leave": N_("Unpaid leave"),
    "no_income": N_("No income"),
    "retired": N_("Retired"),
    "status": N_("Exempt by status"),
}


@dataclass(frozen=True, slots=True)
class DuesRule:
    """One rule; the most specific that applies on the month's last day is taken.

    ``rate`` is parts of a million; ``cap_rate`` and ``floor_rate`` are such shares of the base
    salary, and so is ``no_wage_rate``, which is owed where no wage is known. ``amount`` is the flat
    amount.
    ``departments`` and ``contract_kinds`` narrow whom it is for. ``surcharge`` (a rate) is what the
    branch resolved to collect beyond, kept apart.
    """

    id: int
    name: str
    basis: Basis
    since: str
    until: str = ""
    rate: int = 0
    amount: int = 0
    cap_rate: int = 0
    floor_rate: int = 0
    no_wage_rate: int = 0
    rounding: int = 1
    surcharge: int = 0
    region: str = ""
    contract_kinds: tuple[str, ...] = ()
    departments: tuple[int, ...] = ()
    source: str = ""
    certainty: str = ""

    def applies(self, day: str, person: Person) -> bool:
        """Tell whether the rule holds on a day for a person."""
        in_time = holds(self, day)
        contract = not self.contract_kinds or person.contract_kind in self.contract_kinds
        return (
            in_time and contract and (not self.departments or person.department in self.departments)
        )

    @property
    def narrowness(self) -> tuple[bool, bool, str, int]:
        """By what the more specific, and then the later, of two rules wins."""
        return bool(self.departments), bool(self.contract_kinds), self.since, self.id


@dataclass(frozen=True, slots=True)
class Exemption:
    """Months in which a member owes nothing, and why; an open end is empty."""

    reason: str
    first: str
    last: str = ""

    def covers(self, month: str) -> bool:
        """Tell whether the month is one of them."""
        return self.first <= month and (not self.last or month <= self.last)


@dataclass(frozen=True, slots=True)
class Person:
    """What dues depend on, of one member; ``wages`` are (from, amount) in order of time."""

    member: int
    joined_on: str = ""
    contract_kind: str = ""
    department: int | None = None
    wages: tuple[tuple[str, int], ...] = ()
    events: tuple[Event, ...] = ()
    exemptions: tuple[Exemption, ...] = ()

    def wage_on(self, day: str) -> int | None:
        """Give the wage that holds on a day, or None where none is known."""
        found = None
        for since, amount in self.wages:
            if since <= day:
                found = amount
        return found


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a payment: for whom, for which month, how much."""

    member: int
    month: str
    amount: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is owed and why: the rule, its base, what bounded it, or the exemption.

    ``bound`` is ``cap``, ``floor``, ``no_wage`` or empty. ``surcharge`` is part of ``amount``.
    """

    member: int
    amount: int
    surcharge: int = 0
    rule: int = 0
    base: int = 0
    bound: str = ""
    exemption: str = ""


def liable(person: Person, month: str) -> str:
    """Give "" where a member owes dues for a month, else why not (``exempt`` or ``absent``).

    Who joins or leaves inside a month pays for it: the month counts if there was a day of
    membership that was neither exempt nor suspended.
    """
    first, last = first_day(month), last_day(month)
    if person.joined_on and person.joined_on[:7] > month:
        return "absent"
    turning = [event.on for event in person.events if first < event.on <= last]
    statuses = [_status(person, day) for day in (first, *turning)]
    if "active" in statuses:
        return ""
    return "exempt" if any(status in PRESENT for status in statuses) else "absent"


def _status(person: Person, day: str) -> str:
    arrivals = (EventKind.ADMITTED, EventKind.TRANSFERRED_IN)
    events = person.events
    if events and events[0].kind in arrivals and day < events[0].on:
        return "absent"
    return standing(events, day).status


def assess(
    person: Person,
    month: str,
    rules: Sequence[DuesRule],
    reference: Callable[[str, str, str], int],
) -> Assessment | None:
    """Give what a member owes for a month and why; None for who is not a member in it.

    ``reference(kind, region, day)`` gives the base salary or a region's minimum wage, 0 where it
    is not known.
    """
    why_not = liable(person, month)
    if why_not == "absent":
        return None
    free = next((one.reason for one in person.exemptions if one.covers(month)), "")
    if why_not or free:
        return Assessment(person.member, 0, exemption=free or "status")
    day = last_day(month)
    fitting = [rule for rule in rules if rule.applies(day, person)]
    if not fitting:
        return None
    rule = max(fitting, key=lambda one: one.narrowness)
    return _by_rule(person, rule, day, reference)


def _by_rule(
    person: Person, rule: DuesRule, day: str, reference: Callable[[str, str, str], int]
) -> Assessment:
    base, bound = _base(person, rule, day, reference)
    salary = reference("base_salary", "", day)
    owed = rule.amount if rule.basis is Basis.FLAT else base * rule.rate // MILLION
    if bound:
        owed = salary * rule.no_wage_rate // MILLION
    if rule.cap_rate and salary and owed > salary * rule.cap_rate // MILLION:
        owed, bound = salary * rule.cap_rate // MILLION, "cap"
    if rule.floor_rate and owed < salary * rule.floor_rate // MILLION:
        owed, bound = salary * rule.floor_rate // MILLION, bound or "floor"
    extra = base * rule.surcharge // MILLION
    rounded, rounded_extra = _rounded(owed, rule.rounding), _rounded(extra, rule.rounding)
    return Assessment(person.member, rounded + rounded_extra, rounded_extra, rule.id, base, bound)


def _base(
    person: Person, rule: DuesRule, day: str, reference: Callable[[str, str, str], int]
) -> tuple[int, str]:
    if rule.basis is Basis.FLAT:
        return rule.amount, ""
    if rule.basis is Basis.WAGE:
        wage = person.wage_on(day)
        return (wage, "") if wage is not None else (0, "no_wage")
    return reference(rule.basis.value, rule.region, day), ""


def _rounded(amount: int, unit: int) -> int:
    """Round half up to a unit; amounts are never negative here."""
    return (amount + unit // 2) // unit * unit if unit > 1 else amount
