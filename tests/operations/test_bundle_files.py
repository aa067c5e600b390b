# SPDX-License-Identifier: Apache-2.0
"""Where a bundle is written to: names that any stick takes, and sentences where it cannot be."""

from __future__ import annotations

import errno

import pytest

from unionbook.errors import UnionbookError
from unionbook.operations.bundle_files import SUFFIX, _onto, _target


def test_a_long_name_of_a_branch_fits_on_any_stick(tmp_path):
    branch = "Công đoàn cơ sở Công ty Trách nhiệm hữu hạn Một thành viên " * 5
    path = _target(tmp_path, f"{branch} 2026-11 2026-11-22 12")
    path.touch()
    assert len(path.name.encode()) < 255
    assert path.name.startswith("Công đoàn cơ sở")
    assert path.name.endswith(f" 2026-11 2026-11-22 12{SUFFIX}")
    assert _target(tmp_path, f"{branch} 2026-11 2026-11-22 12") != path
    assert _target(tmp_path, "Sao Mai 2026-11").name == f"Sao Mai 2026-11{SUFFIX}"


def test_a_name_that_is_neither_folder_nor_bundle_is_told(tmp_path):
    with pytest.raises(UnionbookError, match=r"month\.txt is no folder.*\.unionbundle"):
        _target(tmp_path / "month.txt", "x")
    with pytest.raises(UnionbookError, match=r"no folder .*plugged in"):
        _target(tmp_path / "gone" / "month.txt", "x")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EFBIG])
def test_a_full_stick_is_named(number, tmp_path):
    with pytest.raises(UnionbookError, match=f"no room left in {tmp_path}"), _onto(tmp_path / "x"):
        raise OSError(number, "x")
