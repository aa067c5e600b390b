# SPDX-License-Identifier: Apache-2.0
"""The PCs of a branch: which may send and open its bundles, joining, approving, revoking."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import msgspec

from unionbook.data import atomic, backup_files, device_keys, vectors
from unionbook.data import devices as rows
from unionbook.data.occupancy import computer
from unionbook.domain.folding import tidy
from unionbook.domain.roles import ADMIN
from unionbook.errors import InvalidValueError, NotAllowedError, NotFoundError, UnionbookError
from unionbook.operations import backups, sessions
from unionbook.operations.bundle_parts import ready_cases
from unionbook.operations.device_trust import (
    NotApprovedError,
    certify,
    may_certify,
    now,
    read_devices,
    ready_device,
    write,
)
from unionbook.operations.file_kinds import ENDINGS, FileKind, require_kind
from unionbook.sync import sealing, signing, trust, words
from unionbook.sync.refusals import forged
from unionbook.sync.trust import REVOKED, Certificate
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from unionbook.data.journal import Changes
    from unionbook.data.register import Register
    from unionbook.operations.sessions import Session

REQUEST_SUFFIX = ENDINGS[FileKind.REQUEST]
WAITING, UNKNOWN = "waiting", "unknown"
_PURPOSE = b"device request 1"
_LARGEST = 1 << 16
_NAME = 60
"""Letters of a register's name that the file of its copy begins with."""
_MARKS = 1 << 16


class _Request(msgspec.Struct, frozen=True):
    register: str
    site: Annotated[int, msgspec.Meta(ge=1, lt=1 << 31)]
    signing_key: bytes
    box_key: bytes
    computer: Annotated[str, msgspec.Meta(max_length=200)]
    user: Annotated[str, msgspec.Meta(max_length=200)]
    knows: dict[int, int]
    made_at: str


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """A PC of the branch; ``state`` is active, revoked, waiting (for approval) or unknown."""

    site: int
    name: str
    computer: str
    state: str
    is_this: bool
    since: str = ""


@dataclass(frozen=True, slots=True)
class DeviceRequest:
    """What a PC asks: to be one of the branch's devices; ``words`` stand on its screen too."""

    site: int
    computer: str
    user: str
    made_at: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """A register laid out on a second PC; ``request`` is the file a head has to approve, if any."""

    session: Session
    request: Path | None
    words: tuple[str, ...] = ()


def list_devices(session: Session) -> list[DeviceInfo]:
    """Give the PCs of the branch, this one first; those of one name with a mark to tell them by."""
    session.require("read_members")
    known = read_devices(session.register).certificates
    places = rows.list_places(session.database)
    names = _names(places)
    found = [_info(session, place, names[place.site], known) for place in places]
    return sorted(found, key=lambda one: (not one.is_this, one.name.casefold(), one.site))


def _info(
    session: Session, place: rows.Place, name: str, known: dict[int, Certificate]
) -> DeviceInfo:
    held = known.get(place.site)
    is_this = place.site == device_keys.site_of(session.register)
    state = held.state if held else WAITING if is_this else UNKNOWN
    since = held.given_at if held else ""
    return DeviceInfo(place.site, name, place.computer, state, is_this, since)


def place_name(session: Session, site: int) -> str:
    """Give the name of a place that wrote in the register, or its number where none is known."""
    names = _names(rows.list_places(session.database))
    return names.get(site) or _("PC {number}").format(number=site)


def _names(places: Sequence[rows.Place]) -> dict[int, str]:
    """Give each place its name; a laid out copy of a PC has the same one, and gets a mark."""
    unnamed = _("PC {number}")
    plain = {
        one.site: one.name or one.computer or unnamed.format(number=one.site) for one in places
    }
    held = Counter(name.casefold() for name in plain.values())
    return {
        site: name if held[name.casefold()] == 1 else f"{name} · {site % _MARKS:04x}"
        for site, name in plain.items()
    }


def name_device(session: Session, *, site: int, name: str) -> Changes:
    """Give a PC a name that the branch knows it by. Raises NotFoundError."""
    find_device(session, str(site))
    if not tidy(name):
        raise InvalidValueError(_("Give the PC a name."), field="name")
    others = (one.name.casefold() for one in list_devices(session) if one.site != site)
    if tidy(name).casefold() in others:
        raise InvalidValueError(
            _("Another PC is called {name} already. Give this one another name.").format(
                name=tidy(name)
            ),
            field="name",
        )
    with session.commit("name_device", right="manage_users", reason=name) as changes:
        rows.name_place(session.database, site, tidy(name))
    return changes


def find_device(session: Session, wanted: str) -> DeviceInfo:
    """Give the PC of a name, a computer's name or a number. Raises NotFoundError."""
    found = list_devices(session)
    folded = tidy(wanted).casefold()
    for one in found:
        if str(one.site) == folded or one.name.casefold() == folded:
            return one
    same = [one for one in found if one.computer.casefold() == folded]
    if len(same) == 1:
        return same[0]
    raise NotFoundError(
        _("There is no PC “{name}” of this branch, or several. There are: {known}.").format(
            name=wanted, known=", ".join(f"{one.name} ({one.site})" for one in found)
        )
    )


