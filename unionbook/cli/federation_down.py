# SPDX-License-Identifier: Apache-2.0
"""``unionbook federation``: what goes down to the branches, and what a branch got."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from unionbook.cli.answers import Answer, changed
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import ROW, argument, command, file_argument, option
from unionbook.cli.tables import table
from unionbook.operations import documents_read, federation_down, from_above, units
from unionbook.reports.formats import date_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.cli.commands import Group
    from unionbook.operations.sessions import Session


def add_to(federation: Group) -> None:
    """Put these commands into their group."""
    for one in (add_document, list_documents, save_document, add_holiday, list_holidays, add_code,
                list_codes, give_numbers):  # fmt: skip
        federation.add_command(one)


@command("add-document", help=N_("Put a bulletin or policy document among what goes down."))
@file_argument("path", sign=N_("FILE"))
@option("--title", metavar=N_("TEXT"), default="", help=N_("What it is called."))
@option(
    "--kind",
    type=click.Choice(federation_down.DOCUMENT_KINDS),
    default="bulletin",
    show_default=True,
    help=N_("What it is."),
)
@option("--on", metavar=N_("DATE"), default="", help=N_("Its date; otherwise today."))
@option("--note", metavar=N_("TEXT"), default="", help=N_("Anything else."))
@option(
    "--to",
    metavar=N_("UNIT"),
    multiple=True,
    help=N_("Only to this branch, or the branches below this unit; several times for several."),
)
@uses_register(Access.WRITES)
def add_document(
    session: Session,
    path: Path,
    title: str,
    kind: str,
    on: str,
    note: str,
    to: tuple[str, ...],
) -> Answer:
    """Add a document."""
    chosen = [units.find_unit(session, one).id for one in to]
    changes = federation_down.add_document(
        session, path=path, title=title, kind=kind, on=on, note=note, to=chosen
    )
    [added] = changes.rows["documents"]
    sentence = _("{file} goes down with the next bundles.").format(file=path.name)
    return changed(changes, sentence, document=str(added))


@command("documents", help=N_("List the bulletins and policy documents of the union above."))
@option("--read", "all_read", is_flag=True, help=N_("Remember that you have read them all."))
@uses_register(Access.READS)
def list_documents(session: Session, *, all_read: bool) -> Answer:
    """List documents."""
    found = from_above.list_documents(session)
    unread = {one.id for one in documents_read.unread_documents(session)}
    if all_read:
        documents_read.mark_read(session, document_ids=unread)
        unread = set()
    data = [
        {
            "id": str(one.id),
            "kind": one.kind,
            "title": one.title,
            "dated_on": one.dated_on,
            "note": one.note,
            "file": one.file_name,
            "size": one.size,
            "to": [str(unit) for unit in one.recipients],
            "read": one.id not in unread,
        }
        for one in found
    ]
    new = _("not read")
    rows = [
        [
            str(one.id),
            date_text(one.dated_on),
            one.title,
            one.file_name,
            new if one.id in unread else "",
        ]
        for one in found
    ]
    headings = [_("Number"), _("Date"), _("Title of the document"), _("File"), _("State")]
    return Answer({"documents": data}, table(headings, rows))


@command("save-document", help=N_("Write a document to a file."))
@argument("document", metavar=N_("NUMBER"), type=ROW)
@file_argument("path", sign=N_("FILE"))
@uses_register(Access.READS)
def save_document(session: Session, document: int, path: Path) -> Answer:
    """Save a document."""
    saved = from_above.save_document(session, document_id=document, to=path)
    return Answer({"file": str(saved)}, [_("It is in {file}.").format(file=saved)])


@command("add-holiday", help=N_("Put a day off among what goes down."))
@argument("day", metavar=N_("DATE"))
@argument("name", metavar=N_("NAME"))
@option("--until", metavar=N_("DATE"), default="", help=N_("Its last day, where it has several."))
@option("--source", metavar=N_("TEXT"), default="", help=N_("Which decision says so."))
@uses_register(Access.WRITES)
def add_holiday(session: Session, day: str, name: str, until: str, source: str) -> Answer:
    """Add a day off."""
    changes = federation_down.add_holiday(session, day=day, name=name, until=until, source=source)
    return changed(changes, _("{name} goes down with the next bundles.").format(name=name))


@command("add-code", help=N_("Put a code of a list among what goes down."))
@argument("listed", metavar=N_("LIST"))
@argument("code", metavar=N_("CODE"))
@argument("name", metavar=N_("NAME"))
@uses_register(Access.WRITES)
def add_code(session: Session, listed: str, code: str, name: str) -> Answer:
    """Add a code."""
    changes = federation_down.add_code(session, listed=listed, code=code, name=name)
    return changed(changes, _("{name} goes down with the next bundles.").format(name=name))


@command("holidays", help=N_("List the days off that were put out."))
@uses_register(Access.READS)
def list_holidays(session: Session) -> Answer:
    """List days off."""
    found = from_above.list_holidays(session)
    data = [{"from_on": day, "until_on": until, "name": name} for day, until, name in found]
    rows = [[date_text(day), date_text(until), name] for day, until, name in found]
    return Answer({"holidays": data}, table([_("Date"), _("Until"), _("Name")], rows))


@command("codes", help=N_("List the codes that were put out."))
@uses_register(Access.READS)
def list_codes(session: Session) -> Answer:
    """List codes."""
    found = from_above.list_codes(session)
    data = [{"list": listed, "code": code, "name": name} for listed, code, name in found]
    rows = [list(one) for one in found]
    return Answer({"codes": data}, table([_("List"), _("Code"), _("Name")], rows))


@command("number", help=N_("Give a member of a branch an official number or a card number."))
@argument("unit", metavar=N_("UNIT"))
@argument("member", metavar=N_("MEMBER"))
@option("--official", metavar=N_("NUMBER"), default="", help=N_("The official number."))
@option("--card", metavar=N_("NUMBER"), default="", help=N_("The card number."))
@uses_register(Access.WRITES)
def give_numbers(session: Session, unit: str, member: str, official: str, card: str) -> Answer:
    """Give numbers."""
    found = units.find_unit(session, unit)
    row = federation_down.find_member_of(session, unit_id=found.id, key=member)
    changes = federation_down.give_codes(session, unit_id=found.id, codes={row: (official, card)})
    return changed(changes, _("It goes down with the next bundle."), member=str(row))
