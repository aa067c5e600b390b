# SPDX-License-Identifier: Apache-2.0
"""What a thing that waits for somebody is, and where such things come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.operations.sessions import BRANCH, FEDERATION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from unionbook.operations.sessions import Session

ONLY_BRANCH = frozenset({BRANCH})
ONLY_FEDERATION = frozenset({FEDERATION})
ANY_OFFICE = ONLY_BRANCH | ONLY_FEDERATION


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what it is, how many, since when, how much money, and where it is done.

    ``title`` and ``detail`` are sentences for a person, ``act`` what the button says; ``screen``
    and ``what`` are where it leads. ``urgent`` things come first.
    """

    name: str
    title: str
    detail: str
    act: str
    screen: str
    what: tuple[str, ...] = ()
    count: int = 1
    since: str = ""
    amount: int | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where waiting things come from, who may do something about them, and in which offices."""

    name: str
    right: str
    look: Callable[[Session], Iterator[Waiting]]
    offices: frozenset[str] = ONLY_BRANCH
