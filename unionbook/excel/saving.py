# SPDX-License-Identifier: Apache-2.0
"""A file that is there whole or not at all: written beside its target, flushed, then renamed."""

from __future__ import annotations

import errno
import os
import re
import secrets
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from unionbook.data import atomic
from unionbook.errors import UnionbookError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME = 100  # letters of the target's name that the unfinished file bears
_ABANDONED = 3600  # seconds after which an unfinished file is nobody's any more
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class UnwritableFileError(UnionbookError):
    """A file cannot be written where the user wants it."""


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes become ``target`` when the block ends, and vanish when it fails.

    Raises ``UnwritableFileError`` when the disk is full, the folder is missing or may not be
    written, or another program holds the target.
    """
    if target.suffix.lower() != ".xlsx" or target.is_dir():
        raise UnwritableFileError(
            _("“{name}” is no name for an Excel file: give one that ends in .xlsx.").format(
                name=target.name or target
            )
        )
    partial = target.with_name(f"{_stem(target)}{secrets.token_hex(4)}.part")
    _sweep(target)
    try:
        with atomic.written(partial) as stream:
            yield stream
        partial.replace(target)
        _settle(target.parent)
    except OSError as error:
        raise UnwritableFileError(_sentence(error, target)) from error
    finally:
        # After a success it is already renamed; where the disk is gone it cannot be removed.
        with suppress(OSError):
            partial.unlink()


def _stem(target: Path) -> str:
    return f".{target.name[:_NAME]}."


def _sweep(target: Path) -> None:
    """Remove what a power cut left of an earlier attempt: it may hold people's data in clear."""
    unfinished = re.compile(re.escape(_stem(target)) + r"[0-9a-f]{8}\.part")
    oldest = time.time() - _ABANDONED
    with suppress(OSError):  # a missing or forbidden folder is named when the file is made
        for left in target.parent.iterdir():
            if unfinished.fullmatch(left.name) and left.stat().st_mtime < oldest:
                left.unlink()


def _settle(folder: Path) -> None:
    """Make the rename itself durable, where folders can be flushed (not on Windows)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network drives cannot
            raise
    finally:
        os.close(handle)


def _sentence(error: OSError, target: Path) -> str:
    if error.errno in _NO_ROOM:
        text = _("The disk is full, so {name} was not written: make room or choose another disk.")
    elif isinstance(error, FileNotFoundError):
        text = _("The folder for {name} is not there: choose another one.")
    elif isinstance(error, PermissionError) and target.exists():
        text = _("{name} cannot be replaced: close it in other programs or choose another name.")
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        text = _("Nothing may be written to the folder of {name}: choose another folder.")
    else:
        text = _("{name} could not be written ({cause}): try another name or another disk.")
    return text.format(name=target.name, cause=error.strerror or type(error).__name__)
