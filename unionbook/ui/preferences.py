# SPDX-License-Identifier: Apache-2.0
"""What this PC remembers about the window: never anything about a member."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING

from unionbook import paths

if TYPE_CHECKING:
    from pathlib import Path

_FILE = "window.json"
_RECENT = 8


@dataclass(slots=True)
class Recent:
    """A register that was open on this PC, and who opened it last."""

    folder: str
    branch: str = ""
    user: str = ""


@dataclass(slots=True)
class Preferences:
    """The choices of whoever sits at this PC."""

    language: str = ""
    theme: str = "system"
    lock_minutes: int = 10
    width: int = 1280
    height: int = 760
    maximized: bool = False
    panel_width: int = 430
    print_receipts: bool = False
    """Whether the cash desk prints each receipt as soon as it is posted."""
    columns: list[str] = field(default_factory=list)
    first_steps: list[str] = field(default_factory=list)
    """Which first steps were ticked by hand: the register's number and the step."""
    recent: list[Recent] = field(default_factory=list)

    def remember(self, folder: Path, *, branch: str, user: str) -> None:
        """Put a register at the head of those opened lately."""
        entry = Recent(str(folder), branch, user)
        others = [old for old in self.recent if old.folder != entry.folder]
        self.recent = [entry, *others][:_RECENT]

    def forget(self, folder: str) -> None:
        """Take a register off the list of those opened lately; the register itself stays."""
        self.recent = [old for old in self.recent if old.folder != folder]

    def save(self) -> None:
        """Write the choices; a PC that cannot keep them only forgets them."""
        folder = paths.settings_folder()
        beside = folder / f"{_FILE}.new"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with beside.open("w", encoding="utf-8") as stream:
                json.dump(asdict(self), stream, ensure_ascii=False, indent=1)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(folder / _FILE)
        except OSError:
            # A read-only profile is no reason to keep anyone from the register.
            return


def load() -> Preferences:
    """Read the choices of this PC; what cannot be read is as if never chosen."""
    try:
        with (paths.settings_folder() / _FILE).open(encoding="utf-8") as stream:
            kept = json.load(stream)
        return _from_kept(kept)
    except (OSError, ValueError, TypeError, AttributeError):
        return Preferences()


def _from_kept(kept: dict[str, object]) -> Preferences:
    preferences = Preferences()
    for known in fields(Preferences):
        value = kept.get(known.name)
        if known.name == "recent" and isinstance(value, list):
            preferences.recent = [Recent(**entry) for entry in value]
        elif value is not None and isinstance(value, type(getattr(preferences, known.name))):
            setattr(preferences, known.name, value)
    return preferences
