# SPDX-License-Identifier: Apache-2.0
"""What another screen wants on paper: which kind, for whom, with which fields."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperWish:
    """A kind of paper for some members; ``listed`` says they are a list and not a choice."""

    kind: str
    ids: tuple[int, ...] = ()
    listed: bool = False
    names: tuple[str, ...] = ()
    """Fields of a list."""
    member_name: str = ""
    """Who it is, where it is for one member."""
