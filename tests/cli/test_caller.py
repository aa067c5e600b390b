# SPDX-License-Identifier: Apache-2.0
"""Register, user and passphrase: where they come from, and what is said where they are missing."""

from __future__ import annotations

import io
import shutil

import pytest
import registers

from unionbook.cli import caller
from unionbook.domain.roles import Role


def test_without_a_register_it_is_said_how_to_name_one(bare):
    assert "--register FOLDER before the command" in bare.refused("members", "list")


def test_a_register_that_is_not_there(bare, tmp_path):
    sentence = bare.refused("--register", tmp_path / "none", "members", "list")
    assert sentence.endswith("“unionbook new” makes one.")


def test_a_folder_that_is_no_register(bare, tmp_path):
    assert "keys.json is missing" in bare.refused("--register", tmp_path, "members", "list")


def test_the_suffix_of_the_folder_may_be_left_out(cli, folder):
    cli.environment["UNIONBOOK_REGISTER"] = str(folder.with_suffix(""))
    assert cli.json("members", "list")["count"] == 3


def test_the_only_user_need_not_be_named(cli):
    del cli.environment["UNIONBOOK_USER"]
    assert cli.json("members", "list")["count"] == 3


def test_one_of_several_users_must_be_named(cli, folder):
    with_two_users(folder)
    del cli.environment["UNIONBOOK_USER"]
    assert cli.refused("members", "list").endswith(f"Users: {registers.HEAD}, Minh.")
    assert cli.json("--user", "minh", "members", "list")["count"] == 3
    assert "There is no user Hoa" in cli.refused("--user", "Hoa", "members", "list")


def with_two_users(folder):
    session = registers.reopen(folder)
    registers.add_user(session, "Minh", Role.AUDITOR)
    session.close()


def test_a_wrong_passphrase(cli):
    cli.environment["UNIONBOOK_PASSPHRASE"] = "bốn từ khác hẳn nhau"
    assert cli.refused("members", "list").startswith("The passphrase is wrong.")


def test_the_passphrase_from_a_file_goes_before_the_environment(cli, tmp_path):
    cli.environment["UNIONBOOK_PASSPHRASE"] = "wrong"
    file = tmp_path / "passphrase.txt"
    file.write_text(f"\ufeff{registers.PASSPHRASE}\r\nanother line\n", "utf-8", newline="")
    assert cli.json("--passphrase-file", file, "members", "list")["count"] == 3


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The first line of secret.txt is empty."),
        (b"\xff\xfe\x00", "secret.txt is not a text file in UTF-8."),
        (None, "secret.txt is not there."),
    ],
)
def test_a_passphrase_file_that_says_nothing(cli, tmp_path, content, sentence):
    file = tmp_path / "secret.txt"
    if content is not None:
        file.write_bytes(content)
    assert cli.refused("--passphrase-file", file, "members", "list").startswith(sentence)


def test_where_nobody_can_type_no_question_is_asked(cli):
    del cli.environment["UNIONBOOK_PASSPHRASE"]
    assert cli.refused("members", "list").startswith("Nobody is there to type the passphrase")


def test_a_person_is_asked_without_an_echo(cli, monkeypatch):
    del cli.environment["UNIONBOOK_PASSPHRASE"]
    monkeypatch.setattr(caller, "_require_person", lambda *_names: None)
    ran = cli.done("members", "list", input=f"{registers.PASSPHRASE}\n")
    assert f"Passphrase of {registers.HEAD}" in ran.err
    assert registers.PASSPHRASE not in ran.out + ran.err


def test_a_new_passphrase_is_asked_twice(cli, monkeypatch):
    monkeypatch.setattr(caller, "_require_person", lambda *_names: None)
    ran = cli("users", "passphrase", input="cam xanh lá cây\ncam xanh la cay\n")
    assert ran.code == 1
    assert ran.err.endswith("The two passphrases differ. Start again.\n")


def test_the_passphrase_is_no_option(cli):
    assert cli("--passphrase", registers.PASSPHRASE, "members", "list").code == 2


def test_the_recovery_key_opens_too(bare, tmp_path):
    session, key = registers.make_with_key(tmp_path)
    session.close()
    file = tmp_path / "key.txt"
    file.write_text(key.lower(), "ascii")
    words = ("--register", session.register.folder, "--recovery-key-file", file)
    assert bare.json(*words, "members", "list")["count"] == 0


def test_reading_works_beside_somebody_who_writes(cli, folder):
    session = registers.reopen(folder)
    try:
        assert cli.json("members", "list")["count"] == 3
        assert f"The register is open: {registers.HEAD}" in cli.refused("undo")
        assert cli("--read-only", "export", "members", folder.parent / "out.xlsx").code == 0
    finally:
        session.close()


def test_read_only_refuses_what_writes(cli):
    assert "leave out --read-only" in cli.refused("--read-only", "undo")


def test_a_role_that_may_not_is_told_who_may(cli, folder):
    with_two_users(folder)
    sentence = cli.refused("--user", "Minh", "members", "add", "--set", "full_name=Đỗ Thu Hà")
    assert sentence.startswith("Your role, Auditor (reads only), does not allow this.")


def test_standard_input_that_is_no_terminal(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("x"))
    with pytest.raises(caller.UnionbookError, match="Nobody is there"):
        caller._require_person("A", "--b")


def test_a_program_without_a_console():
    assert caller.at_terminal(None) is False


def test_what_is_odd_about_the_register_is_said_beside_the_answer(cli, folder, tmp_path):
    shutil.copytree(folder, tmp_path / "old")
    cli.done("members", "change", "0001", "--set", "job=x")
    shutil.rmtree(folder)
    (tmp_path / "old").rename(folder)
    ran = cli.done("members", "change", "0001", "--set", "job=y", "--json")
    assert ran.json["operation"] == "correct_member"
    assert ran.err.startswith("This is not the register as it was last left on this PC")
