# SPDX-License-Identifier: Apache-2.0
"""The choices of each kind of paper, and how each is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.fields import BY_NAME
from unionbook.operations.office_papers import (
    Meeting,
    make_admission_form,
    make_attendance,
    make_labels,
    make_transfer,
)
from unionbook.operations.papers import make_cards, make_member_list
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.member_picker import MemberPicker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionbook.operations.papers import Paper
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk

    class Maker(Protocol):
        """Makes a paper for some members, telling how far it is."""

        def __call__(
            self, session: Session, ids: Sequence[int], tell: Callable[[int, int], None]
        ) -> Paper:
            """Make it."""


_FIELDS_OF_A_LIST = ("local_number", "full_name", "sex", "born_on", "department", "job", "phone")
_MOST_FIELDS = 9
_LABELS_ON_A_SHEET = 24
_NAME = int(Qt.ItemDataRole.UserRole.value)
_ROW = 32


class Options(QWidget):
    """What can be chosen for one kind of paper."""

    changed = Signal()
    for_one = False
    """Whether the paper is for one member instead of a list of them."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.form = Form()
        column.addLayout(self.form)
        column.addStretch(1)

    def maker(self) -> Maker:
        """Give what makes the paper as it is chosen now."""
        raise NotImplementedError

    def missing(self) -> str:
        """Say what must be chosen before there can be a paper, or nothing."""
        return ""

    def _line(self, label: str, hint: str = "") -> QLineEdit:
        line = QLineEdit()
        self.form.add(label, line, hint)
        line.textEdited.connect(lambda _text: self.changed.emit())
        return line

    def _tick(self, label: str, text: str, *, on: bool = False) -> QCheckBox:
        # The long words stand in the label, which may wrap; a tick box cannot.
        box = QCheckBox(text)
        box.setChecked(on)
        self.form.add(label, box)
        box.toggled.connect(lambda _on: self.changed.emit())
        return box


class CardOptions(Options):
    """Sheets to cut or single cards, with backs or without."""

    def __init__(self) -> None:
        super().__init__()
        self.layout_box = QComboBox()
        self.layout_box.addItem(_("Ten on an A4 sheet, to be cut"), False)
        self.layout_box.addItem(_("Single cards, for a card printer"), True)
        self.form.add(_("Printed as"), self.layout_box)
        self.layout_box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.backs = self._tick(_("Backs of the cards"), _("With the code to check"), on=True)

    def maker(self) -> Maker:
        """Make the cards in the branch's design."""
        single, backs = bool(self.layout_box.currentData()), self.backs.isChecked()
        return lambda session, ids, tell: make_cards(
            session,
            ids=ids,
            single=single,
            backs=backs,
            progress=lambda done: tell(done, len(ids)),
        )


