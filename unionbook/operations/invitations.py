# SPDX-License-Identifier: Apache-2.0
"""How a branch and the union above come to know each other's keys.

The desk makes an invitation for a unit of its tree; the branch answers it; then both sides see the
same six words and compare them over the telephone. Until both have said that the words are the
same, nothing is taken in.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import msgspec

from unionbook.data import atomic, bundles, federation_lost, units
from unionbook.domain.folding import tidy
from unionbook.domain.policies import UPWARD, read_policy
from unionbook.domain.roles import ADMIN
from unionbook.errors import InvalidValueError, NotFoundError, UnionbookError
from unionbook.operations import other_branch
from unionbook.operations.above import CONFIRMED
from unionbook.operations.bundle_files import short_name
from unionbook.operations.card_reading import read_code
from unionbook.operations.device_trust import foreign, now, read_devices, ready_device
from unionbook.operations.file_kinds import ENDINGS, FileKind, require_kind
from unionbook.operations.papers import letterhead, printed
from unionbook.operations.sessions import FEDERATION
from unionbook.operations.units import get_unit, path_of, require_federation
from unionbook.reports import output
from unionbook.reports.invitation import InvitationSheet, invitation_sheet
from unionbook.sync import signing
from unionbook.sync.refusals import forged
from unionbook.sync.trust import TrustDocument
from unionbook.sync.words import six_words
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.data.journal import Changes
    from unionbook.data.units import Federation, Unit
    from unionbook.operations.sessions import Session

INVITATION_SUFFIX, ANSWER_SUFFIX = ENDINGS[FileKind.INVITATION], ENDINGS[FileKind.ANSWER]
ANSWERED, INVITED = "answered", "invited"
_INVITATION, _ANSWER = b"invitation 1", b"answer 1"
_LARGEST = 1 << 19
_Text = Annotated[str, msgspec.Meta(max_length=400, pattern=r"^[^\x00]*\Z")]
_Words = Annotated[str, msgspec.Meta(max_length=400, pattern=r"^[^\x00]*[^\s\x00][^\x00]*\Z")]
_Unit = Annotated[int, msgspec.Meta(ge=1, le=(1 << 63) - 1)]
_Nonce = Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
_Key = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]


class _Invitation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    register: _Words
    name: _Words
    country: _Words
    policy: _Words
    place: Annotated[tuple[_Words, ...], msgspec.Meta(min_length=1, max_length=20)]
    unit: _Unit
    nonce: _Nonce
    admin_key: _Key
    devices: bytes
    made_at: _Text


class _Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    register: _Words
    branch: _Words
    unit: _Unit
    nonce: _Nonce
    invitation: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
    admin_key: _Key
    devices: bytes
    made_at: _Text


@dataclass(frozen=True, slots=True)
class InvitationInfo:
    """What an invitation says: by whom, for which place in the tree, and what would be sent."""

    name: str
    place: tuple[str, ...]
    policy: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Link:
    """How a branch and the union above stand: ``words`` are the same on both sides."""

    name: str
    place: str
    policy: str
    state: str
    words: tuple[str, ...]


def invite_unit(session: Session, *, unit_id: int, to: Path, policy: str = "district") -> Path:
    """Write an invitation for a unit; give the file. Only a head of the federation's desk may.

    ``policy`` names what the branch will send: see ``resources/policies``.
    """
    require_federation(session, "join_federation")
    unit = get_unit(session, unit_id=unit_id)
    if policy not in UPWARD:
        raise InvalidValueError(
            _("There is no such policy. There are: {known}.").format(known=", ".join(UPWARD)),
            field="policy",
        )
    content = _make_invitation(session, unit, policy)
    path = target_of(to, unit.name, INVITATION_SUFFIX)
    atomic.write(path, content)
    with session.commit("invite_unit", right="join_federation", reason=unit.name):
        if unit.policy and unit.policy != policy:
            # What was agreed changes: no more than that stays, and the whole of it is sent anew.
            federation_lost.narrow(session.database, unit_id, read_policy(policy).tables)
            federation_lost.forget(session.database, unit_id)
        units.change_unit(
            session.office, unit_id, invitation=content, answer=b"", policy=policy, state=INVITED
        )
    return path


def _make_invitation(session: Session, unit: Unit, policy: str) -> bytes:
    ready_device(session)
    known = read_devices(session.register)
    # Only this PC and no way to its key: then it fits into a code on paper. The desk's other PCs
    # are told by the first bundle.
    alone = TrustDocument(known.register, [], [known.signed[session.site]])
    paper = _Invitation(
        session.register.vault.register,
        session.info.branch,
        session.info.country,
        policy,
        path_of(session, unit),
        unit.id,
        secrets.token_bytes(16),
        known.admin_key,
        msgspec.msgpack.encode(alone),
        now(),
    )
    return signing.seal_paper(paper, purpose=_INVITATION, private=session.register.keys[ADMIN][0])


def print_invitation(session: Session, *, unit_id: int, path: Path) -> None:
    """Make a sheet with a unit's invitation as a code, to be handed over on paper."""
    require_federation(session, "join_federation")
    unit = get_unit(session, unit_id=unit_id)
    if not unit.invitation:
        raise NotFoundError(_("{name} has no invitation yet.").format(name=unit.name))
    told = signing.peek_paper(unit.invitation, _Invitation, limit=_LARGEST)
    content = invitation_sheet(
        letterhead=letterhead(session),
        printed=printed(session),
        sheet=InvitationSheet(
            told.name,
            unit.name,
            " / ".join(told.place),
            read_policy(told.policy).title,
            unit.invitation,
            told.admin_key.hex(),
        ),
    )
    output.save(content, path)


