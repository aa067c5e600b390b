# SPDX-License-Identifier: Apache-2.0
"""Which PCs the open register trusts, and this PC's own keys and certificate."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from unionbook.data import device_keys, this_pc
from unionbook.data import devices as rows
from unionbook.data.occupancy import computer
from unionbook.domain.roles import ADMIN
from unionbook.errors import NotAllowedError, UnionbookError
from unionbook.sync import signing, trust
from unionbook.sync.trust import ACTIVE, Certificate, Devices
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.data.device_keys import DeviceKeys
    from unionbook.data.register import Register
    from unionbook.operations.sessions import Session


class NotApprovedError(NotAllowedError):
    """This PC is not one of the branch's devices yet, or is one no more."""


def read_devices(register: Register) -> Devices:
    """Give the devices that have a certificate, and the way to the present administration key."""
    told = [
        (msgspec.msgpack.decode(packed, type=trust.SignedLink), learned)
        for packed, learned in rows.links(register.office.database)
    ]
    found = Devices(register.vault.register, register.vault.admin_public_key)
    # Beyond this PC's own key only others lead: a change made here that broke off leads nowhere.
    found.follow([link for link, learned in told if learned])
    links = [link for link, _learned in told]
    for packed in rows.certificates(register.office.database):
        found.add(msgspec.msgpack.decode(packed, type=trust.SignedCertificate))
    found.links = _way_to(found.admin_key, links)
    return found


def foreign(register: str, admin_key: bytes, document: bytes) -> Devices:
    """Give the devices of another register, as far as they were told here."""
    found = Devices(register, admin_key)
    if document:
        found.merge(document)
        told = [link for link in trust.read_document(document).links if link.is_genuine()]
        found.links = _way_to(found.admin_key, told)
    return found


def _way_to(key: bytes, links: list[trust.SignedLink]) -> list[trust.SignedLink]:
    """Give the links that lead to a key, the first one first."""
    way: list[trust.SignedLink] = []
    for _step in links:
        link = next((one for one in links if one.new == key), None)
        if link is None:
            break
        way.insert(0, link)
        key = link.old
    return way


def write(register: Register, found: Devices, *, learned: bool = False) -> None:
    """Keep what is known of the devices; ``learned`` from another PC. Only inside a commit."""
    for link in found.links:
        packed = msgspec.msgpack.encode(link)
        rows.add_link(register, old=link.old, new=link.new, packed=packed, learned=learned)
    for site, signed in found.signed.items():
        rows.add_certificate(
            register,
            site=site,
            admin_key=signed.admin_key,
            version=found.certificates[site].version,
            packed=msgspec.msgpack.encode(signed),
        )


def certify_again(register: Register, old: bytes, new: bytes) -> None:
    """Lead from one administration key to the next, and sign every certificate with the new one.

    ``old`` and ``new`` are private keys. Only inside the commit that announces the new key.
    """
    found = read_devices(register)
    if signing.public_of(old) != found.admin_key:
        return  # this PC's list of users changes, not the key the devices are under
    held = list(found.certificates.values())
    found.follow([trust.sign_link(register.vault.register, old, new)])
    for certificate in held:
        found.add(trust.sign_certificate(certificate, new))
    write(register, found)


def may_certify(session: Session) -> bool:
    """Tell whether who has the register open holds the administration key that counts."""
    private = session.register.keys.get(ADMIN)
    if not private or not session.may("manage_users"):
        return False
    return signing.public_of(private[0]) == read_devices(session.register).admin_key


def ready_keys(session: Session) -> DeviceKeys:
    """Give this PC's keys, made where there are none; approve the PC where a head can.

    Raises NotApprovedError where the PC was struck off.
    """
    keys = device_keys.find_keys(session.register)
    if keys is None:
        require_writing(session)
        with session.office.upkeep():
            keys = device_keys.make_keys(session.register)
    held = read_devices(session.register).certificates.get(session.site)
    fits = held is not None and held.signing_key == keys.signing_public
    if held is not None and fits and not held.is_active:
        raise NotApprovedError(
            _("This PC was struck off the branch's devices: it can send and open no bundle.")
        )
    if not fits and not session.read_only and may_certify(session):
        with session.commit("approve_device", right="manage_users", reason=computer()):
            approve_own(session.register, keys)
    return keys


def ready_device(session: Session) -> DeviceKeys:
    """Give this PC's keys where it is one of the branch's devices.

    Raises NotApprovedError where a head has to approve it first.
    """
    keys = ready_keys(session)
    held = read_devices(session.register).certificates.get(session.site)
    if held is None or held.signing_key != keys.signing_public:
        raise NotApprovedError(
            _(
                "This PC is not one of the branch's devices yet. Let a head open the register here "
                "once, or take its request (“devices request”) to a PC where a head can approve it."
            )
        )
    return keys


def approve_own(register: Register, keys: DeviceKeys) -> None:
    """Certify this PC. Only inside a commit, with a head's keys."""
    certify(register, register.site, keys.signing_public, keys.box_public)


def certify(register: Register, site: int, signing_key: bytes, box_key: bytes) -> None:
    """Sign a device's certificate and keep it. Only inside a commit, with a head's keys."""
    found = read_devices(register)
    held = found.certificates.get(site)
    version = held.version + 1 if held else 1
    certificate = Certificate(
        register.vault.register, site, signing_key, box_key, version, ACTIVE, 0, now()
    )
    found.add(trust.sign_certificate(certificate, register.keys[ADMIN][0]))
    write(register, found)


def gone_sites(register: Register) -> set[int]:
    """Give the devices this PC was before, of which it has an older copy now: they write no more.

    What they wrote last is not here: the register was put back in its place.
    """
    here, folder = device_keys.site_of(register), str(register.folder.resolve())
    former = [one for one in this_pc.recall(register.vault.register) if one.site != here]
    return {one.site for one in former if one.folder == folder}


def require_writing(session: Session) -> None:
    """Refuse what could not be noted in a register that is only read."""
    if session.read_only:
        raise UnionbookError(
            _("The register is open read-only. Close it and open it for writing to do this.")
        )


def now() -> str:
    """Give this moment as it is written into papers: ISO, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
