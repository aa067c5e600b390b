# SPDX-License-Identifier: Apache-2.0
"""Encrypting the stores anew under new keys, so that who was removed can open no later state.

A power cut in the middle leaves both keys in every slot, old and new, until the work is done on
the next opening by somebody who may: nothing is lost at any moment.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from unionbook.data import attachments, slot_keys
from unionbook.data.register import add_user, announce_admin, note_roster, noted_roster
from unionbook.domain.roles import ADMIN, CASES, OFFICE

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.data.register import Register, User


def change_keys(
    register: Register, user: User, also: Callable[[Register, bytes, bytes], None] | None = None
) -> None:
    """Give both stores new keys and seal them to the slots that may have them.

    The key that signs the list of slots is changed too: a head who was removed knew it. Each store
    is re-encrypted in one transaction of its own. Needs a head's keys. ``also`` is told the old and
    the new signing key inside the commit that announces the new one.
    """
    held = dict(register.keys)
    signing = slot_keys.make_signing_key()
    with register.commit(user, "change_keys"):
        announce_admin(register, slot_keys.signing_public_part(signing))
        if also:
            also(register, held[ADMIN][0], signing)
    held[ADMIN] = [signing]
    fresh = {name: secrets.token_bytes(32) for name in (OFFICE, CASES)}
    register.vault.seal_again(held | {name: [key, held[name][-1]] for name, key in fresh.items()})
    register.keys = held
    for name, key in fresh.items():
        register.store(name).change_key(held[name][-1], key)
        # At once: should the other store fail, its old key and this new one are the right ones.
        register.keys = register.keys | {name: [key]}
    for store in register.stores:
        store.checkpoint()
    register.vault.seal_again(register.keys)
    register.half_rekeyed = False


def is_unfinished(register: Register) -> bool:
    """Tell whether a change of users, or of the keys with it, was interrupted."""
    return register.half_rekeyed or register.vault.version > noted_roster(register)


def note_users(register: Register, *, new_file_key: bool = False) -> None:
    """Bring the rows of users into step with the slots. Only inside a commit.

    ``new_file_key`` makes a new key for photos and papers too: somebody knew the old one.
    """
    missing = {slot.id: slot for slot in register.vault.slots}
    database = register.office.database
    gone = []
    for number, slot_id, name, role in database.rows(
        "SELECT id, slot, name, role FROM users WHERE removed = 0"
    ):
        slot = missing.pop(slot_id, None)
        if slot is None:
            gone.append((number, name))
        elif slot.role.value != role:
            database.execute("UPDATE users SET role = ? WHERE id = ?", [slot.role.value, number])
    replaced = {slot.name: slot for slot in missing.values()}
    for number, name in gone:
        slot = replaced.get(name)
        if slot is None:
            database.execute("UPDATE users SET removed = 1 WHERE id = ?", [number])
        else:
            database.execute("UPDATE users SET slot = ? WHERE id = ?", [slot.id, number])
            missing.pop(slot.id, None)
    for slot in missing.values():
        add_user(register, slot)
    if new_file_key:
        attachments.add_key(register.office, register.site)
    note_roster(register)
