# SPDX-License-Identifier: Apache-2.0
"""Taking a case of welfare further: checked, approved by another person, paid, acknowledged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import confidential as details
from unionbook.data import ledger
from unionbook.data import welfare as rows
from unionbook.domain import clock, roles
from unionbook.domain import ledger as books
from unionbook.domain.folding import fold, tidy
from unionbook.domain.ledger import Draft, Line, VoucherKind
from unionbook.domain.roles import Role
from unionbook.domain.welfare import STATE_LABELS, CaseState, CaseStep, Doubt, StepKind
from unionbook.errors import InvalidValueError, NotAllowedError, UnionbookError
from unionbook.operations import confidential, welfare_rules
from unionbook.operations.booking_days import booked_on
from unionbook.operations.ledger import account as find_account
from unionbook.operations.ledger import check_draft, day_of
from unionbook.operations.welfare import case_doubts, case_of, require_person
from unionbook.operations.welfare_doubts import GRAVE, shown_number
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.data.journal import Changes
    from unionbook.data.welfare import Case
    from unionbook.domain.welfare import WelfareRule
    from unionbook.operations.sessions import Session


class DoubtfulError(UnionbookError):
    """A case is doubtful, and nobody said why it is approved nevertheless; ``doubts`` say how."""

    def __init__(self, sentence: str, doubts: tuple[Doubt, ...]) -> None:
        super().__init__(sentence)
        self.doubts = doubts


def check_case(session: Session, *, case_id: int, note: str = "", on: str = "") -> Changes:
    """Say that a request and its papers were looked at and are in order."""
    session.require("check_welfare")
    require_person(session)
    case = _case_in(session, case_id, CaseState.REQUESTED)
    _require_key(session, case)
    return _step(session, case, StepKind.CHECKED, "check_welfare", note=note, on=on)


def approve_case(
    session: Session, *, case_id: int, amount: int = 0, note: str = "", on: str = ""
) -> Changes:
    """Approve a case that was checked, with the amount asked for or another one.

    Raises NotAllowedError where the user asked for it, or is not who approves by the rule;
    DoubtfulError where it is doubtful and ``note`` does not say why it is right nevertheless.
    """
    session.require("approve_welfare")
    require_person(session)
    case = _case_in(session, case_id, CaseState.CHECKED)
    _require_key(session, case)
    rule = welfare_rules.get_rule(session, rule_id=case.rule)
    _check_approver(session, case, rule)
    if amount < 0:
        raise InvalidValueError(_("Give an amount above nothing."), field="amount")
    granted = amount or case.asked
    grave = tuple(one for one in case_doubts(session, case, rule, granted) if one.kind in GRAVE)
    if grave and not note.strip():
        raise DoubtfulError(
            _("Say why this is approved nevertheless. {doubts}").format(
                doubts=" ".join(one.sentence for one in grave)
            ),
            grave,
        )
    return _step(
        session, case, StepKind.APPROVED, "approve_welfare", note=note, on=on, amount=granted
    )


def _check_approver(session: Session, case: Case, rule: WelfareRule) -> None:
    if session.user.id == case.user_id or fold(session.user.name) == fold(case.user_name):
        raise NotAllowedError(_("You asked for this yourself: another person must approve it."))
    able = {rule.approver, Role.HEAD.value}
    # Where who approves is who asks, anybody else who may approve does it instead.
    if session.user.role in able or rows.role_of(session.database, case.user_id) in able:
        return
    raise NotAllowedError(
        _("By the rule on “{kind}” this is approved by: {role}.").format(
            kind=rule.name, role=_(roles.ROLE_LABELS[Role(rule.approver)])
        )
    )


def refuse_case(session: Session, *, case_id: int, note: str, on: str = "") -> Changes:
    """Refuse a case, with the reason."""
    session.require("approve_welfare")
    require_person(session)
    case = _case_in(session, case_id, CaseState.REQUESTED, CaseState.CHECKED)
    _require_key(session, case)
    if not note.strip():
        raise InvalidValueError(_("Say why it is refused."), field="note")
    return _step(session, case, StepKind.REFUSED, "approve_welfare", note=note, on=on)


def withdraw_case(session: Session, *, case_id: int, note: str = "", on: str = "") -> Changes:
    """Withdraw a case that was not paid."""
    session.require("request_welfare")
    case = _case_in(session, case_id, CaseState.REQUESTED, CaseState.CHECKED, CaseState.APPROVED)
    return _step(session, case, StepKind.WITHDRAWN, "request_welfare", note=note, on=on)


def pay_case(
    session: Session,
    *,
    case_id: int,
    from_account: str = books.CASH,
    on: str = "",
    papers: int | None = None,
) -> Changes:
    """Pay a case that was approved by one payment voucher, the only one in ``rows["vouchers"]``.

    ``from_account`` is a code or a role (``cash``, ``bank``). The voucher names kind, payee and
    number of the case, never its reason.
    """
    session.require("pay_welfare")
    case = _case_in(session, case_id, CaseState.APPROVED)
    rule = welfare_rules.get_rule(session, rule_id=case.rule)
    expense = find_account(session, code=rule.account)
    source = find_account(session, code=from_account)
    approval = case.approval
    if approval is None:
        message = f"case {case.id} is approved without an approval"
        raise RuntimeError(message)
    attached = len(rows.papers_of(session.database, case.id)) if papers is None else papers
    draft = Draft(
        VoucherKind.PAYMENT,
        booked_on(session, on),
        (Line(expense.id, case.amount, member=case.member), Line(source.id, -case.amount)),
        case.payee,
        _("{kind}, case {number}").format(kind=rule.name, number=shown_number(case)),
        attached,
        source="welfare",
    )
    check_draft(session, draft)
    with session.commit("pay_welfare", reason=draft.reason) as changes:
        voucher = ledger.post(session.office, session.site, draft)
        rows.add_payment(
            session.office, session.site, case=case.id, approval=approval.id, voucher=voucher
        )
    return changes


def acknowledge_case(session: Session, *, case_id: int, by: str = "", on: str = "") -> Changes:
    """Note that the money was received and signed for, by the payee where nobody is named."""
    session.require("request_welfare")
    case = _case_in(session, case_id, CaseState.PAID)
    with session.commit(
        "acknowledge_welfare", right="request_welfare", reason=shown_number(case)
    ) as changes:
        step = CaseStep(
            0,
            StepKind.ACKNOWLEDGED,
            day_of(on),
            session.user.id,
            session.user.name,
            note=tidy(by) or case.payee,
            voucher=case.paid_by,
        )
        rows.add_step(session.office, session.site, case.id, step)
    return changes


def _case_in(session: Session, case_id: int, *states: CaseState) -> Case:
    """Give a case that is in one of these states. Raises UnionbookError that names its own."""
    case = case_of(session, case_id)
    if case.state not in states:
        raise UnionbookError(
            _("Case {number} is “{state}”, so this cannot be done now.").format(
                number=shown_number(case), state=_(STATE_LABELS[case.state])
            )
        )
    return case


def _require_key(session: Session, case: Case) -> None:
    """Let nobody decide on what he or she cannot read."""
    if case.confidential:
        confidential.store(session)


_OPERATIONS = {
    StepKind.CHECKED: "check_welfare",
    StepKind.APPROVED: "approve_welfare",
    StepKind.REFUSED: "refuse_welfare",
    StepKind.WITHDRAWN: "withdraw_welfare",
}


def _step(
    session: Session,
    case: Case,
    kind: StepKind,
    right: str,
    *,
    note: str,
    on: str,
    amount: int | None = None,
) -> Changes:
    """Write a step; what is said to a confidential case goes under the cases' key."""
    day, words = day_of(on), tidy(note)
    note_id = None
    if words and case.confidential:
        cases = confidential.store(session)
        with confidential.commit(session, _OPERATIONS[kind]):
            note_id = details.add_note(cases, session.site, words, clock.today())
        words = ""
    user = session.user
    step = CaseStep(0, kind, day, user.id, user.name, amount, words, note_id)
    with session.commit(_OPERATIONS[kind], right=right, reason=shown_number(case)) as changes:
        rows.add_step(session.office, session.site, case.id, step)
    return changes
