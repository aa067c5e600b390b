# SPDX-License-Identifier: Apache-2.0
"""What branches tell in codes, in the words of who reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.domain.programmes import PROGRAMME_LABELS, ProgrammeKind
from unionbook.domain.welfare_templates import kind_name
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session


def kind_shown(session: Session, key: str) -> str:
    """Give what a kind of welfare or programme is called; a branch's own kind is its own name."""
    if key in set(ProgrammeKind):
        return _(PROGRAMME_LABELS[ProgrammeKind(key)])
    return kind_name(key, session.info.country) or key.replace("_", " ").strip().capitalize()
