# SPDX-License-Identifier: Apache-2.0
"""The list out to Excel, and the template that comes back filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import free_fields, groups, member_overview, members
from unionbook.domain.fields import BY_NAME, Kind
from unionbook.errors import InvalidValueError
from unionbook.excel import member_list, template
from unionbook.operations.members import list_member_ids, visible_fields
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from threading import Event

    from unionbook.data.database import Row
    from unionbook.data.members import Criteria
    from unionbook.operations.sessions import Session

USUAL_FIELDS = (
    "local_number",
    "official_number",
    "card_number",
    "full_name",
    "sex",
    "born_on",
    "identity_number",
    "phone",
    "employee_number",
    "department",
    "job",
    "union_post",
    "joined_on",
    "status",
)
"""The columns of a list for which no others were chosen."""
_PAGE = 2000


def exportable_fields(session: Session) -> tuple[str, ...]:
    """Give the fields of this branch that fit into a cell."""
    return tuple(field.name for field in visible_fields(session) if field.kind is not Kind.PHOTO)


def export_members(
    session: Session,
    *,
    path: Path,
    criteria: Criteria | None = None,
    ids: Sequence[int] | None = None,
    names: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
    cancelled: Event | None = None,
) -> int:
    """Write the members that fit, or those of ``ids``, to a workbook; give how many.

    ``names`` are fields of the record or of the branch's own; by default all that hold something.
    That and by whom it was exported becomes a step of the history.
    """
    session.require("export_members")
    chosen = list(ids) if ids is not None else list(list_member_ids(session, criteria=criteria))
    fields = check_fields(session, names) if names else filled_fields(session)
    written = member_list.write_member_list(
        path,
        fields=fields,
        rows=_rows(session, chosen, fields),
        free={one.name: one.name for one in free_fields.list_free_fields(session.database)},
        title=session.info.branch,
        total=len(chosen),
        progress=progress,
        cancelled=cancelled,
    )
    note_outgoing(session, "export_members", path.name, len(chosen))
    return written.rows


def note_outgoing(session: Session, operation: str, name: str, count: int) -> None:
    """Note in the history who took what out of the register."""
    if session.read_only:
        return
    reason = _("{name}: {count} members").format(name=name, count=count)
    right = "export_members" if operation == "export_members" else "print"
    with session.commit(operation, right=right, reason=reason):
        pass


def write_template(session: Session, *, path: Path, names: Sequence[str] = ()) -> None:
    """Write an empty list to fill in, with drop-downs and input rules."""
    session.require("read_members")
    departments = [group.name for group in groups.list_groups(session.database, "department")]
    fields = check_fields(session, names) if names else template.USUAL_FIELDS
    template.write_template(path, fields=fields, departments=departments)


def check_fields(session: Session, names: Sequence[str]) -> tuple[str, ...]:
    """Give the names of fields as they are; raise InvalidValueError for one that there is not."""
    own = {one.name for one in free_fields.list_free_fields(session.database)}
    known = exportable_fields(session)
    for name in names:
        if name not in known and name not in own:
            raise InvalidValueError(
                _("There is no field “{name}”. There are: {known}.").format(
                    name=name, known=", ".join((*known, *sorted(own)))
                ),
                field="fields",
            )
    return tuple(names)


def filled_fields(session: Session) -> tuple[str, ...]:
    """Give the fields in which any member has a value, own fields last."""
    known = exportable_fields(session)
    stored = [name for name in known if BY_NAME[name].stored]
    filled = member_overview.filled(session.database, stored)
    filled |= {"full_name", "local_number", "status"}
    own = [one.name for one in free_fields.list_free_fields(session.database) if not one.hidden]
    return (*(name for name in known if name in filled), *own)


def read_chosen(session: Session, *, ids: Sequence[int], names: Sequence[str]) -> list[Row]:
    """Give these members' fields, the branch's own ones among them, in the order of ``ids``."""
    session.require("read_members")
    return list(_rows(session, ids, names))


def _rows(session: Session, ids: Sequence[int], names: Sequence[str]) -> Iterator[Row]:
    own = {
        one.name: one.id
        for one in free_fields.list_free_fields(session.database)
        if one.name in names
    }
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        yield from members.read(session.database, page, names, own=own)
