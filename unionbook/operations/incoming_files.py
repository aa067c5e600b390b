# SPDX-License-Identifier: Apache-2.0
"""Photos and papers that come with a bundle, written before the rows that name them."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from unionbook.data import atomic
from unionbook.data.exchange_errors import MalformedError
from unionbook.operations import bundle_parts
from unionbook.sync.bundle import FilePiece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from unionbook.operations.bundle_watch import Watch
    from unionbook.sync.bundle import Item


def take_files(items: Iterable[Item], part: str, write: Writing, watch: Watch) -> None:
    """Write the files of a part. Raises MalformedError, CancelledError."""
    for piece in items:
        watch.check()
        if not isinstance(piece, FilePiece) or not bundle_parts.may_be_kept(part, piece.name):
            raise MalformedError(part)
        write(piece)


@contextmanager
def incoming(folder: Path) -> Iterator[Writing]:
    """Give what writes files into a folder; where the rows do not follow, they go again."""
    writing = Writing(folder)
    try:
        yield writing
    except BaseException:
        writing.take_back()
        raise
    finally:
        writing.stop()


class Writing:
    """Writes files piece by piece, each whole or not at all; one that is there stays."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._beside: Path | None = None
        self._written: list[Path] = []

    def __call__(self, piece: FilePiece) -> None:
        """Write a piece."""
        target = self._folder / piece.name
        if target.exists():
            return
        self._beside = beside = target.with_name(target.name + ".part")
        with atomic.translated(target):
            with beside.open("ab" if piece.offset else "wb") as stream:
                stream.write(piece.content)
                if piece.offset + len(piece.content) == piece.size:
                    stream.flush()
                    os.fsync(stream.fileno())
            if piece.offset + len(piece.content) == piece.size:
                beside.replace(target)
                self._beside = None
                self._written.append(target)

    def take_back(self) -> None:
        """Remove what was written."""
        for path in self._written:
            path.unlink(missing_ok=True)

    def stop(self) -> None:
        """Remove what is not whole."""
        if self._beside is not None:
            self._beside.unlink(missing_ok=True)
