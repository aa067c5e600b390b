# SPDX-License-Identifier: Apache-2.0
"""What every screen is given: the worker, the open session, the voice, the look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from unionbook.errors import UnionbookError
from unionbook.texts import gettext as _
from unionbook.ui.feedback import Choice, Feedback
from unionbook.ui.tasks import Task, Tasks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionbook.operations.sessions import Session
    from unionbook.ui.preferences import Preferences
    from unionbook.ui.theme import Theme

T = TypeVar("T")


class Desk(QObject):
    """The shared things of one window, handed to each screen when it is made."""

    changed = Signal(object, object)
    """What a commit changed, and the object that asked for it."""
    session_opened = Signal()
    lock_asked = Signal()
    leave_asked = Signal()
    look_changed = Signal()
    """The language or the theme is another one: everything is built again."""
    go_asked = Signal(str, object)
    """A screen, by its name, and what it is to show."""

    def __init__(self, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        self.theme = theme
        self.preferences = preferences
        self.feedback = Feedback(self)
        self.tasks = Tasks(self)
        self.tasks.refused.connect(lambda refusal: self.feedback.error(str(refusal)))
        self.session: Session | None = None
        self.last_commit: int | None = None

    @property
    def open_session(self) -> Session:
        """Give the session; only asked for where a register is open."""
        if self.session is None:
            raise UnionbookError(_("The register is locked. Unlock it and try again."))
        return self.session

    def may(self, operation: str) -> bool:
        """Say whether the user's role allows an operation in this session."""
        return self.session is not None and self.session.may(operation)

    def read(  # noqa: PLR0913 - each says another thing that may happen to the work
        self,
        owner: QObject,
        job: Callable[[Session], T],
        done: Callable[[T], None],
        *,
        purpose: str = "",
        failed: Callable[[UnionbookError], None] | None = None,
    ) -> Task:
        """Ask the register for something; ``done`` gets it on the window's thread."""
        return self.tasks.run(
            lambda _task: job(self.open_session),
            owner=owner,
            done=done,
            failed=failed,
            purpose=purpose,
        )

    def write(  # noqa: PLR0913 - each says another thing that may happen to the work
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

        def came_back(result: Any) -> None:
            self.announce(result, owner, sentence(result) if callable(sentence) else sentence)
            if done is not None:
                done(result)

        return self.tasks.run(
            lambda task: job(self.open_session, task),
            owner=owner,
            done=came_back,
            failed=failed,
            progress=progress,
        )

    def announce(self, result: Any, initiator: QObject, sentence: str = "") -> None:
        """Tell the screens what a commit changed, and offer to take it back."""
        changes = getattr(result, "changes", result)
        commit = getattr(result, "commit_id", None)
        if commit:
            self.last_commit = commit
            self.changed.emit(changes, initiator)
        if sentence:
            ways = (Choice(_("Undo"), lambda: self.undo(commit)),) if commit else ()
            self.feedback.done(sentence, *ways)

    def undo(self, commit_id: int) -> None:
        """Take a commit back."""
        from unionbook.operations.history import undo_commit  # noqa: PLC0415 - not for the start

        self.write(
            self,
            lambda session, _task: undo_commit(session, commit_id=commit_id),
            sentence=_("Taken back. Everything is as it was before."),
        )

    def undo_last(self) -> None:
        """Take the last commit of this session back."""
        if self.last_commit is None:
            self.feedback.info(_("Nothing was changed since the register was opened."))
        else:
            self.undo(self.last_commit)

    def go(self, screen: str, what: object = None) -> None:
        """Show another screen."""
        self.go_asked.emit(screen, what)

    def remember(self, folder: Path) -> None:
        """Put the open register at the head of the list of the start screen."""
        if self.session is not None:
            info = self.session.info
            self.preferences.remember(folder, branch=info.branch, user=self.session.user.name)
            self.preferences.save()
