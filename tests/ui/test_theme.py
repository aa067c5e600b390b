# SPDX-License-Identifier: Apache-2.0
"""Contrast of WCAG 2.2 AA in light and dark; an icon for every meaning that is asked for."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase

from unionbook import paths, ui
from unionbook.ui import theme
from unionbook.ui.stylesheet import style_sheet

READ = [
    ("text", "window"),
    ("text", "surface"),
    ("text", "sunken"),
    ("text", "hover"),
    ("text", "selection"),
    ("text", "ok_soft"),
    ("text", "warn_soft"),
    ("text", "danger_soft"),
    ("text", "accent_soft"),
    ("muted", "window"),
    ("muted", "surface"),
    ("muted", "sunken"),
    ("muted", "selection"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_press"),
    ("accent", "surface"),
    ("accent", "window"),
    ("on_accent_soft", "accent_soft"),
    ("ok", "ok_soft"),
    ("ok", "surface"),
    ("warn", "warn_soft"),
    ("warn", "surface"),
    ("warn", "selection"),
    ("accent", "selection"),
    ("danger", "danger_soft"),
    ("danger", "surface"),
    ("danger", "window"),
    ("side_text", "side"),
    ("side_muted", "side"),
    ("side_muted", "side_hover"),
    ("side_text", "side_hover"),
    ("side_on_chosen", "side_chosen"),
]
SEEN = [
    ("control_line", "surface"),
    ("control_line", "window"),
    ("focus", "surface"),
    ("focus", "window"),
    ("mark", "side"),
    ("mark", "side_chosen"),
]

ASKED = (
    r'icon="(\w+)"',
    r'\.(?:pixmap|icon)\("(\w+)"',
    r'quiet\(\s*_\("[^"]*"\),\s*"(\w+)"',
)


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), READ)
def test_what_is_read_stands_out(colours: theme.Colours, front: str, back: str):
    roles = asdict(colours)
    assert contrast(roles[front], roles[back]) >= 4.5


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), SEEN)
def test_what_is_seen_stands_out(colours: theme.Colours, front: str, back: str):
    roles = asdict(colours)
    assert contrast(roles[front], roles[back]) >= 3


@pytest.mark.usefixtures("qapp")
def test_every_icon_named_in_the_source_is_there():
    source = "\n".join(path.read_text("utf-8") for path in Path(ui.__file__).parent.rglob("*.py"))
    named = {name for pattern in ASKED for name in re.findall(pattern, source)}
    there = {path.stem for path in (paths.resources() / "icons").glob("*.svg")}
    assert len(named) > 10
    assert named <= there


@pytest.mark.usefixtures("qapp")
def test_every_icon_is_drawn_in_the_colour_asked_for():
    light = theme.Theme(dark=False)
    for path in (paths.resources() / "icons").glob("*.svg"):
        drawn = light.pixmap(path.stem, "danger").toImage()
        pixels = [
            drawn.pixelColor(x, y) for x in range(drawn.width()) for y in range(drawn.height())
        ]
        strongest = max(pixels, key=lambda pixel: pixel.alpha())
        assert strongest.alpha() > 100, path.name
        wanted = light.colour("danger")
        far = max(
            abs(strongest.red() - wanted.red()),
            abs(strongest.green() - wanted.green()),
            abs(strongest.blue() - wanted.blue()),
        )
        assert path.stem == "logo" or far < 8, path.name


@pytest.mark.parametrize("dark", [False, True])
def test_the_style_sheet_names_only_what_there_is(dark: bool):  # noqa: FBT001 - a parameter
    sheet = style_sheet(theme.Theme(dark=dark))
    assert "$" not in sheet
    for name in re.findall(r"url\(icons:([\w/.-]+)\)", sheet):
        assert (paths.resources() / "icons" / name).exists()


@pytest.mark.usefixtures("qapp")
def test_the_window_is_set_in_its_own_family():
    theme.load_fonts()
    assert theme.FAMILY in QFontDatabase.families()
