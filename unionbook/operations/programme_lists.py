# SPDX-License-Identifier: Apache-2.0
"""The list of who is entitled: made by a filter and frozen, with late additions by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import programmes as rows
from unionbook.data.programmes import Recipient
from unionbook.data.relatives import list_relatives
from unionbook.domain import clock
from unionbook.domain.dates import read_date
from unionbook.domain.events import PRESENT
from unionbook.domain.folding import fold, tidy
from unionbook.domain.programmes import MILLION, age_on, is_of_age, shared
from unionbook.domain.welfare import Relation
from unionbook.errors import InvalidValueError, NotFoundError, UnionbookError
from unionbook.operations.members import Criteria, get_member, list_member_ids, read_members
from unionbook.operations.programmes import get_programme, open_programme
from unionbook.operations.relatives import RELATIONS
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from unionbook.data.journal import Changes
    from unionbook.data.programmes import Programme
    from unionbook.operations.sessions import Session


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody the filter chose who is not entitled, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Who is entitled, and who was left out for which reason; ``beyond`` is what is over budget."""

    people: tuple[Recipient, ...]
    left_out: tuple[LeftOut, ...]
    total: int
    beyond: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that was made and frozen."""

    changes: Changes
    entitlement: Entitlement


@dataclass(frozen=True, slots=True)
class ByHand:
    """Somebody put on a list by hand: a member, a member's relative, or nobody of the register.

    The latter two have a ``name``, the second a ``relation`` to the member too.
    ``share`` in parts of a million is of the programme's amount where no ``amount`` is said.
    """

    reason: str
    member_id: int | None = None
    name: str = ""
    relation: str = ""
    born_on: str = ""
    place: str = ""
    share: int = MILLION
    amount: int | None = None
    cost: int | None = None
    own_part: int | None = None


def preview_entitled(session: Session, *, programme_id: int) -> Entitlement:
    """Give who would be on the list if it were made now."""
    programme = get_programme(session, programme_id=programme_id)
    held = _kept(session, programme)
    left_out: list[LeftOut] = []
    finding = _children if programme.entitled.children else _members
    people = tuple(finding(session, programme, held, left_out))
    total = sum(one.amount for one in (*people, *(x for x in held if not x.struck)))
    beyond = max(total - programme.budget, 0) if programme.budget else 0
    return Entitlement(people, tuple(left_out), total, beyond)


def list_entitled(session: Session, *, programme_id: int) -> Listed:
    """Make the list and freeze it: who joins or leaves later changes nothing in it.

    It may be made again until something was drawn or given; what was added or struck by hand stays.
    """
    session.require("manage_programmes")
    programme = open_programme(session, programme_id)
    if programme.given or programme.drawn:
        raise UnionbookError(
            _("Giving out has begun: the list stays. Add or strike people by hand.")
        )
    found = preview_entitled(session, programme_id=programme_id)
    with session.commit(
        "list_entitled", right="manage_programmes", reason=programme.name
    ) as changes:
        rows.set_recipients(session.office, session.site, programme.id, found.people)
        rows.change_programme(session.office, programme.id, {"listed_on": clock.today()})
    return Listed(changes, found)


def _kept(session: Session, programme: Programme) -> list[Recipient]:
    """Give the lines that making the list again leaves alone."""
    return [
        one
        for one in rows.list_recipients(session.database, programme.id)
        if one.by_hand or one.struck or one.given_on
    ]


_FIELDS = ("id", "full_name", "status", "sex", "department")


def _chosen(session: Session, programme: Programme) -> list[tuple[int, str, str, str]]:
    """Give who the filter chooses: number, name, status and department."""
    wanted = programme.entitled
    criteria = Criteria(
        statuses=wanted.statuses or PRESENT,
        department_id=wanted.department_id,
        group_id=wanted.group_id,
        text=wanted.text,
    )
    ids = list_member_ids(session, criteria=criteria)
    return [
        (number, str(name or ""), str(status), str(department or ""))
        for number, name, status, sex, department in read_members(session, ids=ids, names=_FIELDS)
        if not wanted.sex or sex == wanted.sex
    ]


def _members(
    session: Session,
    programme: Programme,
    held: Sequence[Recipient],
    left_out: list[LeftOut],
) -> Iterator[Recipient]:
    there = {one.member for one in held if not one.relation}
    for number, name, status, department in _chosen(session, programme):
        share = _share(programme, status)
        if number in there:
            left_out.append(LeftOut(name, _("Added or struck by hand already.")))
        elif not share:
            left_out.append(LeftOut(name, _("Not a member, and others get no share.")))
        else:
            yield _line(programme, number, department, share, name)


def _share(programme: Programme, status: str) -> int:
    entitled = programme.entitled
    return entitled.member_share if status in PRESENT else entitled.other_share


def _children(
    session: Session,
    programme: Programme,
    held: Sequence[Recipient],
    left_out: list[LeftOut],
) -> Iterator[Recipient]:
    chosen = {one[0]: one for one in _chosen(session, programme)}
    seen = {(fold(one.name), one.born_on) for one in held}
    found = list_relatives(session.database, list(chosen)) if chosen else []
    for child in found:
        if child.relation != Relation.CHILD:
            continue
        _number, _name, status, department = chosen[child.member]
        share = _share(programme, status)
        key = (fold(child.name), child.born_on)
        reason = _why_not(child.born_on, programme, twice=key in seen, share=share)
        if reason:
            left_out.append(LeftOut(child.name, reason))
            continue
        seen.add(key)
        yield _line(
            programme, child.member, department, share, child.name, child.born_on,
            relation=Relation.CHILD.value,
        )  # fmt: skip


def _why_not(born_on: str, programme: Programme, *, twice: bool, share: int) -> str:
    wanted = programme.entitled
    if twice:
        return _("On the list already, for the other parent or by hand.")
    if not share:
        return _("The parent is not a member, and others get no share.")
    if age_on(born_on, programme.planned_on) is None:
        return _("The date of birth is not known.")
    if not is_of_age(born_on, programme.planned_on, wanted.from_age, wanted.to_age):
        return _("Not of the age.")
    return ""


def _line(
    programme: Programme,
    member: int | None,
    place: str,
    share: int,
    name: str = "",
    born_on: str = "",
    *,
    relation: str = "",
) -> Recipient:
    return Recipient(
        0, programme.id, False, False, member, relation, name, born_on, place, share,
        shared(programme.amount, share), "", None, None, "", "", "",
    )  # fmt: skip


def add_recipient(session: Session, *, programme_id: int, person: ByHand) -> Changes:
    """Put somebody on a programme's list by hand, with the reason; nobody stands on it twice.

    Raises InvalidValueError that names the field.
    """
    session.require("manage_programmes")
    programme = open_programme(session, programme_id)
    line = line_by_hand(session, programme, person)
    refuse_twice(rows.list_recipients(session.database, programme.id), line)
    with session.commit(
        "add_recipient", right="manage_programmes", reason=person.reason
    ) as changes:
        rows.add_recipients(session.office, session.site, [line])
        if not programme.listed_on:
            rows.change_programme(session.office, programme.id, {"listed_on": clock.today()})
    return changes


def line_by_hand(session: Session, programme: Programme, person: ByHand) -> Recipient:
    """Give the line of somebody who is added by hand. Raises InvalidValueError."""
    if not person.reason.strip():
        raise InvalidValueError(_("Say why this person is added by hand."), field="reason")
    name, relation, place = tidy(person.name), person.relation, tidy(person.place)
    if relation and relation not in RELATIONS:
        raise InvalidValueError(
            _("Choose a relation: {known}.").format(known=", ".join(RELATIONS)), field="relation"
        )
    if person.member_id is None and not name:
        raise InvalidValueError(_("Name a member, or give the full name."), field="name")
    if person.member_id is not None:
        record = get_member(session, member_id=person.member_id)
        place = place or str(record.values["department"] or "")
        if name and not relation:
            raise InvalidValueError(
                _("Say how this person is related to the member."), field="relation"
            )
    amount = shared(programme.amount, person.share) if person.amount is None else person.amount
    if amount < 0 or not 0 <= person.share <= MILLION:
        raise InvalidValueError(_("Give an amount above nothing."), field="amount")
    born = read_date(person.born_on).value if person.born_on.strip() else ""
    return Recipient(
        0, programme.id, True, False, person.member_id, relation, name, born, place,
        person.share, amount, tidy(person.reason), person.cost, person.own_part, "", "", "",
    )  # fmt: skip


def refuse_twice(there: Iterable[Recipient], line: Recipient) -> None:
    """Refuse a line of somebody who may stand on the list already. Raises InvalidValueError."""
    for one in there:
        if one.struck:
            continue
        same_member = line.member is not None and not line.relation and not line.name
        if same_member and one.member == line.member and not one.relation:
            raise InvalidValueError(
                _("{name} is on the list already.").format(name=one.name), field="member"
            )
        same_name = line.name and fold(one.name) == fold(line.name)
        if same_name and _may_be_one(one, line):
            raise InvalidValueError(
                _("{name} is on the list already: tell them apart by birth or place.").format(
                    name=one.name
                ),
                field="name",
            )


def _may_be_one(one: Recipient, other: Recipient) -> bool:
    """Tell whether nothing that is known of two people of one name keeps them apart."""
    if one.born_on and other.born_on:
        return one.born_on == other.born_on
    return not (one.place and other.place and fold(one.place) != fold(other.place))


def strike_recipient(session: Session, *, recipient_id: int, reason: str) -> Changes:
    """Strike somebody off a list, with the reason; the line stays to be seen."""
    session.require("manage_programmes")
    line = get_recipient(session, recipient_id=recipient_id)
    open_programme(session, line.programme)
    if line.given_on:
        raise UnionbookError(
            _("{name} was given it already: take the giving out back first.").format(name=line.name)
        )
    if not reason.strip():
        raise InvalidValueError(_("Say why this person is struck off."), field="reason")
    with session.commit("strike_recipient", right="manage_programmes", reason=reason) as changes:
        rows.strike(session.office, line.id, tidy(reason))
    return changes


def get_recipient(session: Session, *, recipient_id: int) -> Recipient:
    """Give a line of a list. Raises NotFoundError."""
    session.require("read_money")
    found = rows.find_recipient(session.database, recipient_id)
    if found is None:
        raise NotFoundError(_("There is no such line on a list."))
    return found
