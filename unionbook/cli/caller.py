# SPDX-License-Identifier: Apache-2.0
"""Who calls, for which register, and with which passphrase: never one given as an argument."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TextIO, TypeVar

import click

from unionbook.errors import UnionbookError, UnreadableFileError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from unionbook.operations.sessions import Session

PASSPHRASE_VARIABLE = "UNIONBOOK_PASSPHRASE"  # noqa: S105 - the name of a variable
NEW_PASSPHRASE_VARIABLE = "UNIONBOOK_NEW_PASSPHRASE"  # noqa: S105 - likewise
CHANGED = "unionbook.changed"
"""Where a context keeps that the command changed the register, whatever becomes of it."""
_SUFFIX = ".unionbook"
_MOST = 4096

P = ParamSpec("P")
R = TypeVar("R")


class Access(Enum):
    """What a command does with the register."""

    READS = auto()
    """Nothing is written: it works beside an open window too."""
    NOTES = auto()
    """The history notes it, unless the register is opened read-only."""
    WRITES = auto()


def no_window() -> Callable[..., int]:
    """Refuse to open a window where only the command line is there."""
    raise UnionbookError(_("The window cannot be opened from here: start “unionbook” itself."))


@dataclass(frozen=True, slots=True)
class Caller:
    """What was said before the command."""

    register: Path | None = None
    user: str | None = None
    passphrase_file: Path | None = None
    recovery_key_file: Path | None = None
    language: str = ""
    read_only: bool = False
    load_window: Callable[[], Callable[..., int]] = no_window

    def folder(self) -> Path:
        """Give the register's folder. Raises UnionbookError that says how to name it."""
        if self.register is None or not self.register.name:
            raise UnionbookError(
                _(
                    "Say which register is meant: --register FOLDER before the command, or the "
                    "variable UNIONBOOK_REGISTER."
                )
            )
        with_suffix = self.register.with_name(self.register.name + _SUFFIX)
        folder = with_suffix if not self.register.exists() else self.register
        if not folder.is_dir():
            raise UnionbookError(
                _("There is no register {folder}. “unionbook new” makes one.").format(
                    folder=self.register
                )
            )
        return folder

    def user_of(self, folder: Path) -> str:
        """Give who calls: as named, or the only user there is."""
        if self.user:
            return self.user
        from unionbook.operations.sessions import list_slots  # noqa: PLC0415 - slow to load

        names = [slot.name for slot in list_slots(folder)]
        if len(names) == 1:
            return names[0]
        raise UnionbookError(
            _("Say who you are: --user NAME before the command. Users: {names}.").format(
                names=", ".join(names)
            )
        )

    def passphrase(self, user: str) -> str:
        """Give the user's passphrase: from the file, the environment, or a question."""
        if self.passphrase_file is not None:
            return read_secret(self.passphrase_file)
        held = os.environ.get(PASSPHRASE_VARIABLE)
        if held:
            return held
        _require_person(PASSPHRASE_VARIABLE, "--passphrase-file")
        return ask(_("Passphrase of {user}").format(user=user))

    @contextmanager
    def session(self, access: Access) -> Iterator[Session]:
        """Open the register for as long as the block lasts."""
        if access is Access.WRITES and self.read_only:
            raise UnionbookError(_("This command changes the register: leave out --read-only."))
        session = self._open(read_only=self.read_only or access is Access.READS)
        try:
            before = session.last_steps()
            for warning in session.warnings:
                click.echo(warning, err=True)
            try:
                yield session
            finally:
                if session.last_steps() != before:
                    click.get_current_context().meta[CHANGED] = True
        finally:
            session.close()

    def _open(self, *, read_only: bool) -> Session:
        # Loads the stores and the cryptography, which takes longer than to print a help text.
        from unionbook.operations import sessions  # noqa: PLC0415 - slow, see above

        folder = self.folder()
        if self.recovery_key_file is not None:
            key = read_secret(self.recovery_key_file)
            return sessions.open_with_recovery_key(
                folder=folder, recovery_key=key, read_only=read_only
            )
        user = self.user_of(folder)
        return sessions.open_register(
            folder=folder, user=user, passphrase=self.passphrase(user), read_only=read_only
        )


def uses_register(
    access: Access, *, reads_if: str = "", reads_unless: str = ""
) -> Callable[[Callable[Concatenate[Session, P], R]], Callable[P, R]]:
    """Give a command an open register as its first argument.

    ``reads_if`` is a flag of the command with which it only reads, ``reads_unless`` one without
    which it does.
    """

    def decorate(function: Callable[Concatenate[Session, P], R]) -> Callable[P, R]:
        @wraps(function)
        def opened(*args: P.args, **kwargs: P.kwargs) -> R:
            only_reads = bool(
                (reads_if and kwargs.get(reads_if))
                or (reads_unless and not kwargs.get(reads_unless))
            )
            with calling().session(Access.READS if only_reads else access) as session:
                return function(session, *args, **kwargs)

        return opened

    return decorate


def calling() -> Caller:
    """Give the caller of the command that is running."""
    caller = click.get_current_context().find_object(Caller)
    return caller or Caller()


def new_passphrase(file: Path | None, user: str, *, present: bool = False) -> str:
    """Give a passphrase that is to be set: from a file, the environment, or asked for twice.

    ``present`` lets the passphrase to open with serve, where there is nothing to open yet.
    """
    if file is not None:
        return read_secret(file)
    held = os.environ.get(NEW_PASSPHRASE_VARIABLE)
    if held:
        return held
    caller = calling()
    if present and (caller.passphrase_file or os.environ.get(PASSPHRASE_VARIABLE)):
        return caller.passphrase(user)
    _require_person(NEW_PASSPHRASE_VARIABLE, "--new-passphrase-file")
    first = ask(_("New passphrase of {user}").format(user=user))
    if ask(_("The same once more")) != first:
        raise UnionbookError(_("The two passphrases differ. Start again."))
    return first


def ask(question: str) -> str:
    """Ask for something that must not be seen while it is typed; an empty answer is one too."""
    answer: str = click.prompt(question, default="", hide_input=True, show_default=False, err=True)
    return answer


def at_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person sits at a stream; a program without a console has none."""
    return stream is not None and stream.isatty()


def _require_person(variable: str, option: str) -> None:
    if not at_terminal(sys.stdin):
        raise UnionbookError(
            _(
                "Nobody is there to type the passphrase: give it in a file with {option}, or in "
                "the variable {variable}."
            ).format(option=option, variable=variable)
        )


def read_secret(path: Path) -> str:
    """Give the first line of a file. Raises UnreadableFileError."""
    try:
        text = path.read_bytes()[:_MOST].decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFileError(
            _("{name} is not a text file in UTF-8.").format(name=path.name)
        ) from None
    lines = text.splitlines()
    if not lines or not lines[0]:
        raise UnreadableFileError(_("The first line of {name} is empty.").format(name=path.name))
    return lines[0]
