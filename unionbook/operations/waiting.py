# SPDX-License-Identifier: Apache-2.0
"""What waits for the user at work: each thing with how many, since when, and where it is done.

Every kind of thing is a small function in ``SOURCES``; another module adds its own there. Each is
asked for by itself, so that the window shows the first while the others are still looked for.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from unionbook.data import dues, ledger, member_overview
from unionbook.domain import clock, periods
from unionbook.domain import ledger as roles
from unionbook.domain.roles import may
from unionbook.domain.welfare import CaseState
from unionbook.operations.backups import list_backups
from unionbook.operations.doubles import list_doubles
from unionbook.operations.month_closing import open_months
from unionbook.operations.shares import list_shares
from unionbook.operations.waiting_exchange import EXCHANGE_SOURCES
from unionbook.operations.waiting_federation import FEDERATION_SOURCES
from unionbook.operations.waiting_money import MONEY_SOURCES
from unionbook.operations.waits import ANY_OFFICE, Source, Waiting
from unionbook.operations.welfare import list_cases
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionbook.data.welfare import Case
    from unionbook.operations.sessions import Session

__all__ = ["Source", "Waiting"]

_OVERDUE = 3
"""Months after which dues that are owed are everybody's concern."""
_BACKUP_DAYS = 7
_MOST_DOUBLES = 100


def list_waiting(session: Session) -> list[Waiting]:
    """Give everything that waits for the user at work, the urgent first."""
    found = [one for source in SOURCES for one in look_for(session, name=source.name)]
    return sorted(found, key=lambda one: not one.urgent)


def look_for(session: Session, *, name: str) -> list[Waiting]:
    """Give what one source has, nothing where the user may do nothing about it."""
    source = next(one for one in SOURCES if one.name == name)
    # The role decides: what waits is told to who opens the register only to read, too.
    allowed = session.info.kind in source.offices and may(session.user.role, source.right)
    return list(source.look(session)) if allowed else []


def _books(session: Session) -> Iterator[Waiting]:
    if not ledger.list_accounts(session.database):
        yield Waiting(
            "books",
            _("The books are not set up yet"),
            _("The chart of accounts of the country is laid out in one step."),
            _("Set up the books"),
            "books",
        )


def _rule(session: Session) -> Iterator[Waiting]:
    database = session.database
    if ledger.list_accounts(database) and not dues.list_rules(database):
        yield Waiting(
            "rule",
            _("No rule of dues is chosen yet"),
            _("Choose the rule of the country or write the branch’s own, then assess a month."),
            _("Choose a rule"),
            "dues",
            ("part", "rules"),
        )


def _not_assessed(session: Session) -> Iterator[Waiting]:
    database = session.database
    if not dues.list_rules(database) or not member_overview.has_members(database):
        return
    over = periods.later(clock.today()[:7], -1)
    last = dues.last_assessed_month(database)
    first = periods.later(last, 1) if last else over
    months = list(periods.span(first, over))
    if months:
        title = ngettext(
            "The dues of {month} are not assessed",
            "{count} months are not assessed, since {month}",
            len(months),
        )
        yield Waiting(
            "assess",
            title.format(count=number_text(len(months)), month=date_text(first)),
            _("Until then nobody owes anything for it."),
            _("Assess"),
            "dues",
            ("assess", first),
            count=len(months),
            since=first,
        )


def _not_closed(session: Session) -> Iterator[Waiting]:
    months = open_months(session, before=clock.today()[:7])
    if months:
        title = ngettext(
            "{month} is not closed", "{count} months are not closed, since {month}", len(months)
        )
        yield Waiting(
            "close",
            title.format(count=number_text(len(months)), month=date_text(months[0])),
            _("A closed month keeps the figures that were reported."),
            _("See and close"),
            "books",
            ("months", months[0]),
            count=len(months),
            since=months[0],
        )


def _arrears(session: Session) -> Iterator[Waiting]:
    month = periods.later(clock.today()[:7], -_OVERDUE)
    owed = [one for one in dues.open_dues(session.database, last=month) if one.left > 0]
    count, amount = len({one.member for one in owed}), sum(one.left for one in owed)
    if owed:
        since = min(one.month for one in owed)
        title = ngettext(
            "{count} member owes dues for three months or longer",
            "{count} members owe dues for three months or longer",
            count,
        )
        yield Waiting(
            "arrears",
            title.format(count=number_text(count)),
            _("{amount} in all; the oldest are of {month}.").format(
                amount=_money(session, amount), month=date_text(since)
            ),
            _("See who owes"),
            "dues",
            ("part", "arrears"),
            count=count,
            since=since,
            amount=amount,
            urgent=True,
        )


