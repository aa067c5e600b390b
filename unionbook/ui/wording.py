# SPDX-License-Identifier: Apache-2.0
"""Words that several screens share."""

from __future__ import annotations

from unionbook.domain.roles import ROLE_LABELS, Role
from unionbook.operations.sessions import FEDERATION
from unionbook.texts import gettext as _

_STATUS_LEVELS = {
    "active": "done",
    "exempt": "info",
    "suspended": "warn",
    "expelled": "error",
}


def role_shown(role: Role, kind: str) -> str:
    """Give what a role is called in a branch, or at the desk of a federation."""
    if role is Role.HEAD and kind == FEDERATION:
        return _("Head of the union")
    return _(ROLE_LABELS[role])


def status_level(status: str) -> str:
    """Give how loud the mark of a status is."""
    return _STATUS_LEVELS.get(status, "muted")
