# SPDX-License-Identifier: Apache-2.0
"""What this PC remembers of the registers opened on it: nothing about any member.

A device goes on with its own chain of commits only where the register is where this PC left it. A
folder that was copied, put back from an old copy or brought from elsewhere gets a new site, so two
copies can never give one number to two rows.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from unionbook import paths

if TYPE_CHECKING:
    from pathlib import Path

FOLDER_NAME = "registers"


class Memory(msgspec.Struct, frozen=True):
    """Where a register's chain on this PC ended: site, folder, last commit and its digest."""

    site: int
    folder: str
    commit: int
    digest: bytes


def recall(register: str) -> list[Memory]:
    """Give what this PC remembers of a register."""
    try:
        return msgspec.json.decode(place_of(register).read_bytes(), type=list[Memory])
    except (OSError, msgspec.DecodeError, RecursionError):
        # Lost memory costs a new site number, nothing else.
        return []


def remember(register: str, memory: Memory) -> None:
    """Remember where the chain of ``memory.site`` ends.

    Written in place, at every commit: a file put in the place of another makes the disk wait, and a
    torn one costs no more than one that could not be written: a new site.
    """
    others = [one for one in recall(register) if one.site != memory.site]
    content = msgspec.json.encode([*others, memory])
    place = place_of(register)
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.write(handle, content)
            os.ftruncate(handle, len(content))
        finally:
            os.close(handle)


def place_of(register: str) -> Path:
    """Give the file of a register; its name is a digest, for what a file says names no path."""
    name = hashlib.sha256(register.encode()).hexdigest()[:32]
    return paths.settings_folder() / FOLDER_NAME / f"{name}.json"
