# SPDX-License-Identifier: Apache-2.0
"""Real and hostile workbooks, built when a test asks, with independently written answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    cells_dates,
    cells_names,
    cells_numbers,
    encodings,
    everyday_papers,
    indonesia,
    more_offices,
    no_people,
    shuffled,
    small_lists,
    structure,
    structure_packages,
    surprises,
    vietnam_headers,
    vietnam_offices,
)

if TYPE_CHECKING:
    from .model import Fixture, Hostile

_THEMES = (
    vietnam_headers,
    vietnam_offices,
    indonesia,
    more_offices,
    structure,
    structure_packages,
    surprises,
    cells_names,
    cells_dates,
    cells_numbers,
    encodings,
    everyday_papers,
    no_people,
    shuffled,
    small_lists,
)


def all_fixtures() -> list[Fixture]:
    """Give every workbook that an office could hand over."""
    return [fixture for theme in _THEMES for fixture in theme.fixtures()]


def all_hostile() -> list[Hostile]:
    """Give every file that should do no harm."""
    from . import hostile_binary, hostile_packages, hostile_parts, hostile_text

    themes = (hostile_packages, hostile_parts, hostile_binary, hostile_text)
    return [hostile for theme in themes for hostile in theme.fixtures()]
