# SPDX-License-Identifier: Apache-2.0
"""What goes up and what comes from the employer, entered by hand."""

from __future__ import annotations

import money_branch
import pytest
import registers
from PySide6.QtWidgets import QPushButton

from unionbook.operations import sessions
from unionbook.operations.employer_fund import list_wage_funds
from unionbook.operations.share_rules import list_fund_rules, list_splits
from unionbook.operations.shares import list_shares


@pytest.fixture
def part(window, desk, register, settle):
    session = registers.reopen(register)
    money_branch.set_up(session)
    session.close()
    session = sessions.open_register(
        folder=register, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    desk.enter((session, session.info))
    settle()
    window.workspace.close_help()
    window.workspace.go("books", ("part", "shares"))
    settle()
    return window.workspace.screen_of("books").parts["shares"]


def choose_first_rule(rules, settle):
    button = next(one for one in rules.findChildren(QPushButton) if one.text() == "Use this rule")
    button.click()
    settle()


def test_a_rule_is_chosen_where_there_is_none(part, desk, settle):
    sight = part.sights["upward"]
    assert sight._places.currentIndex() == 1
    choose_first_rule(sight.rules, settle)
    assert len(list_splits(desk.open_session)) == 1
    assert sight._places.currentIndex() == 0


def test_shares_are_booked_and_paid(part, desk, settle):
    sight = part.sights["upward"]
    choose_first_rule(sight.rules, settle)
    months = sight.due.unsettled
    assert months
    for month in months:
        sight._on_settle(month)
        settle()
    assert sight.due.unsettled == ()
    total = sight.due.total
    assert total > 0
    assert sight.payment.amount.amount == total
    sight.payment.amount.show_amount(total + 1)
    sight.payment.enter.click()
    settle()
    assert "at most" in sight.payment.amount_row.note.text()
    sight.payment.amount.show_amount(total)
    sight.payment.enter.click()
    settle()
    assert sum(one.left for one in list_shares(desk.open_session)) == 0
    assert not sight.payment.isVisible()
    assert sight.table.hasFocus()


def test_wages_are_entered_and_the_fund_taken_in(part, desk, settle):
    part.chips["fund"].click()
    settle()
    sight = part.sights["fund"]
    assert sight._places.currentIndex() == 1
    choose_first_rule(sight.rules, settle)
    assert len(list_fund_rules(desk.open_session)) == 1
    sight.wages.show_amount(500_000_000)
    sight.keep.click()
    settle()
    (kept,) = list_wage_funds(desk.open_session)
    assert kept.amount == 500_000_000
    expected = next(one for one in sight.periods if one.last == kept.month).expected
    assert expected > 0
    sight.receipt.enter.click()
    assert "above nothing" in sight.receipt.amount_row.note.text()
    sight.receipt.amount.show_amount(1_000)
    sight.receipt.enter.click()
    settle()
    assert sum(one.received for one in sight.periods) in {0, 1_000}
    assert sight.receipt.amount.amount is None
    assert sight.receipt.amount.hasFocus()
