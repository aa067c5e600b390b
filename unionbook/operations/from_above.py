# SPDX-License-Identifier: Apache-2.0
"""What the union above sent, taken in by a branch: rows as from any device, and papers for it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeVar

from unionbook.data import applying, atomic, device_keys, devices, down
from unionbook.data import bundles as rows
from unionbook.data.bundles import OFFICE
from unionbook.data.exchange_errors import MalformedError
from unionbook.data.vectors import MOST_AHEAD, vector
from unionbook.domain.exchange import covers
from unionbook.domain.folding import tidy
from unionbook.domain.numbering import site_of
from unionbook.domain.policies import DOWN as POLICY
from unionbook.domain.policies import read_policy
from unionbook.domain.values import MOMENT
from unionbook.errors import NotFoundError
from unionbook.operations import (
    bundle_intake,
    clocks,
    device_trust,
    documents_read,
    handed_back,
    transfer_papers,
)
from unionbook.operations.bundle_contents import moment_of
from unionbook.operations.device_trust import read_devices
from unionbook.operations.federation_down import (
    CODES,
    RECEIPT,
    RECEIPT_PURPOSE,
    TRANSFER,
    MemberCode,
    Receipt,
)
from unionbook.operations.policies import shares_of
from unionbook.sync import signing
from unionbook.sync.packing import unpack
from unionbook.sync.refusals import BundleError, ForgedError, forged
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.data.applying import Applied
    from unionbook.data.bundles import BundleRow
    from unionbook.data.down import DocumentRow
    from unionbook.operations.bundle_intake import Proof
    from unionbook.operations.bundles import BundleTaken
    from unionbook.operations.sessions import Session
    from unionbook.sync.bundle import Notice

T = TypeVar("T")


@dataclass(slots=True)
class _Told:
    """What the papers in a bundle brought, in sentences."""

    notes: list[str] = field(default_factory=list)


def take_down(session: Session, proof: Proof, row: BundleRow, told: BundleTaken) -> BundleTaken:
    """Take in what the union above sent. Raises GapError, ClockAheadError, ForgedError."""
    head = proof.bundle.head(OFFICE)
    contents = proof.contents(OFFICE)
    _check_whose(session, {*head.until, *(site_of(one.id) for one in contents.commits)})
    found = _Told()

    def note(done: Applied) -> None:
        proof.watch.check()
        if done.commit_id:
            _take_papers(session, proof, contents.notices, found)
            bundle_intake.note_taken(session, proof, row, done.rows)

    done = applying.apply(
        session.office,
        session.author,
        contents.delta(head),
        made_at=moment_of(proof.header),
        shares=shares_of(read_policy(POLICY)),
        reason=row.file,
        also=note,
        may_stop=proof.watch.check,
    )
    if not done.commit_id:
        for _block in contents.blocks():  # the papers stand after them
            pass
        with session.commit("take_down", right="apply_bundle", reason=row.file) as changes:
            _take_papers(session, proof, contents.notices, found)
            bundle_intake.note_taken(session, proof, row, {})
        done = replace(done, commit_id=changes.commit_id)
    message = _("What {name} sent was taken in.").format(name=told.maker)
    counts = done.rows
    return replace(
        told,
        message=message,
        commit_id=done.commit_id,
        rows=counts,
        conflicts=len(done.conflicts),
        notes=tuple(found.notes),
    )


def _check_whose(session: Session, sites: set[int]) -> None:
    """Refuse steps told in the name of the branch's own PCs: theirs could not come any more."""
    own = set(read_devices(session.register).certificates)
    own |= {place.site for place in devices.list_places(session.database)}
    theirs = sites & own
    if theirs:
        raise forged("steps of this branch's own PCs")


def _take_papers(session: Session, proof: Proof, notices: list[Notice], found: _Told) -> None:
    for one in notices:
        if one.kind == RECEIPT:
            _take_receipt(session, proof, one, found)
        elif one.kind == CODES:
            _take_codes(session, _decoded(one, list[MemberCode]), found)
        elif one.kind == TRANSFER:
            found.notes += transfer_papers.take_paper(session, one.body)
        elif one.kind == handed_back.NOTICE:
            found.notes += handed_back.take_paper(session, one.body)
    above = proof.federation.name if proof.federation else ""
    found.notes += clocks.take_notices(session, notices, above)


