# SPDX-License-Identifier: Apache-2.0
"""Welfare: cases from the request to the signature, programmes with their lists, the kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui.screens.tabbed import PreparedScreen
from unionbook.ui.welfare.cases import CasesPart
from unionbook.ui.welfare.kinds import KindsPart
from unionbook.ui.welfare.programmes import ProgrammesPart

if TYPE_CHECKING:
    from unionbook.ui.desk import Desk
    from unionbook.ui.screens.tabbed import Parts

PARTS: Parts = {
    "cases": (N_("Case files"), CasesPart, ""),
    "programmes": (N_("Programmes"), ProgrammesPart, ""),
    "kinds": (N_("Kinds and balance"), KindsPart, ""),
}
_CONCERNED = frozenset(
    {
        "accounts",
        "estimates",
        "members",
        "programme_recipients",
        "programmes",
        "relatives",
        "vouchers",
        "welfare_cases",
        "welfare_rules",
        "welfare_steps",
    }
)


class WelfareScreen(PreparedScreen):
    """What the branch gives its members."""

    place = "welfare"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Welfare"), _("Parts of welfare"), PARTS, _CONCERNED)
