# SPDX-License-Identifier: Apache-2.0
"""What was sent and taken in, in words; what waits to be sent; how each record stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import bundles as rows
from unionbook.data import device_keys, units, unsent
from unionbook.data.bundles import AHEAD, CALLED_BACK, DONE, HELD, MADE, OFFICE, REFUSED, BundleRow
from unionbook.data.travelling import OFFICE as BETWEEN_PCS
from unionbook.domain import clock
from unionbook.domain.exchange import Vector, covers, join
from unionbook.domain.policies import read_policy
from unionbook.errors import NotFoundError
from unionbook.operations import devices
from unionbook.operations.above import known_above, linked_above
from unionbook.operations.bundle_files import BRANCH, DOWN, RIGHT_TO_MAKE, UP
from unionbook.operations.bundle_parts import least
from unionbook.operations.device_trust import foreign, gone_sites, read_devices
from unionbook.operations.policies import shares_of
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Collection

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

CONFIRMED_STATE, OPEN = "confirmed", "open"
"""Whether it is known that a bundle which was made was taken in."""


@dataclass(frozen=True, slots=True)
class BundleEntry:
    """A bundle in the history; ``words`` is a sentence that says what became of it."""

    id: int
    at: str
    direction: str
    purpose: str
    who: str
    number: int
    file: str
    size: int
    state: str
    words: str
    reason: str
    digest: str
    counts: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class WaitingToSend:
    """What waits: steps and members not confirmed above, and since when; likewise for other PCs.

    ``made`` says whether all of it lies in a bundle that only was not confirmed yet.
    """

    connected: bool
    steps: int
    new_members: int
    changed_members: int
    since: str
    made: bool
    last_receipt: str
    pcs: int
    pc_steps: int
    pc_since: str
    held: int


def list_bundles(session: Session, *, limit: int = 200) -> list[BundleEntry]:
    """Give what was made and taken in on this PC, the newest first."""
    session.require("read_members")
    found = rows.list_bundles(session.database, limit=limit)
    acknowledged = _acknowledged_by(session, {row.other for row in found})
    return [_entry(session, row, acknowledged) for row in found]


def _acknowledged_by(session: Session, others: Collection[str]) -> dict[str, Vector]:
    """Give, by register, what it is known to have of this one; of some, for there are thousands."""
    uuid = session.register.vault.register
    found = {uuid: _known_to_pcs(session)}
    above = units.find_federation(session.database)
    if above is not None:
        found[above.register] = rows.acknowledged(session.database)
    for unit in units.list_units(session.database):
        if unit.register in others:
            sites = foreign(unit.register, unit.admin_key, unit.trust).certificates
            heard = [
                rows.heard_from(session.database, unit.register, site).get(OFFICE, {})
                for site in sites
            ]
            known: Vector = {}
            for one in heard:
                known = join(known, one)
            found[unit.register] = known
    return found


def _known_to_pcs(session: Session) -> Vector:
    uuid, here = session.register.vault.register, device_keys.site_of(session.register)
    apart = {here, *gone_sites(session.register)}
    others = [one.site for one in read_devices(session.register).active if one.site not in apart]
    return least([rows.heard_from(session.database, uuid, one).get(OFFICE, {}) for one in others])


def _entry(session: Session, row: BundleRow, acknowledged: dict[str, Vector]) -> BundleEntry:
    who = _who(session, row)
    state = row.state
    if row.direction == MADE and row.state == DONE:
        known = acknowledged.get(row.other, {})
        mine = {site: row.until.get(OFFICE, {}).get(site, 0) for site in _own_sites(session, row)}
        state = CONFIRMED_STATE if covers(known, mine) else OPEN
    return BundleEntry(
        row.id,
        row.noted_at,
        row.direction,
        row.purpose,
        who,
        row.number,
        row.file,
        row.size,
        state,
        _words(row, who, state),
        row.reason,
        row.digest,
        row.counts,
    )


def _own_sites(session: Session, row: BundleRow) -> list[int]:
    """Give the devices whose steps the other side can confirm: not those of its own."""
    theirs: set[int] = set()
    if row.purpose == UP:
        above = units.find_federation(session.database)
        if above is not None:
            theirs = set(foreign(above.register, above.admin_key, above.trust).certificates)
    return [site for site in row.until.get(OFFICE, {}) if site not in theirs]


def _who(session: Session, row: BundleRow) -> str:
    if row.purpose == BRANCH:
        if row.direction == MADE:
            return _("the other PCs of the branch")
        return devices.place_name(session, row.site)
    if (row.purpose == DOWN and row.direction == MADE) or (
        row.purpose == UP and row.direction != MADE
    ):
        unit = units.find_by_register(session.database, row.other)
        return unit.name if unit else row.other
    above = units.find_federation(session.database)
    return above.name if above else row.other


def _words(row: BundleRow, who: str, state: str) -> str:
    sentences = {
        CONFIRMED_STATE: _("Number {number} for {who} was made and is confirmed."),
        OPEN: _("Number {number} for {who} was made; no receipt came yet."),
        CALLED_BACK: _("Number {number} for {who} was made and did not arrive."),
        AHEAD: _("Number {number} for {who} waits there: the clock here ran ahead."),
        DONE: _("Number {number} of {who} was taken in."),
        HELD: _("Number {number} of {who} is kept and waits."),
        REFUSED: _("Number {number} of {who} was refused."),
    }
    return sentences[state].format(number=row.number, who=who)


def call_back(session: Session, *, bundle_id: int) -> Changes:
    """Note that a bundle got lost: what was in it counts as not sent again."""
    session.require("make_bundle")
    found = next((one for one in rows.list_bundles(session.database) if one.id == bundle_id), None)
    if found is None or found.direction != MADE:
        raise NotFoundError(
            _("No file of this number was made here. “bundle history” lists the numbers.")
        )
    right = RIGHT_TO_MAKE.get(found.purpose, "make_bundle")
    with session.commit("call_back_bundle", right=right, reason=found.file) as changes:
        rows.settle_bundle(session.office, bundle_id, state=CALLED_BACK)
    return changes


def waiting(session: Session) -> WaitingToSend:
    """Count what waits to be sent above and to the other PCs, and since when."""
    session.require("read_members")
    above = linked_above(session)
    found, left = unsent.Unsent(), unsent.Unsent()
    if above is not None:
        shares = shares_of(read_policy(above.policy))
        known = known_above(session, above)
        found = unsent.beyond(session.office, known, shares)
        sent = join(known, rows.made_for(session.database, above.register).get(OFFICE, {}))
        left = unsent.beyond(session.office, sent, shares)
    members = _members_of(session, found)
    new = found.made.get("members", set())
    apart = {device_keys.site_of(session.register), *gone_sites(session.register)}
    pcs = [one for one in read_devices(session.register).active if one.site not in apart]
    other = unsent.Unsent()
    if pcs:
        other = unsent.beyond(session.office, _known_to_pcs(session), BETWEEN_PCS)
    return WaitingToSend(
        above is not None,
        found.steps,
        len(new),
        len(members - new),
        _moment(found.since),
        above is not None and not left.rows,
        rows.last_receipt(session.database),
        len(pcs),
        other.steps,
        _moment(other.since),
        len(rows.held_bundles(session.database)),
    )


def _members_of(session: Session, found: unsent.Unsent) -> set[int]:
    owners = unsent.owners_of(
        session.database, "member_events", found.rows.get("member_events", set())
    )
    return found.rows.get("members", set()) | owners


def _moment(time: int) -> str:
    return clock.moment(time).astimezone().isoformat(timespec="seconds") if time else ""


def waiting_words(found: WaitingToSend) -> str:
    """Say in a sentence what waits to be sent above; empty where nothing does."""
    number = found.new_members + found.changed_members
    if not found.connected or not found.steps:
        return ""
    if found.made:
        return _("Everything is in a file that was made; its receipt has not come yet.")
    return ngettext(
        "{number} member is new or changed since the last receipt.",
        "{number} members are new or changed since the last receipt.",
        number,
    ).format(number=number)