def _take_receipt(session: Session, proof: Proof, notice: Notice, found: _Told) -> None:
    above = proof.federation
    if above is None:
        raise MalformedError(RECEIPT)
    receipt = read_receipt(notice.body, proof)
    if (receipt.federation, receipt.register) != (above.register, session.register.vault.register):
        raise forged("a receipt for another register")
    if not _was_given(receipt, proof):
        raise MalformedError(RECEIPT)
    text = base64.b64encode(notice.body).decode()
    rows.add_receipt(
        session.office,
        session.site,
        federation_id=above.id,
        given_at=receipt.given_at,
        vector=receipt.vector,
        document=text,
    )
    if not receipt.vector:
        return
    own = vector(session.office)
    if not covers(own, receipt.vector):
        found.notes.append(_more_above(session).format(name=above.name))
    found.notes.append(
        _("{name} confirmed what it has of this branch, on {day}.").format(
            name=above.name, day=_day(receipt.given_at)
        )
    )
    given = datetime.fromisoformat(receipt.given_at)
    found.notes += clocks.ahead_words(session, receipt.vector, given, above.name)


def _was_given(receipt: Receipt, proof: Proof) -> bool:
    """Tell whether a receipt was given by when its file was made: the latest is what counts."""
    if not MOMENT.fits(receipt.given_at):
        return False
    given = datetime.fromisoformat(receipt.given_at)
    latest = moment_of(proof.header) + MOST_AHEAD
    return given.tzinfo is not None and given <= latest


def _more_above(session: Session) -> str:
    here = device_keys.site_of(session.register)
    gone = device_trust.gone_sites(session.register)
    others = {one.site for one in read_devices(session.register).active} - {here, *gone}
    if others:
        return _(
            "{name} has more of this branch than this PC: open the file of the branch's other "
            "PC here too. Where that PC is no more and this register was put back from a backup, "
            "strike it off under “PCs” and send the month's file; then {name} can hand back what "
            "was lost."
        )
    return _(
        "{name} has more of this branch than this register, which was put back from an older "
        "copy. Strike the former PC off under “PCs” and send the month's file; then {name} can "
        "hand back what was lost."
    )


def read_receipt(content: bytes, proof: Proof) -> Receipt:
    """Read a receipt that a device of the federation must have signed. Raises ForgedError."""
    for public in proof.devices.signing_keys.values():
        try:
            return signing.read_paper(content, Receipt, purpose=RECEIPT_PURPOSE, public=public)
        except ForgedError:
            continue
    raise forged("a receipt")


def _day(moment: str) -> str:
    return f"{moment[8:10]}/{moment[5:7]}/{moment[:4]}"


def _take_codes(session: Session, codes: list[MemberCode], found: _Told) -> None:
    number = down.set_codes(
        session.office,
        [(one.member, _code(one.official_number), _code(one.card_number)) for one in codes],
    )
    if number:
        found.notes.append(
            ngettext(
                "{number} member got an official number or a card number.",
                "{number} members got an official number or a card number.",
                number,
            ).format(number=number)
        )


def _code(text: str | None) -> str | None:
    return tidy(text or "") or None


def _decoded(notice: Notice, kind: type[T]) -> T:
    try:
        return unpack(notice.body, kind)
    except BundleError as error:
        raise MalformedError(notice.kind) from error


def list_documents(session: Session) -> list[DocumentRow]:
    """Give the bulletins and policy documents of the union above, the newest first."""
    session.require("read_members")
    return down.list_documents(session.database)


def list_holidays(session: Session) -> list[tuple[str, str, str]]:
    """Give the days off that were put out: from, until (or empty), what day it is."""
    session.require("read_members")
    return down.list_holidays(session.database)


def list_codes(session: Session) -> list[tuple[str, str, str]]:
    """Give the codes that were put out: list, code, what it means."""
    session.require("read_members")
    return down.list_codes(session.database)


def save_document(session: Session, *, document_id: int, to: Path) -> Path:
    """Write a document to a file of the user's choice; give the file. Raises NotFoundError."""
    session.require("read_members")
    content = down.document_content(session.database, document_id)
    held = next((one for one in list_documents(session) if one.id == document_id), None)
    if content is None or held is None:
        raise NotFoundError(_("There is no such document."))
    # The name came from elsewhere: only its last part says where the file goes.
    path = to / PurePath(held.file_name.replace("\\", "/")).name if to.is_dir() else to
    atomic.write(path, content)
    documents_read.mark_read(session, document_ids=[document_id])
    return path
