# SPDX-License-Identifier: Apache-2.0
"""What somebody pays once, on joining: rules with dates of effect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.domain.dated_rules import check_named_and_dated, latest_on
from unionbook.domain.dues import Basis
from unionbook.domain.shares import rounded_part
from unionbook.errors import InvalidValueError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class JoiningFeeRule:
    """One amount for all, or a part (of a million) of a region's minimum wage on the day."""

    id: int
    name: str
    basis: Basis
    rate: int
    amount: int
    region: str
    since: str
    until: str = ""
    source: str = ""
    certainty: str = ""


@dataclass(frozen=True, slots=True)
class JoiningFee:
    """What is owed on joining and why: the rule (None where none held) and its base."""

    amount: int
    base: int
    rule: JoiningFeeRule | None


def fee_on(
    rules: Iterable[JoiningFeeRule], day: str, reference: Callable[[str, str, str], int]
) -> JoiningFee:
    """Give what who joins on a day owes, by the latest rule that holds.

    ``reference(kind, region, day)`` gives a region's minimum wage.
    """
    rule = latest_on(rules, day)
    if rule is None:
        return JoiningFee(0, 0, None)
    if rule.basis is Basis.FLAT:
        return JoiningFee(rule.amount, rule.amount, rule)
    base = reference(Basis.MINIMUM_WAGE.value, rule.region, day)
    return JoiningFee(rounded_part(base, rule.rate), base, rule)


def check_fee_rule(rule: JoiningFeeRule) -> None:
    """Refuse a rule that could give no amount. Raises InvalidValueError."""
    check_named_and_dated(rule)
    flat = rule.basis is Basis.FLAT
    if (rule.amount if flat else rule.rate) <= 0:
        raise InvalidValueError(_("Give the rule a rate or an amount."), field="rate")
    if not flat and not rule.region:
        raise InvalidValueError(
            _("Name the regency or city whose minimum wage counts."), field="region"
        )
