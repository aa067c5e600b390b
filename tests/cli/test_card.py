# SPDX-License-Identifier: Apache-2.0
"""Cards that are the branch's, and such as are not."""

from __future__ import annotations

import pytest
import registers
from PIL import Image

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


def test_the_look_of_the_cards_is_changed_and_kept(cli, tmp_path):
    picture = tmp_path / "sign.png"
    Image.new("RGB", (600, 600), "navy").save(picture)
    done = cli.json(
        "card", "redesign", "--title", "Thẻ", "--fields", "number,job", "--line", "Một", "--line",
        "Hai", "--colour", "band=#102030", "--emblem", picture,
    )  # fmt: skip
    told = cli.json("card", "design")
    assert told == done["design"]
    assert (told["title"], told["fields"], told["lines"]) == (
        "Thẻ",
        ["number", "job"],
        ["Một", "Hai"],
    )
    assert (told["colours"]["band"], told["emblem"]) == ("#102030", True)
    assert cli.json("card", "redesign", "--no-emblem", "--title", "")["design"]["title"] == ""
    assert "number (No.), job (Job)" in cli.done("card", "design").out
    assert not cli.json("card", "redesign", "--program")["design"]["emblem"]
    assert "choose from" in cli.refused("card", "redesign", "--fields", "wage")
    assert "#0B4A86" in cli.refused("card", "redesign", "--colour", "ink=red")
    assert "There are: band" in cli("card", "redesign", "--colour", "sky=#000000").err
