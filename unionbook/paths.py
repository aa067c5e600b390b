# SPDX-License-Identifier: Apache-2.0
"""Where the program's own files are, and where this PC keeps its settings."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resources() -> Path:
    """Give the folder of icons, catalogues, country data and templates."""
    frozen = getattr(sys, "_MEIPASS", None)
    here = Path(__file__).resolve().parent
    places = ([Path(frozen) / "resources"] if frozen else []) + [
        here / "resources",  # an installed wheel
        here.parent / "resources",  # a checkout
    ]
    return next((place for place in places if place.is_dir()), places[-1])


def settings_folder() -> Path:
    """Give the folder of this PC's settings: never anything about a member.

    ``UNIONBOOK_HOME`` overrides it, for a portable installation and for tests.
    """
    chosen = os.environ.get("UNIONBOOK_HOME")
    if chosen:
        return Path(chosen)
    import platformdirs  # noqa: PLC0415 - only needed where no folder was chosen

    return Path(platformdirs.user_config_dir("unionbook", appauthor=False))


def documents_folder() -> Path:
    """Give the folder in which a new register is offered to be made."""
    chosen = os.environ.get("UNIONBOOK_HOME")
    if chosen:
        return Path(chosen)
    import platformdirs  # noqa: PLC0415 - only needed where no folder was chosen

    return Path(platformdirs.user_documents_dir())
