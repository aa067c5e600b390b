# SPDX-License-Identifier: Apache-2.0
"""Text files that would hang a reader, and paths that are no files."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from .hostile_packages import NAMES, made
from .model import Hostile

if TYPE_CHECKING:
    from pathlib import Path

_LIST = f"Mã NV,Họ và tên,Số điện thoại\nA01,{NAMES[0]},0912000001\nA02,{NAMES[1]},0912000002\n"
_MEGABYTE = 1 << 20


def _with(line: str) -> bytes:
    return (_LIST + line + "\n").encode()


def _folder(folder: Path) -> Path:
    path = folder / "a_folder.xlsx"
    path.mkdir()
    return path


def _missing(folder: Path) -> Path:
    return folder / "not there.xlsx"


def _pipe(folder: Path) -> Path:
    path = folder / "a_pipe.csv"
    os.mkfifo(path)
    return path


def _endless(folder: Path) -> Path:
    path = folder / "endless.csv"
    path.symlink_to("/dev/zero")
    return path


def _loop(folder: Path) -> Path:
    path = folder / "leads_to_itself.xlsx"
    path.symlink_to(path)
    return path


def _paths() -> list[Hostile]:
    everywhere = [
        Hostile("a_folder.xlsx", _folder, "refused"),
        Hostile("not there.xlsx", _missing, "refused"),
    ]
    if not hasattr(os, "mkfifo"):
        return everywhere
    return [
        *everywhere,
        Hostile("a_pipe.csv", _pipe, "refused"),
        Hostile("endless.csv", _endless, "refused"),
        Hostile("leads_to_itself.xlsx", _loop, "refused"),
    ]


def _patterns() -> list[Hostile]:
    """Give values on which a careless pattern takes for ever."""
    long = {
        "digits": "1" * 100_000, "dots": "." * 100_000, "spaces": "a" + " " * 100_000 + "b",
        "slashes": "/" * 100_000, "at_signs": "a@" * 50_000, "dashes": "09-" * 40_000,
        "marks": "a" + "\u0301" * 100_000, "zeros": "0" * 100_000 + "x",
        "months": "12 " * 30_000 + "Agustus", "exponent": "1E999999999",
    }  # fmt: skip
    return [
        made(
            f"pattern_{kind}.csv",
            partial(_with, f"A03,{text},{text}"),
            "rows",
            names=NAMES,
        )
        for kind, text in long.items()
    ]


def fixtures() -> list[Hostile]:
    """Give the hostile files of this theme."""
    evil = "=cmd|' /C calc'!A0"
    return [
        *_paths(),
        *_patterns(),
        made("text_nothing.csv", lambda: b"", "refused"),
        made("text_only_mark.csv", lambda: b"\xef\xbb\xbf", "refused"),
        made("text_only_blanks.csv", lambda: b" \r\n\t\r\n" * 5000, "refused"),
        made("text_nulls.csv", lambda: _LIST.encode().replace(b"A01", b"A\x00\x0001"), "either"),
        made("text_all_nulls.csv", lambda: bytes(5 * _MEGABYTE), "refused"),
        made("text_one_line.csv", lambda: b"abc " * (10 * _MEGABYTE), "either"),
        made("text_open_quote.csv", lambda: _with('A03,"' + "chữ " * 2_000_000), "either"),
        made("text_quotes.csv", lambda: b'"' * (8 * _MEGABYTE + 1), "either"),
        made("text_wide.csv", lambda: _with("," * 3_000_000), "either"),
        made("text_only_commas.csv", lambda: (b"," * 200 + b"\n") * 100_000, "either"),
        made("text_many_lines.csv", lambda: _with(",,\n" * 3_000_000), "either", names=NAMES),
        made("text_big_cell.csv", lambda: _with("A03," + "x" * 400_000 + ","), "rows", names=NAMES),
        made("text_command.csv", lambda: _with(f"A03,{evil},0912000003"), "rows", names=NAMES),
        made("text_controls.csv", lambda: _with("A03,Lý\x07 Thị\x1b[31m Son\x7f,0912000003"),
             "either", names=NAMES),
        made("text_two_encodings.csv", lambda: _with("") + "A03,Phạm Thị Lẫn".encode("utf-16-le"),
             "either"),
        made("text_odd_utf16.txt",
             lambda: _LIST.replace(",", "\t").encode("utf-16")[:-1], "either"),
        made("text_utf32.txt", lambda: _LIST.replace(",", "\t").encode("utf-32"), "either"),
        made("text_random.csv", lambda: bytes((n * n * 31 + 7) % 251 for n in range(90_000)),
             "refused"),
        made("text_is_xlsx.csv", lambda: b"PK\x03\x04" + bytes(range(256)) * 40, "refused"),
        made("text_prose.txt", ("Kính gửi ban chấp hành công đoàn.\r\n" * 90).encode,
             "either"),
        made("text_json.csv", lambda: b'{"a": [' + b"[" * 200_000 + b"]}", "either"),
    ]  # fmt: skip