def invite_device(session: Session, *, to: Path) -> Path:
    """Write a copy of the whole register, encrypted as it is, for a second PC; give the file.

    Who opens it there needs a passphrase of the register. Only a head may.
    """
    session.require("manage_users")
    ready_device(session)
    ready_cases(session)
    # The copy tells of the steps so far as well: both must tell the same times.
    for store in session.register.stores:
        with store.upkeep():
            vectors.fix_clocks(store.database, session.site, vectors.wall_clock(None))
    place = to
    if to.is_dir():
        # A day and an hour say little on a stick: whose register it is stands first, and it is what
        # the folder of the other PC is called by.
        name = "".join(
            sign if sign.isalnum() or sign in " -_" else "-" for sign in session.info.branch
        )
        place = to / f"{name[:_NAME]} {backup_files.name_now()}"
    return backups.make_backup(session, to=place).backup.path


def join_device(*, path: Path, into: Path, user: str, passphrase: str) -> Joined:
    """Lay the register out on this PC and ask to be one of the branch's devices.

    As a head the PC is approved at once; otherwise the request lies beside ``path`` and a head
    approves it on a PC of the branch. Raises WrongPassphraseError before anything is laid out.
    """
    require_kind(path, FileKind.COPY)
    backups.look_into_backup(path=path, user=user, passphrase=passphrase)
    folder = backups.restore_backup(path=path, into=into)
    session = sessions.open_register(folder=folder, user=user, passphrase=passphrase)
    try:
        return ask_to_join(session, to=path.parent)
    except BaseException:
        session.close()
        raise


def ask_to_join(session: Session, *, to: Path) -> Joined:
    """Approve this PC as a head, or write the request that a head has to approve."""
    try:
        ready_device(session)
    except NotApprovedError:
        content = _request(session)
        place = to / f"{_plain(computer())}-{session.site:08x}{REQUEST_SUFFIX}"
        atomic.write(place, content)
        return Joined(session, place, _words(session.register, content))
    return Joined(session, None)


def look_at_request(session: Session, *, path: Path) -> DeviceRequest:
    """Give what a PC asks, with the words that must stand on its screen too."""
    request, content = _read_request(session, path)
    shown = _words(session.register, content)
    return DeviceRequest(request.site, request.computer, request.user, request.made_at, shown)


def approve_device(session: Session, *, path: Path, name: str = "") -> Changes:
    """Make a PC that asked one of the branch's devices. Only a head may."""
    session.require("manage_users")
    ready_device(session)
    _require_key(session)
    request, _content = _read_request(session, path)
    title = tidy(name) or request.computer
    with session.commit("approve_device", right="manage_users", reason=title) as changes:
        certify(session.register, request.site, request.signing_key, request.box_key)
        rows.note_place(session.register, request.site, request.computer, title)
    return changes


def revoke_device(session: Session, *, site: int) -> Changes:
    """Strike a PC off: no bundle of it is taken in any more, and none is sealed to it.

    What was entered on it and never handed over is not in the register. Only a head may.
    """
    session.require("manage_users")
    if site == session.site:
        raise UnionbookError(_("This is the PC you sit at: strike it off from another one."))
    _require_key(session)
    found = read_devices(session.register)
    held = found.certificates.get(site)
    if held is None:
        raise NotFoundError(_("This PC is not one of the branch's devices."))
    last = vectors.vector(session.office).get(site, 0)
    struck = msgspec.structs.replace(
        held, version=held.version + 1, state=REVOKED, last=last, given_at=now()
    )
    found.add(trust.sign_certificate(struck, session.register.keys[ADMIN][0]))
    name = find_device(session, str(site)).name
    with session.commit("revoke_device", right="manage_users", reason=name) as changes:
        write(session.register, found)
    return changes


def _require_key(session: Session) -> None:
    if not may_certify(session):
        raise NotAllowedError(
            _(
                "The key over the branch's devices was renewed on another PC. Do this there, where "
                "the users of the register were changed last."
            )
        )


def _request(session: Session) -> bytes:
    keys = device_keys.find_keys(session.register)
    if keys is None:
        raise NotApprovedError(_("This PC has no keys for the register. Open it once more."))
    request = _Request(
        session.register.vault.register,
        session.site,
        keys.signing_public,
        keys.box_public,
        computer(),
        session.user.name,
        vectors.vector(session.office),
        now(),
    )
    return signing.seal_paper(request, purpose=_PURPOSE, private=keys.signing)


def _read_request(session: Session, path: Path) -> tuple[_Request, bytes]:
    require_kind(path, FileKind.REQUEST)
    with path.open("rb") as stream:
        content = stream.read(_LARGEST)
    claimed = signing.peek_paper(content, _Request, limit=_LARGEST)
    found = signing.read_paper(
        content, _Request, purpose=_PURPOSE, public=claimed.signing_key, limit=_LARGEST
    )
    if found.register != session.register.vault.register:
        raise UnionbookError(_("This PC holds another register than the one that is open here."))
    if not sealing.is_key(found.box_key):
        raise forged("a key to which nothing can be sealed")
    held = read_devices(session.register).certificates.get(found.site)
    if found.site == session.site or (held and held.signing_key != found.signing_key):
        raise UnionbookError(
            _(
                "This request names a PC that has other keys. Nobody's keys are exchanged by a "
                "request: let the PC join anew, with a new copy of the register."
            )
        )
    # What is read out by telephone must be what is seen.
    shown = {"computer": tidy(found.computer), "user": tidy(found.user)}
    return msgspec.structs.replace(found, **shown), content


def _words(register: Register, content: bytes) -> tuple[str, ...]:
    return words.six_words(content, register.vault.register.encode())


def _plain(name: str) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in name)[:40] or "pc"
