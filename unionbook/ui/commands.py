# SPDX-License-Identifier: Apache-2.0
"""Everything the workspace can be told to do: for shortcuts, the palette and the list of keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do: its name, its icon, its keys, and how it is done."""

    name: str
    icon: str
    act: Callable[[], object]
    keys: str = ""

    @property
    def shown_keys(self) -> str:
        """Give the keys as this system writes them."""
        return QKeySequence(self.keys).toString(QKeySequence.SequenceFormat.NativeText)
