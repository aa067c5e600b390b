# SPDX-License-Identifier: Apache-2.0
"""A branch's month on its way to the union above: what exactly is sent, made, and taken in there.

Only what the written policy names is ever put into the bundle; it is told in words and in numbers
before anything is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, TypeVar

import msgspec

from unionbook.data import erasing_at_desk, federation, federation_lost
from unionbook.data.bundles import OFFICE
from unionbook.data.collecting import collect
from unionbook.data.exchange_errors import ClockAheadError, MalformedError
from unionbook.data.figures import Figure, figures
from unionbook.data.vectors import wall_clock
from unionbook.domain import clock, periods
from unionbook.domain.exchange import Block, Kind
from unionbook.domain.numbering import compose
from unionbook.domain.policies import FIGURE_LABELS, Policy, read_policy
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations import bundle_intake, own_kinds, transfer_papers
from unionbook.operations import federation_lost as at_desk
from unionbook.operations.above import known_above, linked_above
from unionbook.operations.agreed import agreed_with
from unionbook.operations.bundle_contents import moment_of
from unionbook.operations.bundle_files import UP, Filled, Outline, write_bundle
from unionbook.operations.bundle_parts import counted
from unionbook.operations.device_trust import foreign, read_devices, ready_device, require_writing
from unionbook.operations.policies import SentTable, never_words, sent_tables, shares_of
from unionbook.operations.shares import month_shown
from unionbook.operations.units import get_unit
from unionbook.reports.formats import date_text
from unionbook.sync.packing import unpack
from unionbook.sync.refusals import BundleError
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from unionbook.data.bundles import BundleRow
    from unionbook.data.units import Federation, Unit
    from unionbook.domain.exchange import Delta, Vector
    from unionbook.operations.agreed import Agreed
    from unionbook.operations.bundle_files import BundleMade
    from unionbook.operations.bundle_intake import Proof
    from unionbook.operations.bundles import BundleTaken
    from unionbook.operations.sessions import Session
    from unionbook.sync.bundle import Notice, PartWriter, Writer

FIGURES, ABOUT, TRANSFER = "figures", "about", "transfer"
_MIDDLE = 16
"""The day from which a bundle is of its own month and not of the one before."""
_MOST_AHEAD = timedelta(hours=2)
_Text = Annotated[str, msgspec.Meta(max_length=400)]
T = TypeVar("T")


class About(msgspec.Struct, frozen=True):
    """What a month's bundle says of itself: which month, and how many members there are."""

    month: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])\Z")]
    branch: _Text
    members: int


@dataclass(frozen=True, slots=True)
class Sending:
    """What exactly would be sent now: to whom, under which policy, by table and by figure."""

    to: str
    policy: str
    title: str
    purpose: str
    month: str
    tables: tuple[SentTable, ...]
    figures: tuple[tuple[str, int], ...]
    never: str


def month_to_report() -> str:
    """Give the month a bundle made today is of: this one from its middle on, else the last."""
    today = clock.today()
    return today[:7] if int(today[8:]) >= _MIDDLE else periods.later(today[:7], -1)


def latest_month() -> str:
    """Give the latest month that may be reported today: a later one is nobody's yet."""
    return periods.later(clock.today()[:7], 1)


def _reported(month: str) -> str:
    """Give the month that a file is to be of. Raises InvalidValueError where it is to come."""
    of = month or month_to_report()
    if of > latest_month():
        raise InvalidValueError(
            _("{month} is still to come: it can be reported from the month before it on.").format(
                month=periods.shown(of)
            ),
            field="month",
        )
    return of


def preview_month(session: Session, *, month: str = "") -> Sending:
    """Say what exactly would be sent to the union above now; nothing is written."""
    of = _reported(month)
    above = _above(session)
    policy = read_policy(above.policy)
    filled = Filled()
    delta = _delta(session, above, policy)
    for _block in counted(delta.blocks, filled.counts):
        pass
    _count_transfers(session, filled, len(transfer_papers.papers_up(session)))
    kinds = [one.kind for one in figures(session.database, policy.figures, of)]
    return Sending(
        above.name,
        policy.name,
        policy.title,
        policy.purpose,
        of,
        sent_tables(filled.counts),
        tuple((_(FIGURE_LABELS[kind]), kinds.count(kind)) for kind in policy.figures),
        never_words(),
    )


