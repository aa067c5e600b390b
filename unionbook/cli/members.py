# SPDX-License-Identifier: Apache-2.0
"""``unionbook members``: listing, finding, enrolling and correcting."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from unionbook.cli import membership
from unionbook.cli.answers import Answer, changed, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import (
    criteria,
    day,
    fields_option,
    fits_options,
    member_argument,
    members_meant,
    own_option,
    require_choice,
    set_option,
    told_as_words,
)
from unionbook.cli.commands import COUNT, argument, group, option
from unionbook.cli.member_record import record_data, record_lines
from unionbook.cli.shown import is_number, label, shown
from unionbook.cli.tables import table
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations import doubles, exports, members, sending
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.sessions import Session


class PossibleDoubleError(UnionbookError):
    """Somebody who may be the same person is there; ``members`` are their record numbers."""

    def __init__(self, sentence: str, members: tuple[int, ...]) -> None:
        super().__init__(sentence)
        self.members = members


LIST_FIELDS = ("local_number", "full_name", "born_on", "department", "phone", "status")
"""What a list shows where no fields were chosen."""
_ONCE = 1


@group(help=N_("List, find, add and change members, and what happens to them."))
def members_command() -> None:
    """Hold the commands on members."""


@members_command.command("list", help=N_("List the members that fit; all where nothing is said."))
@fits_options
@fields_option(N_("Which fields to show; “unionbook fields list” names them."))
@option("--limit", type=COUNT, help=N_("At most so many."))
@uses_register(Access.READS)
def list_members(
    session: Session, fitting: dict[str, Any], fields: Sequence[str], limit: int | None
) -> Answer:
    """List members."""
    ids = members.list_member_ids(session, criteria=criteria(session, fitting))
    names = exports.check_fields(session, fields) if fields else LIST_FIELDS
    return _listed(session, list(ids[:limit] if limit is not None else ids), names, len(ids))


@members_command.command(
    "search",
    help=N_(
        "Find members by any part of a name, number, phone or e-mail, the best match first.\n\n"
        "Accents need not be typed: “duc” finds “Đức”."
    ),
)
@argument("text", metavar=N_("TEXT"), nargs=-1, required=True)
@option("--limit", type=COUNT, default=20, show_default=True, help=N_("At most so many."))
@uses_register(Access.READS)
def search_members(session: Session, text: Sequence[str], limit: int) -> Answer:
    """Find members."""
    found = members.search_members(session, text=" ".join(text), limit=limit)
    data = [_as_object(members.FOUND_FIELDS, row) for row in found]
    names = members.FOUND_FIELDS[1:]
    rows = [
        [shown(name, value) for name, value in zip(names, row[1:], strict=True)] for row in found
    ]
    return Answer(
        {"count": len(found), "members": data},
        [*table([label(name) for name in names], rows), _count(len(found))],
    )


def _listed(session: Session, ids: list[int], names: Sequence[str], total: int) -> Answer:
    rows = list(exports.read_chosen(session, ids=ids, names=("id", *names)))
    data = {
        "count": total,
        "members": [_as_object(("id", *names), row) for row in rows],
    }
    right = [at for at, name in enumerate(names) if is_number(name)]
    return Answer(data, _lines(names, rows, right, total))


def _lines(
    names: Sequence[str], rows: Sequence[Sequence[Any]], right: Sequence[int], total: int
) -> Any:
    cells = [
        [shown(name, value) for name, value in zip(names, row[1:], strict=True)] for row in rows
    ]
    yield from table([label(name) for name in names], cells, right=right)
    shown_rows = len(rows)
    yield (
        _count(total)
        if shown_rows == total
        else _("{shown} of {count} members").format(shown=shown_rows, count=total)
    )


def _as_object(names: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    found = dict(zip(names, row, strict=True))
    return {**found, "id": number(found["id"])}


def _count(total: int) -> str:
    return ngettext("{count} member", "{count} members", total).format(count=total)


@members_command.command("show", help=N_("Show a member's whole record."))
@member_argument()
@uses_register(Access.READS)
def show_member(session: Session, member: str) -> Answer:
    """Show a record."""
    number_ = members.find_member(session, key=member)
    record = members.get_member(session, member_id=number_)
    sent = sending.sending_of(session, member_id=number_)
    return Answer(record_data(record, sent), record_lines(record, sent))


@members_command.command(
    "add",
    help=N_(
        "Enrol a member, for example: unionbook members add --set full_name='Nguyễn Văn An' "
        "--set born_on=31/12/1990\n\n"
        "Who may be in the register already is refused, unless --anyway says that it is another "
        "person."
    ),
)
@set_option(N_("Give a field a value; “unionbook fields list” names the fields."))
@own_option()
@option("--wage-from", metavar=N_("DATE"), default="", help=N_("From when the wage holds."))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("Why, for the history."))
@option("--anyway", is_flag=True, help=N_("Add the member though it may be a double."))
@uses_register(Access.WRITES)
def add_member(
    session: Session,
    values: dict[str, str],
    own: dict[str, str],
    wage_from: str,
    reason: str,
    anyway: bool,  # noqa: FBT001 - as click gives it
) -> Answer:
    """Enrol a member."""
    alike = doubles.find_doubles(session, values=_comparable(session, values))
    if alike and not anyway:
        raise PossibleDoubleError(
            _("This may be {name}, who is in the register. Check it, or add --anyway.").format(
                name=", ".join(_described(one) for one in alike[:3])
            ),
            tuple(one.member_id for one in alike),
        )
    changes = members.enrol_member(
        session, values=values, free=own, wage_from=day(wage_from, "wage_from"), reason=reason
    )
    member = changes.rows["members"][0]
    record = members.get_member(session, member_id=member)
    sentence = _("{name} is enrolled with the local number {number}.").format(
        name=record.values["full_name"], number=record.values["local_number"]
    )
    return changed(
        changes,
        sentence,
        member=number(member),
        local_number=record.values["local_number"],
        doubles=[{**asdict(one), "member_id": number(one.member_id)} for one in alike],
    )


def _comparable(session: Session, values: dict[str, str]) -> dict[str, object]:
    """Give the values as they would be stored, since that is what doubles are found by."""
    return members.stored_form(session, values=values)


def _described(one: doubles.Double) -> str:
    details = ", ".join(part for part in (shown("born_on", one.born_on), one.department) if part)
    return f"{one.full_name} ({details})" if details else one.full_name


@members_command.command(
    "change",
    help=N_(
        "Correct a member, or give many the same values.\n\n"
        "With --preview it is only told what would change."
    ),
)
@argument("keys", metavar=N_("NUMBER or FIELD=VALUE"), nargs=-1)
@fits_options
@set_option()
@own_option()
@option("--wage-from", metavar=N_("DATE"), default="", help=N_("From when the wage holds."))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("Why, for the history."))
@option("--preview", is_flag=True, help=N_("Only tell what would change."))
@uses_register(Access.WRITES, reads_if="preview")
def change_members(
    session: Session,
    keys: Sequence[str],
    fitting: dict[str, Any],
    values: dict[str, str],
    own: dict[str, str],
    wage_from: str,
    reason: str,
    preview: bool,  # noqa: FBT001 - as click gives it
) -> Answer:
    """Change members."""
    keys, values = told_as_words(keys, values)
    require_choice(keys, fitting)
    ids = members_meant(session, keys, fitting)
    if preview:
        return _previewed(session, ids, values)
    since = day(wage_from, "wage_from")
    if len(ids) == _ONCE:
        changes = members.correct_member(
            session, member_id=ids[0], values=values, free=own, wage_from=since, reason=reason
        )
    elif own:
        raise InvalidValueError(_("Own fields are changed for one member at a time."), field="own")
    else:
        changes = members.change_members(
            session, ids=ids, values=values, wage_from=since, reason=reason
        )
    if not changes.commit_id:
        return changed(changes, _("Nothing changed: the values are there already."))
    touched = set(changes.rows.get("members", ())) or set(ids)
    sentence = ngettext("{count} member changed.", "{count} members changed.", len(touched))
    return changed(changes, sentence.format(count=len(touched)))


def _previewed(session: Session, ids: Sequence[int], values: dict[str, str]) -> Answer:
    summary = members.preview_change_members(session, ids=ids, values=values)
    stored = members.stored_form(session, values=values)
    data = {
        "members": len(ids),
        "changes": [
            {"field": name, "before": before, "after": stored[name], "members": count}
            for name, present in summary.items()
            for before, count in present.items()
        ],
    }
    rows = [
        [label(name), shown(name, before), shown(name, stored[name]), str(count)]
        for name, present in summary.items()
        for before, count in present.items()
    ]
    headings = [_("Field"), _("Is"), _("Becomes"), _("Members")]
    return Answer(data, [*table(headings, rows, right=(3,)), _count(len(ids))])


# After these, as the help lists them in this order.
membership.add_to(members_command)
