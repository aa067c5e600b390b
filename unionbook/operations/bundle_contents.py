# SPDX-License-Identifier: Apache-2.0
"""What stands in a part of a bundle: commits, then rows, and on the way what is no row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from unionbook.data.exchange_errors import MalformedError
from unionbook.domain.exchange import Block, Delta
from unionbook.sync.bundle import Commits, Notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionbook.domain.exchange import KnownCommit
    from unionbook.sync.bundle import Item
    from unionbook.sync.header import Header, PartHead

NO_SUCH_ROWS = (TypeError, ValueError, OverflowError, RecursionError)
"""What reading raises where a known device signed what no program of ours writes."""


class Contents:
    """The items of a part: commits first, then blocks; what is no row is gathered on the way."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.commits: list[KnownCommit] = []
        self.notices: list[Notice] = []
        self._items = iter(items)
        self._next: Item | None = None
        for item in self._items:
            if not isinstance(item, Commits):
                self._next = item
                break
            self.commits.extend(item.commits)

    def delta(self, head: PartHead) -> Delta:
        """Give the part as what can be taken in."""
        return Delta(dict(head.since), dict(head.until), self.commits, self.blocks())

    def blocks(self) -> Iterator[Block]:
        """Give the blocks; the notices are there when the last one was read."""
        item = self._next
        while item is not None:
            if isinstance(item, Block):
                yield item
            elif isinstance(item, Notice):
                self.notices.append(item)
            else:
                raise MalformedError("commits")
            item = next(self._items, None)


def moment_of(header: Header) -> datetime:
    """Give when a bundle says it was made."""
    return datetime.fromtimestamp(header.made_at / 1000, UTC)
