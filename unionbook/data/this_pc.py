# SPDX-License-Identifier: Apache-2.0
"""What this PC remembers of the registers opened on it: nothing about any member.

A device goes on with its own chain of commits only where the register is where this PC left it. A
folder that was copied, put back from an old copy or brought from elsewhere gets a new site, so two
copies can never give one number to two rows.
"""

from __future__ import annotations

from contextlib import suppress

import msgspec

from unionbook import paths
from unionbook.data import atomic

_FILE_NAME = "registers.json"


class Memory(msgspec.Struct, frozen=True):
    """Where a register's chain on this PC ended: site, folder, last commit and its digest."""

    site: int
    folder: str
    commit: int
    digest: bytes


def recall(register: str) -> list[Memory]:
    """Give what this PC remembers of a register."""
    return _read().get(register, [])


def remember(register: str, memory: Memory) -> None:
    """Remember where the chain of ``memory.site`` ends.

    What cannot be written is let go: it costs a new site, and the commit it tells of is done.
    """
    held = _read()
    others = [one for one in held.get(register, []) if one.site != memory.site]
    held[register] = [*others, memory]
    folder = paths.settings_folder()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        atomic.replace(folder / _FILE_NAME, msgspec.json.encode(held))


def _read() -> dict[str, list[Memory]]:
    try:
        content = (paths.settings_folder() / _FILE_NAME).read_bytes()
        return msgspec.json.decode(content, type=dict[str, list[Memory]])
    except (OSError, msgspec.DecodeError):
        # Lost memory costs a new site number, nothing else.
        return {}
