# SPDX-License-Identifier: Apache-2.0
"""Paper: what to print and for whom on the left, how it will look on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.events import PRESENT
from unionbook.errors import CancelledError
from unionbook.operations.members import Criteria, list_member_ids
from unionbook.operations.papers import letters_lacking
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.paper.card_designer import CardDesigner
from unionbook.ui.paper.options import (
    AdmissionOptions,
    AttendanceOptions,
    CardOptions,
    LabelOptions,
    ListOptions,
    Options,
    TransferOptions,
)
from unionbook.ui.paper.outlet import Outlet
from unionbook.ui.paper.page_strip import PageStrip
from unionbook.ui.paper.pages import Pages
from unionbook.ui.paper.preview import Preview
from unionbook.ui.paper.wish import PaperWish
from unionbook.ui.screens.screen import Screen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.form import Form

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from unionbook.data.journal import Changes
    from unionbook.errors import UnionbookError
    from unionbook.operations.papers import Paper
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.paper.options import Maker
    from unionbook.ui.tasks import Task

KINDS = {
    "cards": N_("Membership cards"),
    "list": N_("Member list"),
    "attendance": N_("Attendance sheet"),
    "admission": N_("Admission form"),
    "transfer": N_("Transfer paper"),
    "labels": N_("Labels"),
}
_PAUSE_MS = 250
_WIDTH = 372
_EVERYBODY, _LISTED, _CHOSEN = "everybody", "listed", "chosen"
_PREVIEW, _NOTHING = range(2)


class PaperScreen(Screen):
    """Chooses, shows, and hands out the very bytes that were shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.kind = QComboBox()
        self.whom = QComboBox()
        self.preview = Preview(desk)
        self.options: dict[str, Options] = {
            "cards": CardOptions(),
            "list": ListOptions(),
            "attendance": AttendanceOptions(),
            "admission": AdmissionOptions(desk),
            "transfer": TransferOptions(desk),
            "labels": LabelOptions(),
        }
        self.designer = CardDesigner(desk)
        self.outlet = Outlet(desk, self)
        self.paper: Paper | None = None
        self._pages: Pages | None = None
        self._chosen: dict[str, tuple[int, ...]] = {_LISTED: (), _CHOSEN: ()}
        self._stale = True
        self._working: Task | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._lay_out()
        self._wire()
        self._on_kind()

    @property
    def is_working(self) -> bool:
        """Say whether a paper is asked for, or being made."""
        return self._timer.isActive() or self._desk.tasks.busy

    def state(self) -> dict[str, Any]:
        """Give the kind of paper and for whom it is."""
        return {"kind": self.kind.currentData(), "whom": self.whom.currentData(), **self._chosen}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the same paper."""
        for audience in (_LISTED, _CHOSEN):
            self._chosen[audience] = tuple(state.get(audience, ()))
        self._offer_whom(state.get("whom", _EVERYBODY))
        self._choose(state.get("kind") or "list")

    def arrive(self, what: object) -> None:
        """Show the paper another screen asks for."""
        if not isinstance(what, PaperWish):
            return
        audience = _LISTED if what.listed else _CHOSEN
        if what.ids:
            self._chosen[audience] = what.ids
            self._offer_whom(audience)
        options = self.options[what.kind]
        if isinstance(options, ListOptions) and what.names:
            options.show_fields(what.names)
        if isinstance(options, AdmissionOptions | TransferOptions) and len(what.ids) == 1:
            options.member.show_member(what.ids[0], what.member_name)
        self._choose(what.kind)
        self.preview.setFocus()

    def on_changed(self, _changes: Changes, _initiator: QObject) -> None:
        """Make the paper again when somebody looks at it: what it shows may be another."""
        self._stale = True
        if self.isVisible():
            self._timer.start()

    def showEvent(self, event: Any) -> None:
        """Make the paper when it is first looked at."""
        super().showEvent(event)
        if self._stale:
            self._timer.start()

    def hideEvent(self, event: Any) -> None:
        """Stop making a paper nobody looks at: others wait for the worker."""
        super().hideEvent(event)
        self._timer.stop()
        self._drop_work()

    def _lay_out(self) -> None:
        column = self._column()
        self.save = self._buttons.make(_("Save as PDF"), self._on_save, icon="save")
        self.send = self._buttons.primary(_("Print"), self._on_print, icon="print")
        check = self._buttons.make(
            _("Check a card"), lambda: self._desk.go("card_check"), look="link", icon="code"
        )
        header, _row = self._header(_("Paper"), check, self.save, self.send)
        column.addWidget(header)
        body = QHBoxLayout()
        body.setSpacing(0)
        self._sides = QStackedWidget()
        self._sides.setFixedWidth(_WIDTH)
        self._sides.addWidget(self._choices())
        self._sides.addWidget(self.designer)
        body.addWidget(self._sides)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(PageStrip(self.preview, self._buttons))
        self._places = QStackedWidget()
        self._places.addWidget(self.preview)
        self._places.addWidget(self._nothing())
        right.addWidget(self._places, 1)
        body.addLayout(right, 1)
        column.addLayout(body, 1)
        self.home = self.kind

    def _choices(self) -> QScrollArea:
        for name, text in KINDS.items():
            self.kind.addItem(_(text), name)
        self.kind.setMaxVisibleItems(len(KINDS))
        inner = QWidget()
        inner.setProperty("look", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.WIDE, Space.LARGE, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.MEDIUM)
        form = Form()
        form.add(_("Kind of paper"), self.kind)
        self._whom_row = form.add(_("For"), self.whom)
        column.addLayout(form)
        for options in self.options.values():
            column.addWidget(options)
        self.design = self._buttons.make(_("Design of the card…"), self._on_design, icon="design")
        column.addWidget(self.design, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        return scroll

    def _nothing(self) -> QWidget:
        self._why = EmptyState(self._desk.theme, "paper", _("Nothing to show yet"), "")
        return self._why

    def _wire(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _index: self._on_kind())
        self.whom.currentIndexChanged.connect(lambda _index: self._on_changed_choice())
        for options in self.options.values():
            options.changed.connect(self._on_changed_choice)
        self.designer.changed.connect(self._on_changed_choice)
        self.designer.left.connect(self._on_design_left)
        self._timer.timeout.connect(self._make)
        self._offer_whom(_EVERYBODY)

    def _offer_whom(self, present: str) -> None:
        self.whom.blockSignals(True)
        self.whom.clear()
        self.whom.addItem(_("All who are members today"), _EVERYBODY)
        for audience, text in ((_LISTED, _("The list: {count}")), (_CHOSEN, _("Chosen: {count}"))):
            count = len(self._chosen[audience])
            if count:
                self.whom.addItem(text.format(count=formats.shown_number(count)), audience)
        self.whom.setCurrentIndex(max(self.whom.findData(present), 0))
        self.whom.blockSignals(False)

    def _choose(self, kind: str) -> None:
        self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))
        self._on_kind()

    @property
    def _present(self) -> Options:
        return self.options[str(self.kind.currentData())]

    @property
    def _designing(self) -> bool:
        return self._sides.currentWidget() is self.designer

    def _on_kind(self) -> None:
        options = self._present
        for other in self.options.values():
            other.setVisible(other is options)
        self._whom_row.setVisible(not options.for_one)
        self.design.setVisible(
            self.kind.currentData() == "cards" and self._desk.may("change_settings")
        )
        self._on_changed_choice()

    def _on_changed_choice(self) -> None:
        self._stale = True
        self._timer.start()

    def _make(self) -> None:
        self._stale = False
        missing = "" if self._designing else self._present.missing()
        if missing:
            self._drop_work()
            self._show_nothing(missing)
            return
        maker = self.designer.maker() if self._designing else self._present.maker()
        ids = None if self._present.for_one else self._chosen.get(str(self.whom.currentData()))
        session, work = self._desk.open_session, self._desk.long_work
        one = self._present.for_one
        self._working = self._desk.tasks.run(
            lambda task: _made(session, task, maker, () if one else ids),
            owner=self,
            done=self._on_made,
            failed=self._on_refused,
            progress=work.moved.emit,
            purpose="paper",
        )
        work.begun.emit(_("Setting the paper"), self._working)

    def _drop_work(self) -> None:
        if self._working is not None:
            self._working.cancel()
            self._working.superseded = True
            self._working, self._stale = None, True
            self._desk.long_work.ended.emit()

    def _on_made(self, made: tuple[Paper, Pages, str]) -> None:
        self._desk.long_work.ended.emit()
        self._working = None
        self.paper, self._pages, lacking = made
        if lacking:
            self._desk.feedback.warn(lacking)
        self.preview.show_pages(self._pages)
        self._places.setCurrentIndex(_PREVIEW)
        self._may_go_out(able=True)

    def _on_refused(self, refusal: UnionbookError) -> None:
        self._desk.long_work.ended.emit()
        self._working = None
        self._show_nothing(str(refusal))

    def _show_nothing(self, why: str) -> None:
        self.paper, self._pages = None, None
        self.preview.show_pages(None)
        self._why.say(why)
        self._places.setCurrentIndex(_NOTHING)
        self._may_go_out(able=False)

    def _may_go_out(self, *, able: bool) -> None:
        self.save.setEnabled(able)
        self.send.setEnabled(able)

    def _on_design(self) -> None:
        self.designer.begin(self._chosen.get(str(self.whom.currentData())) or ())
        self._sides.setCurrentWidget(self.designer)

    def _on_design_left(self) -> None:
        self._sides.setCurrentIndex(0)
        self._on_changed_choice()

    def _on_save(self) -> None:
        if self.paper is not None:
            self.outlet.save(self.paper, self.kind.currentText())

    def _on_print(self) -> None:
        if self.paper is not None and self._pages is not None:
            self.outlet.print(self.paper, self._pages, self.kind.currentText())


def _made(
    session: Session, task: Task, maker: Maker, ids: tuple[int, ...] | None
) -> tuple[Paper, Pages, str]:
    chosen = list(ids) if ids is not None else _everybody(session)

    def tell(done: int, total: int) -> None:
        if task.cancelled.is_set():
            raise CancelledError(_("Stopped. Choose fewer members, or begin again."))
        task.progress(done, total)

    paper = maker(session, chosen, tell)
    return paper, Pages(paper.content), letters_lacking(session, ids=chosen)


def _everybody(session: Session) -> list[int]:
    return list(list_member_ids(session, criteria=Criteria(statuses=PRESENT)))
