# SPDX-License-Identifier: Apache-2.0
"""What every screen is given: the worker, the open session, the voice, the look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from unionbook.errors import UnionbookError
from unionbook.texts import gettext as _
from unionbook.ui.feedback import Choice, Feedback, LongWork
from unionbook.ui.tasks import Task, Tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from unionbook.operations.history import Step
    from unionbook.operations.sessions import RegisterInfo, Session
    from unionbook.ui.preferences import Preferences
    from unionbook.ui.theme import Theme

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Anything:
    """What a commit changed where its operation does not tell: it may be anything."""

    commit_id: int
    rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


class Desk(QObject):
    """The shared things of one window, handed to each screen when it is made."""

    changed = Signal(object, object)
    """What a commit changed (rows by table; none named: anything), and who asked for it."""
    session_opened = Signal()
    lock_asked = Signal()
    leave_asked = Signal()
    lock_minutes_changed = Signal(int)
    look_changed = Signal()
    """The language or the theme is another one: everything is built again."""
    go_asked = Signal(str, object)
    """A screen, by its name, and what it is to show."""

    def __init__(self, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        self.theme = theme
        self.preferences = preferences
        self.feedback = Feedback(self)
        self.long_work = LongWork(self)
        self.tasks = Tasks(self)
        self.tasks.refused.connect(lambda refusal: self.feedback.error(str(refusal)))
        self.session: Session | None = None
        self._info: RegisterInfo | None = None

    @property
    def open_session(self) -> Session:
        """Give the session; only asked for where a register is open."""
        if self.session is None:
            raise UnionbookError(_("The register is locked. Unlock it and try again."))
        return self.session

    @property
    def info(self) -> RegisterInfo:
        """Give whose register is open."""
        if self._info is None:
            raise UnionbookError(_("The register is locked. Unlock it and try again."))
        return self._info

    def enter(self, opened: tuple[Session, RegisterInfo]) -> None:
        """Begin to work in a register that the worker has opened."""
        self.session, self._info = opened
        self.session_opened.emit()

    def may(self, operation: str) -> bool:
        """Say whether the user may do an operation, in this session."""
        session = self.session
        return session is not None and session.may(operation)

    def read(
        self,
        owner: QObject,
        job: Callable[[Session], T],
        done: Callable[[T], None],
        *,
        purpose: str = "",
        failed: Callable[[UnionbookError], None] | None = None,
    ) -> None:
        """Ask the register for something; ``done`` gets it on the window's thread.

        A question asked while the register is being locked needs no answer any more.
        """
        session = self.session
        if session is not None:
            self.tasks.run(
                lambda _task: job(session), owner=owner, done=done, failed=failed, purpose=purpose
            )

    def write(
        self,
        owner: QObject,
        job: Callable[[Session, Task], Any],
        *,
        sentence: str | Callable[[Any], str] = "",
        done: Callable[[Any], None] | None = None,
        failed: Callable[[UnionbookError], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Task:
        """Carry out an operation, say so with a way back, and tell every screen what changed."""
        session = self.open_session

        def came_back(result: Any) -> None:
            self.announce(result, owner, sentence(result) if callable(sentence) else sentence)
            if done is not None:
                done(result)

        return self.tasks.run(
            lambda task: job(session, task),
            owner=owner,
            done=came_back,
            failed=failed,
            progress=progress,
        )

    def run_long(
        self,
        owner: QObject,
        title: str,
        job: Callable[[Session, Task], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[UnionbookError], None] | None = None,
    ) -> Task:
        """Run work that takes a while, with its progress shown and a way to stop it."""
        session = self.open_session

        def came_back(result: T) -> None:
            self.long_work.ended.emit()
            done(result)

        def refused(refusal: UnionbookError) -> None:
            self.long_work.ended.emit()
            if failed is not None:
                failed(refusal)
            elif task.cancelled.is_set():
                self.feedback.info(str(refusal))
            else:
                self.tasks.refused.emit(refusal)

        task = self.tasks.run(
            lambda task: job(session, task),
            owner=owner,
            done=came_back,
            failed=refused,
            progress=self.long_work.moved.emit,
        )
        self.long_work.begun.emit(title, task)
        return task

    def announce(self, result: Any, initiator: QObject, sentence: str = "") -> None:
        """Tell the screens what a commit changed, and offer to take it back."""
        commit = getattr(result, "commit_id", None)
        if commit:
            changes = result if hasattr(result, "rows") else Anything(commit)
            self.changed.emit(changes, initiator)
        if sentence:
            ways: tuple[Choice, ...] = ()
            if commit and self.may("undo_commit"):
                ways = (Choice(_("Undo"), lambda: self.undo(int(commit))),)
            self.feedback.done(sentence, *ways)

    def undo(self, commit_id: int, label: str = "") -> None:
        """Take a commit back; ``label`` names it to whoever did not choose it."""
        # Only here: operations are not loaded before the first window is there.
        from unionbook.operations.history import undo_commit  # noqa: PLC0415 - the first window needs no history

        self.run_long(
            self,
            _("Taking back"),
            lambda session, _task: undo_commit(session, commit_id=commit_id),
            lambda changes: self.announce(
                changes,
                self,
                _("Taken back: {label}. Everything is as it was before.").format(label=label)
                if label
                else _("Taken back. Everything is as it was before."),
            ),
            failed=lambda refusal: self._on_not_undone(label, refusal),
        )

    def _on_not_undone(self, label: str, refusal: UnionbookError) -> None:
        """Say which step stays and why, with the way to where one sees what came after it."""
        told = str(refusal)
        if label:
            told = _("“{label}” was not taken back. {why}").format(label=label, why=told)
        self.feedback.warn(told, Choice(_("See the history"), lambda: self.go("history")))

    def undo_last(self) -> None:
        """Take back the last step of this user; where it stays, say why."""
        from unionbook.operations.history import last_step  # noqa: PLC0415 - as above

        self.read(self, last_step, self._on_last)

    def _on_last(self, step: Step | None) -> None:
        if step is None:
            self.feedback.info(_("There is nothing of yours to take back."))
        else:
            self.undo(step.id, step.label)

    def go(self, screen: str, what: object = None) -> None:
        """Show another screen."""
        self.go_asked.emit(screen, what)

    def remember(self, folder: Path) -> None:
        """Put the open register at the head of the list of the start screen."""
        if self.session is not None:
            name = self.session.user.name
            self.preferences.remember(folder, branch=self.info.branch, user=name)
            self.preferences.save()
