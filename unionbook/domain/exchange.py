# SPDX-License-Identifier: Apache-2.0
"""What travels between registers: commits as others know them, and blocks of rows and columns.

A *vector* says how far each device's commits are known: by site, the counter of its last one. A
bundle holds what lies beyond one vector and up to another.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Vector = dict[int, int]
"""By site, the counter of the last commit that is known."""

MOST_ROWS = 5000
"""The rows of one block at most, so that whoever reads it needs little memory."""


class Kind(IntEnum):
    """What an entry does to its row."""

    PUT = 0
    """The row is made: every column that is not named is empty."""
    PATCH = 1
    """The named columns change."""
    REMOVE = 2
    """The row goes."""


@dataclass(frozen=True, slots=True)
class KnownCommit:
    """A commit of any device, as other devices know it; the words may be left out."""

    id: int
    clock: int
    digest: bytes
    user_name: str = ""
    operation: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one table with values for the same columns, column by column.

    ``commits`` gives for each row the position, in the bundle's list of commits, of the one that
    wrote these columns; ``values`` has a list of ``len(ids)`` values for each of ``columns``.
    """

    table: str
    kind: Kind
    columns: tuple[str, ...]
    ids: list[int]
    commits: list[int]
    values: list[list[object]]


@dataclass(frozen=True, slots=True)
class Delta:
    """What lies beyond ``since``, up to ``until``.

    ``commits`` are those of the range in the order of their numbers, and before each site's first
    one the last that the other side is known to have: only its digest matters. ``blocks`` are read
    while they are asked for; the tables come in the order in which they are applied.
    """

    since: Vector
    until: Vector
    commits: Sequence[KnownCommit]
    blocks: Iterable[Block]


def covers(known: Vector, wanted: Vector) -> bool:
    """Tell whether everything in ``wanted`` is in ``known``."""
    return all(known.get(site, 0) >= counter for site, counter in wanted.items())


def join(one: Vector, other: Vector) -> Vector:
    """Give what is known by either."""
    return {site: max(one.get(site, 0), other.get(site, 0)) for site in sorted({*one, *other})}


def meet(one: Vector, other: Vector) -> Vector:
    """Give what is known by both."""
    return {site: min(one[site], other[site]) for site in sorted(one.keys() & other.keys())}


def missing(known: Vector, wanted: Vector) -> dict[int, tuple[int, int]]:
    """Give, by site, the first and the last counter that ``known`` lacks of ``wanted``."""
    return {
        site: (known.get(site, 0) + 1, counter)
        for site, counter in sorted(wanted.items())
        if known.get(site, 0) < counter
    }
