# SPDX-License-Identifier: Apache-2.0
"""The keys of devices, and the list of devices that the administration key of a register signs.

The list stands unencrypted in every bundle, so it names keys and sites, never people or PCs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from unionbook.sync import sealing, signing
from unionbook.sync.header import (  # noqa: TC001 - msgspec reads the annotations
    Counter,
    Number,
    ShortText,
    Site,
)
from unionbook.sync.refusals import BundleError, forged, revoked, unknown_maker

if TYPE_CHECKING:
    from unionbook.sync.header import Header

DEVICES = b"devices 1"
"""What the signature of a list of devices is made for."""
_MOST_DEVICES = 256

SigningPublic = Annotated[bytes, Meta(min_length=32, max_length=32)]
SealingPublic = Annotated[
    bytes, Meta(min_length=sealing.PUBLIC_SIZE, max_length=sealing.PUBLIC_SIZE)
]


class Device(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A device of a register: its site and its public keys.

    ``revoked_after`` is the counter of its last commit that counts, where it was revoked.
    """

    site: Site
    signing: SigningPublic
    sealing: SealingPublic
    revoked_after: Counter | None = None

    @property
    def key_id(self) -> bytes:
        """The name of its signing key, as a header has it."""
        return signing.key_id(self.signing)


class DeviceList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The devices of a register, as its administration key ``admin`` (public) signs them."""

    version: Number
    register: ShortText
    admin: SigningPublic
    devices: Annotated[tuple[Device, ...], Meta(max_length=_MOST_DEVICES)]


@dataclass(frozen=True, slots=True, repr=False)
class DeviceKeys:
    """The private halves of a device's keys; never shown, not even in a report of a crash."""

    signing: bytes
    sealing: bytes

    @classmethod
    def make(cls) -> DeviceKeys:
        """Make new ones."""
        return cls(signing.make_key(), sealing.make_key())

    def public(self, site: int) -> Device:
        """Give what others may know of them."""
        return Device(site, signing.public_of(self.signing), sealing.public_of(self.sealing))


def seal_devices(devices: DeviceList, admin_private: bytes) -> bytes:
    """Sign a list of devices. Raises ValueError where it names another administration key."""
    if signing.public_of(admin_private) != devices.admin:
        message = "the list names another administration key than the one that signs"
        raise ValueError(message)
    return signing.seal_paper(devices, purpose=DEVICES, private=admin_private)


def read_devices(data: bytes, admin_public: bytes) -> DeviceList:
    """Read a list of devices that this administration key must have signed."""
    devices = signing.read_paper(data, DeviceList, purpose=DEVICES, public=admin_public)
    if devices.admin != admin_public:
        raise forged("a list of devices of another administration key")
    return devices


def newest(one: bytes, other: bytes, admin_public: bytes) -> bytes:
    """Give the later of two signed lists.

    Raises ForgedError where two lists of one version differ, or speak of two registers.
    """
    mine, theirs = read_devices(one, admin_public), read_devices(other, admin_public)
    if mine.register != theirs.register or (mine.version == theirs.version and mine != theirs):
        raise forged("two lists of devices that contradict each other")
    return other if theirs.version > mine.version else one


def signing_keys(devices: DeviceList) -> dict[bytes, bytes]:
    """Give the public signing keys, by their id, of the devices that are not revoked."""
    return {one.key_id: one.signing for one in devices.devices if one.revoked_after is None}


def maker_of(header: Header, devices: DeviceList) -> Device:
    """Give the device that a header names. Raises UnknownMakerError or RevokedError."""
    for device in devices.devices:
        if (device.key_id, device.site) == (header.key, header.site):
            if device.revoked_after is not None:
                raise revoked()
            if header.register == devices.register:
                return device
    raise unknown_maker()


def listed_key(header: Header) -> bytes | None:
    """Give the public key that the header's own list has for its maker, proven by nobody."""
    try:
        devices = signing.peek_paper(header.devices, DeviceList)
    except BundleError:
        # A list that is missing or broken tells nothing; whoever wants proof calls ``verify``.
        return None
    return next((one.signing for one in devices.devices if one.key_id == header.key), None)
