# SPDX-License-Identifier: Apache-2.0
"""Telling how far a bundle is taken in, row by row, and stopping before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.domain.exchange import Block
from unionbook.errors import CancelledError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from threading import Event

    from unionbook.sync.bundle import Item


@dataclass(frozen=True, slots=True)
class Watch:
    """Who wants to know how many rows are done of how many, and who may say that it is enough."""

    progress: Callable[[int, int], None] | None = None
    cancelled: Event | None = None

    def check(self) -> None:
        """Raise CancelledError where it was said that it is enough."""
        if self.cancelled is not None and self.cancelled.is_set():
            raise CancelledError(_("You stopped it: nothing of this file was taken in."))

    def over(self, items: Iterable[Item], count: Callable[[], int]) -> Iterator[Item]:
        """Give the items of a part on; a block is done when the next item is asked for.

        ``count`` gives how many rows there are, and is asked only where somebody wants to know.
        """
        total = count() if self.progress else 0
        done = 0
        self.check()
        for item in items:
            yield item
            self.check()
            if self.progress and isinstance(item, Block):
                done += len(item.ids)
                self.progress(done, total)