def _remittance(session: Session) -> Iterator[Waiting]:
    if ledger.find_by_role(session.database, roles.REMITTANCE_DUE) is None:
        return
    over = periods.later(clock.today()[:7], -1)
    lines = [one for one in list_shares(session, last=over) if one.due > one.paid]
    if not lines:
        return
    amount = sum(one.due - one.paid for one in lines)
    days = sorted(one.due_on for one in lines if one.due_on)
    late = bool(days) and days[0] < clock.today()
    told = _("To be paid by {date}.").format(date=date_text(days[0])) if days else ""
    yield Waiting(
        "remittance",
        _("{amount} is due to the levels above").format(amount=_money(session, amount)),
        told or _("What was collected until the end of {month}.").format(month=date_text(over)),
        _("See what is due"),
        "books",
        ("part", "shares"),
        count=len(lines),
        since=days[0] if days else min(one.month for one in lines),
        amount=amount,
        urgent=late,
    )


def _in_transit(session: Session) -> Iterator[Waiting]:
    account = ledger.find_by_role(session.database, roles.IN_TRANSIT)
    if account is None:
        return
    before = periods.last_day(periods.later(clock.today()[:7], -1))
    then = ledger.balance_on(session.database, account, before)
    now = ledger.balance_on(session.database, account, clock.today())
    if then > 0 and now > 0:
        yield Waiting(
            "in_transit",
            _("{amount} of deducted dues has not arrived").format(amount=_money(session, now)),
            _("The employer deducted it before {date}: ask for it, or book it in.").format(
                date=date_text(before)
            ),
            _("See the account"),
            "books",
            ("account", roles.IN_TRANSIT),
            since=before,
            amount=now,
        )


def _backup(session: Session) -> Iterator[Waiting]:
    found = list_backups(session.register.folder)
    last = found[0].made_at.date() if found else None
    today = date.fromisoformat(clock.today())
    if last is not None and today - last <= timedelta(days=_BACKUP_DAYS):
        return
    if last is None and not member_overview.has_members(session.database):
        return
    told = _("The last one is of {date}.").format(date=date_text(last.isoformat())) if last else ""
    yield Waiting(
        "backup",
        _("The backup is old") if last else _("There is no backup yet"),
        told or _("A PC can be lost or break on any day."),
        _("Make a backup"),
        "backups",
        since=last.isoformat() if last else "",
        urgent=last is None,
    )


def _doubles(session: Session) -> Iterator[Waiting]:
    pairs = list_doubles(session, limit=_MOST_DOUBLES)
    if pairs:
        title = ngettext(
            "{count} pair of members may be one person",
            "{count} pairs of members may be one person each",
            len(pairs),
        )
        yield Waiting(
            "doubles",
            title.format(count=number_text(len(pairs))),
            _("Look at both side by side; merge them, or say that they are two."),
            _("Compare them"),
            "doubles",
            count=len(pairs),
        )


def _to_check(session: Session) -> Iterator[Waiting]:
    found = list_cases(session, states=(CaseState.REQUESTED,))
    title = ngettext("{count} welfare case to check", "{count} welfare cases to check", len(found))
    yield from _cases(session, found, title, _("Check them"))


def _to_approve(session: Session) -> Iterator[Waiting]:
    # Nobody approves what he or she asked for: it waits for others.
    found = [
        one
        for one in list_cases(session, states=(CaseState.CHECKED,))
        if one.user_id != session.user.id
    ]
    title = ngettext(
        "{count} welfare case to approve", "{count} welfare cases to approve", len(found)
    )
    yield from _cases(session, found, title, _("Decide on them"))


def _to_pay(session: Session) -> Iterator[Waiting]:
    found = list_cases(session, states=(CaseState.APPROVED,))
    title = ngettext("{count} welfare case to pay", "{count} welfare cases to pay", len(found))
    yield from _cases(session, found, title, _("Pay them"))


def _cases(session: Session, found: list[Case], title: str, act: str) -> Iterator[Waiting]:
    if not found:
        return
    since, amount = min(one.asked_on for one in found), sum(one.amount for one in found)
    yield Waiting(
        f"welfare_{found[0].state.value}",
        title.format(count=number_text(len(found))),
        _("{amount} in all; the oldest was asked for on {date}.").format(
            amount=_money(session, amount), date=date_text(since)
        ),
        act,
        "welfare",
        ("cases", found[0].state.value),
        count=len(found),
        since=since,
        amount=amount,
    )


def _money(session: Session, amount: int) -> str:
    return f"{number_text(amount)} {session.info.currency}"


SOURCES: tuple[Source, ...] = (
    Source("books", "post_voucher", _books),
    Source("rule", "change_dues_rules", _rule),
    Source("assess", "assess_dues", _not_assessed),
    Source("close", "close_month", _not_closed),
    Source("remittance", "post_voucher", _remittance),
    Source("welfare_check", "check_welfare", _to_check),
    Source("welfare_approve", "approve_welfare", _to_approve),
    Source("welfare_pay", "pay_welfare", _to_pay),
    Source("in_transit", "post_voucher", _in_transit),
    *MONEY_SOURCES,
    Source("arrears", "record_payment", _arrears),
    Source("backup", "make_backup", _backup, ANY_OFFICE),
    *EXCHANGE_SOURCES,
    *FEDERATION_SOURCES,
    Source("doubles", "merge_members", _doubles),
)
"""Everything that may wait, in the order in which it is shown; slow ones last."""
