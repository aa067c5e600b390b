# SPDX-License-Identifier: Apache-2.0
"""How far long work has come, for a person who waits in front of a terminal."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

import click

from unionbook.cli.caller import at_terminal
from unionbook.reports.formats import number_text

if TYPE_CHECKING:
    from types import TracebackType

_WIDEST = 30
_PAUSE = 0.2  # seconds between two lines: more would only flicker


class Progress:
    """A line on the standard error stream that says how much is done; silent elsewhere."""

    def __init__(self) -> None:
        self._shows = at_terminal(sys.stderr)
        self._next = 0.0
        self._written = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._written:
            click.echo(f"\r{' ' * _WIDEST}\r", nl=False, err=True)

    def __call__(self, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` are done."""
        self._say(f"{number_text(done)} / {number_text(total)}")

    def count(self, done: int) -> None:
        """Say that ``done`` are done, where nobody knows of how many."""
        self._say(number_text(done))

    def _say(self, text: str) -> None:
        now = time.monotonic()
        if self._shows and now >= self._next:
            # Spaces and not an escape sequence: old Windows consoles print those as letters.
            click.echo(f"\r{text:<{_WIDEST}}", nl=False, err=True)
            self._next, self._written = now + _PAUSE, True
