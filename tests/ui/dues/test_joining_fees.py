# SPDX-License-Identifier: Apache-2.0
"""Joining fees in the window: a rule taken, who owes, several paid at once."""

from __future__ import annotations

import pytest
import registers

from unionbook.operations import joining_fees, ledger, sessions


@pytest.fixture
def open_part(window, desk, tmp_path, settle):
    def opened(country):
        session = registers.make(tmp_path / country, country=country)
        ledger.set_up_books(session)
        for name, day in (("Siti", "2026-03-01"), ("Budi", "2026-04-01"), ("Dewi", "2019-01-01")):
            registers.enrol(session, name, joined_on=day)
        session.close()
        folder = tmp_path / country / "branch.unionbook"
        session = sessions.open_register(
            folder=folder, user=registers.HEAD, passphrase=registers.PASSPHRASE
        )
        desk.enter((session, session.info))
        settle()
        window.workspace.close_help()
        window.workspace.go("dues", ("part", "joining_fees"))
        settle()
        return window.workspace.screen_of("dues")

    return opened


def test_a_rule_is_taken_and_two_pay_in_one_receipt(open_part, desk, settle):
    part = open_part("ID").part
    assert not part.payment.isVisible()
    part.rules.begin.click()
    part.rules.which.setCurrentIndex(part.rules.which.findData("flat"))
    part.rules.since.setText("1/1/2026")
    part.rules.since.returnPressed.emit()
    settle()
    assert part.rules.fields["rate"].note.text()
    part.rules.amount.show_amount(20_000)
    part.rules.since.returnPressed.emit()
    settle()
    assert [one.left for one in part.owed] == [20_000, 20_000]
    assert not part.payment.enter.isEnabled()
    part.table.selectAll()
    part.payment.enter.click()
    settle()
    assert part.owed == []
    assert joining_fees.list_owed(desk.open_session) == []


def test_there_is_no_such_part_where_no_union_asks_for_it(open_part):
    screen = open_part("VN")
    assert list(screen.chips) == ["check_off", "powers"]
    assert screen.part_name == "grid"
