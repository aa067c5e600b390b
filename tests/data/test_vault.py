# SPDX-License-Identifier: Apache-2.0
"""Key slots: what was edited, raised, swapped or put back opens nothing."""

from __future__ import annotations

import base64
import json
import unicodedata
from typing import TYPE_CHECKING

import msgspec
import pytest
import registers
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from unionbook.data import vault as vaults
from unionbook.data.vault import Kdf, Vault
from unionbook.domain.roles import ADMIN, CASES, OFFICE, Role
from unionbook.errors import (
    DamagedError,
    NewerRegisterError,
    NotFoundError,
    UnionbookError,
    WrongPassphraseError,
)
from unionbook.operations import sessions, users

if TYPE_CHECKING:
    from pathlib import Path

PASSPHRASE = registers.PASSPHRASE


@pytest.fixture
def made(tmp_path: Path):
    vault, keys = Vault.found(tmp_path, "7b1a-register")
    vault.add_slot(name="Lan", role=Role.HEAD, passphrase=PASSPHRASE, keys=keys, kdf=registers.KDF)
    vault.add_slot(
        name="Minh", role=Role.TREASURER, passphrase=PASSPHRASE, keys=keys, kdf=registers.KDF
    )
    vault.add_slot(
        name="Hà", role=Role.AUDITOR, passphrase="auditor of the branch", keys=keys,
        kdf=registers.KDF,
    )  # fmt: skip
    return vault, keys


def edit(folder: Path, change) -> None:
    """Change the file as somebody would who holds no key."""
    path = folder / "keys.json"
    held = json.loads(path.read_bytes())
    change(held)
    path.write_text(json.dumps(held), "utf-8")


def test_a_passphrase_gives_the_keys_of_the_role(made, tmp_path):
    _vault, keys = made
    vault = Vault.read(tmp_path)
    assert vault.open(vault.slot("Lan"), PASSPHRASE) == keys
    assert set(vault.open(vault.slot("minh"), PASSPHRASE)) == {OFFICE}
    assert vault.slot("Minh").role is Role.TREASURER


@pytest.mark.usefixtures("made")
def test_a_wrong_passphrase_opens_nothing(tmp_path):
    vault = Vault.read(tmp_path)
    with pytest.raises(WrongPassphraseError, match="Caps Lock"):
        vault.open(vault.slot("Lan"), "not the passphrase")
    with pytest.raises(WrongPassphraseError):
        vault.open(vault.slot("Hà"), PASSPHRASE)


@pytest.mark.usefixtures("made")
def test_the_users_there_are_are_named(tmp_path):
    with pytest.raises(NotFoundError, match="Lan, Minh, Hà"):
        Vault.read(tmp_path).slot("Nobody")


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.usefixtures("made")
def test_a_passphrase_is_the_same_whichever_input_method_typed_it(tmp_path, form):
    vault = Vault.read(tmp_path)
    typed = unicodedata.normalize(form, PASSPHRASE)
    assert vault.open(vault.slot("Lan"), typed)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.usefixtures("made")
def test_a_name_is_the_same_however_its_accents_are_written(tmp_path, form):
    assert Vault.read(tmp_path).slot(unicodedata.normalize(form, "Hà")).role is Role.AUDITOR


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Lan Anh"),
        ("role", "head"),
        ("id", 1),
        ("kind", "recovery"),
        ("public_key", "AA=="),
    ],
)
@pytest.mark.usefixtures("made")
def test_an_edited_slot_is_refused(tmp_path, field, value):
    def change(held):
        held["roster"]["slots"][1][field] = value

    edit(tmp_path, change)
    with pytest.raises(DamagedError, match="was altered"):
        Vault.read(tmp_path)


def test_a_role_raised_by_who_can_sign_with_another_key_is_refused(session):
    """The roster is signed anew with a key of the forger's own: the office store knows better."""
    registers.add_user(session, "Minh", Role.TREASURER)
    session.close()
    folder = session.register.folder
    vault = Vault.read(folder)
    forger = Ed25519PrivateKey.generate()
    raised = [
        msgspec.structs.replace(slot, role=Role.HEAD) if slot.name == "Minh" else slot
        for slot in vault._file.roster.slots
    ]
    roster = msgspec.structs.replace(
        vault._file.roster,
        admin_public_key=forger.public_key().public_bytes_raw(),
        slots=raised,
        version=vault.version + 1,
    )
    signature = forger.sign(msgspec.msgpack.encode(roster))
    file = vaults._File(vaults.FORMAT, roster, signature, vault._file.private)
    (folder / "keys.json").write_bytes(msgspec.json.encode(file))
    with pytest.raises(DamagedError, match=r"keys\.json is an older one or of another register"):
        registers.open_as(folder, "Minh")


def test_a_removed_slot_put_back_is_refused(session):
    registers.add_user(session, "Minh", Role.SECRETARY)
    folder = session.register.folder
    before = (folder / "keys.json").read_bytes()
    users.remove_user(session, name="Minh")
    session.close()
    with pytest.raises(NotFoundError):
        registers.open_as(folder, "Minh")
    (folder / "keys.json").write_bytes(before)
    with pytest.raises(UnionbookError):
        registers.open_as(folder, "Minh")
    # Not even the head is let in with the older list, before anything is written.
    with pytest.raises(UnionbookError):
        registers.reopen(folder)


