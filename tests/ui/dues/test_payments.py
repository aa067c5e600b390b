# SPDX-License-Identifier: Apache-2.0
"""The cash desk by keyboard: a name, Enter, Enter, and the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dues_scenes
import pytest
from PySide6.QtCore import Qt

from unionbook.operations import dues_desk, ledger
from unionbook.ui.paper import money_out

if TYPE_CHECKING:
    from conftest import Heard
    from pytestqt.qtbot import QtBot

    from unionbook.ui.dues.payments import PaymentsPart
    from unionbook.ui.screens.dues import DuesScreen
    from unionbook.ui.workspace import Workspace

DUE = dues_scenes.DUE
RETURN = Qt.Key.Key_Return


@pytest.fixture
def screen(workspace: Workspace, settle, qtbot: QtBot) -> DuesScreen:
    window = workspace.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    dues_scenes.set_up(workspace._desk.open_session)
    workspace.go("dues", ("part", "pay"))
    settle()
    return workspace.screen_of("dues")


@pytest.fixture
def part(screen: DuesScreen) -> PaymentsPart:
    return screen.part


def find(part: PaymentsPart, words: str, qtbot: QtBot, settle) -> None:
    qtbot.keyClicks(part.picker.box, words)
    qtbot.waitUntil(part.picker.found.isVisible)
    settle()
    qtbot.keyClick(part.picker.box, RETURN)
    settle()


def standing(part: PaymentsPart, member: int) -> dues_desk.Standing:
    return dues_desk.standing(part._desk.open_session, member_id=member)


def test_name_enter_enter(part: PaymentsPart, qtbot: QtBot, settle, heard: Heard):
    assert part.picker.box.hasFocus()
    find(part, "mai", qtbot, settle)
    (member,) = part._names
    assert part.amount.amount == 3 * DUE
    assert [one.month for one in part.parts] == list(dues_scenes.MONTHS)
    assert part.amount.hasFocus()
    qtbot.keyClick(part.amount, RETURN)
    settle()
    assert "120,000" in heard.sentences[-1]
    assert standing(part, member).owed == 0
    assert part.picker.box.hasFocus()
    assert part.picker.box.text() == ""
    assert [one.amount for one in part.receipts.receipts] == [3 * DUE]
    assert part.receipts.total.text().startswith("120,000")


def test_a_smaller_amount_settles_the_oldest(part: PaymentsPart, qtbot: QtBot, settle):
    find(part, "mai", qtbot, settle)
    qtbot.keyClicks(part.amount, "50000")
    settle()
    assert [(one.month, one.amount) for one in part.parts] == [
        ("2026-01", 40_000),
        ("2026-02", 10_000),
    ]
    qtbot.keyClick(part.amount, RETURN)
    settle()
    (receipt,) = part.receipts.receipts
    assert receipt.amount == 50_000


def test_one_pays_for_two_and_ahead(part: PaymentsPart, qtbot: QtBot, settle):
    find(part, "mai", qtbot, settle)
    find(part, "duc", qtbot, settle)
    assert len(part._names) == 2
    assert part.amount.amount == 6 * DUE
    part.amount.clear()
    qtbot.keyClicks(part.amount, str(7 * DUE))
    settle()
    assert part.parts[-1].month == "2026-04"
    part.payer.setText("Tổ trưởng May 1")
    part.take.click()
    settle()
    session = part._desk.open_session
    voucher = ledger.list_vouchers(session, kinds=("receipt",))[0]
    assert (voucher.counterparty, voucher.amount) == ("Tổ trưởng May 1", 7 * DUE)


def test_who_owes_nothing_is_offered_the_next_month(part: PaymentsPart, qtbot: QtBot, settle):
    find(part, "mai", qtbot, settle)
    part.take.click()
    settle()
    find(part, "mai", qtbot, settle)
    assert part.amount.amount == DUE
    assert [one.month for one in part.parts] == ["2026-04"]


def test_too_much_is_said_at_the_amount(part: PaymentsPart, qtbot: QtBot, settle):
    find(part, "mai", qtbot, settle)
    part.amount.clear()
    qtbot.keyClicks(part.amount, "99999999")
    settle()
    assert "More than can be settled" in part._rows["amount"].note.text()
    part.take.click()
    settle()
    assert part.receipts.receipts == ()
    assert part.take.isEnabled()


def test_dues_are_given_back(part: PaymentsPart, qtbot: QtBot, settle):
    find(part, "mai", qtbot, settle)
    part.amount.clear()
    qtbot.keyClicks(part.amount, str(5 * DUE))
    part.take.click()
    settle()
    part._back.click()
    find(part, "mai", qtbot, settle)
    assert part.amount.amount == 2 * DUE
    (member,) = part._names
    part.take.click()
    settle()
    found = standing(part, member)
    assert (found.owed, found.ahead) == (0, 0)
    assert [one.amount for one in part.receipts.receipts] == [5 * DUE, -2 * DUE]


def test_a_receipt_is_taken_back_with_a_reason(part: PaymentsPart, qtbot: QtBot, settle):
    find(part, "mai", qtbot, settle)
    part.take.click()
    settle()
    receipts = part.receipts
    receipts.table.selectRow(0)
    receipts.reverse.click()
    receipts.confirm.click()
    settle()
    assert "reversed" in receipts._row.note.text()
    receipts.reason.setText("Wrong member")
    receipts.confirm.click()
    settle()
    assert [(one.amount, one.reversed) for one in receipts.receipts] == [
        (3 * DUE, True),
        (-3 * DUE, False),
    ]
    assert not receipts.reverse.isEnabled()


def test_printing_at_once_is_remembered(
    part: PaymentsPart, qtbot: QtBot, settle, monkeypatch: pytest.MonkeyPatch
):
    printed: list[tuple[str, bool]] = []
    monkeypatch.setattr(
        money_out.MoneyOut,
        "print",
        lambda _self, title, _make, *, at_once=False: printed.append((title, at_once)),
    )
    find(part, "mai", qtbot, settle)
    part.at_once.setChecked(True)
    part.take.click()
    settle()
    assert printed == [("Receipt", True)]
    assert part._desk.preferences.print_receipts is True


def test_escape_begins_again(part: PaymentsPart, qtbot: QtBot, settle):
    find(part, "mai", qtbot, settle)
    qtbot.keyClick(part.amount, Qt.Key.Key_Escape)
    assert part._names == {}
    assert part.amount.text() == ""
    assert part.picker.box.hasFocus()


def lock_and_come_back(part: PaymentsPart, unlock, settle, user: str = "") -> PaymentsPart:
    window = part.window()
    window.lock()
    settle()
    if user:
        page = window.gate.page
        page.user.setCurrentIndex(page.user.findData(user))
    unlock()
    settle()
    window.workspace.go("dues", ("part", "pay"))
    settle()
    return window.workspace.screen_of("dues").part


def test_a_half_typed_payment_is_kept_over_locking(
    part: PaymentsPart, qtbot: QtBot, settle, unlock
):
    find(part, "mai", qtbot, settle)
    part.amount.selectAll()
    qtbot.keyClicks(part.amount, "90000")
    part.payer.setText("Chồng chị Mai")
    settle()
    back = lock_and_come_back(part, unlock, settle)
    assert list(back._names.values()) == ["Nguyễn Thị Mai"]
    assert (back.amount.amount, back.payer.text()) == (90_000, "Chồng chị Mai")
    assert sum(one.amount for one in back.parts) == 90_000
    assert back.take.isEnabled()


def test_what_one_typed_is_not_for_the_next_who_unlocks(
    part: PaymentsPart, qtbot: QtBot, settle, unlock
):
    import registers

    registers.add_user(part._desk.open_session, "Lê Văn Thủ", "treasurer")
    find(part, "mai", qtbot, settle)
    other = lock_and_come_back(part, unlock, settle, "Lê Văn Thủ")
    assert other._names == {}


def test_closing_asks_about_a_half_typed_payment(
    part: PaymentsPart, qtbot: QtBot, settle, heard: Heard
):
    find(part, "mai", qtbot, settle)
    left = []
    part.window().workspace.leave(lambda: left.append(1))
    assert "half typed" in heard.sentences[-1]
    assert not left
    heard[-1].choices[0].act()
    assert left == [1]
    assert part._names == {}


def test_before_anybody_is_chosen_it_says_what_will_stand_there(
    part: PaymentsPart, qtbot: QtBot, settle
):
    assert not part.settled.table.isVisible()
    find(part, "mai", qtbot, settle)
    assert part.settled.table.isVisible()


def test_the_receipt_just_taken_is_printed_from_where_it_is_told(
    part: PaymentsPart, qtbot: QtBot, settle, heard: Heard, monkeypatch: pytest.MonkeyPatch
):
    printed = []
    monkeypatch.setattr(part.out, "print", lambda title, _make, **_more: printed.append(title))
    find(part, "mai", qtbot, settle)
    qtbot.keyClick(part.amount, RETURN)
    settle()
    (way,) = heard[-1].choices
    way.act()
    assert printed == ["Receipt"]
    part.receipts.table.selectRow(0)
    part.receipts.print_one.click()
    assert printed == ["Receipt", "Receipt"]
