# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
import registers
import welfare_desk as desk

from unionbook.domain.programmes import ProgrammeState
from unionbook.errors import NotAllowedError, UnionbookError
from unionbook.operations import ledger, programmes
from unionbook.operations.programme_giving import give_out
from unionbook.operations.programme_lists import ByHand, add_recipient, list_entitled
from unionbook.operations.programme_money import close_programme, pay_programme, reopen_programme
from unionbook.operations.programmes import Plan


@pytest.fixture
def session(tmp_path):
    opened = desk.open_branch(tmp_path)
    for at in range(4):
        registers.enrol(opened, f"Người {at}")
    yield opened
    opened.close()


@pytest.fixture
def programme(session):
    plan = Plan("Quà Tết", amount=500_000, budget=2_500_000)
    number = programmes.add_programme(session, plan=plan).rows["programmes"][0]
    list_entitled(session, programme_id=number)
    return number


def drawn(session, programme):
    return programmes.get_programme(session, programme_id=programme).drawn


def balance(session, role):
    return ledger.balance_on(session, account_id=ledger.by_role(session, role), on="2099-12-31")


def give(session, programme, count):
    lines = programmes.list_recipients(session, programme_id=programme)
    give_out(session, recipient_ids=[one.id for one in lines if not one.given_on][:count])


def test_one_voucher_pays_the_list_and_what_is_left_over_comes_back(session, programme):
    changes = pay_programme(session, programme_id=programme, payee="Tổ trưởng")
    paid = ledger.get_voucher(session, voucher_id=changes.rows["vouchers"][0]).voucher
    assert (paid.amount, paid.counterparty, paid.reason) == (
        2_000_000, "Tổ trưởng", "Quà Tết, by the list",
    )  # fmt: skip
    give(session, programme, 3)
    found = programmes.get_programme(session, programme_id=programme)
    assert (found.state, found.left) == (ProgrammeState.GIVING, 500_000)
    closed = close_programme(session, programme_id=programme)
    back = ledger.get_voucher(session, voucher_id=closed.rows["vouchers"][0]).voucher
    assert (back.kind.value, back.amount) == ("receipt", 500_000)
    assert (balance(session, "welfare"), balance(session, "cash")) == (1_500_000, -1_500_000)
    assert programmes.get_programme(session, programme_id=programme).state is ProgrammeState.CLOSED


def test_late_additions_are_paid_by_what_they_add_within_the_budget(session, programme):
    pay_programme(session, programme_id=programme)
    with pytest.raises(UnionbookError, match="nothing to pay"):
        pay_programme(session, programme_id=programme)
    add_recipient(session, programme_id=programme, person=ByHand("x", name="Ngoài", share=700_000))
    changes = pay_programme(session, programme_id=programme)
    paid = ledger.get_voucher(session, voucher_id=changes.rows["vouchers"][0]).voucher
    assert (paid.amount, drawn(session, programme)) == (350_000, 2_350_000)
    add_recipient(session, programme_id=programme, person=ByHand("x", name="Nữa"))
    with pytest.raises(UnionbookError, match=r"2,850,000.*2,500,000"):
        pay_programme(session, programme_id=programme)


def test_closing_without_a_payment_posts_what_was_given(session, programme):
    give(session, programme, 2)
    close_programme(session, programme_id=programme, account="bank")
    assert (drawn(session, programme), balance(session, "bank")) == (1_000_000, -1_000_000)


def test_nothing_given_and_nothing_paid_needs_no_voucher(session, programme):
    changes = close_programme(session, programme_id=programme)
    assert "vouchers" not in changes.rows
    with pytest.raises(UnionbookError, match="closed already"):
        close_programme(session, programme_id=programme)


def test_a_reversed_voucher_is_told_and_closing_again_posts_the_difference(session, programme):
    changes = pay_programme(session, programme_id=programme)
    give(session, programme, 4)
    close_programme(session, programme_id=programme)
    ledger.reverse_voucher(session, voucher_id=changes.rows["vouchers"][0], reason="nhầm")
    assert drawn(session, programme) == 0
    close_programme(session, programme_id=programme)
    assert drawn(session, programme) == 2_000_000


def test_a_closed_programme_takes_nothing_until_it_is_reopened_with_a_reason(session, programme):
    give(session, programme, 3)
    close_programme(session, programme_id=programme)
    with pytest.raises(UnionbookError, match="Reopen it"):
        give(session, programme, 1)
    with pytest.raises(UnionbookError, match="why"):
        reopen_programme(session, programme_id=programme, reason="")
    reopen_programme(session, programme_id=programme, reason="người đến muộn")
    give(session, programme, 1)
    close_programme(session, programme_id=programme)
    assert drawn(session, programme) == 2_000_000


def test_who_gives_out_does_not_pay_and_a_closed_month_takes_no_voucher(session, programme):
    desk.become(session, desk.SECRETARY)
    with pytest.raises(NotAllowedError):
        pay_programme(session, programme_id=programme)
    desk.become(session, registers.HEAD)
    ledger.close_month(session, month="2026-03")
    with pytest.raises(UnionbookError, match="03/2026 is closed"):
        pay_programme(session, programme_id=programme, on="2026-03-10")
    assert drawn(session, programme) == 0
