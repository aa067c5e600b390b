# SPDX-License-Identifier: Apache-2.0
"""What waits around files to and from other PCs, the union above and the branches below."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from unionbook.data import member_doubles
from unionbook.domain import clock
from unionbook.operations import (
    bundle_history,
    clocks,
    federation,
    federation_lost,
    handed_back,
    transfers,
    units,
    watched,
)
from unionbook.operations.bundles import UP
from unionbook.operations.conflicts import count_conflicts
from unionbook.operations.device_trust import gone_sites
from unionbook.operations.devices import WAITING, list_devices
from unionbook.operations.months import month_to_report
from unionbook.operations.sessions import FEDERATION
from unionbook.operations.waits import ANY_OFFICE, ONLY_FEDERATION, Source, Waiting
from unionbook.reports.formats import date_text, number_text
from unionbook.sync.trust import ACTIVE
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionbook.operations.sessions import Session

_SCREEN = "exchange"
_FIRST_DAY = 16
"""The day of a month from which its file may be made; see ``months.month_to_report``."""
_LONG = 14
"""Days after which a receipt that has not come is asked for."""
_LOOKED_AT = 30
_NOT_THERE = ("called_back", "ahead")
"""States of a file that was made and is not in the other office."""


def _conflicts(session: Session) -> Iterator[Waiting]:
    number = count_conflicts(session)
    if number:
        title = ngettext(
            "{count} value was entered differently on two PCs",
            "{count} values were entered differently on two PCs",
            number,
        )
        yield Waiting(
            "conflicts",
            title.format(count=number_text(number)),
            _("One of the two stands for now; decide which one is right."),
            _("Decide"),
            _SCREEN,
            ("conflicts",),
            count=number,
            urgent=True,
        )


def _sending(session: Session) -> Iterator[Waiting]:
    found = bundle_history.waiting(session)
    if found.connected:
        yield from _month(session, found)
    if found.pcs and found.pc_steps:
        told = ngettext(
            "{count} step was entered here since they were last heard of.",
            "{count} steps were entered here since they were last heard of.",
            found.pc_steps,
        )
        yield Waiting(
            "other_pcs",
            _("The other PCs of this office lack something"),
            told.format(count=number_text(found.pc_steps)),
            _("Make a file for them"),
            _SCREEN,
            ("branch",),
            count=found.pc_steps,
            since=found.pc_since[:10],
        )
    if found.held:
        told = ngettext(
            "{count} file that came is kept until what is missing has come.",
            "{count} files that came are kept until what is missing has come.",
            found.held,
        )
        yield Waiting(
            "held",
            _("A file that came waits for an earlier one"),
            told.format(count=number_text(found.held)),
            _("See which one is missing"),
            _SCREEN,
            ("history",),
            count=found.held,
        )


def _month(session: Session, found: bundle_history.WaitingToSend) -> Iterator[Waiting]:
    """Tell of the month's file that is not made, of what waits since, or of a receipt."""
    month = month_to_report()
    made = [
        one
        for one in bundle_history.list_bundles(session, limit=_LOOKED_AT)
        if one.purpose == UP and one.direction == "made" and one.state not in _NOT_THERE
    ]
    words = bundle_history.waiting_words(found)
    since = _("Since {date}.").format(date=date_text(found.since[:10])) if found.since else ""
    number = found.new_members + found.changed_members
    if not any(one.at[:10] >= f"{month}-{_FIRST_DAY}" for one in made):
        yield Waiting(
            "sending",
            _("The file of {month} for the union above is not made").format(month=date_text(month)),
            f"{words} {since}".strip() or _("It carries the figures of the month."),
            _("Make the month's file"),
            _SCREEN,
            ("month",),
            count=max(number, 1),
            since=found.since[:10],
            urgent=clock.today() > federation.due_on(session, month),
        )
    elif found.steps and not found.made:
        yield Waiting(
            "sending",
            _("The union above lacks something of this branch"),
            f"{words} {since}",
            _("Make the month's file"),
            _SCREEN,
            ("month",),
            count=number,
            since=found.since[:10],
        )
    else:
        yield from _receipt(made)


def _receipt(made: list[bundle_history.BundleEntry]) -> Iterator[Waiting]:
    last = made[0]
    if last.state != bundle_history.OPEN:
        return
    waited = (date.fromisoformat(clock.today()) - date.fromisoformat(last.at[:10])).days
    if waited >= _LONG:
        yield Waiting(
            "receipt",
            _("No receipt came from the union above"),
            _("The file of {date} is {days} days old. Ask whether it arrived.").format(
                date=date_text(last.at[:10]), days=number_text(waited)
            ),
            _("See the files sent"),
            _SCREEN,
            ("history",),
            since=last.at[:10],
        )


def _files(session: Session) -> Iterator[Waiting]:
    found = watched.new_files(session)
    if found:
        title = ngettext(
            "{count} new file lies in the watched folder",
            "{count} new files lie in the watched folder",
            len(found),
        )
        yield Waiting(
            "files",
            title.format(count=number_text(len(found))),
            _("See what each is and from whom, then take it in."),
            _("Open them"),
            _SCREEN,
            ("watched",),
            count=len(found),
        )


def _asking(session: Session) -> Iterator[Waiting]:
    for path, request in watched.asking(session):
        yield Waiting(
            "asking",
            _("The PC {computer} asks to join").format(computer=request.computer),
            _("{user} works there. Compare six words by telephone, then approve it.").format(
                user=request.user
            ),
            _("See its request"),
            _SCREEN,
            ("devices", str(path)),
            since=request.made_at[:10],
        )


