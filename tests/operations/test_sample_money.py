# SPDX-License-Identifier: Apache-2.0
"""The sample branch's books: plausible, closed month by month, and the same every time."""

from __future__ import annotations

import pytest
import registers

from unionbook.data import ledger as rows
from unionbook.domain import ledger as roles
from unionbook.domain.welfare import CaseState, StepKind
from unionbook.operations import (
    dues,
    ledger,
    remittances,
    sample_register,
    sessions,
    shares,
    users,
    verify,
    welfare,
)
from unionbook.operations.sample_money import _OPEN
from unionbook.operations.sample_people import sample_branch, sample_passphrase

MONTHS = 8


def make(place, country):
    return sample_register.make_sample_register(
        folder=place / "sample.unionbook",
        country=country,
        count=150,
        photos=0,
        months=MONTHS,
        kdf=registers.KDF,
    )[0]


def books(session):
    return [
        (one.account.code, one.opening, one.debit, one.credit)
        for one in ledger.trial_balance(session, first="2026-03", last="2026-10")
    ]


@pytest.fixture(params=["VN", "ID"])
def country(request):
    return request.param


@pytest.fixture
def session(tmp_path, country):
    key = ("sample books", country)
    registers.once(key, tmp_path, lambda place: make(place, country).close())
    opened = sessions.open_register(
        folder=tmp_path / "sample.unionbook",
        user=sample_branch(country)["user"],
        passphrase=sample_passphrase(country),
    )
    yield opened
    opened.close()


def test_the_books_add_up_and_are_closed_but_for_the_last_months(session):
    assert sum(debit - credit for _code, _opening, debit, credit in books(session)) == 0
    assert verify.verify_register(session).problems == ()
    closed = [rows.is_closed(session.database, f"2026-{month:02d}") for month in range(3, 11)]
    assert closed == [True] * (MONTHS - _OPEN) + [False] * _OPEN


def test_there_is_cash_every_month_and_money_of_every_kind(session):
    cash = ledger.by_role(session, roles.CASH)
    for month in range(3, 11):
        assert ledger.balance_on(session, account_id=cash, on=f"2026-{month:02d}-28") > 0
    kinds = {voucher.kind for voucher in ledger.list_vouchers(session)}
    assert {"opening", "receipt", "payment", "transfer", "assessment"} <= {str(k) for k in kinds}


def test_most_pay_and_some_owe_for_long(session):
    grid = dues.dues_grid(session, year=2026)
    assessed = sum(one.assessed for months in grid.values() for one in months.values())
    paid = sum(one.paid for months in grid.values() for one in months.values())
    assert 0.9 * assessed < paid < assessed
    owing = dues.list_arrears(session, month="2026-10")
    assert any(debt.months > 3 for debt in owing)
    assert len(owing) < len(grid) / 5


def test_welfare_is_decided_by_another_than_who_asked_and_some_cases_wait(session):
    cases = welfare.list_cases(session)
    states = {case.state for case in cases}
    assert {CaseState.ACKNOWLEDGED, CaseState.REQUESTED, CaseState.CHECKED} <= states
    for case in cases:
        approved = [step for step in case.steps if step.kind is StepKind.APPROVED]
        assert all(step.user_name != case.user_name for step in approved)
    assert {user.role.value for user in users.list_users(session)} == {
        "head", "secretary", "treasurer",
    }  # fmt: skip


def test_the_levels_above_got_their_share_and_wait_for_more(session):
    due = remittances.remittances_due(session)
    assert 0 < due.total < sum(one.due for one in shares.list_shares(session))


def test_the_same_books_every_time(session, tmp_path, country):
    place = tmp_path / "again"
    place.mkdir()
    again = make(place, country)
    assert books(again) == books(session)
    again.close()
