# SPDX-License-Identifier: Apache-2.0
"""The power of each member by which the employer may deduct dues, given and revoked.

It is a consent for that purpose, under whichever word for it. Leaving the union revokes it (for
Indonesia: Kepmenakertrans 187/2004), so the annex to the list of deductions names both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import consents
from unionbook.domain import clock, periods
from unionbook.domain.events import PRESENT
from unionbook.domain.fields import BY_NAME
from unionbook.domain.folding import fold, tidy
from unionbook.domain.report_tables import Cell, ReportColumn, ReportTable, Value
from unionbook.errors import UnionbookError
from unionbook.operations.check_off import deduction_list, power_name, power_words
from unionbook.operations.dues_reports import people
from unionbook.operations.ledger import day_of
from unionbook.operations.members import Criteria, list_member_ids, read_members
from unionbook.operations.report_kinds import Choice, ReportKind, Shelf, Span
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.consents import Consent
    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session


@dataclass(frozen=True, slots=True)
class Power:
    """A member's power: which paper, given when; revoked when, and whether by leaving."""

    member: int
    paper: str
    given_on: str
    revoked_on: str
    by_leaving: bool = False


@dataclass(frozen=True, slots=True)
class MemberPower:
    """A member of today, who that is, and the latest power; None where none was ever given."""

    member: int
    number: str
    name: str
    department: str
    power: Power | None

    @property
    def lacking(self) -> bool:
        """Whether the employer may not deduct dues: no power, or one that was revoked."""
        return self.power is None or bool(self.power.revoked_on)


def give_powers(
    session: Session,
    *,
    member_ids: Sequence[int],
    on: str = "",
    paper: str = "",
    form: str = "paper",
) -> Changes:
    """Record that members gave their power, in one step; who has given one already is left as is.

    ``paper`` says which text or number it is. Raises UnionbookError where there is nothing to do.
    """
    session.require("record_consent")
    day = day_of(on)
    held = {one.member for one in _powers(session) if not one.revoked_on}
    fresh = [member for member in dict.fromkeys(member_ids) if member not in held]
    if not fresh:
        raise UnionbookError(_("All of them have given their power already."))
    with session.commit("record_consent") as changes:
        for member in fresh:
            consents.add_consent(
                session.office,
                session.site,
                member,
                purpose=power_name(session.info.language),
                text_version=tidy(paper),
                form=form,
                on=day,
            )
    return changes


def revoke_powers(session: Session, *, member_ids: Sequence[int], on: str = "") -> Changes:
    """Record that members revoked their power. Raises UnionbookError where none had given one."""
    session.require("record_consent")
    day = day_of(on)
    wanted = set(member_ids)
    found = [one.id for member, one in _given(session) if member in wanted and not one.withdrawn_on]
    if not found:
        raise UnionbookError(_("None of them has given a power that could be revoked."))
    with session.commit("record_consent") as changes:
        for number in found:
            consents.withdraw_consent(session.office, number, day)
    return changes


def list_powers(session: Session, *, month: str = "") -> list[Power]:
    """Give the latest power of each member who ever gave one, as it stood at the end of a month."""
    session.require("read_money")
    day = periods.last_day(periods.read_month(month)) if month else clock.today()
    latest: dict[int, Power] = {}
    for one in _powers(session):
        if one.given_on <= day:
            later = one.revoked_on > day
            latest[one.member] = Power(one.member, one.paper, one.given_on, "") if later else one
    return list(latest.values())


def powers_of_members(session: Session) -> list[MemberPower]:
    """Give everybody who is a member today with the power as it stands, by department and name."""
    powers = {one.member: one for one in list_powers(session)}
    present = Criteria(statuses=PRESENT)
    who = people(session, list_member_ids(session, criteria=present))
    return [MemberPower(key, *told, powers.get(key)) for key, told in who.items()]


def without_power(session: Session, *, month: str) -> int:
    """Give how many on a month's list never gave their power, or revoked it."""
    everybody = deduction_list(session, month=month)
    agreed = deduction_list(session, month=month, consent=power_name(session.info.language))
    return len(everybody.rows) - len(agreed.rows)


def _given(session: Session) -> list[tuple[int, Consent]]:
    words = power_words()
    return [
        (member, one)
        for member, one in consents.list_consents(session.database)
        if fold(one.purpose) in words
    ]


def _powers(session: Session) -> list[Power]:
    """Give every power, the first one first; it ends on the day on which somebody left."""
    given = _given(session)
    ids = list(dict.fromkeys(member for member, _consent in given))
    left = {
        row[0]: row[1] or ""
        for row in read_members(session, ids=ids, names=("id", "left_on", "status"))
        if row[2] not in PRESENT
    }
    return [_power(member, one, left.get(member, "")) for member, one in given]


def _power(member: int, one: Consent, left_on: str) -> Power:
    by_leaving = bool(left_on) and (not one.withdrawn_on or left_on < one.withdrawn_on)
    ended = left_on if by_leaving else one.withdrawn_on
    return Power(member, one.text_version, one.given_on, ended, by_leaving)


def annex(session: Session, *, first: str, last: str) -> ReportTable:
    """Give the annex to a month's list: whose power is in force, and whose was revoked.

    Revocations are those of the month and of the one before, since the list before was made.
    """
    since = periods.first_day(periods.later(first, -1))
    powers = {
        one.member: one
        for one in list_powers(session, month=last)
        if not one.revoked_on or one.revoked_on >= since
    }
    who = people(session, powers)
    numbers = {
        row[0]: row[1]
        for row in read_members(session, ids=list(who), names=("id", "employee_number"))
    }
    in_force = [key for key in who if not powers[key].revoked_on]
    revoked = [key for key in who if powers[key].revoked_on]
    rows: list[tuple[Value, ...]] = [
        (
            numbers[key] or who[key][0],
            who[key][1],
            powers[key].given_on,
            powers[key].paper,
            powers[key].revoked_on,
            _("left the union") if powers[key].by_leaving else "",
        )
        for key in (*in_force, *revoked)
    ]
    return ReportTable(
        "checkoff-powers",
        _("Powers to deduct dues from pay"),
        first,
        last,
        _columns(),
        tuple(rows),
        numbered=True,
        notes=(
            _("In force: {in_force}. Revoked since the list before: {revoked}.").format(
                in_force=len(in_force), revoked=len(revoked)
            ),
        ),
    )


def _columns() -> tuple[ReportColumn, ...]:
    number, full_name = BY_NAME["employee_number"], BY_NAME["full_name"]
    return (
        ReportColumn(_(number.label)),
        ReportColumn(_(full_name.label), Cell.NAME),
        ReportColumn(_("Power given on"), Cell.DATE),
        ReportColumn(_("Power of attorney"), Cell.NAME),
        ReportColumn(_("Revoked on"), Cell.DATE),
        ReportColumn(_("Remark"), Cell.NAME),
    )


def _list(session: Session, *, first: str, last: str, consent: str = "") -> ReportTable:  # noqa: ARG001 - of one month
    return deduction_list(session, month=last, consent=consent)


KINDS = (
    ReportKind(
        "checkoff-list",
        N_("Dues to be deducted from pay"),
        N_("What the employer is to deduct for a month: number, name and amount, nothing else."),
        Shelf.DUES,
        _list,
        Span.MONTH,
        (Choice("consent", N_("Only who agreed to")),),
    ),
    ReportKind(
        "checkoff-powers",
        N_("Powers to deduct dues from pay"),
        N_("The annex to that list: whose power is in force, and whose was revoked since."),
        Shelf.DUES,
        annex,
        Span.MONTH,
    ),
)
