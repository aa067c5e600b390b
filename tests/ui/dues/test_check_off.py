# SPDX-License-Identifier: Apache-2.0
"""Check-off in the window: the list, the payroll read, decided, posted, the rest saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dues_scenes
import openpyxl
import pytest
from PySide6.QtCore import Qt

from unionbook.operations import ledger, members
from unionbook.operations.check_off import FITS, MISSING, OTHER, UNKNOWN

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Heard

    from unionbook.ui.dues.check_off import CheckOffPart
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def part(workspace: Workspace, settle) -> CheckOffPart:
    session = workspace._desk.open_session
    for place, member in enumerate(dues_scenes.set_up(session), 1):
        members.correct_member(
            session, member_id=member, values={"employee_number": f"NV{place:03d}"}
        )
    workspace.go("dues", ("part", "check_off"))
    settle()
    made = workspace.screen_of("dues").part
    made.month.choose("2026-03", "2026-03")
    settle()
    return made


@pytest.fixture
def payroll(part: CheckOffPart, tmp_path: Path) -> Path:
    names = members.read_members(
        part._desk.open_session,
        ids=members.list_member_ids(part._desk.open_session),
        names=("employee_number", "full_name"),
    )
    book = openpyxl.Workbook()
    book.active.append(["Mã NV", "Họ và tên", "Đoàn phí"])
    for (number, name), amount in zip(names, (40_000, 45_000), strict=False):
        book.active.append([number, name, amount])
    book.active.append(["NV999", "Người Lạ", 40_000])
    path = tmp_path / "luong.xlsx"
    book.save(path)
    return path


def test_the_list_is_counted_and_saved(part: CheckOffPart, settle, save_as):
    assert part._owed.text() == "120,000 VND"
    assert part._who.text() == "of 3 members"
    path = save_as("list.xlsx")
    part.excel.click()
    settle()
    values = [[cell.value for cell in row] for row in openpyxl.load_workbook(path).active]
    assert sum(row.count(40_000) for row in values) == 3


def test_only_who_gave_the_power(part: CheckOffPart, settle):
    part.powers.click()
    settle()
    assert part._who.text() == "of 0 members"
    assert not part.excel.isEnabled()


def test_a_payroll_is_read_decided_and_posted(
    part: CheckOffPart, payroll: Path, settle, heard: Heard, save_as, qtbot
):
    part.open_file(payroll)
    settle()
    view = part.payroll
    assert [line.kind for line in view.lines] == [FITS, OTHER, UNKNOWN, MISSING]
    assert "1 are posted: 40,000 VND. 3 stay" in view._sum.text()
    view.accepted[OTHER].setChecked(True)
    assert "2 are posted: 85,000 VND. 2 stay" in view._sum.text()
    view.table.selectRow(1)
    view.leave_out.click()
    assert "1 are posted" in view._sum.text()
    view.table.selectRow(1)
    qtbot.keyClick(view.table, Qt.Key.Key_Space)
    view.payer.setText("Công ty Cánh Diều")
    view.post.click()
    settle()
    assert "2 lines are posted as one voucher" in heard.sentences[-1]
    voucher = ledger.list_vouchers(part._desk.open_session, kinds=("receipt",))[0]
    assert (voucher.counterparty, voucher.amount) == ("Công ty Cánh Diều", 85_000)
    assert not view.post.isEnabled()
    path = save_as("rest.xlsx")
    view.rest.click()
    settle()
    text = str([[cell.value for cell in row] for row in openpyxl.load_workbook(path).active])
    assert "Người Lạ" in text


def test_lines_are_narrowed_by_class(part: CheckOffPart, payroll: Path, settle):
    part.open_file(payroll)
    settle()
    part.payroll.chips[UNKNOWN].click()
    assert [line.name for line in part.payroll.lines] == ["Người Lạ"]
    part.payroll.left.emit()
    assert part._places.currentIndex() == 0


def test_a_column_that_is_not_found_is_asked_for(part: CheckOffPart, settle, tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.append(["Mã NV", "Họ và tên", "Khoản A"])
    book.active.append(["NV001", "Nguyễn Thị Mai", 40_000])
    book.active.append(["NV002", "Trần Văn Đức", 40_000])
    path = tmp_path / "luong.xlsx"
    book.save(path)
    part.open_file(path)
    settle()
    assert part._column_row.note.text().startswith("Say in which column")
    part.file_column.setText("c")
    part.open_file(path)
    settle()
    assert part.payroll.lines


def post_file(part: CheckOffPart, payroll: Path, settle) -> None:
    part.open_file(payroll)
    settle()
    part.payroll.post.click()
    settle()


def test_what_did_not_fit_comes_up_at_once_and_is_resolved_line_by_line(
    part: CheckOffPart, payroll: Path, settle, heard: Heard
):
    post_file(part, payroll, settle)
    rest = part.rest
    assert rest.isVisible()
    assert [(one.number, one.amount) for one in rest.lines] == [
        ("NV002", 45_000),
        ("NV999", 40_000),
    ]
    assert rest.member.box.text() == "Lê Thị Hương"  # who the line names is chosen already
    rest.post.click()
    settle()
    assert "Posted for Lê Thị Hương" in heard.sentences[-1]
    assert [one.number for one in rest.lines] == ["NV999"]
    rest.post.click()
    assert "whose" in rest._rows["member"].note.text() or rest.member.box.hasFocus()
    rest.put_down.click()
    settle()
    assert rest.lines  # without a reason it stays
    rest.reason.setText("Không phải đoàn viên")
    rest.put_down.click()
    settle()
    assert not rest.lines
    assert not rest.isVisible()  # nothing waits: back to the two cards
    assert part._notice.isHidden()


def test_lines_left_for_later_wait_on_the_part_and_at_home(
    part: CheckOffPart, payroll: Path, settle, workspace: Workspace
):
    post_file(part, payroll, settle)
    part.rest.left.emit()
    assert part._notice.isVisible()
    assert part._rest_told.text().startswith("2 lines")
    workspace.go("home")
    settle()
    (card,) = [one for one in workspace.screen_of("home").waiting if one.name == "payroll"]
    workspace.go(card.screen, card.what)
    settle()
    assert part.rest.isVisible()
    assert part.rest.line is not None


def test_it_begins_with_the_last_month_that_is_assessed(workspace: Workspace, settle):
    dues_scenes.set_up(workspace._desk.open_session)
    workspace.go("dues", ("part", "check_off"))
    assert not workspace.screen_of("dues").part.excel.isEnabled()  # not read yet
    settle()
    assert workspace.screen_of("dues").part.month.last == dues_scenes.MONTHS[-1]
