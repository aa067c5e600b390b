# SPDX-License-Identifier: Apache-2.0
"""Taking a bundle in: who made it is proven, then each part goes where it belongs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from unionbook.data import applying, attachments, device_keys, units
from unionbook.data import bundles as rows
from unionbook.data.bundles import DONE, OFFICE
from unionbook.operations import cases_intake, clocks, device_trust, devices, erasing
from unionbook.operations.bundle_contents import Contents, moment_of
from unionbook.operations.bundle_files import BRANCH, DOWN, UP
from unionbook.operations.bundle_parts import CARRIED, FILES, USERS, UserNote
from unionbook.operations.bundle_watch import Watch
from unionbook.operations.incoming_files import incoming, take_files
from unionbook.operations.sessions import FEDERATION
from unionbook.sync import bundle as format_
from unionbook.sync.packing import unpack
from unionbook.sync.refusals import (
    BundleError,
    ElsewhereError,
    UnknownMakerError,
    forged,
    revoked,
)
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.data.applying import Applied
    from unionbook.data.bundles import BundleRow
    from unionbook.data.exchange_errors import GapError
    from unionbook.data.units import Federation, Unit
    from unionbook.operations.bundles import BundleTaken
    from unionbook.operations.sessions import Session
    from unionbook.sync.bundle import Notice
    from unionbook.sync.header import Header
    from unionbook.sync.trust import Devices


@dataclass(frozen=True, slots=True)
class Proof:
    """A bundle whose maker is proven, and what was learned of the maker's devices by it."""

    bundle: format_.Bundle
    boxes: list[bytes]
    devices: Devices
    unit: Unit | None = None
    federation: Federation | None = None
    watch: Watch = field(default_factory=Watch)

    @property
    def header(self) -> Header:
        """What stands before the parts."""
        return self.bundle.header

    def contents(self, part: str) -> Contents:
        """Open a part; whoever watches is told how many of its rows are done."""
        items = self.bundle.items(part, self.boxes)
        return Contents(self.watch.over(items, lambda: self.bundle.count_rows(part, self.boxes)))


def proven(session: Session, path: Path, header: Header) -> Proof:
    """Prove who made a bundle, and that it is for this register.

    Raises UnknownMakerError, RevokedError, ForgedError, BundleError.
    """
    known, unit, above = _maker(session, header)
    if header.devices:
        known.merge(header.devices)
    maker = known.by_key(header.key)
    if maker is None and header.devices and known.contradicts(header.devices):
        raise UnknownMakerError(
            _(
                "This office's key went on in two ways, and this file follows another one than is "
                "known here: users were changed on two of its PCs at one time, or somebody who was "
                "removed goes on in its name. Call the office before you believe either, and "
                "connect it anew."
            )
        )
    if maker is None or maker.site != header.site:
        raise UnknownMakerError(
            _(
                "The PC that made this file is not one of the devices of its office. Nothing was "
                "taken in: a head has to approve that PC first."
            )
        )
    if not maker.is_active:
        raise revoked()
    bundle = format_.verify(path, {header.key: maker.signing_key})
    if bundle.header != header:
        raise forged("the file changed while it was read")
    return Proof(bundle, device_keys.boxes(session.register), known, unit, above)


def _maker(session: Session, header: Header) -> tuple[Devices, Unit | None, Federation | None]:
    own = session.register.vault.register
    if header.stream != own:
        raise ElsewhereError(
            _("This file is for another office, not for this register. Nothing was opened.")
        )
    if header.purpose == BRANCH and header.register == own:
        return device_trust.read_devices(session.register), None, None
    if header.purpose == UP and session.info.kind == FEDERATION:
        unit = _unit(session, header.register)
        return device_trust.foreign(unit.register, unit.admin_key, unit.trust), unit, None
    above = units.find_federation(session.database)
    if header.purpose == DOWN and above is not None and above.register == header.register:
        _require_confirmed(above.state)
        return device_trust.foreign(above.register, above.admin_key, above.trust), None, above
    raise UnknownMakerError(
        _("This file comes from an office that this register does not know. Nothing was opened.")
    )


def _unit(session: Session, register: str) -> Unit:
    unit = units.find_by_register(session.database, register)
    if unit is None:
        raise UnknownMakerError(
            _(
                "This file comes from a branch that has not answered an invitation of this desk. "
                "Nothing was opened."
            )
        )
    _require_confirmed(unit.state)
    return unit


