# SPDX-License-Identifier: Apache-2.0
"""Kinds of welfare of a branch's own: their names go up beside their figures, and nothing else.

A figure names its kind by a key. The usual kinds have names in every language; what a branch called
a kind of its own can only be told by the branch. It is a word of the branch's rules, of no person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec

from unionbook.data import unit_kinds, welfare_rules
from unionbook.domain.folding import tidy
from unionbook.domain.welfare_templates import kind_name
from unionbook.sync.packing import unpack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionbook.data.figures import Figure
    from unionbook.operations.sessions import Session

NOTICE, WELFARE = "kinds", "welfare"
_Word = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"^[^\x00]*\Z")]


class OwnKind(msgspec.Struct, frozen=True, array_like=True):
    """A kind of a branch's own: the key in its figures, and what it is called."""

    key: _Word
    name: _Word


def paper_for(session: Session, figures: Iterable[Figure]) -> bytes:
    """Give the names of the own kinds that some figures are of, packed; nothing where none is."""
    keys = {one.key for one in figures if one.kind == WELFARE}
    own = {key for key in keys if key and not kind_name(key, session.info.country)}
    if not own:
        return b""
    # The oldest rule of each kind comes first: what it is called now stands.
    names = {one.kind: one.name for one in welfare_rules.list_rules(session.database)}
    told = [OwnKind(key, names[key][:200]) for key in sorted(own) if names.get(key)]
    return msgspec.msgpack.encode(told) if told else b""


def take_paper(session: Session, unit_id: int, content: bytes) -> None:
    """Keep what a unit calls its own kinds. Only inside a commit. Raises BundleError."""
    told = {one.key: tidy(one.name) for one in unpack(content, list[OwnKind])}
    unit_kinds.put(session.database, unit_id, {key: name for key, name in told.items() if name})