def look_at_invitation(*, path: Path) -> InvitationInfo:
    """Give what an invitation says. Raises BundleError where it is none."""
    told, _content = _read_invitation(path)
    return InvitationInfo(told.name, told.place, told.policy, told.made_at)


def _read_invitation(path: Path) -> tuple[_Invitation, bytes]:
    kind = require_kind(path, FileKind.INVITATION, FileKind.PICTURE)
    content = read_code(path) if kind is FileKind.PICTURE else _read(path)
    claimed = signing.peek_paper(content, _Invitation, limit=_LARGEST)
    # It proves itself only: that the key is the federation's is what the six words are for.
    told = signing.read_paper(
        content, _Invitation, purpose=_INVITATION, public=claimed.admin_key, limit=_LARGEST
    )
    shown = {"name": tidy(told.name), "place": tuple(tidy(one) for one in told.place)}
    return msgspec.structs.replace(told, **shown), content


def answer_invitation(session: Session, *, path: Path, to: Path, same_branch: bool = False) -> Path:
    """Answer an invitation of the union above; give the file to send back. Only a head may.

    What will be sent is said by the invitation's policy: show it first (``policy_words``). An
    invitation for a branch of another name is refused with OtherBranchError, unless it is said
    that both names are of the ``same_branch``.
    """
    session.require("join_federation")
    if session.info.kind == FEDERATION:
        raise UnionbookError(_("A federation's desk invites; it is a branch that answers."))
    told, invitation = _read_invitation(path)
    if read_policy(told.policy).name not in UPWARD:
        raise forged("a policy that is not of what goes up")
    _check_other(session, told, same_branch=same_branch)
    ready_device(session)
    known = read_devices(session.register)
    paper = _Answer(
        session.register.vault.register,
        session.info.branch,
        told.unit,
        secrets.token_bytes(16),
        hashlib.sha256(invitation).digest(),
        known.admin_key,
        known.document(),
        now(),
    )
    private = session.register.keys[ADMIN][0]
    content = signing.seal_paper(paper, purpose=_ANSWER, private=private)
    target = target_of(to, session.info.branch, ANSWER_SUFFIX)
    atomic.write(target, content)
    held = units.find_federation(session.database)
    with session.commit("answer_invitation", right="join_federation", reason=told.name):
        if held is not None and (held.register, held.policy) != (told.register, told.policy):
            bundles.forget_receipts(session.office)
        units.put_federation(
            session.office,
            session.site,
            register=told.register,
            name=told.name,
            place=" / ".join(told.place),
            policy=told.policy,
            unit=str(told.unit),
            admin_key=told.admin_key,
            trust=told.devices,
            invitation=invitation,
            answer=content,
            state=ANSWERED,
        )
    return target


def _check_other(session: Session, told: _Invitation, *, same_branch: bool) -> None:
    held = units.find_federation(session.database)
    if held is not None and held.register != told.register and held.state == CONFIRMED:
        raise UnionbookError(
            _(
                "This branch belongs to {name} already. Leave it first (“federation leave”), then "
                "answer."
            ).format(name=held.name)
        )
    if told.country != session.info.country:
        raise UnionbookError(_("The invitation is of another country than this register."))
    foreign(told.register, told.admin_key, told.devices)
    whose = other_branch.Invited(told.register, str(told.unit), told.place)
    other_branch.check_invitation(session, whose, same_branch=same_branch)


