# SPDX-License-Identifier: Apache-2.0
"""Whether the register is whole."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
from PIL import Image

from unionbook.cli import verify
from unionbook.operations.report_differences import Difference


def test_a_whole_register(cli):
    told = cli.json("verify")
    assert (told["whole"], told["problems"], told["members"]) == (True, [], 3)
    assert told["steps"] > 3
    assert cli.done("verify", "--repair").out.startswith("The register is whole.")
    assert cli.json("verify", "--repair")["repaired"] is True


def test_what_does_not_hold_is_named_and_the_code_is_1(cli, folder, tmp_path):
    Image.new("RGB", (30, 40), "navy").save(tmp_path / "an.png")
    cli.done("members", "photo", "0001", tmp_path / "an.png")
    photo = next(path for path in (folder / "files").iterdir() if path.is_file())
    photo.write_bytes(photo.read_bytes()[:-5])
    ran = cli("verify", "--json")
    assert ran.code == 1
    assert ran.json["whole"] is False
    assert len(ran.json["problems"]) == 1
    assert ran.err == f"The register is not whole: {ran.json['problems'][0]}\n"


def test_a_report_is_checked_figure_by_figure(cli, tmp_path):
    cli.done("ledger", "set-up")
    cli.done("dues", "rules", "adopt", "flat_floor", "--amount", "20000")
    cli.done("dues", "assess", "8/2025")
    path = tmp_path / "a.pdf"
    cli.done("report", "arrears", "--period", "8/2025", "--out", path)
    told = cli.json("verify", "report", path)
    assert (told["verdict"], told["report"], told["differences"]) == ("same", "arrears", [])
    assert "every figure" in cli.done("verify", "report", path).out
    cli.done("dues", "pay", "0001", "--amount", "5000", "--on", "5/8/2025")
    told = cli.json("verify", "report", path)
    assert told["verdict"] == "changed"
    first = told["differences"][0]
    assert (first["name"], first["shown"], first["now"]) == ("0001 Trần Văn An", "20,000", "15,000")
    assert "15,000" in cli.done("verify", "report", path).out


def test_what_a_figure_was_when_the_report_was_made_is_shown_only_where_that_can_be_told():
    told = Difference(3, "An", "Amount", "20,000", "15,000", "20,000")
    silent = replace(told, row=4, then=None)
    headings, _line, first, second = [*verify._shown((told, silent))][1:]
    assert "When made" in headings
    assert (first.count("20,000"), second.count("unknown")) == (2, 1)
    assert "When made" not in "".join(verify._shown((silent, silent)))


def test_a_report_that_is_none_of_ours_has_code_1(cli, tmp_path):
    cli.done("ledger", "set-up")
    path = tmp_path / "a.xlsx"
    cli.done("report", "trial-balance", "--period", "2025", "--out", path)
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["C2"] = 500_000
    book.save(path)
    ran = cli("verify", "report", path, "--json")
    assert (ran.code, ran.json["verdict"]) == (1, "altered")
    assert ran.err.startswith("Do not accept it")
    assert "no line of unionbook" in cli.refused("verify", "report", __file__)
