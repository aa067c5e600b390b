# SPDX-License-Identifier: Apache-2.0
"""The branch's rules of what goes up and what the employer pays: from its country, or its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unionbook.data import shares
from unionbook.domain.dues import MILLION
from unionbook.domain.dues_templates import FundTemplate, SplitTemplate, templates_of
from unionbook.domain.shares import FundRule, ShareKind, SplitRule, check_split
from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.operations.ledger import day_of
from unionbook.texts import gettext as _
from unionbook.texts import language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

__all__ = ["FundRule", "FundTemplate", "SplitRule", "SplitTemplate"]

_RIGHT = "change_dues_rules"


def list_split_templates(session: Session) -> tuple[SplitTemplate, ...]:
    """Give the ways of sharing that the country's unions know, ready to choose."""
    return templates_of(session.info.country).splits


def adopt_split(
    session: Session, *, key: str, since: str = "", due_months: int | None = None
) -> Changes:
    """Take over one of the country's ways of sharing. Raises NotFoundError."""
    known = list_split_templates(session)
    template = next((one for one in known if one.key == key), None)
    if template is None:
        raise _unknown(key, [one.key for one in known])
    rule = SplitRule(
        0,
        _named(template.names),
        ShareKind(template.kind),
        tuple(template.shares.items()),
        day_of(since) if since else template.since,
        "",
        template.due_months if due_months is None else due_months,
        template.source,
        template.certainty,
    )
    return add_split(session, rule=rule)


def _named(names: Mapping[str, str]) -> str:
    return names.get(language()) or names["en"]


def _unknown(key: str, known: Sequence[str]) -> NotFoundError:
    return NotFoundError(
        _("There is no rule “{key}”. There are: {known}.").format(
            key=key, known=", ".join(known) or "–"
        )
    )


def add_split(session: Session, *, rule: SplitRule) -> Changes:
    """Add a rule of shares. Raises InvalidValueError where its parts are not a whole."""
    kept = replace(rule, shares=tuple((level.strip(), rate) for level, rate in rule.shares))
    check_split(kept)
    with session.commit("add_split_rule", right=_RIGHT, reason=kept.name) as changes:
        shares.add_split(session.office, session.site, kept)
    return changes


def list_splits(session: Session) -> list[SplitRule]:
    """Give the branch's rules of shares, the oldest first."""
    session.require("read_money")
    return shares.list_splits(session.database)


def end_split(session: Session, *, rule_id: int, until: str) -> Changes:
    """Let a rule of shares end on a day. Raises NotFoundError."""
    if rule_id not in {one.id for one in list_splits(session)}:
        raise NotFoundError(_("There is no such rule."))
    with session.commit("end_split_rule", right=_RIGHT) as changes:
        shares.end_rule(session.office, "split_rules", rule_id, day_of(until))
    return changes


def list_fund_templates(session: Session) -> tuple[FundTemplate, ...]:
    """Give what employers of the country pay to unions by law; empty where there is no such law."""
    return templates_of(session.info.country).funds


def adopt_fund_rule(session: Session, *, key: str, since: str = "") -> Changes:
    """Take over one of the country's rules of the employer fund. Raises NotFoundError."""
    known = list_fund_templates(session)
    template = next((one for one in known if one.key == key), None)
    if template is None:
        raise _unknown(key, [one.key for one in known])
    rule = FundRule(
        0,
        _named(template.names),
        template.rate,
        template.months,
        template.due_months,
        day_of(since) if since else template.since,
        "",
        template.source,
        template.certainty,
    )
    return add_fund_rule(session, rule=rule)


def add_fund_rule(session: Session, *, rule: FundRule) -> Changes:
    """Add a rule of the employer fund. Raises InvalidValueError."""
    if not rule.name.strip():
        raise InvalidValueError(_("Give the rule a name."), field="name")
    if not 0 < rule.rate <= MILLION:
        raise InvalidValueError(_("Give the rule a rate or an amount."), field="rate")
    if rule.months < 1 or 12 % rule.months:
        raise InvalidValueError(
            _("Say for how many months at once the employer pays: 1, 2, 3, 4, 6 or 12."),
            field="months",
        )
    with session.commit("add_fund_rule", right=_RIGHT, reason=rule.name) as changes:
        shares.add_fund_rule(session.office, session.site, rule)
    return changes


def list_fund_rules(session: Session) -> list[FundRule]:
    """Give the branch's rules of the employer fund, the oldest first."""
    session.require("read_money")
    return shares.list_fund_rules(session.database)


def end_fund_rule(session: Session, *, rule_id: int, until: str) -> Changes:
    """Let a rule of the employer fund end on a day. Raises NotFoundError."""
    if rule_id not in {one.id for one in list_fund_rules(session)}:
        raise NotFoundError(_("There is no such rule."))
    with session.commit("end_fund_rule", right=_RIGHT) as changes:
        shares.end_rule(session.office, "fund_rules", rule_id, day_of(until))
    return changes
