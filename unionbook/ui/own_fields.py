# SPDX-License-Identifier: Apache-2.0
"""The fields of a member's form: those of the record that are in use, and the branch's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.domain.fields import Field, Kind, Section
from unionbook.operations.members import visible_fields
from unionbook.operations.settings import list_free_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionbook.operations.members import MemberRecord
    from unionbook.operations.sessions import Session

_MARK = "own:"
"""Before the name of an own field, so that it cannot be taken for one of the record."""


def fields_of(session: Session) -> tuple[Field, ...]:
    """Give the fields of the form in their order; own fields stand last."""
    own = (
        Field(f"{_MARK}{one.name}", one.name, Kind.TEXT, Section.OTHER, stored=False)
        for one in list_free_fields(session)
        if not one.hidden
    )
    return (*visible_fields(session), *own)


def is_own(field: Field) -> bool:
    """Say whether a field is one of the branch's own."""
    return field.name.startswith(_MARK)


def values_of(record: MemberRecord) -> dict[str, object]:
    """Give a record's values by the names of the form's fields."""
    return {**record.values, **{f"{_MARK}{name}": text for name, text in record.free.items()}}


def parted(typed: Mapping[str, object]) -> tuple[dict[str, object], dict[str, str]]:
    """Part what was typed into values of the record and texts of own fields."""
    values = {name: value for name, value in typed.items() if not name.startswith(_MARK)}
    own = {
        name.removeprefix(_MARK): str(value or "")
        for name, value in typed.items()
        if name.startswith(_MARK)
    }
    return values, own
