# SPDX-License-Identifier: Apache-2.0
"""``unionbook members erase``: people are taken out of the register for ever."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from unionbook.cli.answers import Answer, changed, number, say
from unionbook.cli.caller import Access, at_terminal, uses_register
from unionbook.cli.choosing import member_argument
from unionbook.cli.commands import Command, option
from unionbook.operations.erasing import erase_members, what_erasing_takes
from unionbook.operations.members import find_member
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.erasing import ErasingTakes
    from unionbook.operations.sessions import Session


@click.command(
    "erase",
    cls=Command,
    help=N_(
        "Erase the personal data of people who left, for ever; only the head may.\n\n"
        "What the books need stays under a pseudonym. It cannot be undone, and backups made "
        "before still hold the person. --preview tells what goes and what stays. Several people "
        "are erased in one step, all or none."
    ),
)
@member_argument("keys", nargs=-1, required=True)
@option("--reason", metavar=N_("TEXT"), default="", help=N_("Who asked for it, without the name."))
@option("--preview", is_flag=True, help=N_("Only tell what would happen."))
@option("--yes", is_flag=True, help=N_("Do not ask once more."))
@uses_register(Access.WRITES)
def erase_command(
    session: Session,
    keys: tuple[str, ...],
    reason: str,
    preview: bool,  # noqa: FBT001 - as click gives it
    yes: bool,  # noqa: FBT001 - likewise
) -> Answer:
    """Erase some members."""
    people = dict.fromkeys(find_member(session, key=key) for key in keys)
    takes = [what_erasing_takes(session, member_id=number) for number in people]
    if preview:
        return Answer(
            {"people": [_data(one) for one in takes]},
            [line for one in takes for line in _told(one)],
        )
    if all(one.possible for one in takes) and reason.strip() and not yes:
        _ask(takes)
    changes = erase_members(session, member_ids=list(people), reason=reason)
    sentence = _("The personal data are erased. In the books stands: {pseudonym}.").format(
        pseudonym=", ".join(one.pseudonym for one in takes)
    )
    erased = [{"member": number(one.member_id), "pseudonym": one.pseudonym} for one in takes]
    told = changed(changes, sentence, erased=erased)
    elsewhere = dict.fromkeys(line for one in takes for line in one.elsewhere)
    return replace(told, lines=[*told.lines, *elsewhere])


def _ask(takes: list[ErasingTakes]) -> None:
    ctx = click.get_current_context()
    if ctx.meta.get("as_json") or not at_terminal(sys.stdin):
        raise click.UsageError(
            _("Erasing cannot be undone: say --yes where nobody can answer."), ctx
        )
    for line in (line for one in takes for line in _told(one)):
        say(line, err=True)
    names = ", ".join(one.full_name for one in takes)
    question = _("Erase {name} for ever? It cannot be undone.").format(name=names)
    click.confirm(question, abort=True, err=True)


def _told(takes: ErasingTakes) -> list[str]:
    lines = []
    for title, sentences in (
        (_("What stands against it:"), takes.against),
        (_("What goes:"), takes.goes),
        (_("What stays:"), takes.stays),
        (_("Elsewhere:"), takes.elsewhere),
    ):
        if sentences:
            lines += [title, *(f"  {one}" for one in sentences)]
    return [takes.full_name, *lines]


def _data(takes: ErasingTakes) -> dict[str, object]:
    return {
        "member": number(takes.member_id),
        "name": takes.full_name,
        "pseudonym": takes.pseudonym,
        "possible": takes.possible,
        "against": list(takes.against),
        "goes": list(takes.goes),
        "stays": list(takes.stays),
        "elsewhere": list(takes.elsewhere),
        "backups": [one.isoformat() for one in takes.backups],
    }
