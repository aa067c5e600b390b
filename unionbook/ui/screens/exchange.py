# SPDX-License-Identifier: Apache-2.0
"""Exchange: what is sent, what came, what differs, the PCs of the branch and the union above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.operations.sessions import FEDERATION
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui.exchange.above import AbovePart
from unionbook.ui.exchange.differing import DifferingPart
from unionbook.ui.exchange.history import HistoryPart
from unionbook.ui.exchange.moves import MovesPart
from unionbook.ui.exchange.opening import OpeningPart
from unionbook.ui.exchange.pcs import PcsPart
from unionbook.ui.exchange.sending import SendingPart
from unionbook.ui.screens.tabbed import TabbedScreen

if TYPE_CHECKING:
    from unionbook.ui.desk import Desk
    from unionbook.ui.screens.tabbed import Parts

BRANCH_PARTS: Parts = {
    "send": (N_("Send"), SendingPart, ""),
    "open": (N_("Open a file"), OpeningPart, ""),
    "history": (N_("Sent and received"), HistoryPart, ""),
    "devices": (N_("PCs"), PcsPart, ""),
    "conflicts": (N_("Differences"), DifferingPart, ""),
    "above": (N_("Union above"), AbovePart, ""),
    "transfers": (N_("Transfers"), MovesPart, ""),
}
"""Each part: what its tab says, and how it is made when it is first looked at."""
_UNDER = {"conflicts": "devices"}
"""What differs comes from another PC; a tab for each would not fit into a small window."""
_WAYS = {"month": ("send", "month"), "branch": ("send", "branch"), "watched": ("open", "watched")}


class ExchangeScreen(TabbedScreen):
    """What goes out and comes in: to and from other PCs, and the union above."""

    place = "exchange"

    def __init__(self, desk: Desk) -> None:
        title, tabs_name = _("Data exchange"), _("Parts of the exchange")
        super().__init__(desk, title, tabs_name, _parts(desk.info.kind), None, _UNDER)

    def arrive(self, what: object) -> None:
        """Show a part: ``("conflicts",)``, ``("month",)``, ``("open", path)``, ``("part", name)``.

        What a part gets is a path or a word of its own.
        """
        if not (isinstance(what, tuple) and what):
            return
        if what[0] == "part":
            self.show_part(str(what[1]))
        elif what[0] in _WAYS:
            self.show_part(*_WAYS[str(what[0])])
        else:
            self.show_part(str(what[0]), what[1] if len(what) > 1 else None)


def _parts(kind: str) -> Parts:
    if kind != FEDERATION:
        return BRANCH_PARTS
    # Loaded only where it is the desk of a federation that is open.
    from unionbook.ui.federation.parts import DESK_PARTS  # noqa: PLC0415 - as above

    return DESK_PARTS
