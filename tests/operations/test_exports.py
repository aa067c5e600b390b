# SPDX-License-Identifier: Apache-2.0
"""The list out to Excel: what fits, which fields, and who took it stands in the history."""

from __future__ import annotations

import threading

import pytest
import registers
from python_calamine import CalamineWorkbook

from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations import exports, groups, history, imports, members, settings
from unionbook.operations.events import record_event
from unionbook.operations.members import Criteria


def cells(path) -> list[str]:
    book = CalamineWorkbook.from_path(str(path))
    return [str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row]


@pytest.fixture
def branch(session):
    numbers = registers.enrol_many(session, registers.invent(12))
    registers.enrol(
        session, "Đặng Ý", department="Kho", identity_number="001090001234", note="=1+1",
        wage=5_000_000,
    )  # fmt: skip
    record_event(session, member_ids=numbers[:2], kind="left", on="01/02/2026")
    return session


def test_all_that_is_filled_goes_out(branch, tmp_path):
    path = tmp_path / "list.xlsx"
    assert exports.export_members(branch, path=path) == 13
    inside = cells(path)
    for text in ("Đặng Ý", "001090001234", "=1+1", "NV00003", "Kho"):
        assert text in inside
    fields = exports.filled_fields(branch)
    assert {"wage", "left_on", "department", "status"} <= set(fields)
    assert "email" not in fields


def test_who_took_it_stands_in_the_history(branch, tmp_path):
    exports.export_members(branch, path=tmp_path / "list.xlsx")
    step = history.list_steps(branch, limit=1)[0]
    assert (step.operation, step.user) == ("export_members", registers.HEAD)
    assert step.reason == "list.xlsx: 13 members"
    assert not step.can_be_undone


def test_who_only_reads_may_take_it_but_writes_nothing(branch, tmp_path):
    folder = branch.register.folder
    branch.close()
    reader = registers.reopen(folder, read_only=True)
    assert exports.export_members(reader, path=tmp_path / "list.xlsx") == 13
    reader.close()


def test_the_list_as_filtered_with_chosen_fields(branch, tmp_path):
    path = tmp_path / "list.xlsx"
    kho = groups.find_group(branch, name="Kho")
    count = exports.export_members(
        branch, path=path, criteria=Criteria(department_id=kho), names=["full_name", "phone"]
    )
    assert count == len(members.list_member_ids(branch, criteria=Criteria(department_id=kho)))
    assert "Đặng Ý" in cells(path)
    assert "001090001234" not in cells(path)
    left = exports.export_members(branch, path=path, criteria=Criteria(statuses=("left",)))
    assert left == 2


def test_chosen_members_in_their_order(branch, tmp_path):
    ids = list(members.list_member_ids(branch))[:3][::-1]
    path = tmp_path / "list.xlsx"
    assert exports.export_members(branch, path=path, ids=ids, names=["local_number"]) == 3
    expected = [
        row[0] or "" for row in members.read_members(branch, ids=ids, names=("local_number",))
    ]
    inside = cells(path)
    assert [one for one in inside if one in expected and one] == [one for one in expected if one]


@pytest.mark.parametrize("name", ["nonsense", "photo", "health", "id; DROP TABLE members"])
def test_a_field_that_there_is_not_is_named(branch, tmp_path, name):
    with pytest.raises(InvalidValueError, match="There are: full_name"):
        exports.export_members(branch, path=tmp_path / "x.xlsx", names=[name])
    assert list(tmp_path.glob("*.xlsx")) == []


def test_the_branchs_own_fields_go_out_too(branch, tmp_path):
    one = registers.enrol(branch, "Có Thêm")
    members.correct_member(branch, member_id=one, values={}, free={"Cỡ áo": "XXL"})
    exports.export_members(branch, path=tmp_path / "list.xlsx")
    assert {"Cỡ áo", "XXL"} <= set(cells(tmp_path / "list.xlsx"))
    [field] = settings.list_free_fields(branch)
    settings.change_free_field(branch, field_id=field.id, name="Cỡ áo", hidden=True)
    exports.export_members(branch, path=tmp_path / "list.xlsx")
    assert "XXL" not in cells(tmp_path / "list.xlsx")


def test_a_cancelled_export_leaves_no_file_and_no_step(branch, tmp_path):
    cancelled = threading.Event()
    cancelled.set()
    steps = len(history.list_steps(branch))
    with pytest.raises(UnionbookError):
        exports.export_members(branch, path=tmp_path / "list.xlsx", cancelled=cancelled)
    assert list(tmp_path.glob("*.xlsx")) == []
    assert len(history.list_steps(branch)) == steps


def test_what_went_out_changes_nothing_when_it_comes_in(branch, tmp_path):
    path = tmp_path / "list.xlsx"
    exports.export_members(branch, path=path)
    preview = imports.preview_import(branch, path=path)
    assert preview.counts["unchanged"] == 13
    before = registers.content(branch)
    imports.take_import(branch, preview=preview)
    assert registers.content(branch) == before


def test_a_template_offers_the_departments(branch, tmp_path):
    exports.write_template(branch, path=tmp_path / "t.xlsx")
    assert (tmp_path / "t.xlsx").stat().st_size > 1000
