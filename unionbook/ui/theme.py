# SPDX-License-Identifier: Apache-2.0
"""The look: colours by role for light and dark, the type scale, spacing, and icons by meaning."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from PySide6.QtCore import QByteArray, QDir, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer

from unionbook import paths

FAMILY = "Be Vietnam Pro"
_FACES = ("Regular", "Medium", "SemiBold", "Bold")


@dataclass(frozen=True, slots=True)
class Colours:
    """One colour for each role; a widget names the role and never a colour."""

    window: str
    surface: str
    sunken: str
    hover: str
    text: str
    muted: str
    line: str
    control_line: str
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    accent_soft: str
    on_accent_soft: str
    selection: str
    focus: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    danger: str
    danger_soft: str
    side: str
    side_text: str
    side_muted: str
    side_hover: str
    side_chosen: str
    side_on_chosen: str
    mark: str
    scroll: str


LIGHT = Colours(
    window="#F4F6F9",
    surface="#FFFFFF",
    sunken="#EEF1F6",
    hover="#F3F6FB",
    text="#172033",
    muted="#5A6578",
    line="#DFE4EC",
    control_line="#7E889B",
    accent="#1D55B8",
    accent_hover="#17479D",
    accent_press="#113A84",
    on_accent="#FFFFFF",
    accent_soft="#E4EDFC",
    on_accent_soft="#17479D",
    selection="#DCE8FB",
    focus="#1D55B8",
    ok="#13693F",
    ok_soft="#E1F4E9",
    warn="#8A4B00",
    warn_soft="#FDF0D9",
    danger="#B3261E",
    danger_soft="#FCE8E6",
    side="#12284C",
    side_text="#D5DFF0",
    side_muted="#A9B9D3",
    side_hover="#1C3661",
    side_chosen="#274678",
    side_on_chosen="#FFFFFF",
    mark="#F4B740",
    scroll="#B9C1CF",
)

DARK = Colours(
    window="#12161F",
    surface="#1A202C",
    sunken="#232B39",
    hover="#212938",
    text="#E7ECF5",
    muted="#A3AFC2",
    line="#2E3747",
    control_line="#6F7C92",
    accent="#7FAEFF",
    accent_hover="#99BEFF",
    accent_press="#B4CFFF",
    on_accent="#0B1B38",
    accent_soft="#21345A",
    on_accent_soft="#B9D2FF",
    selection="#263C66",
    focus="#8FB8FF",
    ok="#76D8A2",
    ok_soft="#163527",
    warn="#F5C26B",
    warn_soft="#3A2C12",
    danger="#FF9C94",
    danger_soft="#44201E",
    side="#0C1322",
    side_text="#CBD6E9",
    side_muted="#97A6C0",
    side_hover="#172340",
    side_chosen="#20345C",
    side_on_chosen="#FFFFFF",
    mark="#F4B740",
    scroll="#475369",
)


class Space(IntEnum):
    """The only distances there are, in pixels at 100 % scale."""

    HAIR = 2
    TIGHT = 4
    SMALL = 8
    MEDIUM = 12
    LARGE = 16
    WIDE = 24
    HUGE = 40


class Size(IntEnum):
    """The type scale, in pixels at 100 % scale."""

    CAPTION = 12
    BODY = 14
    STRONG = 16
    TITLE = 22
    DISPLAY = 32


ROW_HEIGHT = 36


class Theme:
    """The colours in use and everything that is made from them."""

    def __init__(self, *, dark: bool) -> None:
        self.dark = dark
        self.colours = DARK if dark else LIGHT

    def colour(self, role: str) -> QColor:
        """Give the colour of a role."""
        return QColor(getattr(self.colours, role))

    def icon(self, meaning: str, role: str = "text") -> QIcon:
        """Give the icon of a meaning in the colour of a role, paler where it is disabled."""
        icon = QIcon()
        icon.addPixmap(_drawn(meaning, getattr(self.colours, role), 1.0))
        icon.addPixmap(_drawn(meaning, self.colours.muted, 0.7), QIcon.Mode.Disabled)
        return icon

    def pixmap(self, meaning: str, role: str = "text", *, side: int = 24) -> QPixmap:
        """Give the picture of a meaning, ``side`` pixels wide at 100 % scale."""
        return _picture(meaning, getattr(self.colours, role), side, 1.0)

    def palette(self) -> QPalette:
        """Give Qt's palette, for what no style sheet reaches."""
        roles = {
            QPalette.ColorRole.Window: "window",
            QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "sunken",
            QPalette.ColorRole.Text: "text",
            QPalette.ColorRole.PlaceholderText: "muted",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "text",
            QPalette.ColorRole.Highlight: "selection",
            QPalette.ColorRole.HighlightedText: "text",
            QPalette.ColorRole.ToolTipBase: "text",
            QPalette.ColorRole.ToolTipText: "surface",
            QPalette.ColorRole.Link: "accent",
            QPalette.ColorRole.Accent: "accent",
        }
        palette = QPalette()
        for role, name in roles.items():
            palette.setColor(role, self.colour(name))
        return palette


def load_fonts() -> None:
    """Load the family the window is set in, once per program."""
    if FAMILY in QFontDatabase.families():
        return
    from fontpkg_be_vietnam_pro import ROOT  # noqa: PLC0415 - a PC with the family needs no file

    for face in _FACES:
        QFontDatabase.addApplicationFont(str(ROOT / "files" / f"BeVietnamPro-{face}.ttf"))


def font(size: Size = Size.BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Give the window's font in a size and weight of the scale."""
    made = QFont(FAMILY)
    made.setPixelSize(int(size))
    made.setWeight(weight)
    return made


def prefers_dark() -> bool:
    """Say whether the system asks for dark windows."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def share_icons() -> None:
    """Let style sheets name the icons folder, whatever the path of the program is."""
    QDir.setSearchPaths("icons", [str(paths.resources() / "icons")])


@lru_cache(maxsize=512)
def _drawn(meaning: str, colour: str, opacity: float) -> QPixmap:
    return _picture(meaning, colour, 24, opacity)


def _picture(meaning: str, colour: str, side: int, opacity: float) -> QPixmap:
    source = (paths.resources() / "icons" / f"{meaning}.svg").read_bytes()
    renderer = QSvgRenderer(QByteArray(source.replace(b"currentColor", colour.encode())))
    application = QGuiApplication.instance()
    ratio = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    pixmap = QPixmap(QSize(side, side) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap
