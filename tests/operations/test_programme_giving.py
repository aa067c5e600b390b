# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
import registers
import welfare_desk as desk

from unionbook.errors import NotFoundError, UnionbookError
from unionbook.operations import card_statement, members, programmes, relatives
from unionbook.operations.card_reading import ForgedCardError
from unionbook.operations.card_statement import Statement
from unionbook.operations.programme_giving import (
    AlreadyGivenError,
    give_by_card,
    give_out,
    take_back_gift,
)
from unionbook.operations.programme_lists import list_entitled, strike_recipient
from unionbook.operations.programmes import Entitled, Plan
from unionbook.operations.relatives import Relative


@pytest.fixture
def session(tmp_path):
    opened = desk.open_branch(tmp_path)
    registers.enrol(opened, "Trần Văn An")
    registers.enrol(opened, "Lê Thị Bình")
    yield opened
    opened.close()


@pytest.fixture
def programme(session):
    return listed(session, Plan("Quà Tết", amount=500_000))


def listed(session, plan):
    number = programmes.add_programme(session, plan=plan).rows["programmes"][0]
    list_entitled(session, programme_id=number)
    return number


def lines(session, programme):
    return programmes.list_recipients(session, programme_id=programme)


def card(session, number, name, valid_until=""):
    statement = Statement(number, name, session.info.branch, valid_until)
    return card_statement.sign(card_statement.signer(session), statement)


def number_of(session, name):
    [found] = members.search_members(session, text=name)
    return found[4]


def test_nobody_is_given_twice(session, programme):
    first, second = lines(session, programme)
    give_out(session, recipient_ids=[first.id, first.id], on="21/01/2026")
    with pytest.raises(AlreadyGivenError, match=f"Trần Văn An.* 21/01/2026, by {registers.HEAD}"):
        give_out(session, recipient_ids=[second.id, first.id])
    assert [one.given_on for one in lines(session, programme)] == ["2026-01-21", ""]


def test_a_card_finds_the_line_and_is_good_once(session, programme):
    shown = card(session, number_of(session, "tran van an"), "Trần Văn An")
    done = give_by_card(session, programme_id=programme, content=shown + b"\r\n")
    assert [(one.name, one.amount) for one in done.recipients] == [("Trần Văn An", 500_000)]
    assert done.notes == ()
    assert [one.given_how for one in lines(session, programme)] == ["card", ""]
    with pytest.raises(AlreadyGivenError):
        give_by_card(session, programme_id=programme, content=shown)


def test_a_forged_card_and_one_of_nobody_on_the_list_give_nothing(session, programme):
    shown = card(session, number_of(session, "tran van an"), "Trần Văn An")
    with pytest.raises(ForgedCardError):
        give_by_card(session, programme_id=programme, content=shown.replace(b"An", b"Em"))
    registers.enrol(session, "Người Mới Vào")
    late = card(session, number_of(session, "nguoi moi vao"), "Người Mới Vào")
    with pytest.raises(NotFoundError, match="does not stand on this list"):
        give_by_card(session, programme_id=programme, content=late)
    assert not any(one.given_on for one in lines(session, programme))


def test_a_card_that_is_old_or_of_another_name_is_told(session, programme):
    shown = card(session, number_of(session, "tran van an"), "Đào Văn Lạ", "2020-01-31")
    done = give_by_card(session, programme_id=programme, content=shown)
    assert len(done.notes) == 2
    assert "31/01/2020" in done.notes[0]
    assert "Đào Văn Lạ" in done.notes[1]


def test_a_parents_card_is_good_for_all_the_children(session):
    parent = members.search_members(session, text="tran van an")[0][0]
    children = [Relative(0, parent, "child", f"Bé {at}", "2020") for at in range(2)]
    relatives.add_relatives(session, people=children)
    plan = Plan("1/6", amount=100_000, planned_on="2026-06-01", entitled=Entitled(children=True))
    programme = listed(session, plan)
    shown = card(session, number_of(session, "tran van an"), "Trần Văn An")
    done = give_by_card(session, programme_id=programme, content=shown)
    assert sorted(one.name for one in done.recipients) == ["Bé 0", "Bé 1"]


def test_what_was_not_given_after_all_is_taken_back_with_the_reason(session, programme):
    line = lines(session, programme)[0]
    with pytest.raises(UnionbookError, match="nothing yet"):
        take_back_gift(session, recipient_id=line.id, reason="x")
    give_out(session, recipient_ids=[line.id])
    with pytest.raises(UnionbookError, match="why"):
        take_back_gift(session, recipient_id=line.id, reason=" ")
    take_back_gift(session, recipient_id=line.id, reason="nhầm người")
    give_out(session, recipient_ids=[line.id])


def test_who_was_struck_off_gets_nothing(session, programme):
    line = lines(session, programme)[0]
    strike_recipient(session, recipient_id=line.id, reason="đã chuyển đi")
    with pytest.raises(UnionbookError, match="đã chuyển đi"):
        give_out(session, recipient_ids=[line.id])
