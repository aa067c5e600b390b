# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
import registers
import welfare_desk as desk

from unionbook.data import estimates as rows
from unionbook.domain.welfare import DoubtKind
from unionbook.errors import InvalidValueError, NotAllowedError, NotFoundError
from unionbook.operations import estimates, history, programmes, welfare
from unionbook.operations.programmes import Plan
from unionbook.operations.welfare import Asking


@pytest.fixture
def session(tmp_path):
    opened = desk.open_branch(tmp_path)
    yield opened
    opened.close()


def enter(session, subject, code, amount):
    estimates.set_estimate(session, subject=subject, code=code, amount=amount, year=2026)


def test_lines_are_fed_by_accounts_and_these_by_kinds_and_programmes(session):
    programme = programmes.add_programme(session, plan=Plan("Quà Tết")).rows["programmes"][0]
    enter(session, "kind", "wedding", 3)
    enter(session, "kind", "award", 10)
    enter(session, "programme", str(programme), 20)
    assert rows.by_account(session.database, 2026) == {"6111": 23, "6114": 10}
    assert rows.by_line(session.database, 2026, "B14") == {"31": 23, "34": 10}
    enter(session, "account", "welfare", 50)
    assert rows.by_line(session.database, 2026, "B14") == {"31": 50, "34": 10}
    enter(session, "line", "31", 70)
    assert rows.by_line(session.database, 2026, "B14") == {"31": 70, "34": 10}
    assert rows.by_line(session.database, 2027, "B14") == {}


def test_an_estimate_is_changed_taken_back_and_undone(session):
    enter(session, "kind", "wedding", 3)
    enter(session, "kind", "wedding", 4)
    assert [one.amount for one in estimates.list_estimates(session, year=2026)] == [4]
    enter(session, "kind", "wedding", None)
    assert estimates.list_estimates(session, year=2026) == []
    history.undo_commit(session, commit_id=history.list_steps(session, limit=1)[0].id)
    assert [one.amount for one in estimates.list_estimates(session, year=2026)] == [4]


def test_what_is_wrong_is_refused_and_names_its_field(session):
    for told, field in (
        ({"subject": "x", "code": "1", "amount": 1}, "subject"),
        ({"subject": "line", "code": " ", "amount": 1}, "code"),
        ({"subject": "line", "code": "99", "amount": 1}, "code"),
        ({"subject": "line", "code": "31", "amount": -1}, "amount"),
        ({"subject": "line", "code": "31", "amount": 1, "year": 12}, "year"),
        ({"subject": "programme", "code": "9", "amount": 1}, "code"),
    ):
        with pytest.raises(InvalidValueError) as caught:
            estimates.set_estimate(session, **told)
        assert caught.value.field == field
    with pytest.raises(NotFoundError):
        enter(session, "account", "9999", 1)
    desk.become(session, desk.SECRETARY)
    with pytest.raises(NotAllowedError):
        enter(session, "line", "31", 1)


def test_a_case_beyond_the_estimate_is_told_counting_what_waits_to_be_paid(session):
    enter(session, "kind", "wedding", 900_000)
    desk.approve(session, desk.ask(session, registers.enrol(session, "Một")))
    desk.become(session, desk.SECRETARY)
    asking = Asking("wedding", registers.enrol(session, "Hai"), on="2026-05-01")
    [doubt] = welfare.propose_case(session, asking=asking).doubts
    assert doubt.kind is DoubtKind.ESTIMATE
    assert "400,000 left of 900,000" in doubt.sentence
