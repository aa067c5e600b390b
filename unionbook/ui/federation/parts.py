# SPDX-License-Identifier: Apache-2.0
"""The parts of the screen of exchange at the desk of a federation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.texts import N_
from unionbook.ui.exchange.differing import DifferingPart
from unionbook.ui.exchange.history import HistoryPart
from unionbook.ui.exchange.moves import MovesPart
from unionbook.ui.exchange.opening import OpeningPart
from unionbook.ui.exchange.pcs import PcsPart
from unionbook.ui.federation.papers_down import PapersPart
from unionbook.ui.federation.sending_down import SendingDownPart

if TYPE_CHECKING:
    from unionbook.ui.screens.tabbed import Parts

DESK_PARTS: Parts = {
    "open": (N_("Take in"), OpeningPart, ""),
    "send": (N_("Send down"), SendingDownPart, ""),
    "papers": (N_("Documents"), PapersPart, ""),
    "history": (N_("Sent and received"), HistoryPart, ""),
    "transfers": (N_("Transfers"), MovesPart, ""),
    "devices": (N_("PCs"), PcsPart, ""),
    "conflicts": (N_("Differences"), DifferingPart, ""),
}
"""Each part: what its tab says, and how it is made when it is first looked at."""
