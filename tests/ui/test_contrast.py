# SPDX-License-Identifier: Apache-2.0
"""Contrast of WCAG 2.2 AA, as the style sheet pairs the roles and as the window is painted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from unionbook.ui import stylesheet, theme

if TYPE_CHECKING:
    from unionbook.ui.main_window import MainWindow

READ, SEEN = 4.5, 3.0
LOOKS = pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR = re.compile(r"(?<![-\w])color:\s*\$(\w+)")
BACK = re.compile(r"background:\s*\$(\w+)")
BORDER = re.compile(r"border:\s*\d+px \w+ \$(\w+)")
DISABLED = re.compile(r":disabled")  # WCAG asks nothing of what cannot be used
SURFACES = ("window", "surface", "sunken")


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def rules() -> list[tuple[str, str]]:
    """Give the selectors and bodies of the style sheet, with its roles by name."""
    sheet = "".join(
        part
        for name, part in vars(stylesheet).items()
        if name.lstrip("_").isupper() and "{" in str(part)
    )
    return [(where.strip(), body) for where, body in RULE.findall(sheet.replace("${", "$("))]


@LOOKS
def test_every_rule_that_names_both_colours_can_be_read(colours: theme.Colours):
    roles = asdict(colours)
    faults, tried = [], 0
    for where, body in rules():
        front, back = COLOUR.search(body), BACK.search(body)
        if front and back and not DISABLED.search(where):
            tried += 1
            value = contrast(roles[front[1]], roles[back[1]])
            if value < READ:
                faults.append(f"{where}: {front[1]} on {back[1]} {value:.2f}")
    assert tried >= 10
    assert faults == []


@LOOKS
@pytest.mark.parametrize("front", ["text", "muted"])
def test_words_can_be_read_on_every_surface(colours: theme.Colours, front: str):
    roles = asdict(colours)
    for back in (*SURFACES, "hover", "selection"):
        assert contrast(roles[front], roles[back]) >= READ, back


@LOOKS
def test_borders_of_controls_and_focus_are_seen(colours: theme.Colours):
    roles = asdict(colours)
    named = {
        border[1]
        for where, body in rules()
        if re.search(r":focus|QLineEdit|QPushButton|indicator", where)
        and not DISABLED.search(where)
        and (border := BORDER.search(body))
    }
    named -= {"line", "side_chosen", "mark"}  # of cards, and of the dark side, tried below
    assert {"control_line", "focus", "danger"} <= named
    for role in named:
        for back in ("window", "surface"):
            assert contrast(roles[role], roles[back]) >= SEEN, f"{role} on {back}"
    for back in ("side", "side_hover", "side_chosen"):
        assert contrast(roles["mark"], roles[back]) >= SEEN


def painted(window: QWidget, widget: QWidget) -> float:
    """Give the contrast between the ground of a text and what is painted farthest from it."""
    picture = window.grab(QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())).toImage()
    inner = range(3, picture.width() - 3), range(3, picture.height() - 3)
    seen = Counter(picture.pixelColor(x, y).name() for x in inner[0] for y in inner[1])
    ground = seen.most_common(1)[0][0]
    return max(contrast(ground, colour) for colour in seen)


def texts_in(root: QWidget) -> list[QWidget]:
    """Give what shows words: at most one of each look, so that a look costs one picture."""
    found: dict[tuple[str, str, str], QWidget] = {}
    for widget in root.findChildren(QWidget):
        whole = not widget.visibleRegion().isEmpty() and widget.visibleRegion().boundingRect()
        if isinstance(widget, QLabel | QPushButton) and widget.text() and whole == widget.rect():
            look = type(widget).__name__, str(widget.property("look")), str(widget.isEnabled())
            found.setdefault(look, widget)
    return [widget for widget in found.values() if widget.isEnabled()]


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("look", ["light", "dark"])
def test_what_is_painted_can_be_read(window: MainWindow, settle, look: str):
    desk = window._desk
    desk.preferences.theme = look
    window.build_again()
    settle()
    again = window.workspace
    assert again is not None
    assert desk.theme.dark is (look == "dark")
    tried = 0
    for name in ("members", "dues", "welfare", "settings"):
        again.go(name)
        settle()
        if name == "members":
            screen = again.screen_of(name)
            screen.table.choose(screen.model.ids[0])
            settle()
        window.grab()
        for widget in texts_in(again):
            tried += 1
            assert painted(window, widget) >= READ, f"{name}: {widget.text()}"
    assert tried > 12


def test_a_pale_pair_would_be_found():
    assert contrast("#FFFFFF", "#FFFFFF") == 1
    assert round(contrast("#000000", "#FFFFFF")) == 21
    assert contrast("#8A8A8A", "#FFFFFF") < READ
