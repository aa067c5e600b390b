# SPDX-License-Identifier: Apache-2.0
"""Joining fees: owed once, by the rule of the day somebody joined, and paid by a receipt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionbook.data import dues as references
from unionbook.data import joining_fees as rows
from unionbook.data import ledger
from unionbook.domain import ledger as accounts
from unionbook.domain.dues import Basis
from unionbook.domain.dues_templates import JoiningFeeTemplate, templates_of
from unionbook.domain.folding import tidy
from unionbook.domain.joining_fees import JoiningFee, JoiningFeeRule, check_fee_rule, fee_on
from unionbook.domain.ledger import Draft, Line, VoucherKind
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations import dated_rules
from unionbook.operations.booking_days import booked_on
from unionbook.operations.dated_rules import RIGHT
from unionbook.operations.ledger import account
from unionbook.operations.members import get_member, read_members
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

__all__ = ["JoiningFee", "JoiningFeeRule"]


@dataclass(frozen=True, slots=True)
class OwedFee:
    """What a member owes for having joined, and what was paid of it."""

    member: int
    joined_on: str
    fee: JoiningFee
    paid: int

    @property
    def left(self) -> int:
        """What is still owed."""
        return max(self.fee.amount - self.paid, 0)


def list_templates(session: Session) -> tuple[JoiningFeeTemplate, ...]:
    """Give the joining fees that the country's unions know, ready to choose."""
    return templates_of(session.info.country).joining_fees


def adopt_rule(
    session: Session, *, key: str, amount: int = 0, region: str = "", since: str = ""
) -> Changes:
    """Take over one of the country's joining fees. Raises NotFoundError, InvalidValueError."""
    template = dated_rules.choose(list_templates(session), key)
    rule = JoiningFeeRule(
        0,
        template.name,
        Basis(template.basis),
        template.rate,
        amount,
        region.strip(),
        dated_rules.first_day(since, template.since),
        source=template.source,
        certainty=template.certainty,
    )
    dated_rules.refuse_twice(rows.list_rules(session.database), rule)
    return add_rule(session, rule=rule)


def add_rule(session: Session, *, rule: JoiningFeeRule) -> Changes:
    """Add a rule. Raises InvalidValueError where it could give no amount."""
    kept = replace(rule, name=tidy(rule.name))
    check_fee_rule(kept)
    with session.commit("add_joining_fee_rule", right=RIGHT, reason=kept.name) as changes:
        rows.add_rule(session.office, session.site, kept)
    return changes


def list_rules(session: Session) -> list[JoiningFeeRule]:
    """Give the rules, the oldest first."""
    session.require("read_money")
    return rows.list_rules(session.database)


def end_rule(session: Session, *, rule_id: int, until: str) -> Changes:
    """Let a rule end on a day. Raises NotFoundError."""
    return dated_rules.end(
        session,
        list_rules(session),
        table="joining_fee_rules",
        operation="end_joining_fee_rule",
        rule_id=rule_id,
        until=until,
    )


def list_owed(session: Session, *, all_of_them: bool = False) -> list[OwedFee]:
    """Give who joined while a rule held and has not paid it all; with ``all_of_them``, everybody.

    Who has no whole date of joining is left out.
    """
    session.require("read_money")
    rules = rows.list_rules(session.database)
    if not rules:
        return []
    reference = references.reference(session.database)
    income = ledger.find_by_role(session.database, accounts.JOINING_FEE)
    paid = rows.paid(session.database, income) if income else {}
    found = [
        OwedFee(member, day, fee_on(rules, day, reference), paid.get(member, 0))
        for member, day in rows.joined(session.database, min(one.since for one in rules))
    ]
    return [one for one in found if one.fee.amount and (one.left or all_of_them)]


def _no_account(session: Session) -> str:
    if not ledger.list_accounts(session.database):
        return _(
            "The books are not set up yet: open “Books” once, or run “unionbook ledger set-up”."
        )
    if list_templates(session):
        return _("The chart of accounts has no account for joining fees.")
    return _(
        "The unions of your country ask for no joining fee, so the books have no account for one. "
        "Where the branch resolved on one, add an account: “unionbook ledger add-account CODE NAME "
        "--kind income --for joining_fee_income”."
    )


def take_fee(
    session: Session,
    *,
    member_ids: Sequence[int],
    amount: int | None = None,
    into: str = accounts.CASH,
    on: str = "",
    payer: str = "",
) -> Changes:
    """Take the joining fees of one or several members: one receipt.

    ``amount`` is what each of them pays, otherwise what each owes. Raises UnionbookError where
    nothing is owed or the chart has no account for it.
    """
    session.require("record_payment")
    income = ledger.find_by_role(session.database, accounts.JOINING_FEE)
    if income is None:
        raise UnionbookError(_no_account(session))
    if amount is not None and amount <= 0:
        raise InvalidValueError(_("Give an amount above nothing."), field="amount")
    members = list(dict.fromkeys(member_ids))
    name = payer or (
        get_member(session, member_id=members[0]).values["full_name"] if members else ""
    )
    owed = {one.member: one.left for one in list_owed(session)}
    joined = {
        row[0]: row[1] for row in read_members(session, ids=members, names=("id", "joined_on"))
    }
    parts = [(member, owed.get(member, 0) if amount is None else amount) for member in members]
    if not parts or not all(part for _member, part in parts):
        raise UnionbookError(
            _("No joining fee is owed: say an amount, or choose a rule and the date of joining.")
        )
    day = booked_on(session, on)
    lines = [
        Line(income, -part, member, str(joined.get(member) or day)[:7]) for member, part in parts
    ]
    draft = Draft(
        VoucherKind.RECEIPT,
        day,
        (Line(account(session, code=into).id, sum(part for _member, part in parts)), *lines),
        tidy(name),
        _("Joining fee"),
        source="joining fee",
    )
    with session.commit("take_joining_fee", right="record_payment") as changes:
        ledger.post(session.office, session.site, draft)
    return changes
