# SPDX-License-Identifier: Apache-2.0
"""Doubles: compared value by value, merged and taken back, or kept apart for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import registers

from unionbook.operations import sessions
from unionbook.operations.members import get_member, list_member_ids

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Heard

    from unionbook.ui.desk import Desk
    from unionbook.ui.screens.doubles import DoublesScreen


@pytest.fixture
def screen(window, desk: Desk, tmp_path: Path, settle) -> DoublesScreen:
    session = registers.make(tmp_path)
    registers.enrol(
        session, "Nguyễn Thị Mai", phone="0912345678", department="May 1", job="Thợ may"
    )
    registers.enrol(
        session, "Nguyễn Thị Mai Anh", phone="0912345678", department="May 2", email="mai@x.vn"
    )
    registers.enrol(session, "Trần Văn Đức")
    session.close()
    session = sessions.open_register(
        folder=tmp_path / "branch.unionbook",
        user=registers.HEAD,
        passphrase=registers.PASSPHRASE,
    )
    desk.enter((session, session.info))
    settle()
    window.workspace.go("doubles")
    settle()
    return window.workspace.screen_of("doubles")


def people(screen: DoublesScreen) -> list[str]:
    session = screen._desk.open_session
    numbers = list_member_ids(session)
    return [get_member(session, member_id=number).values["full_name"] for number in numbers]


def test_a_pair_is_shown_with_its_reason(screen: DoublesScreen):
    assert [pair.by for pair in screen.pairs] == ["phone"]
    assert screen.list.item(0).text().endswith("Same phone")
    assert set(screen.comparison.choices) == {"full_name", "department", "local_number"}
    assert screen._count.text() == "1 pair"


def test_value_by_value_merged_and_taken_back(screen: DoublesScreen, settle, heard: Heard):
    screen.comparison.choices["full_name"].button(1).setChecked(True)
    kept = screen._records[0].id
    screen.merge.click()
    settle()
    values = get_member(screen._desk.open_session, member_id=kept).values
    assert values["full_name"] == "Nguyễn Thị Mai Anh"
    assert values["department"] == "May 1"
    assert (values["email"], values["job"]) == ("mai@x.vn", "Thợ may")
    assert screen.pairs == ()
    assert screen.list.isHidden()
    heard[-1].choices[0].act()
    settle()
    assert len(screen.pairs) == 1
    assert sorted(people(screen)) == ["Nguyễn Thị Mai", "Nguyễn Thị Mai Anh", "Trần Văn Đức"]


def test_the_second_record_may_stay(screen: DoublesScreen, settle):
    button = screen._heads[1]
    kept = screen._records[1].id
    button.click()
    assert screen.comparison.values["full_name"] == "Nguyễn Thị Mai Anh"
    screen.merge.click()
    settle()
    values = get_member(screen._desk.open_session, member_id=kept).values
    assert values["merged_into"] is None
    assert values["department"] == "May 2"


def test_two_people_are_kept_apart_and_may_be_brought_back(
    screen: DoublesScreen, settle, heard: Heard
):
    screen.apart.click()
    settle()
    assert screen.pairs == ()
    assert len(people(screen)) == 3
    heard[-1].choices[0].act()
    settle()
    assert len(screen.pairs) == 1