def _require_confirmed(state: str) -> None:
    if state != "confirmed":
        raise BundleError(
            _(
                "The six words were not compared yet. Call the other office, compare them, and "
                "confirm; then open the file once more."
            )
        )


def take_branch(session: Session, proof: Proof, row: BundleRow, told: BundleTaken) -> BundleTaken:
    """Take in what another PC of the branch sent.

    Raises GapError, ClockAheadError, CancelledError.
    """
    contents = proof.contents(OFFICE)

    def note(done: Applied) -> None:
        proof.watch.check()
        if done.commit_id:
            note_taken(session, proof, row, done.rows)

    with incoming(session.register.folder / attachments.FOLDER_NAME) as write:
        for name in (FILES, CARRIED):
            if proof.bundle.has(name):
                take_files(proof.bundle.items(name, proof.boxes), name, write, proof.watch)
        done = applying.apply(
            session.office,
            session.author,
            contents.delta(proof.bundle.head(OFFICE)),
            made_at=moment_of(proof.header),
            reason=row.file,
            also=note,
            may_stop=proof.watch.check,
        )
    if not done.commit_id:
        for _block in contents.blocks():  # what it tells besides stands after them
            pass
        with session.commit("keep_bundle", right="apply_bundle", reason=row.file):
            note_taken(session, proof, row, {})
    notes_of_cases = cases_intake.take(session, proof.bundle)
    erasing.finish_erasures(session)
    # Only now its name is known, where it is the first file of that PC.
    told = replace(told, maker=devices.place_name(session, proof.header.site))
    notes = (
        *notes_of_cases,
        *_users_elsewhere(session, contents.notices, told.maker),
        *clocks.told_by(session, proof.bundle, contents.notices, told.maker),
    )
    return answered(told, done, notes)


def note_taken(
    session: Session, proof: Proof, row: BundleRow, counts: dict[str, dict[str, int]]
) -> None:
    """Note that a bundle was taken in, and what it told of devices. Only inside a commit."""
    if row.id:
        rows.settle_bundle(session.office, row.id, state=DONE, counts=counts)
    else:
        rows.add_bundle(session.office, session.site, replace(row, counts=counts))
    document = proof.devices.document()
    if proof.unit is not None:
        keys = {"admin_key": proof.devices.admin_key, "trust": document}
        units.change_unit(session.office, proof.unit.id, **keys)
    elif proof.federation is not None:
        keys = {"admin_key": proof.devices.admin_key, "trust": document}
        units.put_federation(session.office, session.site, **keys)
    else:
        device_trust.write(session.register, proof.devices, learned=True)


def answered(told: BundleTaken, done: Applied, notes: tuple[str, ...] = ()) -> BundleTaken:
    """Give what to tell of a bundle that was taken in."""
    if not done.commit_id:
        message = _("Everything in this file was known here already.")
        return replace(told, message=message, notes=notes)
    message = ngettext(
        "{number} step of {name} was taken in.",
        "{number} steps of {name} were taken in.",
        done.new_commits,
    ).format(number=done.new_commits, name=told.maker)
    return replace(
        told,
        message=message,
        commit_id=done.commit_id,
        rows=done.rows,
        merged=done.merged,
        conflicts=len(done.conflicts),
        set_aside=done.set_aside,
        notes=notes,
    )


def _users_elsewhere(session: Session, notices: list[Notice], maker: str) -> tuple[str, ...]:
    told = [one for one in notices if one.kind == USERS]
    if not told:
        return ()
    try:
        there = {one.name for one in unpack(told[-1].body, list[UserNote])}
    except BundleError:
        # The rows are in: what another PC says of its users is a hint and stops nothing.
        return ()
    return tuple(
        _(
            "{user} is a user here but not on {pc}. If access was taken away there, take it away "
            "here too."
        ).format(user=slot.name, pc=maker)
        for slot in session.register.vault.slots
        if slot.name not in there
    )


def missing_words(session: Session, gap: GapError) -> str:
    """Give in words whose steps are missing, and which."""
    parts = [
        _("{pc}: steps {first} to {last}").format(
            pc=devices.place_name(session, site), first=first, last=last
        )
        for site, (first, last) in sorted(gap.missing.items())
    ]
    return _("Missing are {steps}.").format(steps="; ".join(parts)) if parts else ""
