# SPDX-License-Identifier: Apache-2.0
"""``unionbook export``: members to Excel, a template, a photo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unionbook.cli.answers import Answer, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import criteria, fields_option, fits_options, member_argument
from unionbook.cli.commands import file_argument, group
from unionbook.cli.progress import Progress
from unionbook.operations import exports, photos
from unionbook.operations.members import find_member
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from unionbook.operations.sessions import Session


@group(help=N_("Write members to Excel, or a template to fill in."))
def export_command() -> None:
    """Hold the commands that write files."""


@export_command.command(
    "members",
    help=N_(
        "Write the members that fit to a workbook.\n\n"
        "What is exported and by whom becomes a step of the history, unless the register is "
        "opened --read-only."
    ),
)
@file_argument()
@fits_options
@fields_option(N_("Which columns; otherwise all that hold something."))
@uses_register(Access.NOTES)
def export_members(
    session: Session, path: Path, fitting: dict[str, Any], fields: Sequence[str]
) -> Answer:
    """Export members."""
    with Progress() as progress:
        count = exports.export_members(
            session,
            path=path,
            criteria=criteria(session, fitting),
            names=fields,
            progress=progress,
        )
    sentence = ngettext("{count} member is in {file}.", "{count} members are in {file}.", count)
    return Answer({"file": str(path), "members": count}, [sentence.format(count=count, file=path)])


@export_command.command("template", help=N_("Write an empty list to fill in and import."))
@file_argument()
@fields_option(N_("Which columns; otherwise the usual ones."))
@uses_register(Access.READS)
def write_template(session: Session, path: Path, fields: Sequence[str]) -> Answer:
    """Write a template."""
    exports.write_template(session, path=path, names=fields)
    return Answer({"file": str(path)}, [_("The template is in {file}.").format(file=path)])


@export_command.command("photo", help=N_("Save a member's photo as a JPEG file."))
@member_argument()
@file_argument()
@uses_register(Access.READS)
def save_photo(session: Session, member: str, path: Path) -> Answer:
    """Save a photo."""
    key = find_member(session, key=member)
    photos.save_photo(session, member_id=key, path=path)
    return Answer(
        {"file": str(path), "member": number(key)},
        [_("The photo is in {file}.").format(file=path)],
    )
