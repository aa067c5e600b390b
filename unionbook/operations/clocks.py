# SPDX-License-Identifier: Apache-2.0
"""Clocks of PCs that are wrong, as far as another office can prove it.

Two PCs that run ahead by the same hours find each other right. Who takes their files in knows: a
file cannot come before it was made, and a step cannot be known elsewhere before it was written.
What was noticed is told back with the next file, and waits at the PC whose clock it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import msgspec

from unionbook.data import bundles as rows
from unionbook.data.bundles import AHEAD, DONE, MADE, OFFICE
from unionbook.data.exchange_errors import MalformedError
from unionbook.data.vectors import MOST_AHEAD, wall_clock, wall_reading
from unionbook.domain.values import MOMENT
from unionbook.operations import devices
from unionbook.sync.packing import unpack
from unionbook.sync.refusals import BundleError
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionbook.domain.exchange import Vector
    from unionbook.operations.sessions import Session
    from unionbook.sync.bundle import Bundle, Notice

NOTICE = "clocks"
_MOST = 50
_TOLERATED = timedelta(minutes=15)
_CENTURY = timedelta(days=36525)
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_Text = Annotated[str, msgspec.Meta(max_length=64)]


class CameEarly(msgspec.Struct, frozen=True, array_like=True):
    """A file that came before its making: its digest, the PC, when it was made and when it came."""

    digest: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
    site: Annotated[int, msgspec.Meta(ge=0, lt=1 << 31)]
    made_at: _Text
    came_at: _Text


@dataclass(frozen=True, slots=True)
class WrongClock:
    """A PC whose clock is wrong, in a sentence; ``pc`` is its name."""

    pc: str
    words: str
    since: str


def notices_for(session: Session, other: str) -> dict[str, bytes]:
    """Give, by kind, what a register is told of its files that came early, where some did."""
    found = rows.held_ahead(session.database, other)[-_MOST:]
    told = [CameEarly(one.digest, one.site, one.made_at, one.noted_at) for one in found]
    return {NOTICE: msgspec.msgpack.encode(told)} if told else {}


def take_notices(session: Session, notices: Iterable[Notice], who: str) -> tuple[str, ...]:
    """Note which files of this office came early at another place; say so. Only inside a commit.

    Raises MalformedError.
    """
    notes: list[str] = []
    for notice in notices:
        if notice.kind == NOTICE:
            notes += [_noted(session, one, who) for one in _read(notice)]
    return tuple(notes)


def _read(notice: Notice) -> list[CameEarly]:
    told = unpack(notice.body, list[CameEarly])
    for one in told:
        if not timedelta() < _moment(one.made_at) - _moment(one.came_at) < _CENTURY:
            raise MalformedError(NOTICE)
    return told


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text) if MOMENT.fits(text) else None
    if moment is None or moment.tzinfo is None:
        raise MalformedError(NOTICE)
    return moment


def _noted(session: Session, early: CameEarly, who: str) -> str:
    words = _early_words(session, early, who)
    row = rows.find_bundle(session.database, early.digest, MADE)
    if row is not None and row.state == DONE:
        rows.settle_bundle(session.office, row.id, state=AHEAD, reason=words)
    return words


def _early_words(session: Session, early: CameEarly, who: str) -> str:
    made, came = _moment(early.made_at), _moment(early.came_at)
    return _(
        "The clock of the PC {pc} runs ahead by {how_much} or more: the file it made at {made} "
        "came to {who} at {came} already, and waits there. Put the clock right, then make the file "
        "again."
    ).format(
        pc=devices.place_name(session, early.site),
        how_much=span_words(made - came),
        made=_shown(made),
        who=who,
        came=_shown(came),
    )


def ahead_words(session: Session, known: Vector, at: datetime, who: str) -> tuple[str, ...]:
    """Say that this PC's clock runs ahead, where somebody knew its steps before they were written.

    ``known`` is what ``who`` knew at the moment ``at`` of a clock of their own.
    """
    counter = known.get(session.site, 0)
    written = wall_reading(session.database, session.site, counter) if counter else None
    if written is None or written <= at + _TOLERATED or written > wall_clock(None):
        return ()  # the last: it was put right since
    return (
        _(
            "The clock of this PC runs ahead of that of {who} by {how_much} or more. Look at both, "
            "and put right the one that is wrong."
        ).format(who=who, how_much=span_words(written - at)),
    )


def told_by(
    session: Session, bundle: Bundle, notices: Sequence[Notice], who: str
) -> tuple[str, ...]:
    """Say what a file of another PC of the office tells of clocks here."""
    known, at = dict(bundle.head(OFFICE).until), bundle.header.made_at
    told = ahead_words(session, known, datetime.fromtimestamp(at / 1000, UTC), who)
    if not any(one.kind == NOTICE for one in notices):
        return told
    try:
        with session.commit("keep_bundle", right="apply_bundle"):
            return (*told, *take_notices(session, notices, who))
    except (BundleError, MalformedError):
        # The rows are in: what another PC says of clocks is a hint and stops nothing.
        return told


def list_wrong(session: Session) -> list[WrongClock]:
    """Give the PCs of this office whose clocks are known to be wrong."""
    own = session.register.vault.register
    found = {
        row.site: WrongClock(devices.place_name(session, row.site), row.reason, row.made_at[:10])
        for row in rows.made_ahead(session.database)
    }
    for row in rows.held_ahead(session.database, own):
        early = CameEarly(row.digest, row.site, row.made_at, row.noted_at)
        words = _early_words(session, early, devices.place_name(session, session.site))
        pc = devices.place_name(session, row.site)
        found.setdefault(row.site, WrongClock(pc, words, row.noted_at[:10]))
    return [*found.values(), *_behind(session)]


def _behind(session: Session) -> list[WrongClock]:
    """Tell of this PC where a file that was taken in says it was made later than now."""
    last, present = rows.latest_taken(session.database), wall_clock(None)
    if last is None or datetime.fromisoformat(last.made_at) <= present + MOST_AHEAD:
        return []
    words = _(
        "On this PC it is {now}, but a file that is in the register already was made at {made}. "
        "Put the date and the hour right before you enter anything."
    ).format(now=_shown(present), made=_shown(datetime.fromisoformat(last.made_at)))
    return [WrongClock(devices.place_name(session, session.site), words, "")]


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone():%d/%m/%Y %H:%M}"


def span_words(span: timedelta) -> str:
    """Say how long a span is, in its largest unit."""
    if span >= _DAY:
        return ngettext("{number} day", "{number} days", span.days).format(number=span.days)
    hours = span // _HOUR
    if hours:
        return ngettext("{number} hour", "{number} hours", hours).format(number=hours)
    minutes = span // timedelta(minutes=1)
    return ngettext("{number} minute", "{number} minutes", minutes).format(number=minutes)
