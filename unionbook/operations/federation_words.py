# SPDX-License-Identifier: Apache-2.0
"""What branches tell in codes, in the words of who reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import unit_kinds
from unionbook.domain.programmes import PROGRAMME_LABELS, ProgrammeKind
from unionbook.domain.welfare_templates import kind_name
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session


def kind_shown(session: Session, key: str) -> str:
    """Give what a kind of welfare or programme is called; a branch's own kind as it calls it."""
    if key in set(ProgrammeKind):
        return _(PROGRAMME_LABELS[ProgrammeKind(key)])
    return (
        kind_name(key, session.info.country)
        or unit_kinds.name_of(session.database, key)
        or _("A kind of the branch's own ({key})").format(key=key.replace("_", " ").strip())
    )
