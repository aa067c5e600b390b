# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import openpyxl
import pytest
import registers
import welfare_desk as desk

from unionbook.errors import InvalidValueError
from unionbook.operations import members, people_files, programmes, relatives
from unionbook.operations.people_files import add_relatives_of, include_people, read_people
from unionbook.operations.programme_lists import list_entitled
from unionbook.operations.programmes import Plan


@pytest.fixture
def session(tmp_path):
    opened = desk.open_branch(tmp_path / "branch")
    registers.enrol(opened, "Trần Văn An", employee_number="NV001")
    registers.enrol(opened, "Lê Thị Bình", employee_number="NV002")
    for _twice in range(2):
        registers.enrol(opened, "Nguyễn Văn Trùng")
    yield opened
    opened.close()


def workbook(path, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


TITLE = (["CÔNG ĐOÀN CƠ SỞ SAO MAI"], ["DANH SÁCH CON ĐOÀN VIÊN NHẬN QUÀ 1/6"], [])
CHILDREN = (
    ["STT", "Họ và tên cháu", "Ngày sinh", "Họ tên bố (mẹ)", "Bộ phận"],
    [1, "Trần Bé Một", "15/06/2018", "trần văn  AN", "May 1"],
    [2, "Lê Bé Hai", "2020", "Lê Thị Bình", "May 2"],
    [3, "Ngô Lạc Loài", "1/2/2019", "Không Có Ai", "May 2"],
    [4, "Nguyễn Bé Tư", "1/2/2019", "Nguyễn Văn Trùng", "May 2"],
)


def test_a_list_of_children_finds_the_parents_by_name(session, tmp_path):
    found = read_people(session, path=workbook(tmp_path / "a.xlsx", *TITLE, *CHILDREN))
    assert found.columns == {"parent": "D", "name": "B", "born": "C", "place": "E"}
    assert [(one.row, one.name, one.born_on) for one in found.people][:2] == [
        (5, "Trần Bé Một", "2018-06-15"), (6, "Lê Bé Hai", "2020"),
    ]  # fmt: skip
    done = add_relatives_of(session, people=found.people)
    assert done.added == 2
    assert [(one.name, one.reason) for one in done.left_out] == [
        ("Ngô Lạc Loài", "No member is “Không Có Ai”."),
        ("Nguyễn Bé Tư", "Several members are “Nguyễn Văn Trùng”."),
    ]
    [child] = [one for one in relatives.list_relatives(session) if one.born_on == "2020"]
    parent = members.get_member(session, member_id=child.member)
    assert parent.values["full_name"] == "Lê Thị Bình"


def test_the_same_list_again_doubles_nobody(session, tmp_path):
    path = workbook(tmp_path / "a.xlsx", *CHILDREN)
    add_relatives_of(session, people=read_people(session, path=path).people)
    again = add_relatives_of(session, people=read_people(session, path=path).people)
    assert (again.added, again.changes) == (0, None)
    assert "On the member's record already." in {one.reason for one in again.left_out}


def test_a_number_goes_before_a_name(session, tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        ["Tên con", "Năm sinh", "Mã NV", "Cha/mẹ"],
        ["Trần Bé Một", "2018", "NV002", "Trần Văn An"],
    )
    [child] = read_people(session, path=path).people
    name = members.get_member(session, member_id=child.member).values["full_name"]
    assert name == "Lê Thị Bình"


def test_columns_may_be_named_by_their_letters(session, tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        ["STT", "Phòng ban", "Người nuôi", "Năm sinh", "Các cháu"],
        [1, "May 2", "Lê Thị Bình", "2017", "Lê Bé Ba"],
        [2, "May 1", "Trần Văn An", "2018", "Trần Bé Một"],
    )
    found = read_people(session, path=path, columns={"name": "e", "parent": "C"})
    assert [(one.name, one.born_on, one.problem) for one in found.people] == [
        ("Lê Bé Ba", "2017", ""), ("Trần Bé Một", "2018", ""),
    ]  # fmt: skip
    with pytest.raises(InvalidValueError, match="no column Z"):
        read_people(session, path=path, columns={"name": "Z"})


def test_people_outside_the_register_are_put_on_a_list_once(session, tmp_path):
    plan = Plan("Cứu trợ", amount=1_000_000)
    programme = programmes.add_programme(session, plan=plan).rows["programmes"][0]
    list_entitled(session, programme_id=programme)
    path = workbook(
        tmp_path / "a.xlsx",
        ["STT", "Họ và tên", "Bộ phận", "Mã NV"],
        [1, "Vũ Thị Ngoài", "Bảo vệ", ""],
        [2, "Vũ Thị Ngoài", "Bảo vệ", ""],
        [3, "Trần Văn An", "May 1", "NV001"],
    )
    people = read_people(session, path=path).people
    done = include_people(
        session, programme_id=programme, people=people, reason="thời vụ", share=700_000
    )
    assert done.added == 1
    assert [one.name for one in done.left_out] == ["Vũ Thị Ngoài", "Trần Văn An"]
    lines = programmes.list_recipients(session, programme_id=programme)
    assert [(one.name, one.amount) for one in lines if one.by_hand] == [("Vũ Thị Ngoài", 700_000)]


def test_a_list_without_names_asks_for_the_column(session, tmp_path):
    path = workbook(tmp_path / "a.xlsx", ["Mã NV", "Ngày sinh"], ["NV001", "2018"], ["NV002", ""])
    with pytest.raises(InvalidValueError):
        read_people(session, path=path)


def test_every_word_of_a_header_is_folded():
    from unionbook.domain.folding import fold

    for words in people_files._words().values():
        assert [fold(word) for word in words] == list(words)
