# SPDX-License-Identifier: Apache-2.0
"""How sure it is that a rule or a value is what the law says, as a small mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui.widgets.texts import dress, pill

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

_MARKS = {
    "S": (N_("Source seen"), "done"),
    "S2": (N_("Second-hand"), "warn"),
    "R": (N_("Unconfirmed"), "warn"),
    "": (N_("The branch's own"), "info"),
}
_TIPS = {
    "S": N_("The instrument itself was read."),
    "S2": N_("Taken from somebody who quotes the instrument. Check it before you rely on it."),
    "R": N_("Recalled, not confirmed. Check it before you rely on it."),
    "": N_("Entered by this branch."),
}


def certainty_pill(certainty: str, shown: QLabel | None = None) -> QLabel:
    """Give a mark for a certainty, or change ``shown`` into it."""
    mark = certainty if certainty in _MARKS else "R"
    text, level = _MARKS[mark]
    made = shown if shown is not None else pill("", level)
    made.setText(_(text))
    made.setToolTip(_(_TIPS[mark]))
    dress(made, level=level)
    return made
