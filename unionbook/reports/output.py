# SPDX-License-Identifier: Apache-2.0
"""Writing a finished paper to the place the user chose, whole or not at all."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from unionbook.data import atomic
from unionbook.errors import UnionbookError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path


class CannotWritePaperError(UnionbookError):
    """The paper cannot be written where the user wants it."""


def save(content: bytes, target: Path) -> None:
    """Write ``content`` beside ``target``, flush it to the disk and put it in place."""
    if target.suffix.lower() != ".pdf" or target.is_dir():
        raise CannotWritePaperError(
            _("“{name}” is no name for a PDF: give one that ends in .pdf.").format(
                name=target.name or target
            )
        )
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        try:
            with atomic.written(beside) as stream:
                stream.write(content)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as problem:
        raise CannotWritePaperError(_sentence(target, problem)) from problem


def _sentence(target: Path, problem: OSError) -> str:
    if isinstance(problem, PermissionError):
        return _(
            "{name} cannot be written: close it in the program that shows it, or choose another "
            "name or folder."
        ).format(name=target.name)
    if isinstance(problem, FileNotFoundError):
        return _("The folder {folder} is not there: choose another folder.").format(
            folder=target.parent
        )
    if problem.errno in atomic.FULL:
        return _(
            "There is no room left in {folder}, so nothing was written. Free some space there or "
            "choose another stick, and make the file again."
        ).format(folder=target.parent)
    return _("{name} cannot be written ({reason}): choose another folder.").format(
        name=target.name, reason=problem.strerror or problem
    )
