# SPDX-License-Identifier: Apache-2.0
"""Who may open the register: adding and removing users, roles, passphrases, the recovery key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import rekeying, slot_keys
from unionbook.data.journal import Changes
from unionbook.data.vault import RECOVERY, Kdf
from unionbook.domain import passphrases
from unionbook.domain.folding import tidy
from unionbook.domain.roles import Role
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations import bundle_parts, device_trust
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.data.vault import Slot
    from unionbook.operations.sessions import Session


@dataclass(frozen=True, slots=True)
class UserInfo:
    """A user, the role, and the stores the slot opens."""

    name: str
    role: Role
    opens: tuple[str, ...]
    is_self: bool


def list_users(session: Session) -> list[UserInfo]:
    """Give the users of the register."""
    return [
        UserInfo(slot.name, slot.role, tuple(slot.sealed), slot.id == session.user.slot)
        for slot in session.register.vault.slots
    ]


def add_user(
    session: Session, *, name: str, role: Role | str, passphrase: str, kdf: Kdf | None = None
) -> Changes:
    """Let somebody open the register, with a first passphrase that he or she should change.

    Raises InvalidValueError where the name is taken or the passphrase is guessed at once.
    """
    _prepare(session, "manage_users")
    clean = tidy(name)
    taken = {slot.name.casefold() for slot in session.register.vault.slots}
    if not clean:
        raise InvalidValueError(_("Give the name of the user."), field="name")
    if clean.casefold() in {*taken, RECOVERY}:
        raise InvalidValueError(
            _("There is a user “{name}” already.").format(name=clean), field="name"
        )
    passphrases.check(passphrase)
    vault = session.register.vault
    vault.add_slot(
        name=clean,
        role=_role(role),
        passphrase=passphrase,
        keys=session.register.keys,
        kdf=kdf or Kdf(),
    )
    with session.commit("add_user", right="manage_users", reason=clean) as changes:
        rekeying.note_users(session.register)
    return changes


def remove_user(session: Session, *, name: str) -> Changes:
    """Take a user's access away and encrypt the stores anew.

    So an old copy of the slot opens nothing that comes after.
    Raises UnionbookError for oneself and for the last head.
    """
    _prepare(session, "manage_users")
    vault = session.register.vault
    slot = vault.slot(name)
    if slot.id == session.user.slot:
        raise UnionbookError(_("You cannot remove yourself: another head must do it."))
    _keep_a_head(session, slot)
    vault.remove_slot(slot, session.register.keys)
    rekeying.change_keys(session.register, session.user, device_trust.certify_again)
    with session.commit("remove_user", right="manage_users", reason=slot.name) as changes:
        rekeying.note_users(session.register, new_file_key=True)
    bundle_parts.renew_cases_key(session)
    return changes


def change_role(session: Session, *, name: str, role: Role | str) -> Changes:
    """Give a user another role, and the keys that go with it.

    Where the new role may not open a store that the old one could, the stores are encrypted anew.
    """
    _prepare(session, "manage_users")
    wanted = _role(role)
    vault = session.register.vault
    slot = vault.slot(name)
    if wanted is slot.role:
        return Changes(0, "change_role")
    if wanted is not Role.HEAD:
        _keep_a_head(session, slot)
    if slot.id == session.user.slot:
        raise UnionbookError(_("You cannot change your own role: another head must do it."))
    vault.change_role(slot, wanted, session.register.keys)
    if set(slot.sealed) - set(vault.slot(name).sealed):
        rekeying.change_keys(session.register, session.user, device_trust.certify_again)
    with session.commit("change_role", right="manage_users", reason=slot.name) as changes:
        rekeying.note_users(session.register)
    if set(slot.sealed) - set(vault.slot(name).sealed):
        bundle_parts.renew_cases_key(session)
    return changes


def _role(role: Role | str) -> Role:
    try:
        return Role(role)
    except ValueError:
        raise InvalidValueError(
            _("There is no role “{role}”. There are: {known}.").format(
                role=role, known=", ".join(Role)
            ),
            field="role",
        ) from None


def _keep_a_head(session: Session, slot: Slot) -> None:
    heads = [one for one in session.register.vault.slots if one.role is Role.HEAD]
    if slot.role is Role.HEAD and len(heads) == 1:
        raise UnionbookError(
            _("{name} is the only head of the branch. Make somebody else head first.").format(
                name=slot.name
            )
        )


def change_passphrase(session: Session, *, old: str, new: str, kdf: Kdf | None = None) -> None:
    """Change one's own passphrase; the stores are not encrypted anew.

    Raises WrongPassphraseError, InvalidValueError.
    """
    _prepare(session, "change_passphrase")
    passphrases.check(new)
    vault = session.register.vault
    slot = next((one for one in vault.slots if one.id == session.user.slot), None)
    if slot is None:
        raise UnionbookError(
            _("You opened the register with the recovery key: set a user's passphrase instead.")
        )
    vault.change_passphrase(slot, old, new, kdf)


def reset_passphrase(
    session: Session, *, name: str, passphrase: str, kdf: Kdf | None = None
) -> Changes:
    """Give a user who forgot the passphrase a new one, as a head or with the recovery key."""
    _prepare(session, "manage_users")
    passphrases.check(passphrase)
    vault = session.register.vault
    slot = vault.slot(name)
    vault.replace_slot(slot, passphrase, session.register.keys, kdf or Kdf())
    with session.commit("change_role", right="manage_users", reason=slot.name) as changes:
        rekeying.note_users(session.register)
    return changes


def renew_recovery_key(session: Session, *, kdf: Kdf | None = None) -> str:
    """Make a new recovery key, to be printed; the old sheet opens nothing from then on."""
    _prepare(session, "renew_recovery_key")
    key = slot_keys.make_recovery_key()
    vault = session.register.vault
    vault.remove_recovery(session.register.keys)
    vault.add_slot(
        name=RECOVERY,
        role=Role.HEAD,
        passphrase=key,
        keys=session.register.keys,
        kind=RECOVERY,
        kdf=kdf or Kdf(),
    )
    rekeying.change_keys(session.register, session.user, device_trust.certify_again)
    with session.commit("renew_recovery_key"):
        rekeying.note_users(session.register, new_file_key=True)
    return key


def _prepare(session: Session, right: str) -> None:
    """Refuse before the key slots are touched what could not be noted in the stores after it."""
    session.require(right)
    if session.read_only:
        raise UnionbookError(
            _("The register is open read-only. Close it and open it for writing to do this.")
        )
    for store in session.register.stores:
        store.check_untouched()
