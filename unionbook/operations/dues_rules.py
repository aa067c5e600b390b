# SPDX-License-Identifier: Apache-2.0
"""The branch's rules of dues: chosen from what its country knows, or made by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unionbook.data import dues, dues_exemptions
from unionbook.data.dues import ReferenceValue
from unionbook.data.dues_exemptions import MemberExemption
from unionbook.domain import periods
from unionbook.domain.dated_rules import check_named_and_dated
from unionbook.domain.dues import EXEMPTIONS, Basis, DuesRule, Exemption
from unionbook.domain.dues_templates import RuleTemplate, templates_of
from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.operations import dated_rules
from unionbook.operations.ledger import day_of
from unionbook.operations.members import get_member
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

__all__ = ["DuesRule", "MemberExemption", "ReferenceValue", "RuleTemplate"]


def list_templates(session: Session) -> tuple[RuleTemplate, ...]:
    """Give the rules the country's unions know, ready to choose."""
    return templates_of(session.info.country).rules


def adopt_rule(
    session: Session, *, key: str, amount: int = 0, region: str = "", since: str = ""
) -> Changes:
    """Take over a rule of the country, with the values it refers to where they are missing.

    ``amount`` is the flat amount where the rule is one; ``region`` the place whose minimum wage it
    is a share of. Raises NotFoundError, InvalidValueError.
    """
    template = dated_rules.choose(list_templates(session), key)
    rule = replace(
        template.rule,
        name=template.name,
        amount=amount or template.rule.amount,
        region=region,
        since=dated_rules.first_day(since, template.rule.since),
        source=template.source,
    )
    dated_rules.refuse_twice(dues.list_rules(session.database), rule)
    return add_rule(session, rule=rule)


def add_rule(session: Session, *, rule: DuesRule) -> Changes:
    """Add a rule. Raises InvalidValueError where it could give no amount."""
    session.require("change_dues_rules")
    _check(rule)
    held = {(one.kind, one.region, one.since) for one in dues.list_references(session.database)}
    with session.commit("add_dues_rule", right="change_dues_rules", reason=rule.name) as changes:
        dues.add_rule(session.office, session.site, rule)
        for value in templates_of(session.info.country).references:
            if (value.kind, value.region, value.since) not in held:
                dues.add_reference(
                    session.office,
                    session.site,
                    ReferenceValue(
                        0,
                        value.kind,
                        value.region,
                        value.since,
                        value.amount,
                        value.source,
                        value.certainty,
                    ),
                )
    return changes


def _check(rule: DuesRule) -> None:
    check_named_and_dated(rule)
    gives_something = rule.rate or rule.amount or rule.floor_rate
    if rule.basis is Basis.FLAT and not gives_something:
        raise InvalidValueError(_("Say the amount, which is the same for all."), field="amount")
    if not gives_something or min(rule.rate, rule.amount, rule.cap_rate, rule.surcharge) < 0:
        raise InvalidValueError(_("Give the rule a rate or an amount."), field="rate")
    if rule.basis is Basis.MINIMUM_WAGE and not rule.region:
        raise InvalidValueError(
            _("Name the regency or city whose minimum wage counts."), field="region"
        )


def list_rules(session: Session) -> list[DuesRule]:
    """Give the branch's rules, the oldest first."""
    session.require("read_money")
    return dues.list_rules(session.database)


def end_rule(session: Session, *, rule_id: int, until: str) -> Changes:
    """Let a rule end on a day; what was assessed by it stays."""
    rule = dated_rules.held(list_rules(session), rule_id)
    with session.commit("end_dues_rule", right="change_dues_rules") as changes:
        dues.end_rule(session.office, rule, day_of(until, "until"))
    return changes


def set_reference(
    session: Session, *, kind: str, since: str, amount: int, region: str = "", source: str = ""
) -> Changes:
    """Enter a base salary or a region's minimum wage, from a day on."""
    if kind not in (Basis.BASE_SALARY.value, Basis.MINIMUM_WAGE.value) or amount <= 0:
        raise InvalidValueError(
            _("Give a base salary or minimum wage above nothing."), field="amount"
        )
    value = ReferenceValue(
        0, kind, region.strip(), day_of(since, "since"), amount, source.strip(), ""
    )
    with session.commit("set_reference", right="change_dues_rules") as changes:
        dues.add_reference(session.office, session.site, value)
    return changes


def list_references(session: Session) -> list[ReferenceValue]:
    """Give base salaries and minimum wages by kind, region and time."""
    session.require("read_money")
    return dues.list_references(session.database)


def exempt_member(
    session: Session, *, member_id: int, reason: str, first: str, last: str = "", decision: str = ""
) -> Changes:
    """Free a member of dues from a month on, up to another or without an end."""
    get_member(session, member_id=member_id)
    if reason not in EXEMPTIONS:
        raise InvalidValueError(
            _("Choose a reason: {known}.").format(known=", ".join(EXEMPTIONS)), field="reason"
        )
    exemption = Exemption(
        reason, periods.read_month(first), periods.read_month(last) if last else ""
    )
    if exemption.last and exemption.last < exemption.first:
        raise InvalidValueError(_("The end comes before the beginning."), field="last")
    with session.commit("exempt_member", right="change_dues_rules") as changes:
        dues_exemptions.add_exemption(
            session.office, session.site, member_id, exemption, decision.strip()
        )
    return changes


def list_exemptions(session: Session, *, member_id: int = 0) -> list[MemberExemption]:
    """Give the exemptions of everybody, or of one member, the latest first."""
    session.require("read_money")
    return dues_exemptions.list_exemptions(session.database, member_id)


def end_exemption(session: Session, *, exemption_id: int, last: str) -> Changes:
    """Let an exemption end with a month; before that month nothing changes."""
    held = next((one for one in list_exemptions(session) if one.id == exemption_id), None)
    if held is None:
        raise NotFoundError(
            _("There is no such exemption: the list of exemptions shows their numbers.")
        )
    month = periods.read_month(last)
    if month < held.first:
        raise InvalidValueError(_("The end comes before the beginning."), field="last")
    with session.commit("end_exemption", right="change_dues_rules") as changes:
        dues_exemptions.end_exemption(session.office, exemption_id, month)
    return changes
