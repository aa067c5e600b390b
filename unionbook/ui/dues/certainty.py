# SPDX-License-Identifier: Apache-2.0
"""How sure it is that a rule or a value is what the law says, as a small mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.domain.sources import certainty_text
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui.widgets.texts import dress, pill

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

_LEVELS = {"S": "done", "S2": "warn", "R": "warn", "": "info"}
_TIPS = {
    "S": N_("The instrument itself was read."),
    "S2": N_("Taken from somebody who quotes the instrument. Check it before you rely on it."),
    "R": N_("Recalled, not confirmed. Check it before you rely on it."),
    "": N_("Entered by this branch."),
}


def certainty_pill(certainty: str, shown: QLabel | None = None) -> QLabel:
    """Give a mark for a certainty, or change ``shown`` into it."""
    mark = certainty if certainty in _LEVELS else "R"
    level = _LEVELS[mark]
    made = shown if shown is not None else pill("", level)
    made.setText(certainty_text(mark))
    made.setToolTip(_(_TIPS[mark]))
    dress(made, level=level)
    return made
