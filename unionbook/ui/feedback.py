# SPDX-License-Identifier: Apache-2.0
"""The one place through which the window speaks: info, done, warn, error and ask.

Nothing here is a dialog. A message appears in a bar, with what can be done about it on buttons;
tests listen to ``shown`` and need no window.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable


class Level(StrEnum):
    """How loud a message is."""

    INFO = "info"
    DONE = "done"
    WARN = "warn"
    ERROR = "error"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be done about a message."""

    label: str
    act: Callable[[], None] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for the person, with what can be done about it."""

    level: Level
    sentence: str
    choices: tuple[Choice, ...] = ()

    @property
    def stays(self) -> bool:
        """Say whether it stays until a person closes it."""
        return self.level in {Level.WARN, Level.ERROR, Level.ASK}


class Feedback(QObject):
    """What the screens call; a bar, or a test, listens."""

    shown = Signal(object)
    cleared = Signal()

    def info(self, sentence: str, *choices: Choice) -> None:
        """Say something that asks for nothing."""
        self.shown.emit(Message(Level.INFO, sentence, choices))

    def done(self, sentence: str, *choices: Choice) -> None:
        """Say that something was done, and how to take it back."""
        self.shown.emit(Message(Level.DONE, sentence, choices))

    def warn(self, sentence: str, *choices: Choice) -> None:
        """Say something that a person should look at."""
        self.shown.emit(Message(Level.WARN, sentence, choices))

    def error(self, sentence: str, *choices: Choice) -> None:
        """Say that something was refused."""
        self.shown.emit(Message(Level.ERROR, sentence, choices))

    def ask(self, sentence: str, *choices: Choice) -> None:
        """Ask; nothing waits, the answer is one of the buttons."""
        self.shown.emit(Message(Level.ASK, sentence, choices))

    def clear(self) -> None:
        """Take the message away."""
        self.cleared.emit()


class LongWork(QObject):
    """Tells of the work that takes a while; a strip shows it."""

    begun = Signal(str, object)
    moved = Signal(int, int)
    ended = Signal()
