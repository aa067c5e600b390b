# SPDX-License-Identifier: Apache-2.0
"""People who may be in the register twice: compared side by side, merged or kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unionbook.operations.doubles import keep_apart, list_doubles, merge_members
from unionbook.operations.members import get_member, read_members, visible_fields
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.screens.screen import Screen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.comparison import LABEL_WIDTH, Comparison
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.long_choice import LongChoice
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from unionbook.data.journal import Changes
    from unionbook.domain.fields import Field
    from unionbook.operations.members import MemberRecord
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk

REASONS = {
    "identity": N_("Same identity number"),
    "phone": N_("Same phone"),
    "name_birth": N_("Same name and date of birth"),
}
_SIDE, _NARROWEST_SIDE = 330, 200
_LINES = 3  # of details, which wrap in a narrow window, beside the sentence that has as many
_PAIR = int(Qt.ItemDataRole.UserRole.value)
_NOBODY, _NOT_CHOSEN, _PAIRS = range(3)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be of one person, and by what."""

    first: int
    second: int
    by: str
    names: tuple[str, str]


class DoublesScreen(Screen):
    """The pairs on the left; the two records of the chosen one on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pairs: tuple[Pair, ...] = ()
        self._records: tuple[MemberRecord, MemberRecord] | None = None
        self.list = QListWidget()
        self.comparison = Comparison()
        self.stays = QButtonGroup(self)
        self._heads = (LongChoice(_("First record")), LongChoice(_("Second record")))
        self._details = (label("", "caption", wrap=True), label("", "caption", wrap=True))
        self._count = label("", "muted")
        self._places = QStackedWidget()
        self._lay_out()
        self.list.currentItemChanged.connect(lambda _now, _before: self._on_chosen())
        self.stays.idClicked.connect(self.comparison.choose_side)
        self._read()

    @property
    def chosen(self) -> Pair | None:
        """Give the pair chosen."""
        item = self.list.currentItem()
        found = item.data(_PAIR) if item is not None else None
        return found if isinstance(found, Pair) else None

    def on_changed(self, changes: Changes, _initiator: QObject) -> None:
        """Look again when members may be others."""
        if not changes.rows or {"members", "settings"} & set(changes.rows):
            self._read()

    def _lay_out(self) -> None:
        column = self._column()
        header, row = self._header(_("Doubles"))
        row.insertWidget(1, self._count)
        column.addWidget(header)
        body = QHBoxLayout()
        body.setSpacing(0)
        self.list.setMinimumWidth(_NARROWEST_SIDE)
        self.list.setMaximumWidth(_SIDE)
        self.list.setProperty("look", "pairs")
        self.list.setWordWrap(True)
        self.list.setAccessibleName(_("Pairs that may be one person"))
        body.addWidget(self.list, 2)
        for place in (self._nobody(), self._not_chosen(), self._compared()):
            self._places.addWidget(place)
        body.addWidget(self._places, 5)
        column.addLayout(body, 1)
        self.home = self.list

    def _nobody(self) -> EmptyState:
        return EmptyState(
            self._desk.theme,
            "done",
            _("Nobody is in the register twice"),
            _("As far as identity numbers, phones, names and dates of birth tell."),
            role="ok",
        )

    def _not_chosen(self) -> EmptyState:
        return EmptyState(
            self._desk.theme,
            "doubles",
            _("Choose a pair"),
            _("Then compare the two records and take from each what is right."),
        )

    def _compared(self) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.comparison, 1)
        column.addWidget(self._foot())
        return place

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("look", "header")
        grid = QGridLayout(head)
        grid.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        grid.setHorizontalSpacing(Space.LARGE)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        told = label(_("This record stays, the other is folded into it"), "muted", wrap=True)
        told.setFixedWidth(LABEL_WIDTH)
        grid.addWidget(told, 0, 0, 2, 1)
        for side, button in enumerate(self._heads):
            self.stays.addButton(button, side)
            grid.addWidget(button, 0, side + 1)
            details = self._details[side]
            details.setMinimumHeight(_LINES * details.fontMetrics().lineSpacing())
            details.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(details, 1, side + 1)
        return head

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("look", "sunken")
        row = QHBoxLayout(foot)
        row.setContentsMargins(Space.LARGE, Space.SMALL, Space.LARGE, Space.SMALL)
        row.setSpacing(Space.SMALL)
        row.addWidget(
            label(_("Events, wages, groups and consents of both remain."), "muted", wrap=True), 1
        )
        self.apart = self._buttons.make(_("Two different people"), self._on_apart, icon="close")
        self.merge = self._buttons.primary(_("Merge into one"), self._on_merge, icon="merge")
        row.addWidget(self.apart)
        row.addWidget(self.merge)
        if not self._desk.may("merge_members"):
            self.apart.hide()
            self.merge.hide()
        return foot

    def _read(self) -> None:
        self._desk.read(self, _pairs, self._show, purpose="doubles screen")

    def _show(self, pairs: Sequence[Pair]) -> None:
        row = self.list.currentRow()
        self.pairs = tuple(pairs)
        self.list.blockSignals(True)
        self.list.clear()
        for pair in pairs:
            names = pair.names[0] if len(set(pair.names)) == 1 else "\n".join(pair.names)
            item = QListWidgetItem(f"{names}\n{_(REASONS[pair.by])}")
            item.setData(_PAIR, pair)
            self.list.addItem(item)
        self.list.blockSignals(False)
        count = len(pairs)
        self._count.setText(
            ngettext("{count} pair", "{count} pairs", count).format(
                count=formats.shown_number(count)
            )
            if count
            else ""
        )
        self._show_home(shown=count > 0)
        if count:
            self.list.setCurrentRow(min(max(row, 0), count - 1))
            self._on_chosen()
        else:
            self._places.setCurrentIndex(_NOBODY)

    def _on_chosen(self) -> None:
        pair = self.chosen
        if pair is None:
            self._places.setCurrentIndex(_NOT_CHOSEN)
            return
        self._desk.read(
            self, lambda session: _records(session, pair), self._compare, purpose="pair"
        )

    def _compare(self, found: tuple[MemberRecord, MemberRecord, Sequence[Field]]) -> None:
        first, second, fields = found
        self._records = (first, second)
        for side, record in enumerate(self._records):
            self._heads[side].say(_name(record))
            self._details[side].setText(_told(record))
        self._heads[0].setChecked(True)
        self.comparison.compare(first, second, fields)
        self._places.setCurrentIndex(_PAIRS)

    def _on_merge(self) -> None:
        if self._records is None:
            return
        kept = self._records[self.stays.checkedId()]
        other = self._records[1 - self.stays.checkedId()]
        values: dict[str, Any] = dict(self.comparison.values)
        self._desk.write(
            self,
            lambda session, _task: merge_members(
                session, keep=kept.id, other=other.id, values=values
            ),
            sentence=_("The two records of {name} are one.").format(name=_name(kept)),
        )

    def _on_apart(self) -> None:
        pair = self.chosen
        if pair is not None:
            self._desk.write(
                self,
                lambda session, _task: keep_apart(session, first=pair.first, second=pair.second),
                sentence=_("They are two people, and will not be shown as a pair again."),
            )


def _pairs(session: Session) -> list[Pair]:
    found = list_doubles(session)
    ids = sorted({number for first, second, _by in found for number in (first, second)})
    names: dict[int, str] = dict(read_members(session, ids=ids, names=("id", "full_name")))
    return [Pair(one, two, by, (names[one], names[two])) for one, two, by in found]


def _records(session: Session, pair: Pair) -> tuple[MemberRecord, MemberRecord, Sequence[Field]]:
    records = [get_member(session, member_id=number) for number in (pair.first, pair.second)]
    # The fuller record stands first: it is the one that mostly stays.
    records.sort(key=lambda record: -sum(bool(value) for value in record.values.values()))
    return records[0], records[1], visible_fields(session)


def _name(record: MemberRecord) -> str:
    return str(record.values["full_name"] or "")


def _told(record: MemberRecord) -> str:
    values = record.values
    parts = (
        values.get("local_number"),
        values.get("department"),
        formats.shown("status", values.get("status")),
    )
    return "  ·  ".join(str(part) for part in parts if part)
