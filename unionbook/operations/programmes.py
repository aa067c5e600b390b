# SPDX-License-Identifier: Apache-2.0
"""Programmes: what is given to many at once, planned and found again; others list, give and pay."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionbook.data import programmes as rows
from unionbook.data.programmes import Programme, Recipient
from unionbook.domain.collation import sort_key
from unionbook.domain.folding import fold, tidy
from unionbook.domain.programmes import MILLION, Entitled, ProgrammeKind, ProgrammeState
from unionbook.errors import InvalidValueError, NotFoundError, UnionbookError
from unionbook.operations import ledger
from unionbook.operations.ledger import day_of
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

__all__ = ["Entitled", "Programme", "ProgrammeKind", "ProgrammeState", "Recipient"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a programme is, as it was typed.

    ``amount`` is the worth of one full share, ``goods`` what it is made of where it is no money;
    ``account`` a code or a role of the chart.
    """

    name: str
    kind: str = ProgrammeKind.GIFT
    amount: int = 0
    budget: int = 0
    goods: str = ""
    account: str = "welfare"
    entitled: Entitled = field(default_factory=Entitled)
    decision: str = ""
    planned_on: str = ""
    note: str = ""


def add_programme(session: Session, *, plan: Plan) -> Changes:
    """Plan a programme; it is the only row of ``rows["programmes"]``. Raises InvalidValueError."""
    session.require("manage_programmes")
    values = _values(session, plan, 0)
    with session.commit("add_programme", right="manage_programmes", reason=plan.name) as changes:
        rows.add_programme(session.office, session.site, values, plan.entitled)
    return changes


def change_programme(session: Session, *, programme_id: int, plan: Plan) -> Changes:
    """Change a programme that is not closed; a list that was made stays as it is."""
    session.require("manage_programmes")
    held = open_programme(session, programme_id)
    values = _values(session, plan, held.id)
    with session.commit("change_programme", right="manage_programmes", reason=plan.name) as changes:
        rows.change_programme(session.office, held.id, values, plan.entitled)
    return changes


def plan_of(programme: Programme) -> Plan:
    """Give a programme as it would be typed, to change some of it."""
    return Plan(
        programme.name,
        programme.kind.value,
        programme.amount,
        programme.budget,
        programme.goods,
        programme.account,
        programme.entitled,
        programme.decision,
        programme.planned_on,
        programme.note,
    )


def _values(session: Session, plan: Plan, own: int) -> dict[str, object]:
    _check(session, plan, own)
    return {
        "name": tidy(plan.name),
        "kind": plan.kind,
        "amount": plan.amount,
        "goods": tidy(plan.goods) or None,
        "budget": plan.budget,
        "account": ledger.account(session, code=plan.account).code,
        "decision": tidy(plan.decision) or None,
        "planned_on": day_of(plan.planned_on, "planned_on"),
        "note": tidy(plan.note) or None,
    }


def _check(session: Session, plan: Plan, own: int) -> None:
    if not plan.name.strip():
        raise InvalidValueError(_("Give the programme a name."), field="name")
    if any(
        fold(one.name) == fold(plan.name) and one.id != own
        for one in rows.list_programmes(session.database)
    ):
        raise InvalidValueError(
            _("There is a programme “{name}” already.").format(name=tidy(plan.name)), field="name"
        )
    if plan.kind not in tuple(ProgrammeKind):
        raise InvalidValueError(
            _("Choose a kind: {known}.").format(known=", ".join(ProgrammeKind)), field="kind"
        )
    if min(plan.amount, plan.budget) < 0:
        raise InvalidValueError(_("Give an amount above nothing."), field="amount")
    shares = (plan.entitled.member_share, plan.entitled.other_share)
    if not all(0 <= one <= MILLION for one in shares):
        raise InvalidValueError(_("A share is between 0 and 100 %."), field="share")
    if plan.entitled.children and not 0 <= plan.entitled.from_age <= plan.entitled.to_age:
        raise InvalidValueError(_("Give ages from a lower to a higher one."), field="ages")


def list_programmes(session: Session) -> list[Programme]:
    """Give the programmes, the latest planned first."""
    session.require("read_money")
    return rows.list_programmes(session.database)


def get_programme(session: Session, *, programme_id: int) -> Programme:
    """Give a programme. Raises NotFoundError."""
    session.require("read_money")
    found = rows.find_programme(session.database, programme_id)
    if found is None:
        raise NotFoundError(_("There is no such programme."))
    return found


def find_programme(session: Session, *, key: str) -> int:
    """Give the programme that a name or a record number names. Raises NotFoundError."""
    for one in list_programmes(session):
        if key.strip() == str(one.id) or fold(key) == fold(one.name):
            return one.id
    raise NotFoundError(
        _("There is no programme “{name}”. “unionbook programme all” lists them.").format(name=key)
    )


def open_programme(session: Session, programme_id: int) -> Programme:
    """Give a programme that is not closed. Raises NotFoundError, UnionbookError."""
    found = get_programme(session, programme_id=programme_id)
    if found.closed_on:
        raise UnionbookError(
            _("The programme “{name}” is closed. Reopen it to go on.").format(name=found.name)
        )
    return found


def list_recipients(
    session: Session, *, programme_id: int, struck_too: bool = False
) -> list[Recipient]:
    """Give a programme's list, by place and then by name as the country lists names."""
    get_programme(session, programme_id=programme_id)
    country = session.info.country
    found = rows.list_recipients(session.database, programme_id)
    return sorted(
        (one for one in found if struck_too or not one.struck),
        key=lambda one: (
            not one.place,
            sort_key(one.place, "") if one.place else "",
            sort_key(one.name, country),
            one.id,
        ),
    )


def received_by(session: Session, *, member_id: int) -> list[Recipient]:
    """Give what a member, or a relative of his or hers, was given by programmes."""
    session.require("read_money")
    return rows.received_by(session.database, member_id)
