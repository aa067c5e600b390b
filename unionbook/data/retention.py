# SPDX-License-Identifier: Apache-2.0
"""Which backups are kept: the last of each of 7 days, 4 weeks and 12 months, and the newest."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from unionbook.data.backup_files import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_FORM = "%Y-%m-%d %H%M%S"
_RULES: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (7, lambda made: made.date()),
    (4, lambda made: made.isocalendar()[:2]),
    (12, lambda made: (made.year, made.month)),
)


def kept(made: Iterable[datetime]) -> set[datetime]:
    """Give the moments whose backups the rule keeps."""
    newest_first = sorted(made, reverse=True)
    keep = set(newest_first[:1])
    for number, period_of in _RULES:
        seen: list[object] = []
        for moment in newest_first:
            period = period_of(moment)
            if period in seen:
                continue
            if len(seen) == number:
                break
            seen.append(period)
            keep.add(moment)
    return keep


def thin_out(folder: Path) -> tuple[str, ...]:
    """Delete the backups of a folder that the rule lets go; give their names.

    A file whose name is not one of ours is left alone.
    """
    by_moment: dict[datetime, Path] = {}
    for path in folder.glob(f"*{SUFFIX}"):
        try:
            by_moment[datetime.strptime(path.stem, _FORM).astimezone()] = path
        except ValueError:
            continue
    keep = kept(by_moment)
    removed = sorted(path for moment, path in by_moment.items() if moment not in keep)
    for path in removed:
        path.unlink()
    return tuple(path.name for path in removed)
