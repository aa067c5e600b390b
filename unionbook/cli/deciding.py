# SPDX-License-Identifier: Apache-2.0
"""Doubles of an import: decided alike for all, or by a person one after the other."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from unionbook.cli.caller import at_terminal
from unionbook.cli.shown import shown
from unionbook.operations.import_preview import AS_NEW, DOUBLES, LEAVE_OUT, SAME
from unionbook.operations.members import read_members
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.imports import ImportPreview
    from unionbook.operations.sessions import Session

_TOLD = ("id", "full_name", "born_on", "department", "local_number")


def decide_doubles(session: Session, preview: ImportPreview, choice: str) -> None:
    """Decide the doubles as ``--doubles`` says; ``ask`` asks where somebody can answer."""
    if choice != "ask":
        preview.decide_all(choice)
        return
    if not _asks():
        return
    for index, action in enumerate(preview.actions):
        if action == DOUBLES and index not in preview.decisions:
            _ask(session, preview, index)


def _asks() -> bool:
    ctx = click.get_current_context()
    return not (ctx.meta.get("as_json") or ctx.params.get("preview")) and at_terminal(sys.stdin)


def _ask(session: Session, preview: ImportPreview, index: int) -> None:
    row = preview.at(index)
    click.echo(
        _("Row {row}, {name}: {reason}").format(
            row=row.row, name=row.member.get("full_name", ""), reason=row.reason
        ),
        err=True,
    )
    people = read_members(session, ids=row.candidates, names=_TOLD)
    for place, person in enumerate(people, 1):
        details = ", ".join(
            text
            for name, value in zip(_TOLD[1:], person[1:], strict=True)
            if (text := shown(name, value))
        )
        click.echo(f"  {place}  {details}", err=True)
    places = [str(place) for place in range(1, len(people) + 1)]
    # The letters stand for the English words and are the same in every language.
    question = _("A number: this is the same person; n: somebody new; s: leave the row out")
    answer = click.prompt(question, type=click.Choice([*places, "n", "s"]), err=True)
    if answer in places:
        preview.decide(index, SAME, people[int(answer) - 1][0])
    else:
        preview.decide(index, AS_NEW if answer == "n" else LEAVE_OUT)


def left_undecided(preview: ImportPreview) -> bool:
    """Tell whether nobody said of some possible double whether it is one."""
    return any(
        action == DOUBLES and index not in preview.decisions
        for index, action in enumerate(preview.actions)
    )
