# SPDX-License-Identifier: Apache-2.0
"""``unionbook waiting``: what waits for the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.cli.answers import Answer
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import command
from unionbook.operations import waiting
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from typing import Any

    from unionbook.operations.sessions import Session
    from unionbook.operations.waiting import Waiting


@command("waiting", help=N_("Say what waits for you: arrears, open months, an old backup …"))
@uses_register(Access.READS)
def waiting_command(session: Session) -> Answer:
    """List what waits."""
    found = waiting.list_waiting(session)
    lines = [f"{'!' if one.urgent else '·'} {one.title}. {one.detail}" for one in found]
    return Answer(
        {"waiting": [_data(one) for one in found]}, lines or [_("Nothing waits for you.")]
    )


def _data(one: Waiting) -> dict[str, Any]:
    return {
        "name": one.name,
        "message": one.title,
        "detail": one.detail,
        "count": one.count,
        "since": one.since,
        "amount": one.amount,
        "urgent": one.urgent,
    }
