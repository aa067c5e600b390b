# SPDX-License-Identifier: Apache-2.0
"""The branch's own card: colours, emblem, fields and texts, seen on a card while they change."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QColorDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from unionbook import paths
from unionbook.operations.card_design import (
    FIELD_LABELS,
    MOST_FIELDS,
    MOST_LINES,
    CardColours,
    CardTemplate,
    Design,
    program_design,
    read_design,
    read_emblem,
    save_design,
)
from unionbook.operations.papers import make_cards
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.moving import MovesItems
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.ui.desk import Desk
    from unionbook.ui.paper.options import Maker

_COLOUR_LABELS = {
    "band": N_("Band"),
    "on_band": N_("Writing on the band"),
    "accent": N_("Line below the band"),
    "paper": N_("Ground of the card"),
    "ink": N_("Name and values"),
    "muted": N_("Names of the fields"),
}
_NAME = int(Qt.ItemDataRole.UserRole.value)
_ROW = 32
_SWATCH = 34


class _ColourLine(QWidget):
    """A colour as it is written, beside a patch of it that opens the system's chooser."""

    changed = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(text)
        self.line.setMaxLength(7)
        self._patch = QPushButton()
        self._patch.setFixedWidth(_SWATCH)
        self._patch.setAccessibleName(_("Choose the colour: {name}").format(name=text))
        self._patch.clicked.connect(lambda _checked=False: self._on_patch())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.SMALL)
        row.addWidget(self._patch)
        self.line.setFixedWidth(96)
        row.addWidget(self.line)
        row.addWidget(label(text, "muted", wrap=True), 1)
        self.line.textChanged.connect(self._on_text)

    def _on_text(self, text: str) -> None:
        colour = QColor(text)
        if colour.isValid():
            self._patch.setStyleSheet(f"background: {colour.name()};")
        self.changed.emit()

    def _on_patch(self) -> None:
        dialog = QColorDialog(QColor(self.line.text()), self)
        dialog.colorSelected.connect(lambda colour: self.line.setText(colour.name().upper()))
        dialog.open()


