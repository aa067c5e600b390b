# SPDX-License-Identifier: Apache-2.0
"""``unionbook new`` and ``unionbook open``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from unionbook import texts
from unionbook.cli.answers import DONE, Answer
from unionbook.cli.caller import Caller, calling, new_passphrase
from unionbook.cli.commands import Command, command, file_argument, file_option, option
from unionbook.cli.refusing import going_on
from unionbook.errors import UnionbookError
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.sessions import Session

_COUNTRY_OF = {"vi": "VN", "id": "ID"}


@command(
    "new",
    help=N_(
        "Make a branch's register.\n\n"
        "The recovery key is shown once: it opens the register where every passphrase is "
        "forgotten. Keep it on paper, under lock, away from this PC."
    ),
)
@file_argument("folder", sign=N_("FOLDER"), required=False)
@option("--branch", metavar=N_("NAME"), help=N_("The name of the branch, as on its papers."))
@option("--parent", metavar=N_("NAME"), default="", help=N_("The union above the branch."))
@option(
    "--kind",
    type=click.Choice(("branch", "federation")),
    default="branch",
    show_default=True,
    help=N_("Of a branch, or of a federation's desk over many branches."),
)
@option("--country", type=click.Choice(("VN", "ID")), help=N_("The country of the branch."))
@file_option(
    "--new-passphrase-file",
    help=N_("A file whose first line is the passphrase of the first user."),
)
@file_option("--recovery-sheet", help=N_("Write the recovery key to this PDF instead."))
def new_command(
    folder: Path | None,
    branch: str | None,
    parent: str,
    kind: str,
    country: str | None,
    new_passphrase_file: Path | None,
    recovery_sheet: Path | None,
) -> Answer:
    """Make a register."""
    # Slow to load, and a help text needs nothing of it.
    from unionbook.operations.sessions import make_register  # noqa: PLC0415 - slow, see above

    caller = calling()
    place = folder or caller.register
    if place is None:
        raise UnionbookError(_("Say where: “unionbook new FOLDER” makes a register there."))
    user = caller.user or _asked(_("Your name, as the first user"))
    if not user:
        raise UnionbookError(_("Say who will be its first user: --user NAME before the command."))
    session, recovery_key = make_register(
        folder=place,
        branch=branch or _asked(_("Name of the branch"), place.stem) or place.stem,
        parent=parent,
        kind=kind,
        country=country or _country(),
        language=texts.language(),
        user=user,
        passphrase=new_passphrase(new_passphrase_file, user, present=True),
    )
    try:
        return _made(session, recovery_key, recovery_sheet)
    finally:
        session.close()


def _asked(question: str, usual: str = "") -> str:
    """Ask a person at the terminal; nobody else is asked."""
    if not (sys.stdin and sys.stdin.isatty()):
        return ""
    return str(click.prompt(question, default=usual, show_default=bool(usual), err=True)).strip()


def _country() -> str:
    known = _COUNTRY_OF.get(texts.language())
    if known is None:
        raise UnionbookError(_("Say in which country the branch is: --country VN or ID."))
    return known


def _made(session: Session, recovery_key: str, sheet: Path | None) -> Answer:
    folder, info = session.register.folder, session.info
    notes: tuple[str, ...] = ()
    if sheet is not None:
        notes = write_sheet(session, recovery_key, sheet)
    is_on_paper = sheet is not None and not notes
    data = {
        "register": str(folder),
        "branch": info.branch,
        "country": info.country,
        "kind": info.kind,
        "user": session.user.name,
        "role": session.user.role.value,
        "recovery_key": None if is_on_paper else recovery_key,
        "recovery_sheet": str(sheet) if is_on_paper else None,
    }
    lines = [
        _("The register of {branch} is in {folder}.").format(branch=info.branch, folder=folder)
    ]
    if is_on_paper:
        lines.append(_("Its recovery key is in {file}: print it.").format(file=sheet))
    else:
        lines += [
            _("Its recovery key, shown this once: {key}").format(key=recovery_key),
            _(
                "Write it down and keep it under lock, away from this PC: without it a forgotten "
                "passphrase cannot be helped. “--recovery-sheet FILE.pdf” makes a sheet to print."
            ),
        ]
    return Answer(data, lines, notes)


def write_sheet(session: Session, recovery_key: str, sheet: Path) -> tuple[str, ...]:
    """Write the recovery key to a sheet; give what to say where that failed.

    The key is good already, and this is the only moment at which it can be told.
    """
    from unionbook.operations.office_papers import print_recovery_key  # noqa: PLC0415 - slow

    return going_on(lambda: print_recovery_key(session, path=sheet, key=recovery_key))


class _WindowCommand(Command):
    """A command that has nothing to answer: it ends when the window does."""

    def invoke(self, ctx: click.Context) -> int:
        """Open the window and give its exit code."""
        ctx.params.pop("as_json", None)
        code: int = click.Command.invoke(self, ctx)
        return code


@click.command("open", cls=_WindowCommand, help=N_("Open the window."))
@file_argument("folder", sign=N_("FOLDER"), required=False)
def open_command(folder: Path | None) -> int:
    """Open the window."""
    return run_window(calling(), folder)


def run_window(caller: Caller, folder: Path | None) -> int:
    """Open the window and stay until it is closed; give the exit code."""
    if sys.platform.startswith("linux") and not _has_screen():
        # Qt would end the whole program here, without a word that helps.
        raise UnionbookError(
            _(
                "There is no screen here, so the window cannot open. “unionbook --help” lists "
                "what can be done without it."
            )
        )
    try:
        run = caller.load_window()
    except ImportError as error:
        raise UnionbookError(
            _(
                "The window cannot open, because a part of the system is missing: {part}. "
                "“python3 start.py” installs what is needed."
            ).format(part=error.name or error)
        ) from error
    return run(register=folder or caller.register, language=caller.language) or DONE


def _has_screen() -> bool:
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
