# SPDX-License-Identifier: Apache-2.0
"""``unionbook fields``: the fields of a member's record, and the branch's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.answers import Answer, changed, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import argument, group
from unionbook.cli.tables import table
from unionbook.domain.fields import CHOICE_LABELS, FIELDS, SENSITIVE
from unionbook.errors import NotFoundError
from unionbook.operations import settings
from unionbook.operations.members import visible_fields
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.data.journal import Changes
    from unionbook.domain.fields import Field
    from unionbook.operations.sessions import Session

_name = argument("name", metavar=N_("NAME"))
_sensitive = argument("name", metavar=N_("FIELD"), type=click.Choice(SENSITIVE))


@group(help=N_("The fields of a member's record, and the branch's own."))
def fields_command() -> None:
    """Hold the commands on fields."""


@fields_command.command("list", help=N_("List the fields by the names that commands use."))
@uses_register(Access.READS)
def list_fields(session: Session) -> Answer:
    """List fields."""
    used = {field.name for field in visible_fields(session)}
    country = session.info.country
    known = [field for field in FIELDS if country in field.countries]
    own = settings.list_free_fields(session)
    data = {
        "fields": [_field_data(field, used) for field in known],
        "own": [{"id": number(one.id), "name": one.name, "hidden": one.hidden} for one in own],
    }
    rows = [
        [field.name, _(field.label), _choices(field), "" if field.name in used else _("turned off")]
        for field in known
    ]
    rows += [[one.name, _("own field"), "", _("hidden") if one.hidden else ""] for one in own]
    return Answer(data, table([_("Name"), _("Field"), _("One of"), ""], rows))


def _field_data(field: Field, used: set[str]) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": _(field.label),
        "kind": field.kind.value,
        "section": field.section.value,
        "choices": list(field.choices),
        "sensitive": field.sensitive,
        "used": field.name in used,
    }


def _choices(field: Field) -> str:
    labels = CHOICE_LABELS.get(field.name, {})
    return ", ".join(f"{choice} ({_(labels[choice])})" for choice in field.choices)


@fields_command.command("add", help=N_("Add a field of the branch's own."))
@_name
@uses_register(Access.WRITES)
def add_field(session: Session, name: str) -> Answer:
    """Add an own field."""
    changes = settings.add_free_field(session, name=name)
    return changed(changes, _("The field {name} is added.").format(name=name), own=name)


@fields_command.command("rename", help=N_("Rename a field of the branch's own."))
@_name
@argument("new", metavar=N_("NEW"))
@uses_register(Access.WRITES)
def rename_field(session: Session, name: str, new: str) -> Answer:
    """Rename an own field."""
    held = _own(session, name)
    changes = settings.change_free_field(session, field_id=held.id, name=new, hidden=held.hidden)
    sentence = _("The field {name} is called {new} now.").format(name=held.name, new=new)
    return changed(changes, sentence, own=new)


@fields_command.command("hide", help=N_("Hide a field of the branch's own; its values stay."))
@_name
@uses_register(Access.WRITES)
def hide_field(session: Session, name: str) -> Answer:
    """Hide an own field."""
    return _shown_or_hidden(session, name, hidden=True)


@fields_command.command("unhide", help=N_("Show a hidden field of the branch's own again."))
@_name
@uses_register(Access.WRITES)
def unhide_field(session: Session, name: str) -> Answer:
    """Show an own field."""
    return _shown_or_hidden(session, name, hidden=False)


def _shown_or_hidden(session: Session, name: str, *, hidden: bool) -> Answer:
    held = _own(session, name)
    changes = settings.change_free_field(session, field_id=held.id, name=held.name, hidden=hidden)
    text = _("The field {name} is hidden.") if hidden else _("The field {name} is shown.")
    return changed(changes, text.format(name=held.name), own=held.name, hidden=hidden)


def _own(session: Session, name: str) -> settings.FreeField:
    wanted = name.strip().casefold()
    own = settings.list_free_fields(session)
    for one in own:
        if one.name.casefold() == wanted:
            return one
    raise NotFoundError(
        _("There is no own field “{name}”. There are: {known}.").format(
            name=name, known=", ".join(one.name for one in own) or "–"
        )
    )


@fields_command.command("turn-on", help=N_("Turn a sensitive field on."))
@_sensitive
@uses_register(Access.WRITES)
def turn_on(session: Session, name: str) -> Answer:
    """Turn a sensitive field on."""
    return _turned(settings.turn_on_sensitive(session, name=name), name, on=True)


@fields_command.command(
    "turn-off", help=N_("Turn a sensitive field off; values that are there stay, hidden.")
)
@_sensitive
@uses_register(Access.WRITES)
def turn_off(session: Session, name: str) -> Answer:
    """Turn a sensitive field off."""
    return _turned(settings.turn_on_sensitive(session, name=name, on=False), name, on=False)


def _turned(changes: Changes, name: str, *, on: bool) -> Answer:
    text = _("The field {name} is turned on.") if on else _("The field {name} is turned off.")
    return changed(changes, text.format(name=name), field=name, on=on)
