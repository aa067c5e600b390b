# SPDX-License-Identifier: Apache-2.0
"""Why a member owes what he or she owes, in words that can be read out to the member."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from unionbook.domain.dues import BASIS_LABELS, EXEMPTIONS, MILLION, Assessment, Basis, DuesRule
from unionbook.reports.formats import number_text
from unionbook.texts import gettext as _
from unionbook.texts import language

if TYPE_CHECKING:
    from collections.abc import Sequence

_PERCENT = MILLION // 100
_COMMA = ("vi", "id")
"""The languages that write a comma before the decimals."""


def decimal_sign() -> str:
    """Give what stands before decimals in the language in use."""
    return "," if language() in _COMMA else "."


def percent_text(parts: int) -> str:
    """Give parts of a million as people write a rate."""
    shown = format((Decimal(parts) / _PERCENT).normalize(), "f")
    shown = shown.replace(".", decimal_sign())
    return _("{rate} %").format(rate=shown)


def terms_of(rule: DuesRule) -> str:
    """Give a rule's terms in one line: what it is a share of, its rate, bounds and surcharge."""
    if rule.basis is Basis.FLAT:
        parts = [_("{amount} for everybody").format(amount=number_text(rule.amount))]
    else:
        parts = [f"{_(BASIS_LABELS[rule.basis])}: {percent_text(rule.rate)}"]
    bounds = (
        (_("at most {rate} of the base salary"), rule.cap_rate),
        (_("at least {rate} of the base salary"), rule.floor_rate),
        (_("surcharge {rate}"), rule.surcharge),
    )
    parts += [text.format(rate=percent_text(rate)) for text, rate in bounds if rate]
    if rule.region:
        parts.append(rule.region)
    return "; ".join(parts)


def reason_of(found: Assessment | None, rules: Sequence[DuesRule]) -> str:
    """Say in a sentence or two why this was assessed, or why nothing was."""
    if found is None:
        return _("Nothing was assessed: the month is not assessed yet, or no rule fits.")
    if found.exemption:
        return _("Exempt: {reason}.").format(reason=_(EXEMPTIONS[found.exemption]))
    rule = next((one for one in rules if one.id == found.rule), None)
    parts = [f"{rule.name}." if rule else "", _base(found, rule), _bound(found)]
    if found.surcharge:
        parts.append(
            _("{amount} of it is the branch's surcharge.").format(
                amount=number_text(found.surcharge)
            )
        )
    return " ".join(part for part in parts if part)


def _base(found: Assessment, rule: DuesRule | None) -> str:
    if rule is None or rule.basis is Basis.FLAT or found.bound == "no_wage":
        return ""
    return _("{rate} of {base}.").format(rate=percent_text(rule.rate), base=number_text(found.base))


def _bound(found: Assessment) -> str:
    sentences = {
        "cap": _("The highest amount that the rule allows."),
        "floor": _("The lowest amount that the rule allows."),
        "no_wage": _("The wage is not known, so the amount for that case."),
    }
    return sentences.get(found.bound, "")