def read_answer(session: Session, *, path: Path, same_branch: bool = False) -> Changes:
    """Take in a branch's answer at the federation's desk.

    Raises ForgedError, NotFoundError, and UnionbookError where its unit is connected already;
    OtherBranchError where a branch of another name answers, unless they are the ``same_branch``.
    """
    require_federation(session, "join_federation")
    require_kind(path, FileKind.ANSWER)
    content = _read(path)
    claimed = signing.peek_paper(content, _Answer, limit=_LARGEST)
    told = signing.read_paper(
        content, _Answer, purpose=_ANSWER, public=claimed.admin_key, limit=_LARGEST
    )
    unit = units.find_unit(session.database, told.unit)
    if unit is None or hashlib.sha256(unit.invitation).digest() != told.invitation:
        raise NotFoundError(
            _(
                "This answers another invitation than the last one made for its unit. Send the "
                "branch the latest invitation."
            )
        )
    if unit.state == CONFIRMED:
        raise UnionbookError(
            _(
                "{name} is connected already, and the six words were compared: nothing is left to "
                "do. To connect it anew, make a new invitation for it."
            ).format(name=unit.name)
        )
    same = units.find_by_register(session.database, told.register)
    if same is not None and same.id != unit.id:
        raise UnionbookError(
            _("This register is the one of the unit {name} already.").format(name=same.name)
        )
    foreign(told.register, told.admin_key, told.devices)
    if not same_branch and unit.register != told.register:
        other_branch.check_answer(unit.name, tidy(told.branch))
    with session.commit("read_answer", right="join_federation", reason=unit.name) as changes:
        units.change_unit(
            session.office,
            unit.id,
            register=told.register,
            branch=tidy(told.branch),
            admin_key=told.admin_key,
            trust=told.devices,
            answer=content,
            state=ANSWERED,
        )
    return changes


def link_of(session: Session, *, unit_id: int = 0) -> Link | None:
    """Give how this branch, or a unit of this desk, is connected; None where it is not at all."""
    session.require("read_members")
    if session.info.kind != FEDERATION:
        held = units.find_federation(session.database)
        if held is None:
            return None
        return Link(held.name, held.place, held.policy, held.state, _words(held))
    unit = get_unit(session, unit_id=unit_id)
    place = " / ".join(path_of(session, unit))
    return Link(unit.branch or unit.name, place, unit.policy, unit.state, _words(unit))


def _words(held: Unit | Federation) -> tuple[str, ...]:
    return six_words(held.invitation, held.answer) if held.invitation and held.answer else ()


def confirm(session: Session, *, words: str, unit_id: int = 0) -> Changes:
    """Say that the six words were compared and are the same on both sides. Only a head may.

    ``words`` is what the other side read out. Raises InvalidValueError where they are others.
    """
    session.require("join_federation")
    found = link_of(session, unit_id=unit_id)
    if found is None or not found.words:
        raise NotFoundError(_("There is no answered invitation to confirm."))
    if tuple(words.casefold().split()) != found.words:
        raise InvalidValueError(
            _(
                "These are not the same six words. Read them out once more by telephone; where "
                "they differ still, trust nothing and ask for a new invitation."
            ),
            field="words",
        )
    with session.commit("confirm_link", right="join_federation", reason=found.name) as changes:
        if session.info.kind == FEDERATION:
            units.change_unit(session.office, unit_id, state=CONFIRMED)
        else:
            units.put_federation(session.office, session.site, state=CONFIRMED)
    return changes


def leave(session: Session) -> Changes:
    """Belong to the union above no more: nothing is sent there and nothing of it taken in."""
    session.require("join_federation")
    held = units.find_federation(session.database)
    if held is None:
        raise NotFoundError(_("This branch belongs to no federation."))
    with session.commit("leave_federation", right="join_federation", reason=held.name) as changes:
        units.put_federation(session.office, session.site, state="left")
    return changes


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_LARGEST + 1)


def target_of(to: Path, name: str, suffix: str) -> Path:
    """Give the file for a name in a folder, or the file itself that ``to`` is."""
    if to.suffix == suffix:
        return to
    if not to.is_dir():
        raise UnionbookError(
            _("There is no folder {folder}. Is the stick plugged in? Choose another place.").format(
                folder=to
            )
        )
    plain = "".join(sign if sign.isalnum() or sign in " -_" else "-" for sign in name)
    return to / f"{short_name(plain)}{suffix}"
