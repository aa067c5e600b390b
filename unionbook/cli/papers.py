# SPDX-License-Identifier: Apache-2.0
"""``unionbook cards`` and ``unionbook print``: everything that becomes a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.answers import Answer
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import (
    MEMBER,
    day,
    fields_option,
    fits_options,
    member_argument,
    present_meant,
)
from unionbook.cli.commands import argument, command, file_argument, group, option
from unionbook.cli.progress import Progress
from unionbook.operations import office_papers, papers
from unionbook.operations.members import find_member
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from unionbook.operations.sessions import Session

_keys = argument("keys", metavar=MEMBER, nargs=-1)


def _made(path: Path, count: int, lacking: str = "") -> Answer:
    sentence = ngettext("{file}: {count} member.", "{file}: {count} members.", count)
    return Answer(
        {"file": str(path), "members": count},
        [sentence.format(file=path, count=count)],
        (lacking,) if lacking else (),
    )


@command(
    "cards",
    help=N_(
        "Make membership cards as a PDF.\n\n"
        "Ten on an A4 sheet, for the members named by a number, or those that fit; who has left "
        "is not among them "
        "unless --status asks."
    ),
)
@file_argument()
@_keys
@fits_options
@option("--single", is_flag=True, help=N_("One card to a page, for a card printer."))
@option("--no-backs", is_flag=True, help=N_("Only the fronts."))
@uses_register(Access.NOTES)
def cards_command(
    session: Session,
    path: Path,
    keys: Sequence[str],
    fitting: dict[str, Any],
    single: bool,  # noqa: FBT001 - as click gives it
    no_backs: bool,  # noqa: FBT001 - likewise
) -> Answer:
    """Make cards."""
    ids = present_meant(session, keys, fitting)
    with Progress() as progress:
        count = papers.print_cards(
            session,
            path=path,
            ids=ids,
            single=single,
            backs=not no_backs,
            progress=progress.count,
        )
    return _made(path, count, papers.letters_lacking(session, ids=ids))


@group(help=N_("Make lists, forms, certificates and labels as a PDF."))
def print_command() -> None:
    """Hold the commands that make papers."""


@print_command.command("list", help=N_("Make the list of members."))
@file_argument()
@_keys
@fits_options
@fields_option(N_("Which columns; otherwise the usual ones."))
@option("--title", metavar=N_("TEXT"), default="", help=N_("What stands above the list."))
@uses_register(Access.NOTES)
def print_list(
    session: Session,
    path: Path,
    keys: Sequence[str],
    fitting: dict[str, Any],
    fields: Sequence[str],
    title: str,
) -> Answer:
    """Print a list."""
    ids = present_meant(session, keys, fitting)
    with Progress() as progress:
        count = papers.print_member_list(
            session, path=path, ids=ids, names=fields, title=title, progress=progress
        )
    return _made(path, count, papers.letters_lacking(session, ids=ids))


@print_command.command("attendance", help=N_("Make the attendance sheet of a meeting."))
@file_argument()
@_keys
@fits_options
@option("--subject", metavar=N_("TEXT"), required=True, help=N_("What the meeting is about."))
@option("--on", metavar=N_("DATE"), default="", help=N_("The day."))
@option("--at", metavar=N_("TIME"), default="", help=N_("The hour."))
@option("--place", metavar=N_("NAME"), default="", help=N_("Where it is."))
@option("--chair", metavar=N_("NAME"), default="", help=N_("Who chairs it."))
@uses_register(Access.NOTES)
def print_attendance(
    session: Session,
    /,
    path: Path,
    keys: Sequence[str],
    fitting: dict[str, Any],
    **meeting: str,
) -> Answer:
    """Print an attendance sheet."""
    meeting["on"] = day(meeting["on"], "on")
    count = office_papers.print_attendance(
        session,
        path=path,
        ids=present_meant(session, keys, fitting),
        meeting=office_papers.Meeting(**meeting),
    )
    return _made(path, count)


@print_command.command(
    "form", help=N_("Make the application for membership, empty or for one member.")
)
@file_argument()
@member_argument(required=False)
@option("--check-off", is_flag=True, help=N_("With consent that the employer deducts the dues."))
@uses_register(Access.NOTES)
def print_form(
    session: Session,
    path: Path,
    member: str | None,
    check_off: bool,  # noqa: FBT001 - as click gives it
) -> Answer:
    """Print an application."""
    key = find_member(session, key=member) if member else None
    office_papers.print_admission_form(session, path=path, member_id=key, check_off=check_off)
    return Answer(
        {"file": str(path), "members": int(key is not None)},
        [_("The form is in {file}.").format(file=path)],
    )


@print_command.command(
    "transfer",
    help=N_(
        "Make the certificate with which a member goes to another branch.\n\n"
        "What is not said is taken from the transfer that was recorded."
    ),
)
@file_argument()
@member_argument()
@option("--to", metavar=N_("NAME"), default="", help=N_("The branch the member goes to."))
@option("--on", metavar=N_("DATE"), default="", help=N_("When."))
@option("--number", metavar=N_("NUMBER"), default="", help=N_("The number of the paper."))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("The reason."))
@uses_register(Access.NOTES)
def print_transfer(
    session: Session, path: Path, member: str, to: str, on: str, number: str, reason: str
) -> Answer:
    """Print a transfer certificate."""
    office_papers.print_transfer(
        session,
        path=path,
        member_id=find_member(session, key=member),
        to_branch=to,
        on=on,
        paper_number=number,
        reason=reason,
    )
    return Answer(
        {"file": str(path), "members": 1}, [_("The certificate is in {file}.").format(file=path)]
    )


@print_command.command("labels", help=N_("Make labels with names, 24 on an A4 sheet."))
@file_argument()
@_keys
@fits_options
@option(
    "--skip",
    type=click.IntRange(min=0),
    default=0,
    help=N_("So many labels of the first sheet are used up."),
)
@option("--addresses", is_flag=True, help=N_("With the present address, for letters."))
@uses_register(Access.NOTES)
def print_labels(
    session: Session,
    path: Path,
    keys: Sequence[str],
    fitting: dict[str, Any],
    skip: int,
    addresses: bool,  # noqa: FBT001 - as click gives it
) -> Answer:
    """Print labels."""
    ids = present_meant(session, keys, fitting)
    with Progress() as progress:
        count = office_papers.print_labels(
            session, path=path, ids=ids, skip=skip, addresses=addresses, progress=progress.count
        )
    return _made(path, count)
