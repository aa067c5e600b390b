# SPDX-License-Identifier: Apache-2.0
"""Words that several screens share."""

from __future__ import annotations

_STATUS_LEVELS = {
    "active": "done",
    "exempt": "info",
    "suspended": "warn",
    "expelled": "error",
}


def status_level(status: str) -> str:
    """Give how loud the mark of a status is."""
    return _STATUS_LEVELS.get(status, "muted")