class ListOptions(Options):
    """A heading, and which fields stand in columns."""

    def __init__(self) -> None:
        super().__init__()
        self.title = self._line(_("Heading"), _("Left empty: “Member list”."))
        self.fields = QListWidget()
        self.fields.setProperty("look", "pick")
        self.fields.setFixedHeight(9 * _ROW)
        self.form.add(
            _("Columns"),
            self.fields,
            _("At most {count}: more would not fit across the page.").format(count=_MOST_FIELDS),
        )
        self.show_fields(_FIELDS_OF_A_LIST)
        self.fields.itemChanged.connect(self._on_item)

    def show_fields(self, names: Sequence[str]) -> None:
        """Tick these fields, in this order; the others follow."""
        self.fields.blockSignals(True)
        self.fields.clear()
        ticked = [name for name in names if name in BY_NAME][:_MOST_FIELDS]
        others = [
            name
            for name, field in BY_NAME.items()
            if name not in ticked and not field.sensitive and name != "photo"
        ]
        for name in (*ticked, *others):
            item = QListWidgetItem(_(BY_NAME[name].label))
            item.setData(_NAME, name)
            item.setCheckState(Qt.CheckState.Checked if name in ticked else Qt.CheckState.Unchecked)
            self.fields.addItem(item)
        self.fields.blockSignals(False)

    @property
    def names(self) -> tuple[str, ...]:
        """Give the fields ticked."""
        items = (self.fields.item(place) for place in range(self.fields.count()))
        return tuple(
            str(item.data(_NAME)) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def missing(self) -> str:
        """Ask for a column."""
        return "" if self.names else _("Tick at least one column.")

    def maker(self) -> Maker:
        """Make the list with these columns."""
        names, title = self.names, self.title.text().strip()
        return lambda session, ids, tell: make_member_list(
            session, ids=ids, names=names, title=title, progress=tell
        )

    def _on_item(self, item: QListWidgetItem) -> None:
        if len(self.names) > _MOST_FIELDS:
            item.setCheckState(Qt.CheckState.Unchecked)
        else:
            self.changed.emit()


class AttendanceOptions(Options):
    """The meeting; what is left empty is filled in by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.subject = self._line(_("Meeting about"))
        self.on = self._line(_("Date"), _("What is left empty is filled in by hand."))
        self.at = self._line(_("Time"))
        self.place = self._line(_("Place"))
        self.chair = self._line(_("Chair of the meeting"))

    def maker(self) -> Maker:
        """Make the sheet of this meeting."""
        meeting = Meeting(
            *(
                line.text().strip()
                for line in (self.subject, self.on, self.at, self.place, self.chair)
            )
        )
        return lambda session, ids, tell: make_attendance(
            session, ids=ids, meeting=meeting, progress=tell
        )


class AdmissionOptions(Options):
    """Empty forms to fill in by hand, or one filled in with what is known."""

    for_one = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.member = MemberPicker(desk, _("Filled in for"))
        self.form.add(
            _("Filled in for"), self.member, _("Nobody chosen: an empty form to fill in by hand.")
        )
        self.member.picked.connect(lambda _number, _name: self.changed.emit())
        self.check_off = self._tick(
            _("Consent to deduct dues from pay"), _("On the form"), on=desk.info.country == "ID"
        )

    def maker(self) -> Maker:
        """Make the form."""
        number, check_off = self.member.member_id or None, self.check_off.isChecked()
        return lambda session, _ids, _tell: make_admission_form(
            session, member_id=number, check_off=check_off
        )


class TransferOptions(Options):
    """Who goes where; what is left empty comes from the recorded transfer."""

    for_one = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.member = MemberPicker(desk, _("Who is transferred"))
        self.form.add(_("Who is transferred"), self.member)
        self.member.picked.connect(lambda _number, _name: self.changed.emit())
        self.to_branch = self._line(
            _("To which branch"), _("Left empty: as the recorded transfer says.")
        )
        self.on = self._line(_("Date"))
        self.number = self._line(_("Number of the paper"))
        self.reason = self._line(_("Reason"))

    def missing(self) -> str:
        """Ask for whom it is."""
        return "" if self.member.member_id else _("Choose who is transferred.")

    def maker(self) -> Maker:
        """Make the paper."""
        number = self.member.member_id
        told = {
            "to_branch": self.to_branch.text(),
            "on": self.on.text(),
            "paper_number": self.number.text(),
            "reason": self.reason.text(),
        }
        return lambda session, _ids, _tell: make_transfer(session, member_id=number, **told)


class LabelOptions(Options):
    """What stands on the labels, and where the first sheet begins."""

    def __init__(self) -> None:
        super().__init__()
        self.holds = QComboBox()
        self.holds.addItem(_("Name and department"), False)
        self.holds.addItem(_("Name and address"), True)
        self.form.add(_("On each label"), self.holds)
        self.holds.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.skip = QSpinBox()
        self.skip.setRange(0, _LABELS_ON_A_SHEET - 1)
        self.skip.lineEdit().setTextMargins(Space.SMALL, 0, 0, 0)
        self.form.add(_("Labels already used on the first sheet"), self.skip)
        self.skip.valueChanged.connect(lambda _value: self.changed.emit())

    def maker(self) -> Maker:
        """Make the labels."""
        addresses, skip = bool(self.holds.currentData()), self.skip.value()
        return lambda session, ids, tell: make_labels(
            session,
            ids=ids,
            skip=skip,
            addresses=addresses,
            progress=lambda done: tell(done, len(ids)),
        )
