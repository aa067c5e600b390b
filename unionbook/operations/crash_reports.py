# SPDX-License-Identifier: Apache-2.0
"""What is kept of a mistake of ours: where it happened, and nothing about anyone.

The message of an exception may hold a member's name, and a path the name of who works here; both
are left out, so that a report can be sent to the makers as it is.
"""

from __future__ import annotations

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path

from unionbook import __version__, paths

_PACKAGE = Path(__file__).resolve().parent.parent
_KEPT = 20
_DEEPEST = 8
_PATTERN = "crash-*.txt"


def describe(error: BaseException) -> str:
    """Tell kinds of errors, files of the package and lines, the outermost call first."""
    lines = [f"unionbook {__version__}, Python {platform.python_version()}, {platform.system()}"]
    cause: BaseException | None = error
    for _depth in range(_DEEPEST):
        if cause is None:
            break
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines.extend(_places(cause))
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def _places(error: BaseException) -> list[str]:
    places = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(_PACKAGE):
            places.append(f"  {file.relative_to(_PACKAGE).as_posix()}:{line}")
        else:
            # Elsewhere only the module: its path could name a person's folder.
            places.append(f"  ({str(frame.f_globals.get('__name__', '?')).partition('.')[0]})")
    return places


def write_report(error: BaseException) -> Path | None:
    """Keep a report in the folder of settings, with the last twenty; None where it cannot be."""
    folder = paths.settings_folder()
    path = folder / f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(describe(error), encoding="utf-8")
        for old in sorted(folder.glob(_PATTERN))[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        # A report that cannot be kept must not hide what went wrong: the sentence is said anyway.
        return None
    return path
