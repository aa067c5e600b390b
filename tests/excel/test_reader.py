# SPDX-License-Identifier: Apache-2.0
"""What is chosen by mistake is refused in one sentence that says what to choose instead."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from unionbook.errors import UnreadableFileError
from unionbook.excel.importing import analyse, read_rows
from unionbook.excel.reader import open_book

if TYPE_CHECKING:
    from pathlib import Path

LIST = "Họ và tên,SĐT\nNgô Thị Mận,0912345678\n"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("~$list.xlsx", b"\x15admin" + bytes(100), "only marks that “list.xlsx” is open"),
        (".~lock.list.ods#", b",admin,pc,20.11.2026", "only marks that “list.ods” is open"),
        ("list.lnk", b"L\0\0\0\x01\x14\x02\0" + bytes(60), "is a shortcut"),
        ("list.url", b"[InternetShortcut]\r\nURL=x", "is a shortcut"),
        ("list.gsheet", b'{"doc_id": "1"}', "save that as .xlsx"),
        ("list.csv", b"", "“list.csv” is empty"),
        ("list.csv", b"\xef\xbb\xbf\r\n", "“list.csv” is empty"),
        ("list.csv", b"\0" * 4000, "“list.csv” is empty"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFileError, match=says):
        open_book(tmp_path / name)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").mkdir()
    with pytest.raises(UnreadableFileError, match="is a folder"):
        open_book(tmp_path / "list.xlsx")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only where pipes have names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "list.csv")
    with pytest.raises(UnreadableFileError, match="is no file"):
        open_book(tmp_path / "list.csv")


def test_a_file_may_have_any_name(tmp_path: Path) -> None:
    path = tmp_path / "~$ danh sách \N{CONSTRUCTION WORKER} “mới”.csv"
    path.write_text(LIST + ",\n" * 1024, encoding="utf-8")
    assert read_rows(analyse(path)).count("take") == 1


def test_zero_bytes_between_letters_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(LIST.replace("Mận", "Mận\0\0\0"), encoding="utf-8")
    (row,) = read_rows(analyse(tmp_path / "a.csv"))
    assert row.values["full_name"] == "Ngô Thị Mận"


def test_a_quotation_mark_nobody_closed_swallows_nobody(tmp_path: Path) -> None:
    names = [f"Ngô Thị {given}" for given in ("Mận", "Ổi", "Chanh", "Bưởi") * 10]
    names[3] = '"Tý'
    lines = [f"{name},09123456{n:02}" for n, name in enumerate(names)]
    (tmp_path / "a.csv").write_text("\n".join(["Họ và tên,SĐT", *lines]), encoding="utf-8")
    rows = read_rows(analyse(tmp_path / "a.csv"))
    assert rows.count("take") == len(names)
