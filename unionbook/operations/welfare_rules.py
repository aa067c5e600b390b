# SPDX-License-Identifier: Apache-2.0
"""The branch's own rule of welfare: kinds with amounts, times, papers, and who approves."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from unionbook.data import welfare_rules as rows
from unionbook.domain import clock, roles
from unionbook.domain.folding import fold, tidy
from unionbook.domain.roles import Role
from unionbook.domain.welfare import RELATION_LABELS, Benefit, Relation, WelfareRule, in_force
from unionbook.domain.welfare_templates import KindTemplate, templates_of
from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.operations.ledger import day_of
from unionbook.operations.ledger import list_accounts as chart
from unionbook.texts import gettext as _
from unionbook.texts import in_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

__all__ = ["Benefit", "KindTemplate", "Relation", "WelfareRule"]

APPROVERS = (Role.HEAD, Role.SECRETARY)
"""Who may be named as the one who approves."""
_KEY = re.compile(r"[a-z0-9_]+")


def list_templates(session: Session) -> tuple[KindTemplate, ...]:
    """Give the kinds the country's branches know, ready to choose."""
    session.require("read_money")
    return templates_of(session.info.country)


def adopt_rules(session: Session, *, keys: Sequence[str] = (), since: str = "") -> Changes:
    """Take over kinds of the country as they are: all that the branch lacks where none is named.

    Raises NotFoundError for a kind that is not known.
    """
    known = {one.key: one for one in list_templates(session)}
    wrong = [key for key in keys if key not in known]
    if wrong:
        raise NotFoundError(
            _("There is no kind “{key}”. There are: {known}.").format(
                key=wrong[0], known=", ".join(known)
            )
        )
    held = {one.kind for one in rows.list_rules(session.database)}
    wanted = keys or [key for key in known if key not in held]
    start = day_of(since, "since") if since else ""
    with session.commit("add_welfare_rule", right="change_welfare_rules") as changes:
        for key in wanted:
            rule = rule_of(known[key])
            rows.add_rule(session.office, session.site, replace(rule, since=start or rule.since))
    return changes


def rule_of(template: KindTemplate, spoken: str = "") -> WelfareRule:
    """Give a template's rule in a language, that in use by default, to be changed and added."""
    return replace(
        template.rule,
        name=in_language(template.names, spoken),
        papers=in_language({"en": (), **template.papers}, spoken),
        source=in_language(template.sources, spoken),
    )


def add_rule(session: Session, *, rule: WelfareRule) -> Changes:
    """Add a rule; from its day on it takes the place of an earlier one of the same kind.

    A kind of the branch's own gets its key from the name. Raises InvalidValueError.
    """
    session.require("change_welfare_rules")
    named = replace(
        rule,
        kind=rule.kind or _key(rule.name),
        name=tidy(rule.name),
        papers=tuple(tidy(one) for one in rule.papers if one.strip()),
        since=day_of(rule.since, "since"),
        until=day_of(rule.until, "until") if rule.until else "",
    )
    _check(session, named)
    with session.commit(
        "add_welfare_rule", right="change_welfare_rules", reason=named.name
    ) as changes:
        rows.add_rule(session.office, session.site, named)
    return changes


def _key(name: str) -> str:
    return "_".join(re.findall(r"[a-z0-9]+", fold(name)))


def _check(session: Session, rule: WelfareRule) -> None:
    if not rule.name or not _KEY.fullmatch(rule.kind):
        raise InvalidValueError(_("Give the kind of welfare a name."), field="name")
    if rule.until and rule.until < rule.since:
        raise InvalidValueError(_("The rule ends before it begins."), field="until")
    _check_benefits(rule)
    if rule.per_year < 0:
        raise InvalidValueError(_("Say how many times a year, 0 for no limit."), field="per_year")
    if rule.approver not in APPROVERS:
        raise InvalidValueError(
            _("Say who approves: {known}.").format(
                known=", ".join(_(roles.ROLE_LABELS[one]) for one in APPROVERS)
            ),
            field="approver",
        )
    if not any(rule.account in (one.code, one.role) for one in chart(session)):
        raise InvalidValueError(
            _("There is no account {code}. “unionbook ledger accounts” lists them.").format(
                code=rule.account
            ),
            field="account",
        )


def _check_benefits(rule: WelfareRule) -> None:
    if not rule.benefits:
        raise InvalidValueError(_("Say for whom the rule gives how much."), field="benefits")
    relations = [one.relation for one in rule.benefits]
    if len(set(relations)) < len(relations):
        raise InvalidValueError(_("Name each relation once."), field="benefits")
    for one in rule.benefits:
        if one.amount <= 0 or (one.most and one.most < one.amount):
            raise InvalidValueError(
                _("{relation}: give an amount, and a limit that is not below it.").format(
                    relation=_(RELATION_LABELS[one.relation])
                ),
                field="benefits",
            )


def end_rule(session: Session, *, rule_id: int, until: str) -> Changes:
    """Let a rule end on a day; cases by it go on."""
    rule = get_rule(session, rule_id=rule_id)
    with session.commit(
        "end_welfare_rule", right="change_welfare_rules", reason=rule.name
    ) as changes:
        rows.end_rule(session.office, rule, day_of(until, "until"))
    return changes


def list_rules(session: Session) -> list[WelfareRule]:
    """Give all rules by kind, the oldest of each first."""
    session.require("read_money")
    return rows.list_rules(session.database)


def get_rule(session: Session, *, rule_id: int) -> WelfareRule:
    """Give a rule. Raises NotFoundError."""
    for one in list_rules(session):
        if one.id == rule_id:
            return one
    raise NotFoundError(
        _("There is no such rule of welfare: the list of rules shows their numbers.")
    )


def list_kinds(session: Session, *, on: str = "") -> list[WelfareRule]:
    """Give the rules in force on a day, one for each kind, by name."""
    found = in_force(list_rules(session), on or clock.today())
    return sorted(found.values(), key=lambda one: fold(one.name))


def kind_names(session: Session) -> dict[str, str]:
    """Give each kind's name, by its latest rule."""
    return {one.kind: one.name for one in sorted(list_rules(session), key=lambda x: x.since)}


def find_rule(session: Session, *, kind: str, on: str = "") -> WelfareRule:
    """Give the rule in force on a day for a kind, named by key or by name. Raises NotFoundError."""
    found = list_kinds(session, on=on)
    for one in found:
        if kind.strip() == one.kind or fold(kind) == fold(one.name):
            return one
    if not found:
        raise NotFoundError(
            _(
                "There is no rule of welfare yet: take over the country's kinds first (“unionbook "
                "welfare rules adopt”)."
            )
        )
    raise NotFoundError(
        _("No rule on “{kind}” is in force then. There are: {known}.").format(
            kind=kind, known=", ".join(one.kind for one in found)
        )
    )
