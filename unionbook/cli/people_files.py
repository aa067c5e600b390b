# SPDX-License-Identifier: Apache-2.0
"""Lists of people from workbooks: members' children, and people outside the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.answers import Answer, changed, number, with_more
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import argument, command, file_argument, option
from unionbook.cli.money import PERCENT
from unionbook.domain.programmes import MILLION
from unionbook.domain.welfare import Relation
from unionbook.operations import people_files, programmes
from unionbook.operations.relatives import RELATIONS
from unionbook.reports.formats import number_text
from unionbook.texts import N_, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionbook.operations.people_files import PeopleFile, TakenIn
    from unionbook.operations.sessions import Session

_LETTERS = N_("COLUMN")
_HELP = {
    people_files.NAME: N_("The column of the names."),
    people_files.BORN: N_("The column of the dates of birth."),
    people_files.PARENT: N_("The column of the members' names."),
    people_files.NUMBER: N_("The column of the members' numbers."),
    people_files.PLACE: N_("The column of departments or places."),
}


def _columns(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """Give a command the options that say which column is what."""
    for what in reversed(people_files.COLUMNS):
        function = option(f"--{what}", metavar=_LETTERS, default="", help=_HELP[what])(function)
    sheet = option("--sheet", metavar=N_("NAME"), help=N_("The sheet; otherwise the likeliest."))
    preview = option("--preview", is_flag=True, help=N_("Keep nothing; only say what is read."))
    return sheet(preview(function))


def _read(session: Session, path: Path, told: dict[str, Any]) -> PeopleFile:
    columns = {what: told[what] for what in people_files.COLUMNS}
    return people_files.read_people(session, path=path, sheet=told["sheet"], columns=columns)


def _previewed(found: PeopleFile, operation: str) -> Answer:
    data: dict[str, Any] = {
        "step": None,
        "operation": operation,
        "changed": {},
        "added": 0,
        "left_out": [],
    }
    lines = [
        " · ".join(part for part in (one.name, one.born_on, one.place, one.problem) if part)
        for one in found.people
    ]
    return _with_people(Answer(data, lines), found)


def _with_people(answer: Answer, found: PeopleFile) -> Answer:
    people = [
        {
            "row": one.row,
            "name": one.name,
            "born_on": one.born_on,
            "place": one.place,
            "member": number(one.member),
            "problem": one.problem,
        }
        for one in found.people
    ]
    return with_more(
        answer, answer.notes, sheet=found.sheet, columns=dict(found.columns), people=people
    )


def _taken_in(found: PeopleFile, done: TakenIn, operation: str) -> Answer:
    told = ngettext("{count} person was added.", "{count} people were added.", done.added)
    sentence = told.format(count=number_text(done.added))
    empty: dict[str, Any] = {"step": None, "operation": operation, "changed": {}}
    answer = changed(done.changes, sentence) if done.changes else Answer(empty, [sentence])
    notes = tuple(f"{one.name}: {one.reason}" for one in done.left_out)
    full = with_more(
        answer,
        notes,
        added=done.added,
        left_out=[{"name": one.name, "reason": one.reason} for one in done.left_out],
    )
    return _with_people(full, found)


@command(
    "import",
    help=N_(
        "Add relatives to members' records from a workbook.\n\n"
        "Each row names the member by number or by the whole name. Columns are found by their "
        "headers, or named by their letters."
    ),
)
@file_argument()
@option(
    "--relation",
    type=click.Choice([one.value for one in RELATIONS]),
    default=Relation.CHILD.value,
    help=N_("How they are related to the member."),
)
@_columns
@uses_register(Access.WRITES, reads_if="preview")
def import_relatives(
    session: Session, /, path: Path, relation: str, *, preview: bool, **told: Any
) -> Answer:
    """Import relatives."""
    found = _read(session, path, told)
    if preview:
        return _previewed(found, "change_relatives")
    done = people_files.add_relatives_of(session, people=found.people, relation=relation)
    return _taken_in(found, done, "change_relatives")


@command(
    "include-list",
    help=N_(
        "Put the people of a workbook on a programme's list, with the reason.\n\n"
        "Who stands there already is left out and named."
    ),
)
@argument("key", metavar=N_("PROGRAMME"))
@file_argument()
@option("--reason", metavar=N_("TEXT"), required=True, help=N_("Why."))
@option("--share", type=PERCENT, default=MILLION, help=N_("The share of the amount, in percent."))
@_columns
@uses_register(Access.WRITES, reads_if="preview")
def include_list(
    session: Session,
    /,
    key: str,
    path: Path,
    reason: str,
    share: int,
    *,
    preview: bool,
    **told: Any,
) -> Answer:
    """Put the people of a workbook on a list."""
    programme = programmes.find_programme(session, key=key)
    found = _read(session, path, told)
    if preview:
        return _previewed(found, "add_recipient")
    done = people_files.include_people(
        session, programme_id=programme, people=found.people, reason=reason, share=share
    )
    return _taken_in(found, done, "add_recipient")
