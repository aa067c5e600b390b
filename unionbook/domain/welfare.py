# SPDX-License-Identifier: Apache-2.0
"""Welfare: the branch's own rules by kind, the way a case goes, and what makes one doubtful."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from unionbook.domain.dated_rules import holds
from unionbook.domain.folding import fold
from unionbook.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Relation(StrEnum):
    """Whom the occasion befell: the member, or who is close to him or her."""

    MEMBER = "member"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    PARENT_IN_LAW = "parent_in_law"
    OTHER = "other"


RELATION_LABELS = {
    Relation.MEMBER: N_("The member"),
    Relation.SPOUSE: N_("Spouse"),
    Relation.CHILD: N_("Child"),
    Relation.PARENT: N_("Parent"),
    Relation.PARENT_IN_LAW: N_("Parent of the spouse"),
    Relation.OTHER: N_("Other relative"),
}


class CaseState(StrEnum):
    """How far a case has come; never stored, always derived."""

    REQUESTED = "requested"
    CHECKED = "checked"
    APPROVED = "approved"
    PAID = "paid"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STATE_LABELS = {
    CaseState.REQUESTED: N_("Requested"),
    CaseState.CHECKED: N_("Checked"),
    CaseState.APPROVED: N_("Approved"),
    CaseState.PAID: N_("Paid out"),
    CaseState.ACKNOWLEDGED: N_("Acknowledged"),
    CaseState.REFUSED: N_("Turned down"),
    CaseState.WITHDRAWN: N_("Withdrawn"),
}
OVER = (CaseState.REFUSED, CaseState.WITHDRAWN)
"""States in which a case gives nobody anything."""


class StepKind(StrEnum):
    """What somebody did to a case; paying is no step but a voucher."""

    CHECKED = "checked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One step of a case: who took it, when, how much was approved, and in what words.

    ``voucher`` is the payment that an acknowledgement is of; ``note_id`` the row of ``cases.db``
    that holds the words of a confidential case.
    """

    id: int
    kind: StepKind
    done_on: str
    user_id: int
    user_name: str
    amount: int | None = None
    note: str = ""
    note_id: int | None = None
    voucher: int | None = None


@dataclass(frozen=True, slots=True)
class Benefit:
    """What a kind gives for one relation: the usual amount, and the most that may be approved."""

    relation: Relation
    amount: int
    most: int = 0

    @property
    def ceiling(self) -> int:
        """The most that may be approved."""
        return max(self.most, self.amount)


@dataclass(frozen=True, slots=True)
class WelfareRule:
    """The branch's rule on one kind of welfare from a day on.

    ``kind`` is what stays the same when a later rule replaces this one. ``per_year`` is how many
    times a member may be given it in a year, 0 for as often as it befalls. ``account`` is a code or
    a role of the chart; ``approver`` the role of who approves.
    """

    id: int
    kind: str
    name: str
    benefits: tuple[Benefit, ...]
    since: str
    until: str = ""
    per_year: int = 0
    papers: tuple[str, ...] = ()
    approver: str = "head"
    account: str = "welfare"
    confidential: bool = False
    source: str = ""
    certainty: str = ""

    def benefit(self, relation: str) -> Benefit | None:
        """Give what the rule gives for a relation, or None."""
        return next((one for one in self.benefits if one.relation == relation), None)


def in_force(rules: Iterable[WelfareRule], day: str) -> dict[str, WelfareRule]:
    """Give by kind the rule that holds on a day: of several, the one that began last."""
    found: dict[str, WelfareRule] = {}
    for rule in sorted(rules, key=lambda one: (one.since, one.id)):
        if holds(rule, day):
            found[rule.kind] = rule
    return found


def state_of(steps: Sequence[CaseStep], paid_by: int | None) -> CaseState:
    """Give how far a case has come by its steps and the payment that stands, if one does."""
    # Money that was paid is paid, whatever else was said.
    if paid_by is not None:
        signed = any(one.voucher == paid_by for one in steps if one.kind is StepKind.ACKNOWLEDGED)
        return CaseState.ACKNOWLEDGED if signed else CaseState.PAID
    kinds = {one.kind for one in steps}
    if StepKind.REFUSED in kinds:
        return CaseState.REFUSED
    if StepKind.WITHDRAWN in kinds:
        return CaseState.WITHDRAWN
    if StepKind.APPROVED in kinds:
        return CaseState.APPROVED
    return CaseState.CHECKED if StepKind.CHECKED in kinds else CaseState.REQUESTED


@dataclass(frozen=True, slots=True)
class Claim:
    """What of a case decides whether another one doubles it; empty where it is not known.

    ``day`` is the day of the occasion, or that of the request where the first is not known.
    """

    case: int
    kind: str
    member: int
    day: str
    relation: str = ""
    relative: str = ""
    event_on: str = ""


class DoubtKind(StrEnum):
    """Why a case wants a second look."""

    LIMIT = "limit"
    SAME_EVENT = "same_event"
    SAME_RELATIVE = "same_relative"
    SAME_FAMILY = "same_family"
    ABOVE = "above"
    NO_MEMBER = "no_member"
    NO_PAPERS = "no_papers"
    ESTIMATE = "estimate"
    PAID_TWICE = "paid_twice"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason for a second look: the sentence, and the cases it is about."""

    kind: DoubtKind
    sentence: str
    cases: tuple[int, ...] = ()


_SAME_EVENT_DAYS = 10
_VAGUE_DAYS = 45
"""How far apart two cases may be asked for where one does not tell the day of the occasion."""
_SAME_RELATIVE_DAYS = 90


def earlier_in_year(claim: Claim, others: Iterable[Claim]) -> list[Claim]:
    """Give the member's other cases of the kind in the same year."""
    return [
        one
        for one in others
        if (one.member, one.kind) == (claim.member, claim.kind) and one.day[:4] == claim.day[:4]
    ]


def of_same_event(claim: Claim, others: Iterable[Claim]) -> list[Claim]:
    """Give the member's other cases of the kind that seem to be of the same occasion."""
    return [
        one
        for one in others
        if (one.member, one.kind) == (claim.member, claim.kind)
        and _agree(one.relation, claim.relation)
        and _agree(fold(one.relative), fold(claim.relative))
        and _near(one.day, claim.day, _SAME_EVENT_DAYS if _both_know(one, claim) else _VAGUE_DAYS)
    ]


def of_same_relative(claim: Claim, others: Iterable[Claim]) -> list[Claim]:
    """Give the cases of other members for a relative of the same name at about the same time."""
    if not claim.relative:
        return []
    return [
        one
        for one in others
        if one.member != claim.member
        and one.kind == claim.kind
        and one.relative
        and fold(one.relative) == fold(claim.relative)
        and _near(one.day, claim.day, _SAME_RELATIVE_DAYS)
    ]


def of_same_family(claim: Claim, others: Iterable[Claim], family: set[int]) -> list[Claim]:
    """Give the cases of members of the same family that seem to be of the same occasion."""
    return [
        one
        for one in others
        if one.member in family
        and one.kind == claim.kind
        and _near(one.day, claim.day, _SAME_RELATIVE_DAYS)
        and not (one.relative and claim.relative and fold(one.relative) != fold(claim.relative))
    ]


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _both_know(one: Claim, other: Claim) -> bool:
    return bool(one.event_on and other.event_on)


def _near(one: str, other: str, days: int) -> bool:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= days
