# SPDX-License-Identifier: Apache-2.0
"""Workbooks from the command line."""

from __future__ import annotations

import openpyxl


def test_the_list_as_filtered_with_chosen_columns(cli, tmp_path):
    path = tmp_path / "out.xlsx"
    told = cli.json(
        "export", "members", path, "--department", "May 1", "--fields", "full_name,phone"
    )
    assert told == {"file": str(path), "members": 2}
    values = [
        cell for row in openpyxl.load_workbook(path).worksheets[0].values for cell in row if cell
    ]
    assert {"Trần Văn An", "Nguyễn Đức Châu", "0912345678"} <= set(values)
    assert "Lê Thị Bình" not in values


def test_an_export_is_noted_unless_only_reading(cli, tmp_path):
    cli.done("export", "members", tmp_path / "a.xlsx")
    step = cli.json("history", "list", "--limit", 1)["steps"][0]
    assert (step["operation"], step["reason"]) == ("export_members", "a.xlsx: 3 members")
    cli.done("--read-only", "export", "members", tmp_path / "b.xlsx")
    assert cli.json("history", "list", "--limit", 1)["steps"][0] == step


def test_an_export_imported_again_changes_nothing(cli, tmp_path):
    path = tmp_path / "out.xlsx"
    cli.done("export", "members", path)
    counts = cli.json("import", "members", path, "--preview")["counts"]
    assert (counts["rows"], counts["unchanged"]) == (3, 3)


def test_a_folder_that_is_not_there(cli, tmp_path):
    assert "choose another" in cli.refused("export", "members", tmp_path / "no" / "a.xlsx")
    assert "There is no field “x”" in cli.refused(
        "export", "members", tmp_path / "a.xlsx", "--fields", "x"
    )
    assert list(tmp_path.glob("*.xlsx")) == []


def test_a_template(cli, tmp_path):
    path = tmp_path / "template.xlsx"
    assert cli.json("export", "template", path) == {"file": str(path)}
    assert len(openpyxl.load_workbook(path).sheetnames) > 1
