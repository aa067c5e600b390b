# SPDX-License-Identifier: Apache-2.0
"""Users, passphrases and the recovery key from the command line."""

from __future__ import annotations

import pytest
import registers
from pypdf import PdfReader

from unionbook.domain.roles import Role

NEW = "cam xanh lá cây dừa"


@pytest.fixture
def two(cli, folder):
    session = registers.reopen(folder)
    registers.add_user(session, "Minh", Role.SECRETARY)
    session.close()
    return cli


def test_users_are_listed(two):
    assert two.json("users", "list")["users"] == [
        {
            "name": registers.HEAD,
            "role": "head",
            "opens": ["office", "cases", "admin"],
            "is_self": True,
        },
        {"name": "Minh", "role": "secretary", "opens": ["office", "cases"], "is_self": False},
    ]
    assert "Secretary" in two.done("users", "list").out


def test_a_user_is_added_and_opens_the_register(cli, tmp_path):
    file = tmp_path / "new.txt"
    file.write_text(NEW, "utf-8")
    words = ("users", "add", "Hoa", "--role", "treasurer", "--new-passphrase-file", file)
    assert cli.json(*words)["user"] == "Hoa"
    cli.environment.update(UNIONBOOK_USER="Hoa", UNIONBOOK_PASSPHRASE=NEW)
    assert cli.json("members", "list")["count"] == 3
    assert "There is a user “Hoa” already" in (
        cli.refused("--user", registers.HEAD, "--passphrase-file", head(tmp_path), *words)
    )


def head(tmp_path):
    file = tmp_path / "head.txt"
    file.write_text(registers.PASSPHRASE, "utf-8")
    return file


@pytest.mark.parametrize("passphrase", ["short", "matkhau123"])
def test_a_passphrase_that_is_guessed_at_once(cli, passphrase):
    cli.environment["UNIONBOOK_NEW_PASSPHRASE"] = passphrase
    ran = cli("users", "add", "Hoa", "--role", "auditor", "--json")
    assert ran.json["error"]["field"] == "passphrase"
    assert len(cli.json("users", "list")["users"]) == 1


def test_a_new_passphrase_must_come_from_somewhere(cli):
    assert cli.refused("users", "add", "Hoa", "--role", "auditor").startswith("Nobody is there")


def test_ones_own_passphrase(two):
    two.environment["UNIONBOOK_NEW_PASSPHRASE"] = NEW
    assert two.json("--user", "Minh", "users", "passphrase") == {"user": "Minh"}
    assert two.refused("--user", "Minh", "members", "list").startswith("The passphrase is wrong")
    two.environment["UNIONBOOK_PASSPHRASE"] = NEW
    assert two.json("--user", "Minh", "members", "list")["count"] == 3


def test_a_forgotten_passphrase_and_a_role(two):
    two.environment["UNIONBOOK_NEW_PASSPHRASE"] = NEW
    two.done("users", "reset", "Minh")
    assert two.json("users", "role", "Minh", "auditor")["role"] == "auditor"
    two.environment["UNIONBOOK_PASSPHRASE"] = NEW
    assert two.json("--user", "Minh", "users", "list")["users"][1]["role"] == "auditor"
    assert two("users", "role", "Minh", "king").code == 2


def test_a_removed_user_opens_nothing(two):
    two.done("users", "remove", "Minh")
    assert "There is no user Minh" in two.refused("--user", "Minh", "members", "list")
    assert "cannot remove yourself" in two.refused("users", "remove", registers.HEAD)


def test_only_a_head_may(two):
    assert "does not allow this" in two.refused("--user", "Minh", "users", "remove", registers.HEAD)
    assert "does not allow this" in two.refused("--user", "Minh", "users", "recovery-key")


def test_a_new_recovery_key_on_paper_or_on_the_screen(cli, tmp_path):
    key = cli.json("users", "recovery-key")["recovery_key"]
    sheet = tmp_path / "key.pdf"
    told = cli.json("users", "recovery-key", "--recovery-sheet", sheet)
    assert told == {"recovery_key": None, "recovery_sheet": str(sheet)}
    printed = "".join(PdfReader(sheet).pages[0].extract_text().split())
    assert not any(group in printed for group in key.split("-"))
    old = tmp_path / "old.txt"
    old.write_text(key, "ascii")
    assert cli.refused("--recovery-key-file", old, "members", "list")


def test_a_key_that_could_not_be_written_is_told(cli, tmp_path):
    ran = cli.done("users", "recovery-key", "--recovery-sheet", tmp_path / "no" / "key.pdf")
    assert "choose another folder" in ran.err
    assert "shown this once: " in ran.out
