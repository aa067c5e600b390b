# SPDX-License-Identifier: Apache-2.0
"""Cases of welfare: asked for, looked at, listed; ``welfare_steps`` takes them further."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionbook.data import confidential as details
from unionbook.data import welfare as rows
from unionbook.data.confidential import Detail
from unionbook.data.welfare import Case, CasePaper
from unionbook.domain import clock, numbering
from unionbook.domain.folding import tidy
from unionbook.domain.welfare import (
    RELATION_LABELS,
    CaseState,
    Doubt,
    DoubtKind,
    Relation,
    WelfareRule,
)
from unionbook.errors import InvalidValueError, NotAllowedError, NotFoundError, UnionbookError
from unionbook.operations import confidential, welfare_rules
from unionbook.operations.ledger import day_of, get_voucher
from unionbook.operations.members import get_member
from unionbook.operations.welfare_doubts import Wish, about, doubts_of, shown_number
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Collection

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

__all__ = ["Case", "CasePaper", "CaseState", "Detail", "Doubt", "Relation", "shown_number"]

_NUMBER = re.compile(r"(?:(\d{1,6})\.)?(\d{1,9})/(\d{4})")


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody asks for, as it was typed; the rule fills in what is left empty.

    ``relation`` and ``relative`` say whom the occasion befell, ``event_on`` when. ``payee`` takes
    the money where it is not the member.
    """

    kind: str
    member_id: int
    relation: str = Relation.MEMBER
    relative: str = ""
    event_on: str = ""
    amount: int = 0
    payee: str = ""
    reason: str = ""
    is_confidential: bool | None = None
    on: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a request would come to: the rule, the amount, what is confidential, what is doubtful.

    Nothing of it is kept yet.
    """

    rule: WelfareRule
    wish: Wish
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Requested:
    """A request that was kept, with what is doubtful about it."""

    case_id: int
    changes: Changes
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class CaseInFull:
    """A case with what the user may know of it.

    ``about`` is None where it is confidential and under a key the user does not hold; then
    ``papers`` and ``notes`` are empty too. ``notes`` are the words said to each of the steps.
    """

    case: Case
    shown_number: str
    rule: WelfareRule
    about: Detail | None
    papers: tuple[CasePaper, ...]
    notes: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def propose_case(session: Session, *, asking: Asking) -> Proposal:
    """Give what a request would come to: the rule's amount where none is said, and the doubts.

    Raises NotFoundError where no rule on the kind is in force, InvalidValueError.
    """
    session.require("request_welfare")
    get_member(session, member_id=asking.member_id)
    asked_on = day_of(asking.on)
    rule = welfare_rules.find_rule(session, kind=asking.kind, on=asked_on)
    benefit = rule.benefit(asking.relation)
    if benefit is None:
        known = ", ".join(_(RELATION_LABELS[one.relation]) for one in rule.benefits)
        raise InvalidValueError(
            _("The rule on “{kind}” is for: {known}.").format(kind=rule.name, known=known),
            field="relation",
        )
    if asking.amount < 0:
        raise InvalidValueError(_("Give an amount above nothing."), field="amount")
    secret = asking.is_confidential
    wish = Wish(
        0,
        asking.member_id,
        asking.amount or benefit.amount,
        asked_on,
        Detail(
            tidy(asking.reason),
            benefit.relation.value,
            tidy(asking.relative),
            day_of(asking.event_on, "event_on") if asking.event_on.strip() else "",
        ),
        rule.confidential if secret is None else secret,
    )
    return Proposal(rule, wish, doubts_of(session, rule, wish))


def request_case(session: Session, *, asking: Asking) -> Requested:
    """Ask for welfare for a member; doubts are told with what is returned, and keep nothing back.

    What is confidential (by the rule, or as said) goes under the cases' key: the office store then
    knows kind, amount and payee alone. Raises what ``propose_case`` raises, and NotAllowedError
    where it is confidential and the user does not hold that key.
    """
    require_person(session)
    found = propose_case(session, asking=asking)
    rule, wish = found.rule, found.wish
    member = get_member(session, member_id=wish.member).values["full_name"]
    told = _told(session, wish, "request_welfare")
    with session.commit("request_welfare", reason=rule.name) as changes:
        values = {
            "kind": rule.kind,
            "rule_id": rule.id,
            "member_id": wish.member,
            "amount": wish.amount,
            "payee": tidy(asking.payee) or str(member or ""),
            "asked_on": wish.asked_on,
            "user_id": session.user.id,
            "user_name": session.user.name,
            **told,
        }
        number = rows.add_case(session.office, session.site, values)
    return Requested(number, changes, found.doubts)


def asking_of(session: Session, *, case_id: int) -> Asking:
    """Give a case as it would be typed, to correct some of it. Raises NotAllowedError."""
    found = get_case(session, case_id=case_id)
    if found.about is None:
        confidential.store(session)
    case, known = found.case, found.about or Detail("")
    return Asking(
        case.kind,
        case.member,
        known.relation,
        known.relative,
        known.event_on,
        case.asked,
        case.payee,
        known.reason,
        case.confidential,
        case.asked_on,
    )


def correct_case(session: Session, *, case_id: int, asking: Asking) -> Requested:
    """Correct a request that nobody checked yet; kind and member stay as they are.

    What was confidential stays so, and what was open. Raises what ``propose_case`` raises,
    NotAllowedError to others than who asked, UnionbookError where the case has gone further.
    """
    held = get_case(session, case_id=case_id)
    if held.case.state is not CaseState.REQUESTED:
        raise UnionbookError(
            _("Case {number} was looked at already: withdraw it and ask anew.").format(
                number=held.shown_number
            )
        )
    if session.user.id != held.case.user_id:
        # Or somebody could rewrite what another asked for, and approve it.
        raise NotAllowedError(
            _("Only {user}, who asked for it, corrects it. Or withdraw it and ask anew.").format(
                user=held.case.user_name
            )
        )
    if asking.is_confidential and not held.case.confidential:
        raise InvalidValueError(
            _("What was entered openly stays in the history: it cannot be made confidential now."),
            field="is_confidential",
        )
    same = replace(
        asking,
        kind=held.case.kind,
        member_id=held.case.member,
        is_confidential=held.case.confidential,
    )
    wish = replace(propose_case(session, asking=same).wish, case=case_id)
    if held.case.confidential:
        confidential.store(session)
    told = _told(session, wish, "correct_welfare")
    with session.commit(
        "correct_welfare", right="request_welfare", reason=held.shown_number
    ) as changes:
        values = {
            "relation": None,
            "relative": None,
            "event_on": None,
            "reason": None,
            "amount": wish.amount,
            "payee": tidy(asking.payee) or held.case.payee,
            "asked_on": wish.asked_on,
            **told,
        }
        rows.change_case(session.office, case_id, values)
    return Requested(case_id, changes, doubts_of(session, held.rule, wish))


def _told(session: Session, wish: Wish, operation: str) -> dict[str, object]:
    """Give what the office row says; what is confidential is written under its own key first."""
    if not wish.confidential:
        known = wish.about
        return {
            "relation": known.relation,
            "relative": known.relative or None,
            "event_on": known.event_on or None,
            "reason": known.reason or None,
        }
    cases = confidential.store(session)
    with confidential.commit(session, operation):
        detail = details.add_detail(cases, session.site, wish.about, clock.today())
    return {"detail_id": detail}


def require_person(session: Session) -> None:
    """Refuse who came in with the recovery key: what is asked or approved needs a name."""
    if not session.user.id:
        raise UnionbookError(
            _("The recovery key names nobody. Open the register under your own name to do this.")
        )


def list_cases(
    session: Session,
    *,
    states: Collection[str] = (),
    member_id: int | None = None,
    kind: str = "",
    year: int | None = None,
) -> list[Case]:
    """Give the cases, the latest first; ``states`` of ``CaseState`` narrows them."""
    session.require("read_money")
    found = rows.list_cases(session.database, member=member_id, kind=kind, year=year)
    return [one for one in found if not states or one.state in states]


def get_case(session: Session, *, case_id: int) -> CaseInFull:
    """Give a case with all that the user may know of it. Raises NotFoundError."""
    case = case_of(session, case_id)
    rule = welfare_rules.get_rule(session, rule_id=case.rule)
    known = about(session, case)
    papers = _papers(session, case)
    return CaseInFull(
        case,
        shown_number(case),
        rule,
        known,
        papers,
        tuple(_note(session, step.note_id) or step.note for step in case.steps),
        _doubts(session, case, rule, known, papers),
    )


def case_of(session: Session, case_id: int) -> Case:
    """Give a case as the office knows it. Raises NotFoundError."""
    session.require("read_money")
    found = rows.find_case(session.database, case_id)
    if found is None:
        raise NotFoundError(_("There is no such case."))
    return found


def _papers(session: Session, case: Case) -> tuple[CasePaper, ...]:
    if case.detail is None:
        return tuple(rows.papers_of(session.database, case.id))
    cases = session.register.cases
    return tuple(details.papers_of(cases.database, case.detail)) if cases else ()


def _note(session: Session, number: int | None) -> str:
    cases = session.register.cases
    return details.find_note(cases.database, number) if cases and number else ""


def _doubts(
    session: Session,
    case: Case,
    rule: WelfareRule,
    known: Detail | None,
    papers: tuple[CasePaper, ...],
) -> tuple[Doubt, ...]:
    if case.paid_before and case.paid_by is not None:
        told = _("Paid twice, by {vouchers}: reverse the wrong ones.")
        vouchers = [
            get_voucher(session, voucher_id=one).shown_number
            for one in (*case.paid_before, case.paid_by)
        ]
        return (Doubt(DoubtKind.PAID_TWICE, told.format(vouchers=", ".join(vouchers))),)
    if case.state not in (CaseState.REQUESTED, CaseState.CHECKED):
        return ()
    found = case_doubts(session, case, rule, case.amount)
    if known is not None and rule.papers and not papers:
        told = _("No paper is attached. The rule asks for: {papers}.")
        sentence = told.format(papers="; ".join(rule.papers))
        return (*found, Doubt(DoubtKind.NO_PAPERS, sentence))
    return found


def case_doubts(session: Session, case: Case, rule: WelfareRule, amount: int) -> tuple[Doubt, ...]:
    """Give the doubts about a case, were it approved with an amount."""
    known = about(session, case) or Detail("")
    wish = Wish(case.id, case.member, amount, case.asked_on, known, case.confidential)
    return doubts_of(session, rule, wish)


def find_case(session: Session, *, key: str) -> int:
    """Give the case that ``0007/2026`` or a record number names. Raises NotFoundError."""
    session.require("read_money")
    typed, found = key.strip(), None
    if match := _NUMBER.fullmatch(typed):
        device, ordinal, year = match.groups()
        found = rows.find_by_number(session.database, int(year), int(device or 1), int(ordinal))
    elif (row := numbering.typed(typed)) and rows.find_case(session.database, row):
        found = row
    if found is None:
        raise NotFoundError(
            _("There is no case {key}. “unionbook welfare list” lists them.").format(key=key)
        )
    return found
