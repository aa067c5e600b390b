# SPDX-License-Identifier: Apache-2.0
"""Cards that are the branch's, and such as are not."""

from __future__ import annotations

import pytest
import registers

from unionbook.operations import card_statement
from unionbook.operations.card_statement import Statement


@pytest.fixture
def code(folder, tmp_path):
    session = registers.reopen(folder)
    key = card_statement.signer(session)
    session.close()
    file = tmp_path / "code.txt"
    file.write_bytes(
        card_statement.sign(key, Statement("0001", "Trần Văn An", "Sao", "2030-12-31"))
    )
    return file


def test_a_genuine_card(cli, code):
    assert cli.json("card", "verify", code) == {
        "genuine": True,
        "number": "0001",
        "full_name": "Trần Văn An",
        "branch": "Sao",
        "valid_until": "2030-12-31",
    }
    assert "Valid until  31/12/2030" in cli.done("card", "verify", code).out


def test_anybody_can_check_with_the_key(cli, bare, code):
    key = cli.json("card", "key")["key"]
    bare.environment.clear()
    assert bare.json("card", "verify", code, "--key", key)["genuine"] is True
    ran = bare.done(
        "card", "verify", "-", "--key", key, "--json", input=code.read_bytes() + b"\r\n"
    )
    assert ran.json["number"] == "0001"


def test_an_altered_card(cli, code):
    code.write_bytes(code.read_bytes().replace(b"0001", b"0002"))
    assert cli.refused("card", "verify", code).endswith("Do not accept it.")
    ran = cli("card", "verify", code, "--json")
    assert set(ran.json) == {"error"}


def test_a_file_that_is_no_card_accuses_nobody(cli, tmp_path):
    """A PDF of cards is not a forged card: what is read is a photo of one, or its text."""
    cli.done("cards", tmp_path / "cards.pdf")
    told = cli.refused("card", "verify", tmp_path / "cards.pdf")
    assert "not a picture" in told
    assert "Do not accept" not in told


def test_a_scan_of_a_card_is_read(cli, tmp_path):
    import pdf

    cli.done("cards", tmp_path / "cards.pdf", "0001", "--single")
    back = pdf.picture((tmp_path / "cards.pdf").read_bytes(), 1, scale=4)
    back.save(tmp_path / "back.png")
    assert cli.json("card", "verify", tmp_path / "back.png")["number"] == "0001"
