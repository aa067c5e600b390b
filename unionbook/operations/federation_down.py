# SPDX-License-Identifier: Apache-2.0
"""What the federation's desk sends down: rates, lists, days off, documents, numbers, receipts.

Rates, lists, days off and documents are rows of the desk's own register and go to every branch by
the policy ``down``. Receipts, numbers of members and transfers are for one branch, as notices.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import msgspec

from unionbook.data import down, federation, transfer_rows, units
from unionbook.data.bundles import OFFICE
from unionbook.data.collecting import collect
from unionbook.domain import clock
from unionbook.domain.dates import read_date
from unionbook.domain.folding import tidy
from unionbook.domain.policies import DOWN as POLICY
from unionbook.domain.policies import read_policy
from unionbook.errors import InvalidValueError, NotFoundError, UnionbookError
from unionbook.operations import clocks, federation_lost, handed_back, transfer_papers
from unionbook.operations.bundle_files import DOWN, BundleMade, Filled, Outline, write_bundle
from unionbook.operations.bundle_parts import counted
from unionbook.operations.device_trust import foreign, now, ready_device
from unionbook.operations.policies import shares_of
from unionbook.operations.units import get_unit, list_units, require_federation, units_below
from unionbook.sync import signing
from unionbook.sync.header import Sites  # noqa: TC001 - msgspec reads the annotations
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from unionbook.data.device_keys import DeviceKeys
    from unionbook.data.journal import Changes
    from unionbook.data.units import Unit
    from unionbook.operations.sessions import Session
    from unionbook.sync.bundle import Writer

RECEIPT, CODES, TRANSFER = "receipt", "codes", "transfer"
RECEIPT_PURPOSE = b"receipt 1"
DOCUMENT_KINDS = ("bulletin", "policy", "form", "other")
_LARGEST = 5 << 20
_WHOLE_DAY = 10
_Text = Annotated[str, msgspec.Meta(max_length=400)]


class Receipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the desk says it took in: of which register, up to which commit of each device."""

    federation: _Text
    register: _Text
    vector: Sites
    given_at: _Text


class MemberCode(msgspec.Struct, frozen=True, array_like=True):
    """The official number and the card number of a member, by the row in the branch."""

    member: Annotated[int, msgspec.Meta(ge=1, le=(1 << 63) - 1)]
    official_number: _Text | None
    card_number: _Text | None


@dataclass(frozen=True, slots=True)
class DownMade:
    """The bundles that were made for the branches, and those for which none could be."""

    made: tuple[BundleMade, ...]
    left_out: tuple[tuple[str, str], ...]


def make_down(session: Session, *, unit_id: int, to: Path) -> BundleMade:
    """Write what one branch is to get: common rows it lacks, receipt, numbers, transfers."""
    require_federation(session, "send_down")
    unit = get_unit(session, unit_id=unit_id)
    if unit.state != "confirmed":
        raise UnionbookError(
            _("{name} is not connected yet: compare the six words first.").format(name=unit.name)
        )
    keys = ready_device(session)
    outline = Outline(DOWN, unit.register, f"{session.info.branch} - {unit.name}", POLICY)
    return write_bundle(
        session, to=to, outline=outline, fill=lambda writer: _fill(session, writer, unit, keys)
    )


def make_all_down(session: Session, *, to: Path) -> DownMade:
    """Write a bundle for every connected branch."""
    require_federation(session, "send_down")
    made, left_out = [], []
    for place in list_units(session):
        if place.unit.level != "branch" or not place.unit.register:
            continue
        try:
            made.append(make_down(session, unit_id=place.unit.id, to=to))
        except UnionbookError as refusal:
            left_out.append((place.unit.name, str(refusal)))
    return DownMade(tuple(made), tuple(left_out))


def _fill(session: Session, writer: Writer, unit: Unit, keys: DeviceKeys) -> Filled:
    filled = Filled()
    known = foreign(unit.register, unit.admin_key, unit.trust)
    recipients = [one.box_key for one in known.active]
    since = _known_to(session, unit)
    shares = shares_of(read_policy(POLICY))
    for_others = down.documents_not_for(session.database, unit.id)
    shares["documents"] = replace(shares["documents"], left_out=for_others)
    delta = collect(session.office, since=since, site=session.site, shares=shares, words=False)
    filled.since[OFFICE], filled.until[OFFICE] = delta.since, delta.until
    with writer.part(OFFICE, recipients=recipients, since=delta.since, until=delta.until) as part:
        part.commits(delta.commits)
        for block in counted(delta.blocks, filled.counts):
            part.block(block)
        part.notice(RECEIPT, _receipt(session, unit, keys))
        codes = down.codes_for(session.database, unit.id)
        if codes:
            told = [MemberCode(*one) for one in codes]
            part.notice(CODES, msgspec.msgpack.encode(told))
            filled.counts["member_codes"] = {"rows": len(told)}
        handed, number = federation_lost.paper_for(session, unit)
        if number:
            part.notice(handed_back.NOTICE, handed)
            filled.counts["handed_back"] = {"rows": number}
        for paper in transfer_papers.papers_down(session, unit):
            part.notice(TRANSFER, paper)
            told_of = filled.counts.setdefault("transfers", {"rows": 0})
            told_of["rows"] += 1
        for kind, body in clocks.notices_for(session, unit.register).items():
            part.notice(kind, body)
    return filled


def _known_to(session: Session, unit: Unit) -> dict[int, int]:
    """Give what all of a branch's devices told they know of this desk's own devices."""
    known = federation.known_of(session.database, unit.id)
    return {site: counter for site, counter in known.items() if _is_own(session, site)}