def make_month(session: Session, *, to: Path, month: str = "") -> BundleMade:
    """Write the month's bundle for the union above. Raises UnionbookError where there is none.

    What was sent before and never acknowledged is in it again, and counts once.
    """
    session.require("send_up")
    require_writing(session)
    above = _above(session)
    ready_device(session)
    policy = read_policy(above.policy)
    known = foreign(above.register, above.admin_key, above.trust)
    recipients = [one.box_key for one in known.active]
    of = _reported(month)
    outline = Outline(UP, above.register, f"{session.info.branch} {of}", policy.name, of)
    return write_bundle(
        session,
        to=to,
        outline=outline,
        fill=lambda writer: _fill(session, writer, above, policy, recipients, of),
    )


def _above(session: Session) -> Federation:
    above = linked_above(session)
    if above is None:
        raise UnionbookError(
            _(
                "This branch is not connected with a federation yet. Open its invitation first and "
                "compare the six words (“federation join”, “federation confirm”)."
            )
        )
    return above


def _delta(session: Session, above: Federation, policy: Policy) -> Delta:
    since = known_above(session, above)
    return collect(
        session.office, since=since, site=session.site, shares=shares_of(policy), words=False
    )


def _fill(
    session: Session,
    writer: Writer,
    above: Federation,
    policy: Policy,
    recipients: list[bytes],
    month: str,
) -> Filled:
    filled = Filled()
    delta = _delta(session, above, policy)
    filled.since[OFFICE], filled.until[OFFICE] = delta.since, delta.until
    with writer.part(OFFICE, recipients=recipients, since=delta.since, until=delta.until) as part:
        part.commits(delta.commits)
        for block in counted(delta.blocks, filled.counts):
            part.block(block)
        _write_figures(session, part, policy, filled, month)
    return filled


def _write_figures(
    session: Session, part: PartWriter, policy: Policy, filled: Filled, month: str
) -> None:
    found = list(figures(session.database, policy.figures, month))
    members = sum(one.number for one in found if one.kind == "members")
    about = About(month, session.info.branch, members)
    part.notice(ABOUT, msgspec.msgpack.encode(about))
    part.notice(FIGURES, msgspec.msgpack.encode(found))
    kinds = own_kinds.paper_for(session, found)
    if kinds:
        part.notice(own_kinds.NOTICE, kinds)
    papers = transfer_papers.papers_up(session)
    for paper in papers:
        part.notice(TRANSFER, paper)
    _count_transfers(session, filled, len(papers))
    for one in found:
        told = filled.counts.setdefault(f"figures.{one.kind}", {"rows": 0})
        told["rows"] += 1


def _count_transfers(session: Session, filled: Filled, number: int) -> None:
    """Let transfers be told of: they name a member whatever the policy."""
    if number:
        filled.counts["transfers"] = {"rows": number, **transfer_papers.counts_up(session)}


def take_month(session: Session, proof: Proof, row: BundleRow, told: BundleTaken) -> BundleTaken:
    """Take a branch's bundle in at the federation's desk. Raises GapError, ClockAheadError."""
    unit = proof.unit
    if unit is None:
        raise MalformedError("unit")
    agreed = agreed_with(unit, proof.header.policy)
    head = proof.bundle.head(OFFICE)
    contents = proof.contents(OFFICE)
    delta = contents.delta(head)
    own = set(read_devices(session.register).certificates)
    fresh = federation.check(session.database, unit.id, own, delta)
    ahead = _ahead(proof, delta)
    if ahead is not None and fresh:
        raise ClockAheadError(ahead, wall_clock(None))
    if ahead is not None:
        return _overtaken(session, proof, row, told)
    with session.commit("take_month", right="apply_bundle", reason=unit.name) as changes:
        # The figures stand after the rows, and belong to what was known before them.
        known = federation.known_of(session.database, unit.id)
        lost = _lost(session, proof, unit, delta, own)
        kept = replace(delta, blocks=_kept(delta.blocks, agreed))
        found = federation.mirror(session.database, unit.id, kept, dict(agreed.tables))
        still = federation_lost.lowered(known, lost)
        about = _take_notices(session, unit, agreed, contents.notices, delta.until, still)
        # Papers of transfers are among the notices: one may tell of the same person.
        erasing_at_desk.settle(session.office, unit.id, found.erased)
        bundle_intake.note_taken(session, proof, row, {"members": {"added": found.added}})
        federation.note_month(
            session.database,
            unit.id,
            about.month,
            reported_at=row.made_at,
            bundle=row.number,
            upto=compose(proof.header.site, delta.until.get(proof.header.site, 0)),
        )
        federation_lost.settle_lost(session.database, unit.id, lost)
    message = (
        ngettext(
            "{month} of {unit} was taken in: {number} row.",
            "{month} of {unit} was taken in: {number} rows.",
            sum(found.rows.values()),
        ).format(month=month_shown(about.month), unit=unit.name, number=sum(found.rows.values()))
        if fresh
        else _("Everything in this file was known here already.")
    )
    counts = {table: {"received": number} for table, number in found.rows.items()}
    silent = at_desk.fell_silent(session, get_unit(session, unit_id=unit.id))
    notes = (*agreed.notes, *([at_desk.silent_words(silent)] if silent else ()))
    return replace(told, message=message, commit_id=changes.commit_id, rows=counts, notes=notes)