def _this_pc(session: Session) -> Iterator[Waiting]:
    waits = any(one.is_this and one.state == WAITING for one in list_devices(session))
    if waits and len(list_devices(session)) > 1 and not session.may("manage_users"):
        yield Waiting(
            "this_pc",
            _("This PC is not approved yet"),
            _("Until a head approves it, no file from elsewhere can be taken in here."),
            _("Ask for approval"),
            _SCREEN,
            ("devices",),
        )


def _former_pc(session: Session) -> Iterator[Waiting]:
    """Tell of this PC as it was before the register was put back: it counts as a PC still."""
    gone = gone_sites(session.register)
    former = [one for one in list_devices(session) if one.site in gone and one.state == ACTIVE]
    if former and session.may("manage_users"):
        yield Waiting(
            "former_pc",
            _("This register was put back from an older copy"),
            _(
                "The PC as it was before still counts as one of the office's devices. If no file "
                "of it is to be taken in any more, strike it off."
            ),
            _("Strike it off"),
            _SCREEN,
            ("devices",),
            count=len(former),
        )


def _clocks(session: Session) -> Iterator[Waiting]:
    for one in clocks.list_wrong(session):
        yield Waiting(
            "clock",
            _("The clock of the PC {pc} is wrong").format(pc=one.pc),
            one.words,
            _("See the files"),
            _SCREEN,
            ("history",),
            since=one.since,
            urgent=True,
        )


def _took_in_erased(session: Session) -> Iterator[Waiting]:
    """Tell of a living record into which another PC folded that of somebody erased."""
    for number, name in member_doubles.took_in_erased(session.database):
        yield Waiting(
            "took_in_erased",
            _("{name} took in the record of somebody who was erased").format(name=name),
            _(
                "Another PC merged the two before it heard of the erasure, so something of the "
                "erased person may stand in this record. Look at it: correct it, or erase it too."
            ),
            _("See the record"),
            "members",
            ("member", str(number)),
            urgent=True,
        )


def _lost(session: Session) -> Iterator[Waiting]:
    if not federation_lost.count_units_that_lost(session):
        return
    for one in federation_lost.list_lost(session):
        if not one.handed_back:
            yield Waiting(
                "lost",
                _("{unit} went back to an older state").format(unit=one.unit.name),
                federation_lost.lost_words(one),
                _("Hand back or strike off"),
                "units",
                ("unit", str(one.unit.id)),
                count=len(one.members),
            )


def _silent(session: Session) -> Iterator[Waiting]:
    for one in federation_lost.list_silent(session):
        yield Waiting(
            "silent",
            _("{unit} may have been put back from a backup").format(unit=one.unit.name),
            federation_lost.silent_words(one),
            _("See the unit"),
            "units",
            ("unit", str(one.unit.id)),
            count=one.steps,
            since=one.last_at[:10],
        )


def _handed_back(session: Session) -> Iterator[Waiting]:
    found = handed_back.find_offer(session)
    if found is not None:
        yield Waiting(
            "handed_back",
            _("The union above hands lost records back"),
            ", ".join(one.full_name for one in found.members[:3]),
            _("Look at them"),
            _SCREEN,
            ("above",),
            count=len(found.members),
            since=found.told_at[:10],
        )


def _transfers(session: Session) -> Iterator[Waiting]:
    wanted = "asked" if session.info.kind == FEDERATION else "offered"
    found = [one for one in transfers.list_transfers(session) if one.state == wanted]
    if found:
        title = ngettext(
            "The transfer of {count} member waits for your yes",
            "The transfers of {count} members wait for your yes",
            len(found),
        )
        yield Waiting(
            "transfers",
            title.format(count=number_text(len(found))),
            ", ".join(one.full_name for one in found[:3]),
            _("Decide"),
            _SCREEN,
            ("transfers",),
            count=len(found),
            since=found[-1].asked_on,
        )


def _late(session: Session) -> Iterator[Waiting]:
    month = federation.last_month()
    found = [one for one in federation.list_late(session, month=month) if one.days > 0]
    if found:
        names = ", ".join(one.place.unit.name for one in found[:3])
        yield Waiting(
            "late",
            federation.late_words(found, month),
            f"{names}…" if len(found) > 3 else names,  # noqa: PLR2004 - as many as are named
            _("See who is late"),
            "overview",
            (),
            count=len(found),
            since=found[0].due_on,
            urgent=True,
        )


def _answered(session: Session) -> Iterator[Waiting]:
    found = [one.unit for one in units.list_units(session) if one.unit.state == "answered"]
    for unit in found:
        yield Waiting(
            "answered",
            _("{unit} has answered").format(unit=unit.name),
            _("Call it and compare the six words; then its files can be taken in."),
            _("Compare"),
            "units",
            ("unit", str(unit.id)),
        )


EXCHANGE_SOURCES: tuple[Source, ...] = (
    Source("conflicts", "resolve_conflict", _conflicts, ANY_OFFICE),
    Source("clock", "apply_bundle", _clocks, ANY_OFFICE),
    Source("took_in_erased", "erase_member", _took_in_erased),
    Source("handed_back", "change_members", _handed_back),
    Source("former_pc", "manage_users", _former_pc, ANY_OFFICE),
    Source("lost", "send_down", _lost, ONLY_FEDERATION),
    Source("silent", "send_down", _silent, ONLY_FEDERATION),
    Source("late", "manage_units", _late, ONLY_FEDERATION),
    Source("answered", "join_federation", _answered, ONLY_FEDERATION),
    Source("asking", "manage_users", _asking, ANY_OFFICE),
    Source("this_pc", "apply_bundle", _this_pc, ANY_OFFICE),
    Source("transfers", "transfer_member", _transfers, ANY_OFFICE),
    Source("sending", "make_bundle", _sending, ANY_OFFICE),
    Source("files", "apply_bundle", _files, ANY_OFFICE),
)
"""What waits around the exchange, in the order in which it is shown."""
