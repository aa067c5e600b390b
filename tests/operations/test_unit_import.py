# SPDX-License-Identifier: Apache-2.0
"""The tree of units from a list."""

from __future__ import annotations

import pytest

from unionbook.data import settings as rows
from unionbook.errors import UnreadableFileError
from unionbook.operations import unit_import, units

LIST = """Danh sách công đoàn cơ sở
STT;Tên đơn vị;Cấp;Trực thuộc;Chủ tịch;Điện thoại
1;Sao Mai;CĐCS;Phường Sao;Bà Lan;0911111111
2;Hướng Dương;;Phường Sao;;
3;Phường Sao;Phường;Tỉnh Biển;;
4;Tỉnh Biển;Tỉnh;;;
5;Lạc;CĐCS;Phường Không;;
6;Lạ;Chi hội;Tỉnh Biển;;
"""


@pytest.fixture
def desk(session):
    with session.commit("change_settings"):
        rows.set_setting(session.office, session.site, "kind", "federation")
    return session


def test_a_list_becomes_the_tree_and_then_brings_it_up_to_date(desk, tmp_path):
    path = tmp_path / "units.csv"
    path.write_text(LIST, "utf-8")
    seen = unit_import.import_units(desk, path=path, preview=True)
    assert (seen.added, units.list_units(desk)) == (4, [])
    taken = unit_import.import_units(desk, path=path)
    assert (taken.added, taken.changed, taken.same) == (4, 0, 0)
    assert [row for row, _reason in taken.refused] == [7, 8]
    found = [(one.unit.name, one.unit.level, one.depth) for one in units.list_units(desk)]
    assert found == [
        ("Tỉnh Biển", "province", 0),
        ("Phường Sao", "district", 1),
        ("Hướng Dương", "branch", 2),
        ("Sao Mai", "branch", 2),
    ]
    path.write_text(LIST.replace("Bà Lan", "Ông Hải").replace(";0911111111", ";"), "utf-8")
    taken = unit_import.import_units(desk, path=path)
    assert (taken.added, taken.changed, taken.same) == (0, 1, 3)
    held = units.find_unit(desk, "Sao Mai")
    assert (held.leader, held.phone) == ("Ông Hải", "0911111111")


def test_a_list_of_something_else_is_refused(desk, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("Họ và tên;Ngày sinh\nTrần An;1990\n", "utf-8")
    with pytest.raises(UnreadableFileError, match="list of units"):
        unit_import.import_units(desk, path=path)
