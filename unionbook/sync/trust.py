# SPDX-License-Identifier: Apache-2.0
"""Which devices of a register are its own: certificates under its administration key.

Each device has a certificate of its own, and the one with the higher version counts; so two lists
become one by taking the better of each, whoever carried them and in whatever order. The key that
signs changes when a head is removed: a *link*, signed with the old key and the new one, leads
whoever knows the old key to the new one, and certificates under the old key count no longer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

import msgspec

from unionbook.errors import UnreadableFileError
from unionbook.sync import signing
from unionbook.sync.packing import unpack
from unionbook.sync.refusals import BundleError
from unionbook.texts import gettext as _

ACTIVE, REVOKED = "active", "revoked"
_CERTIFICATE, _LINK = b"device 1", b"key change 1"
_MOST_DEVICES, _MOST_LINKS = 200, 500
_BOX_KEY = 1216
_Key = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
_Signature = Annotated[bytes, msgspec.Meta(min_length=64, max_length=64)]
_Site = Annotated[int, msgspec.Meta(ge=1, lt=1 << 31)]


class Certificate(msgspec.Struct, frozen=True, array_like=True):
    """What the administration key says of a device; ``last`` is the last commit held of it."""

    register: str
    site: _Site
    signing_key: _Key
    box_key: Annotated[bytes, msgspec.Meta(min_length=_BOX_KEY, max_length=_BOX_KEY)]
    version: Annotated[int, msgspec.Meta(ge=1, lt=1 << 31)]
    state: str
    last: Annotated[int, msgspec.Meta(ge=0, lt=1 << 32)]
    given_at: Annotated[str, msgspec.Meta(max_length=40)]

    @property
    def is_active(self) -> bool:
        """Whether bundles of the device are taken in."""
        return self.state == ACTIVE

    def beats(self, other: Certificate) -> bool:
        """Tell whether this certificate counts instead of another of the same device."""
        return (self.version, self.state == REVOKED) > (other.version, other.state == REVOKED)


class SignedCertificate(msgspec.Struct, frozen=True, array_like=True):
    """A certificate as it travels: its bytes are what is signed."""

    body: Annotated[bytes, msgspec.Meta(max_length=4096)]
    admin_key: _Key
    signature: _Signature


class SignedLink(msgspec.Struct, frozen=True, array_like=True):
    """A change of the administration key, signed with both."""

    register: str
    old: _Key
    new: _Key
    by_old: _Signature
    by_new: _Signature

    def is_genuine(self) -> bool:
        """Tell whether both keys signed."""
        content = _link_content(self.register, self.old, self.new)
        by_old = signing.is_signed(self.old, _LINK, content, self.by_old)
        return by_old and signing.is_signed(self.new, _LINK, content, self.by_new)


class TrustDocument(msgspec.Struct, frozen=True, array_like=True):
    """What a register tells others of its devices; every bundle carries it."""

    register: str
    links: Annotated[list[SignedLink], msgspec.Meta(max_length=_MOST_LINKS)]
    certificates: Annotated[list[SignedCertificate], msgspec.Meta(max_length=_MOST_DEVICES)]


@dataclass(slots=True)
class Devices:
    """The devices of a register as far as they are known here, under its present key."""

    register: str
    admin_key: bytes
    links: list[SignedLink] = field(default_factory=list)
    signed: dict[int, SignedCertificate] = field(default_factory=dict)
    certificates: dict[int, Certificate] = field(default_factory=dict)

    def add(self, signed: SignedCertificate) -> bool:
        """Take a certificate in where it counts; tell whether anything changed by it."""
        found = read_certificate(signed, self.register, self.admin_key)
        held = self.certificates.get(found.site) if found else None
        if found is None or (held is not None and not found.beats(held)):
            return False
        self.signed[found.site], self.certificates[found.site] = signed, found
        return True

    def follow(self, links: list[SignedLink]) -> bool:
        """Go on to the newest administration key that ``links`` lead to; tell whether it changed.

        Certificates under the old key are let go: the new key signed its own.
        """
        changed = False
        for _step in range(len(links)):
            link = next((one for one in links if self._leads_on(one)), None)
            if link is None:
                break
            self.links.append(link)
            self.admin_key, changed = link.new, True
            self.signed.clear()
            self.certificates.clear()
        return changed

    def _leads_on(self, link: SignedLink) -> bool:
        return (link.old, link.register) == (self.admin_key, self.register) and link.is_genuine()

    def contradicts(self, document: bytes) -> bool:
        """Tell whether a document leads away from a key that is known here to another one.

        Two heads who changed users on two PCs at one time do so, and a removed head who still
        holds the key of before.
        """
        went_on = {link.old: link.new for link in self.links}
        return any(
            went_on.get(link.old, link.new) != link.new and link.is_genuine()
            for link in read_document(document).links
        )

    def merge(self, document: bytes) -> bool:
        """Take in what another device says; tell whether anything is new.

        Raises UnreadableFileError where it is no such document, or of another register.
        """
        told = read_document(document)
        if told.register != self.register:
            raise UnreadableFileError(_("These are the devices of another register."))
        changed = self.follow(told.links)
        for signed in told.certificates:
            changed |= self.add(signed)
        return changed

    def document(self) -> bytes:
        """Give what is told to others."""
        return msgspec.msgpack.encode(
            TrustDocument(
                self.register, self.links, [self.signed[site] for site in sorted(self.signed)]
            )
        )

    @property
    def signing_keys(self) -> dict[bytes, bytes]:
        """Give, by their ids, the keys of the devices whose bundles are taken in."""
        return {signing.key_id(one.signing_key): one.signing_key for one in self.active}

    def by_key(self, key_id: bytes) -> Certificate | None:
        """Give the device that signs with a key, revoked or not."""
        found = self.certificates.values()
        return next((one for one in found if signing.key_id(one.signing_key) == key_id), None)

    @property
    def active(self) -> list[Certificate]:
        """The devices whose bundles are taken in, in a lasting order."""
        return [one for _site, one in sorted(self.certificates.items()) if one.is_active]


def read_document(content: bytes) -> TrustDocument:
    """Decode a document. Raises UnreadableFileError."""
    try:
        return unpack(content, TrustDocument)
    except BundleError as error:
        raise UnreadableFileError(
            _("The list of devices in this file cannot be read. Ask for the file once more.")
        ) from error


def read_certificate(
    signed: SignedCertificate, register: str, admin_key: bytes
) -> Certificate | None:
    """Give what a certificate says, or None where it is not good under the key."""
    if signed.admin_key != admin_key:
        return None
    if not signing.is_signed(admin_key, _CERTIFICATE, signed.body, signed.signature):
        return None
    try:
        found = unpack(signed.body, Certificate)
    except BundleError:
        return None
    return found if found.register == register and found.state in (ACTIVE, REVOKED) else None


def sign_certificate(certificate: Certificate, private: bytes) -> SignedCertificate:
    """Sign a certificate with the administration key."""
    body = msgspec.msgpack.encode(certificate)
    signature = signing.sign(private, _CERTIFICATE, body)
    return SignedCertificate(body, signing.public_of(private), signature)


def sign_link(register: str, old: bytes, new: bytes) -> SignedLink:
    """Sign the change from one administration key to the next; both are private keys."""
    before, after = signing.public_of(old), signing.public_of(new)
    content = _link_content(register, before, after)
    by_old, by_new = (signing.sign(key, _LINK, content) for key in (old, new))
    return SignedLink(register, before, after, by_old, by_new)


def claimed_keys(content: bytes) -> dict[bytes, bytes]:
    """Give, by their ids, the signing keys a document claims for its devices, none of it proved.

    Enough to tell whether a bundle is whole, not who made it.
    """
    try:
        told = read_document(content)
        found = [unpack(one.body, Certificate) for one in told.certificates]
    except (UnreadableFileError, BundleError):
        return {}
    return {signing.key_id(one.signing_key): one.signing_key for one in found}


def _link_content(register: str, old: bytes, new: bytes) -> bytes:
    return msgspec.msgpack.encode([register, old, new])
