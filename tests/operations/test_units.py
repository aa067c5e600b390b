# SPDX-License-Identifier: Apache-2.0
"""The tree of units at a federation's desk."""

from __future__ import annotations

import pytest

from unionbook.data import settings as rows
from unionbook.errors import InvalidValueError, NotFoundError, UnionbookError
from unionbook.operations import units


@pytest.fixture
def desk(session):
    with session.commit("change_settings"):
        rows.set_setting(session.office, session.site, "kind", "federation")
    return session


def add(desk, name, **more) -> int:
    return units.add_unit(desk, name=name, **more).rows["units"][0]


def test_the_tree_is_walked_from_the_top_by_name(desk):
    province = add(desk, "Tỉnh Biển", level="province")
    second = add(desk, "Phường Sao", level="district", parent_id=province)
    first = add(desk, "Phường Đông", level="district", parent_id=province)
    branch = add(desk, "Sao Mai", parent_id=second, contacts={"leader": "Bà Lan"})
    found = [(one.unit.name, one.depth) for one in units.list_units(desk)]
    assert found == [("Tỉnh Biển", 0), ("Phường Đông", 1), ("Phường Sao", 1), ("Sao Mai", 2)]
    held = units.get_unit(desk, unit_id=branch)
    assert units.path_of(desk, held) == ("Tỉnh Biển", "Phường Sao", "Sao Mai")
    units.change_unit(desk, unit_id=branch, parent_id=first, contacts={"phone": "0911"})
    held = units.find_unit(desk, "sao mai")
    assert (held.parent_id, held.leader, held.phone) == (first, "Bà Lan", "0911")
    units.close_unit(desk, unit_id=branch)
    assert len(units.list_units(desk)) == 3
    assert len(units.list_units(desk, closed=True)) == 4


def test_what_makes_no_tree_is_refused(desk):
    top = add(desk, "Tỉnh", level="province")
    below = add(desk, "Huyện", level="district", parent_id=top)
    with pytest.raises(InvalidValueError, match="under itself"):
        units.change_unit(desk, unit_id=top, parent_id=below)
    with pytest.raises(InvalidValueError, match="already"):
        add(desk, "huyen", level="district", parent_id=top)
    with pytest.raises(InvalidValueError, match="no level"):
        add(desk, "X", level="village")
    with pytest.raises(InvalidValueError, match="a name"):
        add(desk, "  ")
    with pytest.raises(NotFoundError):
        add(desk, "Y", parent_id=99)
    with pytest.raises(InvalidValueError, match="no “fax”"):
        add(desk, "Z", contacts={"fax": "1"})
    add(desk, "Huyện", level="district")
    with pytest.raises(NotFoundError, match="several"):
        units.find_unit(desk, "Huyện")
    assert units.find_unit(desk, str(below)).parent_id == top


def test_a_branch_has_no_tree(session):
    with pytest.raises(UnionbookError, match="branch's register"):
        units.list_units(session)
