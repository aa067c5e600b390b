# SPDX-License-Identifier: Apache-2.0
"""Noticing that a file was changed by something that is not this program.

A cloud drive may put another PC's copy in the place of a file that is open here; what was then
written would be lost without a word. Before each write the files are compared with how this
program left them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.errors import ChangedUnderneathError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

_Mark = tuple[int, int, int, int] | None


class Footprint:
    """How the files of one store were left by this program."""

    def __init__(self, path: Path) -> None:
        self._paths = (path, path.with_name(path.name + "-wal"))
        self._marks: tuple[_Mark, ...] = ()
        self.take()

    def take(self) -> None:
        """Remember how the files are now."""
        self._marks = tuple(_mark(path) for path in self._paths)

    def check(self) -> None:
        """Raise ChangedUnderneathError where a file is no longer as it was left."""
        if tuple(_mark(path) for path in self._paths) != self._marks:
            raise ChangedUnderneathError(
                _(
                    "The register's folder was changed by another program, perhaps a cloud drive, "
                    "while it was open. Nothing was written. Close the register, look which copy "
                    "is the newer one, and open that; keep registers out of synchronised folders."
                )
            )


def _mark(path: Path) -> _Mark:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
