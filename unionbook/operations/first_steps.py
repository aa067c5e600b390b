# SPDX-License-Identifier: Apache-2.0
"""What a new branch does first, and what of it the register shows to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import member_overview
from unionbook.operations.backups import list_backups
from unionbook.operations.history import list_steps

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session

PEOPLE, CARD, BACKUP, KEY = "people", "card", "backup", "key"
_LOOKED_AT = 300
"""Steps: whoever begins has not made more."""
_SHOWN_BY = {"print": CARD, "renew_recovery_key": KEY}


def steps_done(session: Session) -> frozenset[str]:
    """Give which of the first steps the register shows to be done."""
    session.require("read_members")
    done = {
        _SHOWN_BY[step.operation]
        for step in list_steps(session, limit=_LOOKED_AT)
        if step.operation in _SHOWN_BY
    }
    if member_overview.count_members(session.database):
        done.add(PEOPLE)
    if list_backups(session.register.folder):
        done.add(BACKUP)
    return frozenset(done)
