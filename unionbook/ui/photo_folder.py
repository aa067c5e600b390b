# SPDX-License-Identifier: Apache-2.0
"""Taking the photos of a folder in, and telling which files were left out and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from unionbook.operations.photos import import_photos
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from unionbook.operations.photos import PhotoImport
    from unionbook.ui.desk import Desk

_MOST_NAMED = 20


def take_photos(desk: Desk, owner: QObject, folder: str, told: Callable[[str], None]) -> None:
    """Take the photos; ``told`` hears which files were left out."""

    def came(result: PhotoImport) -> None:
        count = len(result.taken)
        sentence = ngettext("{count} photo taken.", "{count} photos taken.", count).format(
            count=formats.shown_number(count)
        )
        desk.announce(result, owner, sentence)
        told(left_out(result))

    desk.run_long(
        owner,
        _("Taking the photos"),
        lambda session, task: import_photos(
            session, folder=Path(folder), progress=task.progress, cancelled=task.cancelled
        ),
        came,
    )


def left_out(result: PhotoImport) -> str:
    """Name the files that were left out, or nothing."""
    lines = []
    if result.unmatched:
        names = ", ".join(result.unmatched[:_MOST_NAMED])
        lines.append(_("Nobody has the number of: {names}").format(names=names))
    lines += [f"{name}: {why}" for name, why in result.refused[:_MOST_NAMED]]
    more = max(len(result.unmatched) - _MOST_NAMED, 0) + max(len(result.refused) - _MOST_NAMED, 0)
    if more:
        lines.append(_("and {count} more").format(count=formats.shown_number(more)))
    return "\n".join(lines)
