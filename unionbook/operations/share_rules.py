# SPDX-License-Identifier: Apache-2.0
"""The branch's rules of what goes up and what the employer pays: from its country, or its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unionbook.data import shares
from unionbook.domain.dated_rules import check_named_and_dated
from unionbook.domain.dues import MILLION
from unionbook.domain.dues_templates import FundTemplate, SplitTemplate, templates_of
from unionbook.domain.shares import FundRule, ShareKind, SplitRule, check_split
from unionbook.errors import InvalidValueError
from unionbook.operations import dated_rules
from unionbook.operations.dated_rules import RIGHT
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

__all__ = ["FundRule", "FundTemplate", "SplitRule", "SplitTemplate"]


def list_split_templates(session: Session) -> tuple[SplitTemplate, ...]:
    """Give the ways of sharing that the country's unions know, ready to choose."""
    return templates_of(session.info.country).splits


def adopt_split(
    session: Session, *, key: str, since: str = "", due_months: int | None = None
) -> Changes:
    """Take over one of the country's ways of sharing. Raises NotFoundError."""
    template = dated_rules.choose(list_split_templates(session), key)
    rule = SplitRule(
        0,
        template.name,
        ShareKind(template.kind),
        tuple(template.shares.items()),
        dated_rules.first_day(since, template.since),
        due_months=template.due_months if due_months is None else due_months,
        source=template.source,
        certainty=template.certainty,
    )
    dated_rules.refuse_twice(shares.list_splits(session.database), rule)
    return add_split(session, rule=rule)


def add_split(session: Session, *, rule: SplitRule) -> Changes:
    """Add a rule of shares. Raises InvalidValueError where its parts are not a whole."""
    kept = replace(rule, shares=tuple((level.strip(), rate) for level, rate in rule.shares))
    check_split(kept)
    with session.commit("add_split_rule", right=RIGHT, reason=kept.name) as changes:
        shares.add_split(session.office, session.site, kept)
    return changes


def list_splits(session: Session) -> list[SplitRule]:
    """Give the branch's rules of shares, the oldest first."""
    session.require("read_money")
    return shares.list_splits(session.database)


def end_split(session: Session, *, rule_id: int, until: str) -> Changes:
    """Let a rule of shares end on a day. Raises NotFoundError."""
    return dated_rules.end(
        session,
        list_splits(session),
        table="split_rules",
        operation="end_split_rule",
        rule_id=rule_id,
        until=until,
    )


def list_fund_templates(session: Session) -> tuple[FundTemplate, ...]:
    """Give what employers of the country pay to unions by law; empty where there is no such law."""
    return templates_of(session.info.country).funds


def adopt_fund_rule(session: Session, *, key: str, since: str = "") -> Changes:
    """Take over one of the country's rules of the employer fund. Raises NotFoundError."""
    template = dated_rules.choose(list_fund_templates(session), key)
    rule = FundRule(
        0,
        template.name,
        template.rate,
        template.months,
        template.due_months,
        dated_rules.first_day(since, template.since),
        source=template.source,
        certainty=template.certainty,
    )
    dated_rules.refuse_twice(list_fund_rules(session), rule)
    return add_fund_rule(session, rule=rule)


def add_fund_rule(session: Session, *, rule: FundRule) -> Changes:
    """Add a rule of the employer fund. Raises InvalidValueError."""
    check_named_and_dated(rule)
    if not 0 < rule.rate <= MILLION:
        raise InvalidValueError(_("Give the rule a rate or an amount."), field="rate")
    if rule.months < 1 or 12 % rule.months:
        raise InvalidValueError(
            _("Say for how many months at once the employer pays: 1, 2, 3, 4, 6 or 12."),
            field="months",
        )
    with session.commit("add_fund_rule", right=RIGHT, reason=rule.name) as changes:
        shares.add_fund_rule(session.office, session.site, rule)
    return changes


def list_fund_rules(session: Session) -> list[FundRule]:
    """Give the branch's rules of the employer fund, the oldest first."""
    session.require("read_money")
    return shares.list_fund_rules(session.database)


def end_fund_rule(session: Session, *, rule_id: int, until: str) -> Changes:
    """Let a rule of the employer fund end on a day. Raises NotFoundError."""
    return dated_rules.end(
        session,
        list_fund_rules(session),
        table="fund_rules",
        operation="end_fund_rule",
        rule_id=rule_id,
        until=until,
    )
