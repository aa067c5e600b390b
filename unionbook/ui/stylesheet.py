# SPDX-License-Identifier: Apache-2.0
"""The style sheet: how the roles of a theme dress Qt's controls.

A widget asks for a look by the dynamic property ``look`` and for nothing else.
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template
from typing import TYPE_CHECKING

from unionbook.ui.theme import FAMILY, Size

if TYPE_CHECKING:
    from unionbook.ui.theme import Theme

_TEXTS = """
* { font-family: "$family"; font-size: ${body}px; }
QWidget { color: $text; }
QMainWindow, QWidget[look="page"], QStackedWidget[look="page"] { background: $window; }
QLabel { background: transparent; }
QLabel[look="display"] { font-size: ${display}px; font-weight: 700; }
QLabel[look="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[look="strong"] { font-size: ${strong}px; font-weight: 600; }
QLabel[look="label"] { font-weight: 500; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="caption"] { color: $muted; font-size: ${caption}px; }
QLabel[look="section"] { color: $muted; font-size: ${caption}px; font-weight: 600; }
QLabel[look="fault"] { color: $danger; font-size: ${caption}px; font-weight: 500; }
QLabel[look="key"] { font-size: 19px; font-weight: 600; letter-spacing: 1px; }
QToolTip { background: $text; color: $surface; border: 0; padding: 5px 8px; }
"""

_SURFACES = """
QFrame[look="card"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[look="sunken"] { background: $sunken; border: 0; border-radius: 8px; }
QFrame[look="panel"] { background: $surface; border: 0; border-left: 1px solid $line; }
QFrame[look="header"] { background: $surface; border: 0; border-bottom: 1px solid $line; }
QFrame[look="foot"] { background: $surface; border: 0; border-top: 1px solid $line; }
QFrame[look="rule"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[look="hero"] { background: $side; border: 0; }
QFrame[look="hero"] QLabel { color: $side_on_chosen; }
QFrame[look="hero"] QLabel[look="muted"] { color: $side_text; font-size: ${strong}px; }
QFrame[look="side"] { background: $side; border: 0; }
QFrame[look="side"] QLabel { color: $side_text; }
QFrame[look="side"] QLabel[look="caption"] { color: $side_muted; }
QFrame[look="side"] QLabel[look="strong"] { color: $side_on_chosen; }
QFrame[look="drop"] { background: $surface; border: 2px dashed $control_line; border-radius: 14px; }
QFrame[look="drop"][over="true"] { background: $accent_soft; border-color: $accent; }
QFrame[look="drop"]:focus { border: 2px dashed $focus; }
QFrame[look="bar"], QFrame[look="notice"] { border-radius: 9px; border: 1px solid $line;
  background: $surface; }
QFrame[look="bar"] { margin: 6px 16px; }
QFrame[look="bar"][level="info"], QFrame[look="notice"][level="info"] {
  background: $accent_soft; border-color: $accent; }
QFrame[look="bar"][level="done"] { background: $ok_soft; border-color: $ok; }
QFrame[look="bar"][level="warn"], QFrame[look="notice"][level="warn"] {
  background: $warn_soft; border-color: $warn; }
QFrame[look="bar"][level="error"] { background: $danger_soft; border-color: $danger; }
QFrame[look="bar"][level="ask"] { background: $warn_soft; border-color: $warn; }
QFrame[look="palette"] { background: $surface; border: 1px solid $control_line;
  border-radius: 12px; }
QFrame[look="veil"] { background: rgba(8, 14, 26, 110); border: 0; }
QScrollArea, QScrollArea > QWidget > QWidget[look="clear"] { background: transparent; border: 0; }
QLabel[look="pill"] { border-radius: 10px; padding: 2px 9px; font-size: ${caption}px;
  font-weight: 600; background: $sunken; color: $text; }
QLabel[look="pill"][level="done"] { background: $ok_soft; color: $ok; }
QLabel[look="pill"][level="warn"] { background: $warn_soft; color: $warn; }
QLabel[look="pill"][level="error"] { background: $danger_soft; color: $danger; }
QLabel[look="pill"][level="info"] { background: $accent_soft; color: $on_accent_soft; }
QLabel[look="pill"][level="muted"] { background: $sunken; color: $muted; }
QLabel[look="photo"] { background: $sunken; border: 1px solid $line; border-radius: 6px; }
QLabel[look="picture"] { border-radius: 10px; background: $accent_soft; }
QLabel[look="picture"][level="error"] { background: $danger_soft; }
QLabel[look="avatar"] { border-radius: 24px; background: $accent_soft; color: $on_accent_soft;
  font-size: ${strong}px; font-weight: 600; }
"""

_BUTTONS = """
QPushButton, QToolButton { background: $surface; border: 1px solid $control_line;
  border-radius: 8px; padding: 6px 14px; font-weight: 500; min-height: 20px; }
QPushButton:hover, QToolButton:hover { background: $sunken; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border: 2px solid $focus; padding: 5px 13px; }
QPushButton:disabled, QToolButton:disabled { color: $muted; border-color: $line;
  background: $sunken; }
QPushButton[look="primary"] { background: $accent; border-color: $accent; color: $on_accent; }
QPushButton[look="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[look="primary"]:pressed { background: $accent_press; }
QPushButton[look="primary"]:focus { border: 2px solid $text; }
QPushButton[look="primary"]:disabled { background: $sunken; border-color: $line; color: $muted; }
QPushButton[look="danger"] { color: $danger; border-color: $danger; }
QPushButton[look="quiet"], QToolButton[look="quiet"] { background: transparent;
  border: 1px solid transparent; padding: 6px 9px; }
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover { background: $sunken; }
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus { border: 2px solid $focus;
  padding: 5px 8px; }
QPushButton[look="link"] { background: transparent; border: 1px solid transparent; color: $accent;
  padding: 4px 4px; text-align: left; }
QPushButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="link"]:focus { border: 2px solid $focus; padding: 3px 3px; }
QPushButton[look="chip"] { border-radius: 15px; padding: 4px 12px; min-height: 20px; }
QPushButton[look="chip"]:checked { background: $accent_soft; border-color: $accent;
  color: $on_accent_soft; font-weight: 600; }
QPushButton[look="chip"]:focus { border: 2px solid $focus; padding: 3px 11px; }
QPushButton[look="choice"] { text-align: left; padding: 14px 16px; border-radius: 10px;
  border-color: $line; }
QPushButton[look="choice"]:hover { border-color: $accent; background: $hover; }
QPushButton[look="choice"]:focus { border: 2px solid $focus; padding: 13px 15px; }
QPushButton[look="choice"]:checked { border: 2px solid $accent; background: $accent_soft;
  padding: 13px 15px; }
QPushButton[look="side"] { background: transparent; color: $side_text;
  border: 1px solid transparent; border-left: 3px solid transparent; border-radius: 8px;
  text-align: left; padding: 3px 10px;
  font-weight: 500; }
QPushButton[look="side"]:hover { background: $side_hover; }
QPushButton[look="side"]:checked { background: $side_chosen; color: $side_on_chosen;
  border-left: 3px solid $mark; font-weight: 600; }
QPushButton[look="side"]:focus { border: 1px solid $mark; border-left: 3px solid $mark; }
QPushButton[look="side_search"] { background: $side_hover; color: $side_muted;
  border: 1px solid $side_chosen; border-radius: 8px; text-align: left; padding: 7px 10px; }
QPushButton[look="side_search"]:hover { border-color: $side_muted; }
QPushButton[look="side_search"]:focus { border: 1px solid $mark; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }
"""

_INPUTS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit { background: $surface;
  border: 1px solid $control_line; border-radius: 8px; padding: 6px 10px; min-height: 20px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus,
QDateEdit:focus { border: 2px solid $focus; padding: 5px 9px; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled { background: $sunken; color: $muted;
  border-color: $line; }
QLineEdit[fault="true"], QComboBox[fault="true"] { border: 2px solid $danger; padding: 5px 9px; }
QLineEdit[look="place"], QComboBox[look="place"], QPlainTextEdit[look="place"] {
  border-color: transparent; background: transparent; padding: 4px 8px; border-radius: 6px;
  min-height: 18px; }
QLineEdit[look="place"]:hover, QComboBox[look="place"]:hover,
QPlainTextEdit[look="place"]:hover { background: $sunken; }
QLineEdit[look="place"]:focus, QComboBox[look="place"]:focus, QPlainTextEdit[look="place"]:focus {
  border: 2px solid $focus; background: $surface; padding: 3px 7px; }
QLineEdit[look="place"][edited="true"], QComboBox[look="place"][edited="true"],
QPlainTextEdit[look="place"][edited="true"] { background: $warn_soft; }
QLineEdit[look="place"][fault="true"], QComboBox[look="place"][fault="true"] {
  border: 2px solid $danger; padding: 3px 7px; }
QLineEdit[look="place"]:disabled, QComboBox[look="place"]:disabled,
QPlainTextEdit[look="place"]:disabled { color: $text; background: transparent; }
QTextEdit[look="help"] { border: 0; border-radius: 0; background: transparent; padding: 0; }
QTextEdit[look="help"]:focus { border: 2px solid $focus; padding: 0; }
QLineEdit[look="palette"] { border: 0; background: transparent; font-size: ${strong}px;
  padding: 10px 6px; }
QLineEdit QToolButton { border: 0; padding: 0; min-height: 0; background: transparent; }
QLineEdit QToolButton:hover { background: $sunken; }
QSpinBox QLineEdit, QComboBox QLineEdit { border: 0; padding: 0; min-height: 0;
  background: transparent; }
QSpinBox QLineEdit { padding: 0 8px; }
QComboBox QLineEdit:focus { border: 0; padding: 0; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: url(icons:controls/down-$mode.svg); width: 16px; height: 16px; }
QComboBox[look="map"] { border-radius: 6px; padding: 2px 6px; min-height: 20px; font-weight: 500; }
QComboBox[look="map"]:focus { padding: 1px 5px; }
QComboBox[look="map"][level="none"] { color: $muted; font-weight: 400; }
QComboBox[look="map"][level="warn"] { border: 2px solid $warn; padding: 1px 5px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $control_line;
  selection-background-color: $selection; selection-color: $text; outline: 0; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 2px 6px; }
QSpinBox::up-button, QSpinBox::down-button { border: 0; width: 20px; background: transparent; }
QSpinBox::up-arrow { image: url(icons:controls/up-$mode.svg); width: 14px; height: 14px; }
QSpinBox::down-arrow { image: url(icons:controls/down-$mode.svg); width: 14px; height: 14px; }
QCheckBox, QRadioButton { spacing: 9px; padding: 3px; border: 2px solid transparent;
  border-radius: 6px; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; background: $surface;
  border: 1px solid $control_line; border-radius: 5px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
  image: url(icons:controls/check-$mode.svg); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent;
  image: url(icons:controls/dot-$mode.svg); }
QProgressBar { background: $sunken; border: 0; border-radius: 4px; max-height: 8px;
  min-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QProgressBar[level="warn"]::chunk { background: $warn; }
QProgressBar[level="error"]::chunk { background: $danger; }
QProgressBar[level="done"]::chunk { background: $ok; }
"""

_TABLES = """
QTableView, QListView, QTreeView { background: $surface; border: 0; outline: 0;
  selection-background-color: $selection; selection-color: $text; gridline-color: $line; }
QListView[look="palette"] { padding: 6px; border-top: 1px solid $line; border-radius: 0;
  background: transparent; }
QTreeView[look="groups"] { border-right: 1px solid $line; padding: 8px; }
QTreeView[look="groups"]::item { min-height: 32px; padding: 1px 4px; border-radius: 5px; }
QTreeView[look="groups"]::item:selected { background: $selection; color: $text; }
QTreeView[look="groups"]::item:hover { background: $hover; }
QTreeView[look="groups"]::branch { background: transparent; }
QTreeView[look="groups"]:focus { border: 2px solid $focus; padding: 7px; }
QListView[look="pairs"] { border-right: 1px solid $line; padding: 8px; }
QListView[look="pairs"]::item { padding: 8px 10px; border-radius: 6px;
  border-bottom: 1px solid $line; }
QListView[look="pairs"]::item:selected { background: $selection; color: $text; }
QListView[look="pairs"]::item:hover { background: $hover; }
QListView[look="pairs"]:focus { border: 2px solid $focus; padding: 7px; }
QTableView:focus { border: 0; }
QListView[look="pick"] { border: 1px solid $control_line; border-radius: 8px; padding: 3px; }
QListView[look="pick"]:focus { border: 2px solid $focus; padding: 2px; }
QListView[look="pick"]::item { min-height: 28px; padding: 1px 6px; border-radius: 5px; }
QListView[look="pick"]::item:hover { background: $hover; }
QListView[look="pick"]::item:selected { background: $selection; color: $text; }
QListView::indicator { width: 16px; height: 16px; background: $surface;
  border: 1px solid $control_line; border-radius: 5px; }
QListView::indicator:checked { background: $accent; border-color: $accent;
  image: url(icons:controls/check-$mode.svg); }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section { background: $surface; color: $muted; border: 0;
  border-bottom: 1px solid $control_line; padding: 0 10px; font-size: ${caption}px;
  font-weight: 600; text-align: left; }
QHeaderView::section:first, QHeaderView::section:only-one { padding-left: 24px; }
QHeaderView::section:hover { color: $text; background: $sunken; }
QHeaderView::up-arrow { image: url(icons:controls/up-$mode.svg); width: 14px; }
QHeaderView::down-arrow { image: url(icons:controls/down-$mode.svg); width: 14px; }
QTableCornerButton::section { background: $surface; border: 0; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; border: 0; border-bottom: 2px solid transparent;
  padding: 8px 4px; margin-right: 16px; color: $muted; font-weight: 500; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { color: $text; border-bottom: 2px solid $text; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QMenu { background: $surface; border: 1px solid $control_line; border-radius: 8px; padding: 5px; }
QMenu::item { padding: 7px 26px 7px 12px; border-radius: 5px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QMenu::indicator { width: 16px; height: 16px; margin-left: 6px; }
QMenu::indicator:checked { image: url(icons:controls/tick-$mode.svg); }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover { background: $muted; }
QFrame[look="side"] QScrollBar:vertical { width: 8px; }
QFrame[look="side"] QScrollBar::handle { background: $side_chosen; margin: 1px; }
QAbstractScrollArea::corner { background: $surface; border: 0; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""


def style_sheet(theme: Theme) -> str:
    """Give the style sheet of a theme."""
    values = {
        **asdict(theme.colours),
        "family": FAMILY,
        "mode": "dark" if theme.dark else "light",
        **{size.name.lower(): str(int(size)) for size in Size},
    }
    return "".join(
        Template(part).substitute(values)
        for part in (_TEXTS, _SURFACES, _BUTTONS, _INPUTS, _TABLES)
    )
