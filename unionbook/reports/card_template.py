# SPDX-License-Identifier: Apache-2.0
"""The look of the membership card, as the branch may edit it.

The program's own is ``resources/templates/card.toml``.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, fields

from unionbook import paths
from unionbook.errors import InvalidValueError
from unionbook.texts import N_
from unionbook.texts import gettext as _

FIELD_LABELS = {
    "number": N_("No."),
    "official_number": N_("Member code"),
    "card_number": N_("Card number"),
    "born_on": N_("Date of birth"),
    "department": N_("Department"),
    "job": N_("Job"),
    "union_post": N_("Post"),
    "joined_on": N_("Joined on"),
    "issued_on": N_("Issued on"),
    "valid_until": N_("Valid until"),
}
MOST_FIELDS = 6
MOST_LINES = 4
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a card, each ``#RRGGBB``."""

    band: str = "#0B4A86"
    on_band: str = "#FFFFFF"
    accent: str = "#E0A526"
    paper: str = "#FFFFFF"
    ink: str = "#1A1F27"
    muted: str = "#566070"


@dataclass(frozen=True, slots=True)
class CardTemplate:
    """What a card shows; empty texts stand for the program's own."""

    colours: Colours = Colours()
    title: str = ""
    fields: tuple[str, ...] = ("number", "born_on", "department", "joined_on", "valid_until")
    back_lines: tuple[str, ...] = ()
    signatory: str = ""
    emblem_file: str = ""


def default_template() -> CardTemplate:
    """Give the template that comes with the program."""
    place = paths.resources() / "templates" / "card.toml"
    return read_template(place.read_text(encoding="utf-8"))


def read_template(text: str) -> CardTemplate:
    """Read a template, refusing what a card could not show."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise InvalidValueError(
            _("The card template cannot be read ({reason}): correct that line.").format(
                reason=problem
            ),
            field="template",
        ) from problem
    front, back = _table(tables, "front"), _table(tables, "back")
    return CardTemplate(
        colours=_colours(_table(tables, "colours")),
        title=_text(front, "title"),
        fields=_fields(_texts(front, "fields")),
        back_lines=_texts(back, "lines")[:MOST_LINES],
        signatory=_text(back, "signatory"),
        emblem_file=_text(_table(tables, "emblem"), "file"),
    )


def write_template(template: CardTemplate) -> str:
    """Give the text of a template, as :func:`read_template` reads it."""
    colours = "".join(
        f"{field.name} = {_quoted(getattr(template.colours, field.name))}\n"
        for field in fields(Colours)
    )
    return (
        f"[colours]\n{colours}\n[front]\ntitle = {_quoted(template.title)}\n"
        f"fields = {_listed(template.fields)}\n\n[back]\nlines = {_listed(template.back_lines)}\n"
        f"signatory = {_quoted(template.signatory)}\n\n"
        f"[emblem]\nfile = {_quoted(template.emblem_file)}\n"
    )


def _listed(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _quoted(text: str) -> str:
    # JSON's strings are strings of TOML too.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _table(tables: dict[str, object], name: str) -> dict[str, object]:
    found = tables.get(name, {})
    if not isinstance(found, dict):
        raise _unfit(name)
    return found


def _text(table: dict[str, object], name: str) -> str:
    found = table.get(name, "")
    if not isinstance(found, str):
        raise _unfit(name)
    return found


def _texts(table: dict[str, object], name: str) -> tuple[str, ...]:
    found = table.get(name, [])
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise _unfit(name)
    return tuple(found)


def _colours(table: dict[str, object]) -> Colours:
    known = {field.name for field in fields(Colours)}
    chosen = {name: _text(table, name) for name in table if name in known}
    for name, colour in chosen.items():
        if not _COLOUR.fullmatch(colour):
            raise InvalidValueError(
                _("The colour {name} must be written like #0B4A86.").format(name=name), field=name
            )
    return Colours(**chosen)


def _fields(chosen: tuple[str, ...]) -> tuple[str, ...]:
    if not chosen:
        return CardTemplate().fields
    for name in chosen:
        if name not in FIELD_LABELS:
            raise InvalidValueError(
                _("A card cannot show {name}: choose from {names}.").format(
                    name=name, names=", ".join(FIELD_LABELS)
                ),
                field="fields",
            )
    if len(chosen) > MOST_FIELDS:
        raise InvalidValueError(
            _("A card has room for {most} fields: take some away.").format(most=MOST_FIELDS),
            field="fields",
        )
    return chosen


def _unfit(name: str) -> InvalidValueError:
    return InvalidValueError(
        _("{name} is not what the card template expects: compare it with the original.").format(
            name=name
        ),
        field=name,
    )
