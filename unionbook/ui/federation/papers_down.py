# SPDX-License-Identifier: Apache-2.0
"""What every branch gets: documents, days off, codes and rates put out by the federation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.dues_rules import list_references
from unionbook.operations.federation_down import add_code, add_document, add_holiday
from unionbook.operations.from_above import list_codes, list_documents, list_holidays
from unionbook.operations.units import list_units
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.dues.references import References
from unionbook.ui.exchange.part import ExchangePart, empty, shown_size
from unionbook.ui.federation.units_chosen import UnitsChosen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.cards import Card, CardPage
from unionbook.ui.widgets.form import Form, FormRow
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionbook.data.down import DocumentRow
    from unionbook.operations.dues_rules import ReferenceValue
    from unionbook.operations.sessions import Session
    from unionbook.operations.units import UnitPlace
    from unionbook.ui.desk import Desk

    _Three = list[tuple[str, str, str]]
    _Found = tuple[list[DocumentRow], list[ReferenceValue], _Three, _Three, list[UnitPlace]]

_SHOWN = 30
KINDS = {
    "bulletin": N_("Bulletin"),
    "policy": N_("Policy document"),
    "form": N_("Form to fill in"),
    "other": N_("Something else"),
}


class PapersPart(ExchangePart):
    """A card for each kind of thing, with a form to put out another one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._faults: dict[str, FormRow] = {}
        self.references = References(desk, self._buttons)
        page = CardPage()
        for card in (self._documents_card(), self._holiday_card(), self._code_card()):
            page.add(card)
        if desk.may("change_dues_rules"):
            rates = Card(_("Rates"))
            rates.column.addWidget(self.references)
            page.add(rates)
        self.column.addWidget(page, 1)
        self.home = self.file

    def read(self) -> None:
        """Read what was put out."""
        self._desk.read(self, _look, self._show, purpose="papers down")

    def _documents_card(self) -> Card:
        card = Card(_("Bulletins and documents"))
        self._documents = QVBoxLayout()
        self._documents.setSpacing(Space.TIGHT)
        card.column.addLayout(self._documents)
        form = Form()
        self.file, self.title, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self.kind = QComboBox()
        for key, text in KINDS.items():
            self.kind.addItem(_(text), key)
        self._faults["file"] = form.add(_("File, 5 MB at most"), self.file, beside=self._file_row())
        form.add(_("Title of the document"), self.title)
        form.add(_("Kind"), self.kind)
        form.add(_("Note"), self.note)
        self.to = UnitsChosen(self._buttons)
        self._faults["to"] = form.add(_("For"), self.to.box, beside=self.to)
        card.column.addLayout(form)
        self.put_document = self._buttons.make(_("Put it out"), self._on_document, icon="add")
        card.column.addWidget(self.put_document, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _file_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.file, 1)
        row.addWidget(self._buttons.make(_("Choose…"), self._on_choose))
        return holder

    def _holiday_card(self) -> Card:
        card = Card(_("Days off"))
        self.days_out = label("", wrap=True)
        card.column.addWidget(self.days_out)
        form = Form()
        self.day, self.until, self.day_name = QLineEdit(), QLineEdit(), QLineEdit()
        self._faults["on"] = form.add(_("Date"), self.day)
        form.add(_("Until, where it is longer"), self.until)
        self._faults["name"] = form.add(_("What day it is"), self.day_name)
        card.column.addLayout(form)
        self.put_day = self._buttons.make(_("Put it out"), self._on_holiday, icon="add")
        card.column.addWidget(self.put_day, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _code_card(self) -> Card:
        card = Card(_("Lists of codes"))
        self.codes_out = label("", wrap=True)
        card.column.addWidget(self.codes_out)
        form = Form()
        self.listed, self.code, self.code_name = QLineEdit(), QLineEdit(), QLineEdit()
        self._faults["code"] = form.add(_("List"), self.listed, _("For example: posts, trades."))
        form.add(_("Code"), self.code)
        form.add(_("What it means"), self.code_name)
        card.column.addLayout(form)
        self.put_code = self._buttons.make(_("Put it out"), self._on_code, icon="add")
        card.column.addWidget(self.put_code, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _show(self, found: _Found) -> None:
        documents, references, days, codes, places = found
        self.to.show_units(places)
        names = {one.unit.id: one.unit.name for one in places}
        self.days_out.setText("\n".join(_day(*one) for one in days[-_SHOWN:]))
        self.codes_out.setText("\n".join("  ·  ".join(one) for one in codes[-_SHOWN:]))
        self.days_out.setVisible(bool(days))
        self.codes_out.setVisible(bool(codes))
        self.references.show_values(references)
        empty(self._documents)
        for one in documents:
            told = [one.title, formats.shown_date(one.dated_on), shown_size(one.size)]
            if one.recipients:
                told.append(", ".join(names.get(unit, "?") for unit in one.recipients))
            self._documents.addWidget(label("  ·  ".join(told), wrap=True))
        if not documents:
            self._documents.addWidget(label(_("None was put out yet."), "muted", wrap=True))

    def _on_choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Document"), str(self.last_folder))
        if chosen:
            self.file.setText(chosen)
            if not self.title.text():
                self.title.setText(Path(chosen).stem)

    def _on_document(self) -> None:
        path, title = Path(self.file.text()), self.title.text()
        kind, note, to = str(self.kind.currentData()), self.note.text(), self.to.chosen
        if not path.is_file():
            self._faults["file"].fault(_("Choose the file first."))
            return
        self._put(
            lambda session: add_document(
                session, path=path, title=title, kind=kind, note=note, to=to
            ),
            (self.file, self.title, self.note, self.to),
        )

    def _on_holiday(self) -> None:
        day, until, name = self.day.text(), self.until.text(), self.day_name.text()
        self._put(
            lambda session: add_holiday(session, day=day, until=until, name=name),
            (self.day, self.until, self.day_name),
        )

    def _on_code(self) -> None:
        listed, code, name = self.listed.text(), self.code.text(), self.code_name.text()
        self._put(
            lambda session: add_code(session, listed=listed, code=code, name=name),
            (self.code, self.code_name),
        )

    def _put(self, act: Callable[[Session], Any], lines: Sequence[QLineEdit | UnitsChosen]) -> None:
        for row in self._faults.values():
            row.fault()

        def done(_changes: Any) -> None:
            for line in lines:
                line.clear()
            self.read()

        self._desk.write(
            self,
            lambda session, _task: act(session),
            sentence=_("It goes down with the next files."),
            done=done,
            failed=self._on_refused,
        )

    def _on_refused(self, refusal: UnionbookError) -> None:
        field = refusal.field if isinstance(refusal, InvalidValueError) else ""
        if field in self._faults:
            self._faults[field].fault(str(refusal))
        else:
            self._desk.feedback.error(str(refusal))


def _look(session: Session) -> _Found:
    values = list_references(session) if session.may("read_money") else []
    return (
        list_documents(session),
        values,
        list_holidays(session),
        list_codes(session),
        list_units(session),
    )


def _day(since: str, until: str, name: str) -> str:
    days = " – ".join(formats.shown_date(one) for one in (since, until) if one)
    return f"{days}  ·  {name}"
