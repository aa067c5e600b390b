# SPDX-License-Identifier: Apache-2.0
"""A second list beside the first is told of; a summary beside it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.excel.importing import analyse

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("Ngô Thị Mận", "Lê Văn Ổi", "Đỗ Thị Chanh", "Vũ Văn Bưởi", "Hồ Thị Quất", "Mai Văn Dừa")


def _warnings(folder: Path, header: str, *more: str) -> tuple[str, ...]:
    lines = [f"{n},{name},{m}" for n, (name, m) in enumerate(zip(NAMES, more, strict=True), 1)]
    (folder / "a.csv").write_text("\n".join([header, *lines]), encoding="utf-8")
    return analyse(folder / "a.csv").plan().warnings


def test_a_second_list_is_told_of(tmp_path: Path) -> None:
    others = (f"{n},{name}" for n, name in enumerate(reversed(NAMES), 1))
    (warning,) = _warnings(tmp_path, "STT,Họ tên,STT,Họ tên", *others)
    assert "column D" in warning


def test_a_summary_beside_a_list_is_not(tmp_path: Path) -> None:
    sums = (f"Tổ {n},{n}" for n in range(1, 7))
    assert _warnings(tmp_path, "STT,Họ tên,Tổ,Số người", *sums) == ()
