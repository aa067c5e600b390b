# SPDX-License-Identifier: Apache-2.0
"""``unionbook verify``: whether the register is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.cli.answers import DONE, REFUSED, Answer
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import command, option
from unionbook.cli.progress import Progress
from unionbook.operations import verify
from unionbook.reports.formats import number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session


@command(
    "verify",
    help=N_(
        "Check that the register is whole.\n\n"
        "Every page, reference, step of the history and file is looked at. Nothing is changed, "
        "except that --repair makes the search index anew. The exit code is 1 "
        "where something does not hold."
    ),
)
@option("--repair", is_flag=True, help=N_("First make the search index anew."))
@uses_register(Access.WRITES, reads_unless="repair")
def verify_command(
    session: Session,
    repair: bool,  # noqa: FBT001 - as click gives it
) -> Answer:
    """Verify the register."""
    if repair:
        verify.repair_index(session)
    with Progress() as progress:
        found = verify.verify_register(session, progress=progress)
    data = {
        "whole": found.whole,
        "problems": list(found.problems),
        "steps": found.commits,
        "members": found.members,
        "files": found.files,
        "unopened": list(found.unopened),
        "repaired": repair,
    }
    counted = _("{members} members, {steps} steps, {files} files were checked.").format(
        members=number_text(found.members),
        steps=number_text(found.commits),
        files=number_text(found.files),
    )
    unopened = [
        _("{name} was not checked: your role does not open it.").format(name=name)
        for name in found.unopened
    ]
    if found.whole:
        return Answer(data, [_("The register is whole."), counted, *unopened], (), DONE)
    first = _("The register is not whole: {problem}").format(problem=found.problems[0])
    return Answer(data, [*found.problems, counted, *unopened], (first,), REFUSED)
