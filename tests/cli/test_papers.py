# SPDX-License-Identifier: Apache-2.0
"""PDFs from the command line."""

from __future__ import annotations

import pytest
from pypdf import PdfReader


def text(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_cards_of_named_members(cli, tmp_path):
    path = tmp_path / "cards.pdf"
    told = cli.json("cards", path, "0001", "0003", "--single", "--no-backs")
    assert told == {"file": str(path), "members": 2}
    assert len(PdfReader(path).pages) == 2
    assert cli.json("history", "list", "--limit", 1)["steps"][0]["operation"] == "print"


def test_nobody_who_left_gets_a_card_unasked(cli, tmp_path):
    cli.done("members", "leave", "0002")
    path = tmp_path / "cards.pdf"
    assert cli.json("cards", path)["members"] == 2
    assert cli.json("cards", path, "--status", "left")["members"] == 1
    assert cli.json("cards", path, "0002")["members"] == 1
    assert cli.refused("cards", path, "--department", "May 2") == "Choose at least one member."


def test_a_list_with_a_title(cli, tmp_path):
    path = tmp_path / "list.pdf"
    assert cli.json("print", "list", path, "--title", "Danh sách bầu cử")["members"] == 3
    assert "Nguyễn Đức Châu" in text(path)
    assert "Danh sách bầu cử" in text(path)


def test_an_attendance_sheet(cli, tmp_path):
    path = tmp_path / "sheet.pdf"
    words = ("--subject", "Hội nghị", "--on", "1/12/2026", "--place", "Nhà ăn", "--at", "8:00")
    assert cli.json("print", "attendance", path, "--department", "May 1", *words)["members"] == 2
    assert "Hội nghị" in text(path)
    assert "Trần Văn An" in text(path)
    assert "Lê Thị Bình" not in text(path)
    assert cli("print", "attendance", path).code == 2


def test_a_form_empty_or_filled(cli, tmp_path):
    path = tmp_path / "form.pdf"
    assert cli.json("print", "form", path)["members"] == 0
    assert "Trần Văn An" not in text(path)
    assert cli.json("print", "form", path, "0001", "--check-off")["members"] == 1
    assert "Trần Văn An" in text(path)


def test_a_certificate_takes_what_was_recorded(cli, tmp_path):
    path = tmp_path / "transfer.pdf"
    assert cli.refused("print", "transfer", path, "0001").startswith("Say to which branch")
    cli.done("members", "transfer", "0001", "--to", "CĐCS Hoa Sen", "--decision", "7/GGT")
    cli.done("print", "transfer", path, "0001")
    assert "CĐCS Hoa Sen" in text(path)
    assert "7/GGT" in text(path)
    cli.done("print", "transfer", path, "0002", "--to", "B", "--on", "1/2/2026", "--number", "9")
    assert cli.refused("print", "transfer", path, "0002", "--to", "B", "--on", "x")


@pytest.mark.parametrize("words", [(), ("--addresses", "--skip", "23")])
def test_labels(cli, tmp_path, words):
    path = tmp_path / "labels.pdf"
    assert cli.json("print", "labels", path, *words)["members"] == 3
    assert len(PdfReader(path).pages) == (2 if words else 1)
    assert "Lê Thị Bình" in text(path)
    assert cli("print", "labels", path, "--skip", "-1").code == 2


def test_letters_that_the_font_lacks_are_named(cli, tmp_path):
    path = tmp_path / "cards.pdf"
    assert "font" not in cli("cards", path).err
    cli.done("members", "change", "0001", "--set", "full_name=Lý Minh 李明")
    told = cli("cards", path, "0001").err
    assert "李 明" in told
    assert "Latin" in told
