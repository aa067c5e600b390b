# SPDX-License-Identifier: Apache-2.0
"""What is typed into a member's record until it is saved or thrown away: it is never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unionbook.operations.members import correct_member, enrol_member
from unionbook.texts import gettext as _
from unionbook.ui.feedback import Choice
from unionbook.ui.own_fields import parted

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.data.journal import Changes
    from unionbook.errors import UnionbookError
    from unionbook.operations.members import MemberRecord
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.member_form import MemberForm


class MemberKeeping(QObject):
    """Saves one thing after the other, and lets nobody go on before the register has taken it.

    Only when a save has come back is it known whether it was refused. Until then the form keeps
    the record, and who wants to go on waits; after a refusal the form stays as it was typed.
    A half-filled form of a new member cannot be saved: it is put aside as a draft.
    """

    saved = Signal(object)
    """The id of the member whose record was saved."""
    enrolled = Signal(object)
    refused = Signal(object, bool)
    """The refusal, and whether somebody wanted to go on."""

    def __init__(self, desk: Desk, form: MemberForm, initiator: QObject) -> None:
        super().__init__(initiator)
        self._desk = desk
        self._form = form
        self._initiator = initiator
        self.record: MemberRecord | None = None
        self.is_new = False
        self.draft: dict[str, object] = {}
        """What was typed about a new member before another record was looked at."""
        self._under_way = False
        self._then: Callable[[], object] | None = None
        desk.tasks.broken.connect(self._on_broken)

    @property
    def typed(self) -> dict[str, object]:
        """Give what stands in the form and not in the register."""
        shown = self.is_new or self.record is not None
        return self._form.changed_values if shown else {}

    @property
    def under_way(self) -> bool:
        """Say whether a save was asked for and the register has not answered yet."""
        return self._under_way

    @property
    def unsaved(self) -> bool:
        """Say whether something would be lost if the program ended now."""
        return bool(self._under_way or self.draft or self.typed)

    def leave(self, then: Callable[[], object]) -> None:
        """Go on as soon as nothing typed can be lost by it; never after a refusal."""
        if self._under_way:
            self._then = then
        elif self.is_new:
            self._put_aside()
            then()
        elif self.typed:
            self._then = then
            self.save()
        else:
            then()

    def leave_for_good(self, then: Callable[[], object]) -> None:
        """Go on as soon as nothing typed would be lost if the program ended."""
        self.leave(lambda: self._ask_for_draft(then) if self.draft else then())

    def _ask_for_draft(self, then: Callable[[], object]) -> None:
        def discard() -> None:
            self.forget()
            then()

        self._desk.go("members", ("do", "enrol"))
        self._desk.feedback.ask(
            _("This new member is not enrolled yet. Enrol, or discard what was typed."),
            Choice(_("Discard"), discard),
        )

    def save(self) -> None:
        """Save what was typed, or enrol the new member."""
        typed = self.typed
        if self._under_way:
            self._then = self._then or self.save
        elif self.is_new:
            self._enrol(typed)
        elif self.record is not None and typed:
            self._correct(self.record, typed)

    def forget(self) -> None:
        """Throw away what was typed about a new member, as a person asked."""
        self.draft = {}
        if self.is_new:
            self._form.show_values({})

    def _put_aside(self) -> None:
        typed = self.typed
        if typed == self.draft:
            return
        self.draft = typed
        if typed:
            self._desk.feedback.info(
                _("The form of the new member is kept: “Enrol a member” brings it back.")
            )

    def _enrol(self, typed: dict[str, object]) -> None:
        values, own = parted(typed)
        self._form.no_faults()
        self._desk.write(
            self._initiator,
            lambda session, _task: enrol_member(session, values=values, free=own),
            sentence=_("{name} is enrolled.").format(name=values.get("full_name") or ""),
            done=self._on_enrolled,
            failed=self._on_refused,
        )
        self._under_way = True

    def _correct(self, record: MemberRecord, typed: dict[str, object]) -> None:
        values, own = parted(typed)
        name = str(values.get("full_name") or record.values["full_name"])
        self._form.no_faults()
        self._desk.write(
            self._initiator,
            lambda session, _task: correct_member(
                session, member_id=record.id, values=values, free=own
            ),
            sentence=_("Saved: {name}.").format(name=name),
            done=lambda _changes: self._on_saved(record.id, typed),
            failed=self._on_refused,
        )
        self._under_way = True

    def _end(self) -> Callable[[], object] | None:
        then, self._then = self._then, None
        self._under_way = False
        return then

    def _on_saved(self, member_id: int, typed: dict[str, object]) -> None:
        then = self._end()
        self._form.keep(typed)
        self.saved.emit(member_id)
        if then is not None:
            # What was typed since is saved in its turn before anybody goes on.
            self.leave(then)

    def _on_enrolled(self, changes: Changes) -> None:
        then = self._end()
        self.is_new = False
        self.draft = {}
        self._form.show_values({})
        if then is not None:
            then()
        else:
            self.enrolled.emit(changes.rows["members"][0])

    def _on_refused(self, refusal: UnionbookError) -> None:
        going = self._end() is not None
        self.refused.emit(refusal, going)

    def _on_broken(self, _error: Exception) -> None:
        # A fault of ours is told elsewhere; the text stays, and can be saved again.
        self._end()
