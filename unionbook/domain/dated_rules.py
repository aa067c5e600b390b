# SPDX-License-Identifier: Apache-2.0
"""Rules that hold from a day on, until another or without an end: which one counts on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from unionbook.errors import InvalidValueError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable


class Dated(Protocol):
    """What every such rule says of itself; ``until`` is its last day, empty for none."""

    @property
    def id(self) -> int:
        """Its number in the register."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def since(self) -> str:
        """The first day on which it holds."""

    @property
    def until(self) -> str:
        """The last day on which it holds, empty for none."""


Rule = TypeVar("Rule", bound=Dated)


def holds(rule: Dated, day: str) -> bool:
    """Tell whether a rule holds on a day."""
    return rule.since <= day and (not rule.until or day <= rule.until)


def latest_on(rules: Iterable[Rule], day: str) -> Rule | None:
    """Give the rule that counts on a day: of several that hold, the one that began last."""
    fitting = (one for one in rules if holds(one, day))
    return max(fitting, key=lambda one: (one.since, one.id), default=None)


def check_named_and_dated(rule: Dated) -> None:
    """Refuse a rule with no name, or one that ends before it begins. Raises InvalidValueError."""
    if not rule.name.strip():
        raise InvalidValueError(_("Give the rule a name."), field="name")
    if rule.until and rule.until < rule.since:
        raise InvalidValueError(_("The rule ends before it begins."), field="until")