class CardDesigner(QScrollArea):
    """A form over the card's template; nothing is kept before Save."""

    changed = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = Buttons(desk.theme)
        self._ids: tuple[int, ...] = ()
        self._emblem: bytes | None = None
        self._quiet = False
        self.colours: dict[str, _ColourLine] = {}
        self.title = QLineEdit()
        self.fields = QListWidget()
        self.lines = QPlainTextEdit()
        self.signatory = QLineEdit()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("look", "clear")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(Space.WIDE, Space.LARGE, Space.LARGE, Space.LARGE)
        self._column.setSpacing(Space.MEDIUM)
        self._lay_out()
        self.setWidget(inner)

    @property
    def design(self) -> Design:
        """Give the design as it stands in the form."""
        texts = [line.strip() for line in self.lines.toPlainText().splitlines() if line.strip()]
        template = CardTemplate(
            colours=CardColours(**{name: one.line.text() for name, one in self.colours.items()}),
            title=self.title.text().strip(),
            fields=self._ticked(),
            back_lines=tuple(texts[:MOST_LINES]),
            signatory=self.signatory.text().strip(),
        )
        return Design(template, self._emblem)

    def begin(self, ids: tuple[int, ...]) -> None:
        """Show the branch's design, on the cards of the first of some members."""
        self._ids = ids[:1]
        self._desk.read(self, read_design, self.show_design)

    def maker(self) -> Maker:
        """Make one card, front and back, in the design of the form."""
        design, own = self.design, self._ids
        usable = _usable(design)
        return lambda session, ids, _tell: make_cards(
            session, ids=own or ids[:1], single=True, design=usable
        )

    def show_design(self, design: Design) -> None:
        """Put a design into the form."""
        self._quiet = True
        template = design.template
        for name, one in self.colours.items():
            one.line.setText(getattr(template.colours, name))
        self.title.setText(template.title)
        self.lines.setPlainText("\n".join(template.back_lines))
        self.signatory.setText(template.signatory)
        self._show_fields(template.fields)
        self._show_emblem(design.emblem)
        self._quiet = False
        self.changed.emit()

    def _lay_out(self) -> None:
        column = self._column
        column.addWidget(self._buttons.back(self.left.emit), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label(_("Design of the card"), "strong", wrap=True))
        column.addLayout(self._emblem_row())
        column.addWidget(label(_("Colours"), "label"))
        for field in fields(CardColours):
            one = _ColourLine(_(_COLOUR_LABELS[field.name]))
            one.changed.connect(self._on_edited)
            self.colours[field.name] = one
            column.addWidget(one)
        form = Form()
        form.add(_("Heading of the card"), self.title, _("Left empty: “Union membership card”."))
        self.fields.setProperty("look", "pick")
        self.fields.setFixedHeight(len(FIELD_LABELS) * _ROW + Space.SMALL)
        self.fields.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        form.add(
            _("Fields on the front"),
            self.fields,
            _("At most {count}. Move one with Alt and the arrow keys, or drag it.").format(
                count=MOST_FIELDS
            ),
        )
        self.lines.setFixedHeight(96)
        self.lines.setTabChangesFocus(True)
        form.add(
            _("Sentences on the back"),
            self.lines,
            _("One to a line, at most {count}; left empty: the usual ones.").format(
                count=MOST_LINES
            ),
        )
        form.add(_("Who signs"), self.signatory, _("Left empty: “For the executive committee”."))
        column.addLayout(form)
        column.addLayout(self._foot())
        column.addStretch(1)
        self.title.textEdited.connect(lambda _text: self._on_edited())
        self.signatory.textEdited.connect(lambda _text: self._on_edited())
        self.lines.textChanged.connect(self._on_edited)
        self.fields.itemChanged.connect(self._on_field)
        self.fields.model().rowsMoved.connect(lambda *_moved: self._on_edited())
        MovesItems(self.fields, self._on_edited)

    def _emblem_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.SMALL)
        self._emblem_name = label("", "muted", wrap=True)
        self._no_emblem = self._buttons.quiet(
            _("Take the emblem away"), "close", lambda: self._on_emblem(None)
        )
        row.addWidget(self._buttons.make(_("Emblem…"), self._on_choose_emblem, icon="photo"))
        row.addWidget(self._emblem_name, 1)
        row.addWidget(self._no_emblem)
        return row

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setSpacing(Space.SMALL)
        self.save = self._buttons.primary(
            _("Keep for the branch's cards"), self._on_save, icon="check"
        )
        foot.addWidget(self.save)
        foot.addWidget(
            self._buttons.make(
                _("Begin with the program's own"),
                lambda: self.show_design(program_design()),
                icon="undo",
            )
        )
        return foot

    def _show_fields(self, chosen: tuple[str, ...]) -> None:
        self.fields.clear()
        for name in (*chosen, *(name for name in FIELD_LABELS if name not in chosen)):
            item = QListWidgetItem(_(FIELD_LABELS[name]))
            item.setData(_NAME, name)
            item.setCheckState(Qt.CheckState.Checked if name in chosen else Qt.CheckState.Unchecked)
            self.fields.addItem(item)

    def _ticked(self) -> tuple[str, ...]:
        items = (self.fields.item(place) for place in range(self.fields.count()))
        return tuple(
            str(item.data(_NAME)) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def _on_field(self, item: QListWidgetItem) -> None:
        if len(self._ticked()) > MOST_FIELDS:
            item.setCheckState(Qt.CheckState.Unchecked)
        else:
            self._on_edited()

    def _on_edited(self) -> None:
        if not self._quiet:
            self.changed.emit()

    def _on_choose_emblem(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self,
            _("Choose the emblem"),
            str(paths.documents_folder()),
            _("Pictures") + " (*.png *.jpg *.jpeg *.bmp *.webp)",
        )
        if chosen:
            self._desk.tasks.run_beside(
                lambda _task: read_emblem(Path(chosen)), owner=self, done=self._on_emblem
            )

    def _on_emblem(self, emblem: bytes | None) -> None:
        self._show_emblem(emblem)
        self._on_edited()

    def _show_emblem(self, emblem: bytes | None) -> None:
        self._emblem = emblem
        self._emblem_name.setText(_("The branch's own") if emblem else _("A neutral one"))
        self._no_emblem.setVisible(emblem is not None)

    def _on_save(self) -> None:
        design = self.design
        self._desk.write(
            self,
            lambda session, _task: save_design(session, design=design),
            sentence=_("The branch's cards are printed like this from now on."),
            done=lambda _changes: self.left.emit(),
        )


def _usable(design: Design) -> Design:
    """Give a design without the colours that are half typed."""
    usual = CardColours()
    whole = {
        field.name: text if QColor.isValidColorName(text) and len(text) == len("#RRGGBB") else None
        for field in fields(CardColours)
        if (text := getattr(design.template.colours, field.name)) is not None
    }
    colours = CardColours(
        **{name: colour or getattr(usual, name) for name, colour in whole.items()}
    )
    return replace(design, template=replace(design.template, colours=colours))
