# SPDX-License-Identifier: Apache-2.0
"""One writer at a time: who has a register open, and on which PC."""

from __future__ import annotations

import getpass
import platform
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import filelock
import msgspec

from unionbook.data import atomic
from unionbook.errors import InUseError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

LOCK_NAME = "in-use.lock"
_HOLDER_NAME = "in-use.json"


class Holder(msgspec.Struct, frozen=True):
    """Who holds a register: the user of the register, the PC, and since when."""

    user: str
    computer: str
    since: datetime


class Occupancy:
    """The hold on a register for writing. The operating system lets go of it if the PC fails."""

    def __init__(self, folder: Path, user: str) -> None:
        """Take hold. Raises InUseError that names who has it."""
        self._folder = folder
        self._lock = filelock.FileLock(folder / LOCK_NAME, timeout=0, thread_local=False)
        try:
            self._lock.acquire()
        except filelock.Timeout:
            raise InUseError(_sentence(_read(folder))) from None
        except OSError as error:
            raise atomic.refusal(error, folder / LOCK_NAME) from error
        holder = Holder(user, computer(), datetime.now(UTC))
        try:
            atomic.write(folder / _HOLDER_NAME, msgspec.json.encode(holder))
        except BaseException:
            self._lock.release()
            raise

    def release(self) -> None:
        """Let go."""
        # A note that stays behind harms nobody: only the lock tells whether somebody is there.
        with suppress(OSError):
            (self._folder / _HOLDER_NAME).unlink()
        self._lock.release()


def holder_of(folder: Path) -> Holder | None:
    """Give who has the register open for writing now, or None."""
    if not (folder / LOCK_NAME).exists():
        return None
    lock = filelock.FileLock(folder / LOCK_NAME, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except filelock.Timeout:
        return _read(folder) or Holder("?", "?", datetime.now(UTC))
    except OSError:
        return None
    lock.release()
    return None


def computer() -> str:
    """Give the name by which people know this PC and its account."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError):
        account = "?"
    return f"{platform.node() or '?'} ({account})"


def _read(folder: Path) -> Holder | None:
    try:
        return msgspec.json.decode((folder / _HOLDER_NAME).read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError, RecursionError):
        return None


def _sentence(holder: Holder | None) -> str:
    if holder is None:
        return _(
            "The register is open in another window or on another PC. Close it there, or open it "
            "here read-only."
        )
    return _(
        "The register is open: {user} on {computer}, since {since}. Close it there, or open it "
        "here read-only."
    ).format(
        user=holder.user,
        computer=holder.computer,
        since=f"{holder.since.astimezone():%d/%m/%Y %H:%M}",
    )
