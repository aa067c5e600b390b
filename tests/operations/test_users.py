# SPDX-License-Identifier: Apache-2.0
"""Who may open the register."""

from __future__ import annotations

import pytest
import registers

from unionbook.domain.roles import CASES, OFFICE, Role
from unionbook.errors import (
    InvalidValueError,
    NotFoundError,
    UnionbookError,
    WrongPassphraseError,
)
from unionbook.operations import sessions, users

NEW = "một câu hoàn toàn khác"


def test_users_are_listed_with_what_they_open(session):
    registers.add_user(session, "Minh", Role.TREASURER)
    head, minh = users.list_users(session)
    assert (head.name, head.is_self) == (registers.HEAD, True)
    assert (minh.role, minh.opens, minh.is_self) == (Role.TREASURER, (OFFICE,), False)
    assert CASES in head.opens


@pytest.mark.parametrize("name", ["", "  ", "minh", "MINH", "recovery", "Recovery", "Mi nh "])
def test_a_name_is_given_once(session, name):
    registers.add_user(session, "Minh", Role.TREASURER)
    before = (session.register.folder / "keys.json").read_bytes()
    if name == "Mi nh ":
        registers.add_user(session, name, Role.TREASURER)
        return
    with pytest.raises(InvalidValueError) as caught:
        registers.add_user(session, name, Role.TREASURER)
    assert caught.value.field == "name"
    assert (session.register.folder / "keys.json").read_bytes() == before


def test_a_passphrase_that_is_guessed_at_once_is_refused(session):
    for wrong in ("short", "12345678", "password1"):
        with pytest.raises(InvalidValueError, match="cannot be used"):
            users.add_user(session, name="Minh", role="treasurer", passphrase=wrong)
        with pytest.raises(InvalidValueError):
            users.change_passphrase(session, old=registers.PASSPHRASE, new=wrong)


def test_an_unknown_role_is_told(session):
    before = (session.register.folder / "keys.json").read_bytes()
    for operation in (
        lambda: registers.add_user(session, "Minh", "boss"),
        lambda: users.change_role(session, name=registers.HEAD, role="boss"),
    ):
        with pytest.raises(InvalidValueError, match="boss"):
            operation()
    assert (session.register.folder / "keys.json").read_bytes() == before


def test_ones_own_passphrase_needs_the_old_one(session):
    folder = session.register.folder
    with pytest.raises(WrongPassphraseError):
        users.change_passphrase(session, old="not it", new=NEW)
    stores = [(folder / name).read_bytes() for name in ("office.db", "cases.db")]
    users.change_passphrase(session, old=registers.PASSPHRASE, new=NEW)
    assert [(folder / name).read_bytes() for name in ("office.db", "cases.db")] == stores
    session.close()
    with pytest.raises(WrongPassphraseError):
        registers.reopen(folder)
    sessions.open_register(folder=folder, user=registers.HEAD, passphrase=NEW).close()


def test_who_forgot_the_passphrase_is_given_a_new_one(session):
    registers.add_user(session, "Minh", Role.SECRETARY)
    folder = session.register.folder
    session.close()
    minh = registers.open_as(folder, "Minh")
    known_as = minh.user.id
    minh.close()
    session = registers.reopen(folder)
    users.reset_passphrase(session, name="Minh", passphrase=NEW, kdf=registers.KDF)
    session.close()
    with pytest.raises(WrongPassphraseError):
        registers.open_as(folder, "Minh")
    minh = sessions.open_register(folder=folder, user="Minh", passphrase=NEW)
    assert minh.user.id == known_as
    registers.expect_whole(minh)
    minh.close()


def test_the_last_head_stays(session):
    registers.add_user(session, "Minh", Role.SECRETARY)
    with pytest.raises(UnionbookError, match="cannot remove yourself"):
        users.remove_user(session, name=registers.HEAD)
    with pytest.raises(UnionbookError, match="only head"):
        users.change_role(session, name=registers.HEAD, role=Role.SECRETARY)
    with pytest.raises(NotFoundError):
        users.remove_user(session, name="Nobody")
    users.change_role(session, name="Minh", role=Role.HEAD)
    folder = session.register.folder
    session.close()
    minh = registers.open_as(folder, "Minh")
    users.remove_user(minh, name=registers.HEAD)
    assert [user.name for user in users.list_users(minh)] == ["Minh"]
    registers.expect_whole(minh)
    minh.close()
    with pytest.raises(NotFoundError):
        registers.reopen(folder)


def test_nobody_changes_the_own_role(session):
    registers.add_user(session, "Minh", Role.HEAD)
    with pytest.raises(UnionbookError, match="another head"):
        users.change_role(session, name=registers.HEAD, role=Role.TREASURER)
    assert users.change_role(session, name="Minh", role=Role.HEAD).commit_id == 0


def test_a_new_recovery_key_makes_the_old_sheet_worthless(tmp_path):
    session, old = registers.make_with_key(tmp_path)
    new = users.renew_recovery_key(session, kdf=registers.KDF)
    folder = session.register.folder
    registers.expect_whole(session)
    session.close()
    with pytest.raises(WrongPassphraseError):
        sessions.open_with_recovery_key(folder=folder, recovery_key=old)
    opened = sessions.open_with_recovery_key(folder=folder, recovery_key=new)
    users.reset_passphrase(opened, name=registers.HEAD, passphrase=NEW, kdf=registers.KDF)
    with pytest.raises(UnionbookError, match="recovery key"):
        users.change_passphrase(opened, old=NEW, new=registers.PASSPHRASE)
    opened.close()
    sessions.open_register(folder=folder, user=registers.HEAD, passphrase=NEW).close()


def test_what_users_do_stands_in_the_history(session):
    registers.add_user(session, "Minh", Role.SECRETARY)
    users.change_role(session, name="Minh", role=Role.TREASURER)
    users.remove_user(session, name="Minh")
    rows = session.database.rows(
        "SELECT operation, reason FROM commits WHERE operation <> 'change_keys' ORDER BY clock"
    )
    assert rows[-3:] == [
        ("add_user", "Minh"), ("change_role", "Minh"), ("remove_user", "Minh"),
    ]  # fmt: skip


def test_a_head_who_was_removed_can_let_nobody_in_again(session):
    """The key that signs the list of users is changed as well: a copy of it opens no door."""
    registers.add_user(session, "Cũ", Role.HEAD)
    folder = session.register.folder
    vault = session.register.vault
    known = vault.open(vault.slot("Cũ"), registers.PASSPHRASE)
    users.remove_user(session, name="Cũ")
    session.close()
    forged = type(vault).read(folder)
    forged.add_slot(name="Cửa sau", role=Role.HEAD, passphrase=NEW, keys=known, kdf=registers.KDF)
    with pytest.raises(UnionbookError):
        registers.reopen(folder)
