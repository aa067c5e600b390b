# SPDX-License-Identifier: Apache-2.0
"""What is done alike with each kind of dated rule: chosen from the country's, and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from unionbook.data import dated_rules as rows
from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.operations.ledger import day_of
from unionbook.reports.formats import date_text
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionbook.data.journal import Changes
    from unionbook.domain.dated_rules import Dated, Rule
    from unionbook.operations.sessions import Session

RIGHT = "change_dues_rules"
"""Who may change the rules of dues may change those of shares, the fund and joining fees."""


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


Template = TypeVar("Template", bound=_Keyed)


def choose(known: Sequence[Template], key: str) -> Template:
    """Give the country's rule of that key. Raises NotFoundError, which names those there are."""
    for one in known:
        if one.key == key:
            return one
    raise NotFoundError(
        _("There is no rule “{key}”. There are: {known}.").format(
            key=key, known=", ".join(one.key for one in known) or "–"
        )
    )


def held(rules: Iterable[Rule], rule_id: int) -> Rule:
    """Give the branch's rule of that number. Raises NotFoundError."""
    for one in rules:
        if one.id == rule_id:
            return one
    raise NotFoundError(_("There is no such rule: the list of rules shows their numbers."))


def _told(rule: Dated) -> tuple[str, str, str]:
    return rule.name, rule.since, getattr(rule, "region", "")


def refuse_twice(rules: Iterable[Dated], rule: Dated) -> None:
    """Refuse a rule of the country that is in force from the same day already.

    Raises InvalidValueError. The same rule for another place is another one.
    """
    for one in rules:
        if not one.until and _told(one) == _told(rule):
            raise InvalidValueError(
                _(
                    "The rule “{name}” was chosen already, from {day} on. End it first, or choose "
                    "another day for this one to begin."
                ).format(name=rule.name, day=date_text(rule.since)),
                field="since",
            )


def first_day(since: str, otherwise: str) -> str:
    """Give the typed first day as an ISO date, or another where none was typed."""
    return day_of(since, "since") if since else otherwise


def end(
    session: Session, rules: Iterable[Rule], *, table: str, operation: str, rule_id: int, until: str
) -> Changes:
    """Let one of ``rules``, which stand in ``table``, end on a day. Raises NotFoundError.

    A day before its first takes a rule that was chosen by mistake out of force altogether.
    """
    rule = held(rules, rule_id)
    with session.commit(operation, right=RIGHT) as changes:
        rows.end(session.office, table, rule.id, day_of(until, "until"))
    return changes
