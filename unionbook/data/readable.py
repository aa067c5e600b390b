# SPDX-License-Identifier: Apache-2.0
"""Rows of which some may hold what nobody can read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from unionbook.data.database import Row

T = TypeVar("T")


def readable(rows: Iterable[Row], read: Callable[[Row], T]) -> list[T]:
    """Give what can be read of rows, in their order.

    A record that cannot be read is as good as not there: one such must not keep a branch from its
    work. None is taken in (``value_checks``), and ``verify`` names one that lies there all the
    same.
    """
    found = []
    for row in rows:
        try:
            one = read(row)
        except (ValueError, TypeError):
            continue
        found.append(one)
    return found
