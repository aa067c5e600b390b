# SPDX-License-Identifier: Apache-2.0
"""The key slots of a register: who can open it with what, and which store keys that gives.

``keys.json`` has two parts. The *roster* lists the slots: name, role, public key, and the keys that
role may have, sealed to that public key (HPKE, RFC 9180). It carries a version and is signed with
the administration key, which only heads and the recovery key hold, so nobody can raise a role, add
a slot or bring a removed one back. The *private* part holds each slot's private key under what
Argon2id makes of the passphrase; the owner changes it alone, without the stores being touched.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Annotated

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from unionbook.data import atomic, slot_keys
from unionbook.domain import passphrases
from unionbook.domain.folding import tidy
from unionbook.domain.roles import ADMIN, Role, keys_of
from unionbook.errors import (
    ChangedUnderneathError,
    DamagedError,
    NewerRegisterError,
    NotFoundError,
    WrongPassphraseError,
)
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE_NAME = "keys.json"
FORMAT = 1
RECOVERY = "recovery"
_NONCE = 12


class Kdf(msgspec.Struct, frozen=True):
    """The cost of Argon2id; the default takes about half a second on an office PC."""

    memory_kib: Annotated[int, msgspec.Meta(ge=1024, le=4 << 20)] = 131072
    iterations: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 3
    lanes: Annotated[int, msgspec.Meta(ge=1, le=16)] = 1


class _Private(msgspec.Struct, frozen=True):
    kdf: Kdf
    salt: Annotated[bytes, msgspec.Meta(min_length=16)]
    nonce: Annotated[bytes, msgspec.Meta(min_length=_NONCE, max_length=_NONCE)]
    wrapped: bytes


class Slot(msgspec.Struct, frozen=True):
    """One way into the register: of a user, or (kind ``recovery``) of the printed key."""

    id: int
    kind: str
    name: str
    role: Role
    public_key: bytes
    sealed: dict[str, list[bytes]]


class _Roster(msgspec.Struct, frozen=True):
    register: str
    version: int
    admin_public_key: bytes
    next_slot: int
    slots: list[Slot]


class _File(msgspec.Struct, frozen=True):
    format: int
    roster: _Roster
    signature: bytes
    private: dict[str, _Private]


Keys = dict[str, list[bytes]]
"""By name of the key, the one to try first and, while a store is being re-keyed, the other."""


class Vault:
    """The key slots of one register."""

    def __init__(self, folder: Path, file: _File, written: bytes | None = None) -> None:
        self._path = folder / FILE_NAME
        self._file = file
        self._written = written

    @classmethod
    def found(cls, folder: Path, register: str) -> tuple[Vault, Keys]:
        """Make a vault without slots, and the keys of the new register."""
        keys = {name: [secrets.token_bytes(32)] for name in keys_of(Role.HEAD)}
        public = Ed25519PrivateKey.from_private_bytes(keys[ADMIN][0]).public_key()
        roster = _Roster(register, 0, public.public_bytes_raw(), 1, [])
        return cls(folder, _File(FORMAT, roster, b"", {})), keys

    @classmethod
    def read(cls, folder: Path) -> Vault:
        """Read and check the vault of a register.

        Raises DamagedError, and NewerRegisterError where a newer program wrote it.
        """
        path = folder / FILE_NAME
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            raise DamagedError(
                _(
                    "{folder} is not a register: the file {name} is missing. Choose the folder "
                    "whose name ends in .unionbook, or restore a backup."
                ).format(folder=folder.name, name=FILE_NAME)
            ) from None
        try:
            written = msgspec.json.decode(content, type=_Format).format
            if written > FORMAT:
                raise NewerRegisterError(_newer())
            file = msgspec.json.decode(content, type=_File)
            Ed25519PublicKey.from_public_bytes(file.roster.admin_public_key).verify(
                file.signature, msgspec.msgpack.encode(file.roster)
            )
        except (msgspec.DecodeError, InvalidSignature, ValueError, RecursionError) as error:
            raise DamagedError(
                _(
                    "The file {name}, which opens the register, is damaged or was altered. "
                    "Restore it from the latest backup."
                ).format(name=FILE_NAME)
            ) from error
        return cls(folder, file, content)

    @property
    def register(self) -> str:
        """The UUID of the register."""
        return self._file.roster.register

    @property
    def version(self) -> int:
        """How often the list of slots was changed."""
        return self._file.roster.version

    @property
    def admin_public_key(self) -> bytes:
        """The key with which the list of slots is signed."""
        return self._file.roster.admin_public_key

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The users' slots, in the order in which they were made."""
        return tuple(slot for slot in self._file.roster.slots if slot.kind != RECOVERY)

    def slot(self, name: str) -> Slot:
        """Give the slot of a user. Raises NotFoundError that names the users there are."""
        folded = tidy(name).casefold()
        for slot in self.slots:
            if tidy(slot.name).casefold() == folded:
                return slot
        known = ", ".join(slot.name for slot in self.slots)
        raise NotFoundError(
            _("There is no user {name} in this register. Its users: {known}.").format(
                name=name, known=known
            )
        )

    def open(self, slot: Slot, passphrase: str) -> Keys:
        """Give the keys a passphrase opens. Raises WrongPassphraseError."""
        private = self._private_key(slot, passphrase)
        return {
            name: [slot_keys.unseal(box, private, self._purpose(slot, name)) for box in boxes]
            for name, boxes in slot.sealed.items()
        }

    def open_recovery(self, recovery_key: str) -> tuple[Slot, Keys]:
        """Give what the printed recovery key opens. Raises WrongPassphraseError."""
        slot = next((one for one in self._file.roster.slots if one.kind == RECOVERY), None)
        if slot is None:
            raise NotFoundError(_("This register has no recovery key."))
        return slot, self.open(slot, slot_keys.read_recovery_key(recovery_key))

    def change_passphrase(self, slot: Slot, old: str, new: str, kdf: Kdf | None = None) -> None:
        """Let ``new`` open the slot instead of ``old``; the stores are not touched."""
        private = self._private_key(slot, old)
        kept = self._file.private[str(slot.id)].kdf
        mine = self._wrap(slot, private, new, kdf or kept)
        self._write(self._file.roster, self._file.signature, {str(slot.id): mine})

    def add_slot(
        self, *, name: str, role: Role, passphrase: str, keys: Keys, kind: str = "user", kdf: Kdf
    ) -> Slot:
        """Add a slot that ``passphrase`` opens; ``keys`` must hold the administration key."""
        slot, private = self._new_slot(name, role, passphrase, keys, kind, kdf)
        self._sign([*self._file.roster.slots, slot], keys, private)
        return slot

    def replace_slot(self, old: Slot, passphrase: str, keys: Keys, kdf: Kdf) -> Slot:
        """Give a user a new slot, with a passphrase of its own, instead of the old one."""
        slot, private = self._new_slot(old.name, old.role, passphrase, keys, old.kind, kdf)
        slots = [slot if s.id == old.id else s for s in self._file.roster.slots]
        self._sign(slots, keys, private)
        return slot

    def _new_slot(
        self, name: str, role: Role, passphrase: str, keys: Keys, kind: str, kdf: Kdf
    ) -> tuple[Slot, dict[str, _Private]]:
        private = slot_keys.make_private_key()
        # Numbers are never used again: a private part of a removed slot must fit no later one.
        number = self._file.roster.next_slot
        bare = Slot(number, kind, name, role, slot_keys.public_part(private), {})
        slot = self._sealed(bare, keys)
        return slot, {str(slot.id): self._wrap(slot, private, passphrase, kdf)}

    def change_role(self, slot: Slot, role: Role, keys: Keys) -> None:
        """Give a slot another role and the keys that go with it."""
        changed = self._sealed(msgspec.structs.replace(slot, role=role), keys)
        self._sign([changed if s.id == slot.id else s for s in self._file.roster.slots], keys)

    def remove_slot(self, slot: Slot, keys: Keys) -> None:
        """Remove a slot. The keys it knew stay good until ``seal_again`` gives new ones."""
        self._sign([s for s in self._file.roster.slots if s.id != slot.id], keys)

    def remove_recovery(self, keys: Keys) -> None:
        """Remove the slot of the printed key, before a new one is made."""
        for slot in self._file.roster.slots:
            if slot.kind == RECOVERY:
                self.remove_slot(slot, keys)

    def seal_again(self, keys: Keys) -> None:
        """Seal ``keys`` to every slot that may have them."""
        self._sign([self._sealed(slot, keys) for slot in self._file.roster.slots], keys)

    def _purpose(self, slot: Slot, key_name: str) -> bytes:
        return msgspec.msgpack.encode([self.register, slot.id, slot.kind, slot.name, key_name])

    def _sealed(self, slot: Slot, keys: Mapping[str, list[bytes]]) -> Slot:
        sealed = {
            name: [
                slot_keys.seal(key, slot.public_key, self._purpose(slot, name))
                for key in keys[name]
            ]
            for name in keys_of(slot.role)
        }
        return msgspec.structs.replace(slot, sealed=sealed)

    def _sign(
        self, slots: list[Slot], keys: Keys, private: dict[str, _Private] | None = None
    ) -> None:
        highest = max((slot.id for slot in slots), default=0)
        following = max(self._file.roster.next_slot, highest + 1)
        signer = Ed25519PrivateKey.from_private_bytes(keys[ADMIN][0])
        public = signer.public_key().public_bytes_raw()
        roster = _Roster(self.register, self.version + 1, public, following, slots)
        self._write(roster, signer.sign(msgspec.msgpack.encode(roster)), private or {})

    def _bound(self, slot: Slot, kdf: Kdf, salt: bytes) -> bytes:
        return msgspec.msgpack.encode(
            [self.register, slot.id, slot.kind, slot.name, slot.public_key, kdf, salt]
        )

    def _wrap(self, slot: Slot, private: bytes, passphrase: str, kdf: Kdf) -> _Private:
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(_NONCE)
        wrapping = AESGCM(_derive(passphrase, salt, kdf))
        return _Private(
            kdf, salt, nonce, wrapping.encrypt(nonce, private, self._bound(slot, kdf, salt))
        )

    def _private_key(self, slot: Slot, passphrase: str) -> bytes:
        held = self._file.private.get(str(slot.id))
        if held is None:
            raise DamagedError(
                _("The slot of {name} is damaged. Open the register with its recovery key.").format(
                    name=slot.name
                )
            )
        wrapping = AESGCM(_derive(passphrase, held.salt, held.kdf))
        try:
            return wrapping.decrypt(
                held.nonce, held.wrapped, self._bound(slot, held.kdf, held.salt)
            )
        except InvalidTag:
            raise WrongPassphraseError(
                _("The passphrase is wrong. Check Caps Lock and the input method, and try again.")
            ) from None

    def _write(self, roster: _Roster, signature: bytes, fresh: dict[str, _Private]) -> None:
        # What is in memory follows the file: a full disk leaves both as they were.
        there = {str(slot.id) for slot in roster.slots}
        private = {
            number: one for number, one in (self._file.private | fresh).items() if number in there
        }
        file = _File(FORMAT, roster, signature, private)
        content = msgspec.json.format(msgspec.json.encode(file), indent=1)
        self._check_untouched()
        atomic.write(self._path, content)
        self._file, self._written = file, content

    def _check_untouched(self) -> None:
        try:
            there = self._path.read_bytes()
        except FileNotFoundError:
            there = None
        if there != self._written:
            raise ChangedUnderneathError(
                _(
                    "The file {name} was changed by another program, perhaps a cloud drive, while "
                    "the register was open. Nothing was written. Close the register, look which "
                    "copy is the newer one, and open that."
                ).format(name=FILE_NAME)
            )


class _Format(msgspec.Struct):
    format: int


def _newer() -> str:
    return _(
        "This register was written by a newer unionbook than this one. Install the latest "
        "version; nothing was changed."
    )


def _derive(passphrase: str, salt: bytes, kdf: Kdf) -> bytes:
    derivation = Argon2id(
        salt=salt,
        length=32,
        iterations=kdf.iterations,
        lanes=kdf.lanes,
        memory_cost=kdf.memory_kib,
    )
    return derivation.derive(passphrases.normalise(passphrase).encode())
