# SPDX-License-Identifier: Apache-2.0
"""Encrypting the stores anew under new keys, so that who was removed can open no later state.

A power cut in the middle leaves both keys in every slot, old and new, until the work is done on
the next opening by somebody who may: nothing is lost at any moment.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from unionbook.data import attachments
from unionbook.data.register import note_roster
from unionbook.domain.roles import CASES, OFFICE

if TYPE_CHECKING:
    from unionbook.data.register import Register
    from unionbook.data.vault import Slot


def change_keys(register: Register) -> None:
    """Give both stores new keys and seal them to the slots that may have them.

    Each store is re-encrypted in one transaction of its own. Needs a head's keys.
    """
    held = dict(register.keys)
    fresh = {name: secrets.token_bytes(32) for name in (OFFICE, CASES)}
    both = held | {name: [key, held[name][-1]] for name, key in fresh.items()}
    register.vault.seal_again(both)
    for name, key in fresh.items():
        register.store(name).change_key(key)
    register.keys = held | {name: [key] for name, key in fresh.items()}
    register.vault.seal_again(register.keys)


def note_removed(register: Register, slot: Slot) -> None:
    """Note in the office store that a user was removed. Only inside a commit."""
    register.office.database.execute("UPDATE users SET removed = 1 WHERE slot = ?", [slot.id])
    attachments.add_key(register.office, register.site)
    note_roster(register)


def note_role(register: Register, slot: Slot) -> None:
    """Note a user's new role. Only inside a commit."""
    register.office.database.execute(
        "UPDATE users SET role = ? WHERE slot = ? AND removed = 0", [slot.role.value, slot.id]
    )
    note_roster(register)


def note_replaced(register: Register, old: Slot, new: Slot) -> None:
    """Note that a user has a new slot. Only inside a commit."""
    register.office.database.execute(
        "UPDATE users SET slot = ? WHERE slot = ? AND removed = 0", [new.id, old.id]
    )
    note_roster(register)
