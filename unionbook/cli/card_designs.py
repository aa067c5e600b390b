# SPDX-License-Identifier: Apache-2.0
"""``unionbook card design`` and ``redesign``: how the branch's membership cards look."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.answers import Answer, changed
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import fields_option, given
from unionbook.cli.commands import command, file_option, option
from unionbook.cli.tables import pairs
from unionbook.operations import card_design
from unionbook.operations.card_design import FIELD_LABELS, CardColours
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from unionbook.cli.commands import Group
    from unionbook.operations.card_design import Design
    from unionbook.operations.sessions import Session

_COLOURS = tuple(one.name for one in fields(CardColours))


@command("design", help=N_("Show how the branch's cards look."))
@uses_register(Access.READS)
def show_design(session: Session) -> Answer:
    """Show the design."""
    found = card_design.read_design(session)
    return Answer(_data(found), _shown(found))


@command(
    "redesign",
    help=N_("Change how the branch's cards look; what is not said stays, an empty text clears."),
)
@option("--title", metavar=N_("TEXT"), help=N_("What stands above; otherwise the program's own."))
@fields_option(N_("Which fields the front shows, in this order."))
@option("--line", "lines", metavar=N_("TEXT"), multiple=True, help=N_("A line of the back."))
@option("--signatory", metavar=N_("TEXT"), help=N_("Who signs, on the back."))
@option(
    "--colour",
    "colours",
    metavar=N_("NAME=#RRGGBB"),
    multiple=True,
    callback=given,
    help=N_("A colour: band, on_band, accent, paper, ink or muted."),
)
@file_option("--emblem", sign=N_("PICTURE"), help=N_("A picture to stand on the front."))
@option("--no-emblem", is_flag=True, help=N_("Take the emblem away."))
@option("--program", is_flag=True, help=N_("Begin with the program's own design."))
@uses_register(Access.WRITES)
def redesign(
    session: Session, /, emblem: Path | None, *, no_emblem: bool, program: bool, **told: Any
) -> Answer:
    """Change the design."""
    held = card_design.program_design() if program else card_design.read_design(session)
    picture = None if no_emblem else held.emblem
    if emblem is not None:
        picture = card_design.read_emblem(emblem)
    made = replace(held, template=_changed(held, **told), emblem=picture)
    changes = card_design.save_design(session, design=made)
    return changed(changes, _("The cards look so from now on."), design=_data(made))


def _changed(
    held: Design,
    title: str | None,
    fields: Sequence[str],
    lines: Sequence[str],
    signatory: str | None,
    colours: dict[str, str],
) -> card_design.CardTemplate:
    unknown = [name for name in colours if name not in _COLOURS]
    if unknown:
        raise click.BadParameter(
            _("There is no colour “{name}”. There are: {known}.").format(
                name=unknown[0], known=", ".join(_COLOURS)
            )
        )
    was = held.template
    return replace(
        was,
        colours=replace(was.colours, **colours),
        title=was.title if title is None else title,
        fields=tuple(fields) or was.fields,
        back_lines=tuple(one for one in lines if one) if lines else was.back_lines,
        signatory=was.signatory if signatory is None else signatory,
    )


def _data(design: Design) -> dict[str, Any]:
    return {
        "title": design.template.title,
        "fields": list(design.template.fields),
        "lines": list(design.template.back_lines),
        "signatory": design.template.signatory,
        "colours": asdict(design.template.colours),
        "emblem": design.emblem is not None,
    }


def _shown(design: Design) -> Iterator[str]:
    told = design.template
    yield from pairs(
        [
            (_("Title of the card"), told.title or _("the program's own")),
            (_("Fields"), ", ".join(f"{one} ({_(FIELD_LABELS[one])})" for one in told.fields)),
            (_("On the back"), "\n".join(told.back_lines) or _("the program's own")),
            (_("Signed by"), told.signatory or _("the program's own")),
            (_("Emblem"), _("the branch's own") if design.emblem else _("none")),
            (_("Colours"), ", ".join(f"{name} {asdict(told.colours)[name]}" for name in _COLOURS)),
        ]
    )


def add_to(parent: Group) -> None:
    """Put these commands into ``unionbook card``."""
    for one in (show_design, redesign):
        parent.add_command(one)
