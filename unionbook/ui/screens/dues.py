# SPDX-License-Identifier: Apache-2.0
"""Dues: the year at a glance, payments, arrears, a month assessed, check-off, the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.domain.dues_templates import templates_of
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui.dues.arrears import ArrearsPart
from unionbook.ui.dues.assessing import AssessingPart
from unionbook.ui.dues.check_off import CheckOffPart
from unionbook.ui.dues.grid import GridPart
from unionbook.ui.dues.joining_fees import JoiningFeesPart
from unionbook.ui.dues.payments import PaymentsPart
from unionbook.ui.dues.powers import PowersPart
from unionbook.ui.dues.rules import RulesPart
from unionbook.ui.screens.tabbed import PreparedScreen

if TYPE_CHECKING:
    from unionbook.ui.desk import Desk
    from unionbook.ui.screens.tabbed import Parts

PARTS: Parts = {
    "grid": (N_("Year"), GridPart, ""),
    "pay": (N_("Payments"), PaymentsPart, "record_payment"),
    "arrears": (N_("Arrears"), ArrearsPart, ""),
    "assess": (N_("Assess a month"), AssessingPart, ""),
    "check_off": (N_("Check-off"), CheckOffPart, ""),
    "powers": (N_("Powers"), PowersPart, ""),
    "joining_fees": (N_("Joining fees"), JoiningFeesPart, ""),
    "rules": (N_("Rules"), RulesPart, ""),
}
_UNDER = {"powers": "check_off", "joining_fees": "arrears"}
"""The list for the employer stands on powers; who owes on joining stands by who owes dues."""
_CONCERNED = frozenset(
    {
        "accounts",
        "consents",
        "dues_assessments",
        "dues_exemptions",
        "dues_rules",
        "groups",
        "joining_fee_rules",
        "member_events",
        "members",
        "month_closings",
        "payroll_lines",
        "reference_values",
        "vouchers",
        "wages",
    }
)


class DuesScreen(PreparedScreen):
    """What members owe and pay."""

    place = "dues"

    def __init__(self, desk: Desk) -> None:
        parts = _parts(desk.info.country)
        super().__init__(desk, _("Dues"), _("Parts of dues"), parts, _CONCERNED, _UNDER)


def _parts(country: str) -> Parts:
    """Give the parts; joining fees only where the country's unions ask for one."""
    asked = bool(templates_of(country).joining_fees)
    return {name: part for name, part in PARTS.items() if asked or name != "joining_fees"}
