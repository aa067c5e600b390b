# SPDX-License-Identifier: Apache-2.0
"""What makes a case of welfare doubtful: limits, doubles, families, the estimate; told, not hidden.

Whoever holds the cases' key compares confidential cases in full; others by what they may see.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import confidential as details
from unionbook.data import estimates, relatives
from unionbook.data import welfare as rows
from unionbook.data.confidential import Detail
from unionbook.domain import fields
from unionbook.domain.events import PRESENT
from unionbook.domain.welfare import (
    OVER,
    CaseState,
    Claim,
    Doubt,
    DoubtKind,
    WelfareRule,
    earlier_in_year,
    of_same_event,
    of_same_family,
    of_same_relative,
)
from unionbook.operations.members import read_members
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionbook.data.welfare import Case
    from unionbook.operations.sessions import Session

GRAVE = frozenset(DoubtKind) - {DoubtKind.NO_PAPERS}
"""Doubts in spite of which a case is approved only with a reason in words."""
_DECEASED = "deceased"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for, as far as doubts depend on it; ``case`` is 0 before it is kept."""

    case: int
    member: int
    amount: int
    asked_on: str
    about: Detail
    confidential: bool = False

    def claim(self, kind: str) -> Claim:
        """Give what is compared with other cases."""
        about = self.about
        return Claim(
            self.case,
            kind,
            self.member,
            about.event_on or self.asked_on,
            about.relation,
            about.relative,
            about.event_on,
        )


def shown_number(case: Case) -> str:
    """Give a case's number as people say it: device, number and year."""
    device = "" if case.device <= 1 else f"{case.device}."
    return f"{device}{case.number:04d}/{case.year}"


def about(session: Session, case: Case) -> Detail | None:
    """Give what a case is about; None where it is confidential and cannot be read."""
    if case.detail is None:
        return Detail(case.reason, case.relation, case.relative, case.event_on)
    cases = session.register.cases
    return details.find_detail(cases.database, case.detail) if cases else None


def doubts_of(session: Session, rule: WelfareRule, wish: Wish) -> tuple[Doubt, ...]:
    """Give the reasons for a second look at a case, the gravest first."""
    claim = wish.claim(rule.kind)
    cases = {
        one.id: one
        for one in rows.list_cases(session.database, kind=rule.kind)
        if one.id != wish.case and one.state not in OVER
    }
    claims = _claims(session, cases.values())
    return tuple(
        doubt
        for doubt in (
            _limit(rule, claim, claims, cases),
            *_doubles(session, claim, claims, cases),
            _above(rule, wish),
            _standing(session, wish.member),
            _beyond_estimate(session, rule, wish),
        )
        if doubt is not None
    )


def _claims(session: Session, cases: Iterable[Case]) -> list[Claim]:
    store = session.register.cases
    told = details.list_details(store.database) if store else {}
    found = []
    for case in cases:
        known = Detail("", case.relation, case.relative, case.event_on)
        if case.detail is not None:
            known = told.get(case.detail, known)
        wish = Wish(case.id, case.member, case.amount, case.asked_on, known)
        found.append(wish.claim(case.kind))
    return found


def _limit(
    rule: WelfareRule, claim: Claim, claims: Sequence[Claim], cases: dict[int, Case]
) -> Doubt | None:
    before = earlier_in_year(claim, claims)
    if not rule.per_year or len(before) < rule.per_year:
        return None
    sentence = _(
        "This would be number {count} in {year} for this member; the rule allows {most}. Before "
        "it: {cases}."
    ).format(
        count=len(before) + 1,
        year=claim.day[:4],
        most=rule.per_year,
        cases=_named(before, cases),
    )
    return Doubt(DoubtKind.LIMIT, sentence, tuple(one.case for one in before))


def _doubles(
    session: Session, claim: Claim, claims: Sequence[Claim], cases: dict[int, Case]
) -> list[Doubt]:
    family = relatives.family_of(session.database, claim.member)
    found = (
        (
            DoubtKind.SAME_EVENT,
            of_same_event(claim, claims),
            _("This may be the occasion of {cases}."),
        ),
        (
            DoubtKind.SAME_RELATIVE,
            of_same_relative(claim, claims),
            _("Another member named the same relative: {cases}."),
        ),
        (
            DoubtKind.SAME_FAMILY,
            of_same_family(claim, claims, family),
            _("A member of the same family asked for it too: {cases}."),
        ),
    )
    names = _names(session, {one.member for _kind, same, _text in found for one in same})
    return [
        Doubt(
            kind,
            sentence.format(cases=_named(same, cases, names)),
            tuple(one.case for one in same),
        )
        for kind, same, sentence in found
        if same
    ]


def _named(
    claims: Iterable[Claim], cases: dict[int, Case], names: dict[int, str] | None = None
) -> str:
    """Name cases by number, state of payment aside: 0007/2026, 12/03/2026, Trần Văn An."""
    told = []
    for one in claims:
        case = cases[one.case]
        who = (names or {}).get(one.member, "")
        parts = (shown_number(case), date_text(one.day), who)
        told.append(" · ".join(part for part in parts if part))
    return "; ".join(told)


def _names(session: Session, members: set[int]) -> dict[int, str]:
    rows = read_members(session, ids=sorted(members), names=("id", "full_name"))
    return {row[0]: str(row[1] or "") for row in rows}


def _above(rule: WelfareRule, wish: Wish) -> Doubt | None:
    benefit = rule.benefit(wish.about.relation)
    if benefit is None or wish.amount <= benefit.ceiling:
        return None
    return Doubt(
        DoubtKind.ABOVE,
        _("{amount} is more than the rule allows: {most}.").format(
            amount=number_text(wish.amount), most=number_text(benefit.ceiling)
        ),
    )


def _standing(session: Session, member: int) -> Doubt | None:
    [(status,)] = read_members(session, ids=[member], names=("status",))
    if status in (*PRESENT, _DECEASED):
        return None
    label = _(fields.CHOICE_LABELS["status"][status])
    return Doubt(
        DoubtKind.NO_MEMBER,
        _("This person is no member today: {status}.").format(status=label),
    )


def _beyond_estimate(session: Session, rule: WelfareRule, wish: Wish) -> Doubt | None:
    year = int(wish.asked_on[:4])
    estimate = estimates.estimate_of(session.database, year, "kind", rule.kind)
    if estimate is None:
        return None
    spent = rows.spent_by_kind(session.database, f"{year}-01-01", f"{year}-12-31")
    pending = sum(
        one.amount
        for one in rows.list_cases(session.database, kind=rule.kind, year=year)
        if one.state is CaseState.APPROVED and one.id != wish.case
    )
    left = estimate - spent.get(rule.kind, 0) - pending
    if wish.amount <= left:
        return None
    return Doubt(
        DoubtKind.ESTIMATE,
        _("The estimate of {year} for this has {left} left of {estimate}.").format(
            year=year, left=number_text(max(left, 0)), estimate=number_text(estimate)
        ),
    )