def _overtaken(session: Session, proof: Proof, row: BundleRow, told: BundleTaken) -> BundleTaken:
    """Let go of a file made ahead of time, of which later ones told all: its hours are wrong."""
    with session.commit("keep_bundle", right="apply_bundle", reason=row.file) as changes:
        bundle_intake.note_taken(session, proof, row, {})
    message = _("Everything in this file was known here already.")
    return replace(told, message=message, commit_id=changes.commit_id)


def _lost(
    session: Session, proof: Proof, unit: Unit, delta: Delta, own: set[int]
) -> federation_lost.Lost:
    """Give what the unit's remaining PCs know no more, as they say with this file too."""
    maker = proof.header.site
    federation_lost.note_told(session.database, unit.id, maker, delta, own)
    remaining = {one.site for one in proof.devices.active}
    return federation_lost.beyond_told(session.database, unit.id, remaining)


def _kept(blocks: Iterable[Block], agreed: Agreed) -> Iterator[Block]:
    """Give of each block what was agreed; refuse what its own policy does not name."""
    for block in blocks:
        if not set(block.columns) <= set(agreed.sent.tables.get(block.table, ())):
            raise MalformedError(block.table)
        if len(block.values) != len(block.columns):
            raise MalformedError(block.table)
        allowed = agreed.tables.get(block.table, ())
        told = zip(block.columns, block.values, strict=True)
        held = [(name, values) for name, values in told if name in allowed]
        if allowed and (held or block.kind is not Kind.PATCH):
            columns = tuple(name for name, _values in held)
            yield replace(block, columns=columns, values=[values for _name, values in held])


def _ahead(proof: Proof, delta: Delta) -> datetime | None:
    """Give up to when a file was made, where this is in the future."""
    made = moment_of(proof.header)
    latest = max([made, *(clock.moment(one.clock) for one in delta.commits)])
    return latest if latest > wall_clock(None) + _MOST_AHEAD else None


def _take_notices(
    session: Session,
    unit: Unit,
    agreed: Agreed,
    notices: list[Notice],
    until: Vector,
    known: Vector,
) -> About:
    about: About | None = None
    for one in notices:
        if one.kind == TRANSFER:
            transfer_papers.take_request(session, unit, one.body)
        elif one.kind == own_kinds.NOTICE and own_kinds.WELFARE in agreed.figures:
            own_kinds.take_paper(session, unit.id, one.body)
        elif one.kind == ABOUT:
            about = _decoded(one, About)
            _check_come(about.month)
        elif one.kind == FIGURES:
            found = _decoded(one, list[Figure])
            if {each.kind for each in found} - set(agreed.sent.figures):
                raise MalformedError(FIGURES)
            # Who is a member is counted in the month reported; dues may be paid ahead.
            _check_come(max((each.month for each in found if each.kind == "members"), default=""))
            found = [each for each in found if each.kind in agreed.figures]
            federation.put_figures(session.database, unit.id, found, until, known)
    if about is None:
        raise MalformedError(ABOUT)
    return about


def _check_come(month: str) -> None:
    """Refuse a month that is still to come: a unit that reported it would never be late again."""
    if month > latest_month():
        raise UnionbookError(
            _(
                "The file is of {month}, but on this PC it is {day}. Nothing was taken in: have it "
                "made again for the right month, or put the date of this PC right."
            ).format(month=periods.shown(month), day=date_text(clock.today()))
        )


def _decoded(notice: Notice, kind: type[T]) -> T:
    try:
        return unpack(notice.body, kind)
    except BundleError as error:
        raise MalformedError(notice.kind) from error
