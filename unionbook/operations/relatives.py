# SPDX-License-Identifier: Apache-2.0
"""Members' relatives: who is a child for the gifts, and who belongs to one family."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unionbook.data import relatives as rows
from unionbook.data.relatives import Relative
from unionbook.domain.dates import read_date
from unionbook.domain.folding import tidy
from unionbook.domain.welfare import Relation
from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.operations.members import get_member
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

__all__ = ["Relative"]

RELATIONS = tuple(one for one in Relation if one is not Relation.MEMBER)


def list_relatives(session: Session, *, member_ids: Sequence[int] = ()) -> list[Relative]:
    """Give the relatives of some members, or of all."""
    session.require("read_members")
    return rows.list_relatives(session.database, member_ids)


def add_relatives(session: Session, *, people: Sequence[Relative]) -> Changes:
    """Add relatives to members' records; ``id`` is given by the register. Raises as below."""
    session.require("correct_member")
    for number in {one.member for one in people}:
        get_member(session, member_id=number)
    wanted = [_checked(one) for one in people]
    with session.commit("change_relatives", right="correct_member") as changes:
        rows.add_relatives(session.office, session.site, wanted)
    return changes


def change_relative(
    session: Session,
    *,
    relative_id: int,
    relation: str | None = None,
    name: str | None = None,
    born_on: str | None = None,
) -> Changes:
    """Correct a relative; what is None stays. Raises NotFoundError, InvalidValueError."""
    session.require("correct_member")
    held = _found(session, relative_id)
    changed = replace(
        held,
        relation=held.relation if relation is None else relation,
        name=held.name if name is None else name,
        born_on=held.born_on if born_on is None else born_on,
    )
    with session.commit("change_relatives", right="correct_member") as changes:
        rows.change_relative(session.office, _checked(changed))
    return changes


def remove_relative(session: Session, *, relative_id: int) -> Changes:
    """Take a relative off the member's record."""
    session.require("correct_member")
    _found(session, relative_id)
    with session.commit("change_relatives", right="correct_member") as changes:
        rows.remove_relative(session.office, relative_id)
    return changes


def _found(session: Session, number: int) -> Relative:
    held = rows.find_relative(session.database, number)
    if held is None:
        raise NotFoundError(
            _("There is no such relative: the list of relatives shows their numbers.")
        )
    return held


def _checked(one: Relative) -> Relative:
    if one.relation not in RELATIONS:
        raise InvalidValueError(
            _("Choose a relation: {known}.").format(known=", ".join(RELATIONS)), field="relation"
        )
    if not one.name.strip():
        raise InvalidValueError(_("Give the full name."), field="name")
    born = read_date(one.born_on).value if one.born_on.strip() else ""
    return replace(one, name=tidy(one.name), born_on=born)