@pytest.mark.usefixtures("made")
def test_swapped_slots_open_nothing(tmp_path):
    """Each private part is bound to its slot, and opens there alone."""

    def change(held):
        private = held["private"]
        private["2"], private["3"] = private["3"], private["2"]

    edit(tmp_path, change)
    vault = Vault.read(tmp_path)
    with pytest.raises(WrongPassphraseError):
        vault.open(vault.slot("Minh"), "auditor of the branch")
    with pytest.raises(WrongPassphraseError):
        vault.open(vault.slot("Minh"), PASSPHRASE)


@pytest.mark.usefixtures("made")
def test_a_cheaper_derivation_put_into_the_file_opens_nothing(tmp_path):
    def change(held):
        held["private"]["1"]["kdf"]["iterations"] = 2

    edit(tmp_path, change)
    vault = Vault.read(tmp_path)
    with pytest.raises(WrongPassphraseError):
        vault.open(vault.slot("Lan"), PASSPHRASE)


@pytest.mark.parametrize("kdf", [{"memory_kib": 1}, {"iterations": 0}, {"memory_kib": 2**40}])
@pytest.mark.usefixtures("made")
def test_a_derivation_that_cannot_be_is_damage(tmp_path, kdf):
    def change(held):
        held["private"]["1"]["kdf"].update(kdf)

    edit(tmp_path, change)
    with pytest.raises(DamagedError):
        Vault.read(tmp_path)


@pytest.mark.usefixtures("made")
def test_a_missing_private_part_says_what_helps(tmp_path):
    edit(tmp_path, lambda held: held["private"].pop("1"))
    vault = Vault.read(tmp_path)
    with pytest.raises(DamagedError, match="recovery key"):
        vault.open(vault.slot("Lan"), PASSPHRASE)


def test_a_sealed_key_is_bound_to_slot_and_store(made):
    vault, keys = made
    private = vault._private_key(vault.slot("Lan"), PASSPHRASE)
    slot = vault.slot("Lan")
    with pytest.raises(InvalidTag):
        vaults.slot_keys.unseal(slot.sealed[OFFICE][0], private, vault._purpose(slot, CASES))
    with pytest.raises(InvalidTag):
        vaults.slot_keys.unseal(
            slot.sealed[OFFICE][0], private, vault._purpose(vault.slot("Minh"), OFFICE)
        )
    assert keys[ADMIN]


@pytest.mark.usefixtures("made")
def test_a_newer_file_is_refused_with_what_to_do(tmp_path):
    edit(tmp_path, lambda held: held.update(format=2, roster={"something": "new"}))
    with pytest.raises(NewerRegisterError, match="latest version"):
        Vault.read(tmp_path)


def test_changing_a_passphrase_leaves_keys_and_others_alone(made, tmp_path):
    vault, keys = made
    before = json.loads((tmp_path / "keys.json").read_bytes())
    vault.change_passphrase(vault.slot("Minh"), PASSPHRASE, "quite another long one")
    after = json.loads((tmp_path / "keys.json").read_bytes())
    assert after["roster"] == before["roster"]
    assert after["private"]["1"] == before["private"]["1"]
    read = Vault.read(tmp_path)
    assert read.open(read.slot("Minh"), "quite another long one") == {OFFICE: keys[OFFICE]}
    with pytest.raises(WrongPassphraseError):
        read.open(read.slot("Minh"), PASSPHRASE)


def test_the_salt_is_another_each_time(made):
    vault, _keys = made
    first = vault._file.private["1"]
    vault.change_passphrase(vault.slot("Lan"), PASSPHRASE, PASSPHRASE)
    assert vault._file.private["1"].salt != first.salt
    assert vault._file.private["1"].nonce != first.nonce


def test_numbers_of_slots_are_never_used_again(made):
    vault, keys = made
    gone = vault.slot("Hà")
    vault.remove_slot(gone, keys)
    fresh = vault.add_slot(
        name="Hà", role=Role.AUDITOR, passphrase=PASSPHRASE, keys=keys, kdf=registers.KDF
    )
    assert fresh.id > gone.id
    assert str(gone.id) not in vault._file.private


def test_the_file_holds_no_key_and_no_passphrase_in_clear(made, tmp_path):
    _vault, keys = made
    content = (tmp_path / "keys.json").read_bytes()
    for key in (one for held in keys.values() for one in held):
        assert key not in content
        assert key.hex().encode() not in content
        assert base64.b64encode(key) not in content
    assert PASSPHRASE.encode() not in content


def test_the_usual_cost_is_what_the_figures_ask_for():
    assert Kdf().memory_kib >= 65536
    assert Kdf().iterations >= 3


def test_the_recovery_key_opens_as_a_head(tmp_path):
    session, key = registers.make_with_key(tmp_path)
    session.close()
    typed = key.lower().replace("-", " ").replace("1", "l").replace("0", "o")
    opened = sessions.open_with_recovery_key(folder=session.register.folder, recovery_key=typed)
    assert opened.user.role is Role.HEAD
    opened.close()


def test_a_mistyped_recovery_key_is_told_before_it_is_tried(tmp_path):
    session, key = registers.make_with_key(tmp_path)
    session.close()
    folder = session.register.folder
    other = "A" if key[0] != "A" else "B"
    swapped = key[1] + key[0] + key[2:] if key[0] != key[1] else key[:-1]
    for typed in (other + key[1:], key[:-1], key + "A", "", swapped):
        with pytest.raises(WrongPassphraseError, match="seven groups of five"):
            sessions.open_with_recovery_key(folder=folder, recovery_key=typed)
    foreign = vaults.slot_keys.make_recovery_key()
    with pytest.raises(WrongPassphraseError):
        sessions.open_with_recovery_key(folder=folder, recovery_key=foreign)
