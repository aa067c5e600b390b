# SPDX-License-Identifier: Apache-2.0
"""Files that are there whole or not at all, and a disk's refusals in the user's words."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from unionbook.errors import UnionbookError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
"""What the system says where there is no room, or no more is allowed."""
_PROTECTED = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {errno.ENOENT, errno.ENODEV, errno.ENXIO}
"""What it says where a stick was pulled: the folder is another one, or none."""
_OPEN_FILES = "/proc/self/fd/{}"


def write(path: Path, content: bytes) -> None:
    """Write ``content`` so that after a power cut the file is the old one or the new one.

    Raises UnionbookError where the disk is full, write-protected or gone; the old file stays.
    """
    beside = path.with_name(path.name + ".part")
    with translated(path):
        try:
            with written(beside) as stream:
                stream.write(content)
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


@contextmanager
def written(beside: Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes stand in ``beside``, on the disk, when the block ends.

    Till then they have no name where the system knows such files (Linux, on most disks): a program
    that is killed leaves nothing of them.
    """
    nameless = _nameless(beside.parent)
    with nameless or fresh(beside) as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())
        if nameless is not None:
            beside.unlink(missing_ok=True)
            own = stream.fileno()
            # With a folder given, though it is not needed, the link is followed to the file.
            os.link(_OPEN_FILES.format(own), beside, src_dir_fd=own, follow_symlinks=True)


def _nameless(folder: Path) -> BinaryIO | None:
    """Make a file without a name in a folder, or None where there can be none."""
    if not hasattr(os, "O_TMPFILE"):
        return None
    try:
        handle = os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o666)
    except OSError:
        return None  # where that is for another reason, a file with a name meets it too
    if os.path.lexists(_OPEN_FILES.format(handle)):
        return os.fdopen(handle, "w+b")
    os.close(handle)
    return None


def fresh(path: Path) -> BinaryIO:
    """Make a file that was not there, to be written; what is left of an earlier try goes.

    In a folder that others may write to, a link could lie under its name and lead elsewhere. Its
    rights are those of any file: colleagues must be able to open the result.
    """
    path.unlink(missing_ok=True)
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o666), "w+b")


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable (POSIX; Windows does so by itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what the system refuses while a file is written into a sentence for the user."""
    try:
        yield
    except OSError as error:
        raise refusal(error, path) from error


def refusal(error: OSError, path: Path) -> UnionbookError:
    """Give the sentence for what the system refused while ``path`` was written."""
    if error.errno in FULL:
        return disk_full()
    if error.errno in _PROTECTED:
        return write_protected()
    if error.errno in _GONE:
        return UnionbookError(gone_words(path.parent))
    return UnionbookError(
        _(
            "{name} cannot be written ({reason}). Check that the disk or stick is still "
            "connected, and do it again."
        ).format(name=path.name, reason=error.strerror or type(error).__name__)
    )


def gone_words(place: Path) -> str:
    """Give the sentence for a folder or file of a stick that was pulled."""
    return _(
        "{name} is not there any more. Check that the disk or stick is still connected, and do it "
        "again."
    ).format(name=place)


def disk_full() -> UnionbookError:
    """Give the refusal of a full disk."""
    return UnionbookError(
        _(
            "The disk is full, so nothing was saved. Free some space and do it again: everything "
            "that was saved before is unharmed."
        )
    )


def write_protected() -> UnionbookError:
    """Give the refusal of a folder or register that can only be read."""
    return UnionbookError(
        _(
            "The register can only be read: its folder is write-protected or you opened it "
            "read-only. Nothing was changed."
        )
    )