def _is_own(session: Session, site: int) -> bool:
    return bool(session.database.value("SELECT 1 FROM devices WHERE site = ?", [site]))


def _receipt(session: Session, unit: Unit, keys: DeviceKeys) -> bytes:
    known = federation.known_of(session.database, unit.id)
    paper = Receipt(session.register.vault.register, unit.register, known, now())
    return signing.seal_paper(paper, purpose=RECEIPT_PURPOSE, private=keys.signing)


def add_document(
    session: Session, *, path: Path, title: str = "", kind: str = "bulletin", on: str = "",
    note: str = "", to: Collection[int] = (),
) -> Changes:  # fmt: skip
    """Put a bulletin or a policy document among what every branch gets, or only some.

    ``to`` are units; a unit with others below it stands for the branches there today.
    """
    require_federation(session, "send_down")
    if kind not in DOCUMENT_KINDS:
        raise InvalidValueError(
            _("Choose one of: {known}.").format(known=", ".join(DOCUMENT_KINDS)), field="kind"
        )
    if path.stat().st_size > _LARGEST:
        raise UnionbookError(
            _("{name} is too large to be sent to every branch: 5 MB at most.").format(
                name=path.name
            )
        )
    content = base64.b64encode(path.read_bytes()).decode()
    recipients = _branches_of(session, to)
    with session.commit("add_document", right="send_down", reason=title or path.name) as changes:
        down.add_row(
            session.office,
            session.site,
            "documents",
            kind=kind,
            title=tidy(title) or path.stem,
            dated_on=_day(on),
            note=tidy(note) or None,
            file_name=path.name,
            size=path.stat().st_size,
            content=content,
            recipients=msgspec.json.encode(recipients).decode() if recipients else None,
        )
    return changes


def _branches_of(session: Session, to: Collection[int]) -> list[int]:
    """Give the branches that some units are or have below them."""
    if not to:
        return []
    places = list_units(session)
    found = {
        place.unit.id
        for number in to
        for place in units_below(places, get_unit(session, unit_id=number).id)
        if place.unit.level == "branch"
    }
    if not found:
        raise InvalidValueError(_("No branch stands below this unit: choose a branch."), field="to")
    return sorted(found)


def add_holiday(
    session: Session, *, day: str, name: str, until: str = "", source: str = ""
) -> Changes:
    """Put a day off among what every branch gets."""
    require_federation(session, "send_down")
    if not tidy(name):
        raise InvalidValueError(_("Say what day it is."), field="name")
    with session.commit("add_holiday", right="send_down", reason=tidy(name)) as changes:
        down.add_row(
            session.office,
            session.site,
            "holidays",
            day=_day(day),
            until_on=_day(until) if until else None,
            name=tidy(name),
            source=tidy(source) or None,
        )
    return changes


def add_code(session: Session, *, listed: str, code: str, name: str) -> Changes:
    """Put a code of a list among what every branch gets; the same code is named anew."""
    require_federation(session, "send_down")
    if not (tidy(listed) and tidy(code) and tidy(name)):
        raise InvalidValueError(_("Give the list, the code and its name."), field="code")
    with session.commit("add_code", right="send_down", reason=tidy(code)) as changes:
        down.put_code(session.office, session.site, tidy(listed), tidy(code), tidy(name))
    return changes


def find_member_of(session: Session, *, unit_id: int, key: str) -> int:
    """Give a unit's member by a number: local, official, of the card, of identity, or of the row.

    Raises NotFoundError where there is none, or more than one.
    """
    require_federation(session, "read_members")
    found = down.members_by_number(session.database, unit_id, key.strip())
    if len(found) == 1:
        return found[0]
    name = get_unit(session, unit_id=unit_id).name
    if found:
        raise NotFoundError(
            _(
                "{unit} has several members {number}: say which by the row’s number ({rows})."
            ).format(unit=name, number=key, rows=", ".join(map(str, found)))
        )
    raise NotFoundError(_("{unit} has no member {number}.").format(unit=name, number=key))


def give_codes(session: Session, *, unit_id: int, codes: Mapping[int, tuple[str, str]]) -> Changes:
    """Note official numbers and card numbers for members of a branch, by their row there."""
    require_federation(session, "send_down")
    unit = get_unit(session, unit_id=unit_id)
    known = down.members_of(session.database, unit_id, codes)
    strange = sorted(set(codes) - known)
    if strange:
        raise NotFoundError(
            _("{unit} has no member {number}.").format(unit=unit.name, number=strange[0])
        )
    _check_where(session, unit_id, codes)
    with session.commit("give_codes", right="send_down", reason=unit.name) as changes:
        for member, (official, card) in codes.items():
            down.put_code_of_member(
                session.office, session.site, unit_id, member, tidy(official), tidy(card)
            )
    return changes


def _check_where(session: Session, unit_id: int, members: Collection[int]) -> None:
    """Refuse a number for a record that was left behind: who went over would never get it."""
    for one in transfer_rows.list_transfers(session.database):
        gone = one.state == transfer_papers.ACCEPTED and one.from_unit == str(unit_id)
        if gone and one.member_id in members:
            there = units.find_unit(session.database, int(one.to_unit))
            raise UnionbookError(
                _("{name} has gone over to {branch}: give the number there.").format(
                    name=one.full_name, branch=there.name if there else one.to_unit
                )
            )


def _day(text: str) -> str:
    if not text:
        return clock.today()
    day = read_date(text).value
    if len(day) != _WHOLE_DAY:
        raise InvalidValueError(_("Write a date like 31/12/2025."), field="on")
    return day
