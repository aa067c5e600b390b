# SPDX-License-Identifier: Apache-2.0
"""A document goes to every branch, or only to those it is for."""

from __future__ import annotations

import offices
import pytest

from unionbook.errors import InvalidValueError
from unionbook.operations import federation_down, from_above, history, units, waiting


@pytest.fixture
def stick(tmp_path):
    place = tmp_path / "stick"
    place.mkdir()
    return place


@pytest.fixture
def desk(tmp_path):
    return offices.found(tmp_path / "f", "desk", branch="Liên đoàn Phường Sao", kind="federation")


@pytest.fixture
def two(tmp_path, desk, stick):
    """Give two connected branches, each with its unit."""
    one = offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")
    other = offices.found(tmp_path / "b", "other", branch="Công đoàn Hướng Dương")
    return (
        (one, offices.connect(desk, one, stick, "Sao Mai")),
        (other, offices.connect(desk, other, stick, "Hướng Dương")),
    )


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Kính gửi", "utf-8")
    return path


def titles(branch):
    with branch.open() as session:
        return {one.title for one in from_above.list_documents(session)}


def test_a_document_for_one_branch_reaches_no_other(desk, two, stick, letter):
    (one, mine), (other, theirs) = two
    with desk.open() as session:
        federation_down.add_document(session, path=letter, title="Trả lời riêng", to=[mine])
        federation_down.add_document(session, path=letter, title="Cho mọi nơi")
        [lone] = [row for row in from_above.list_documents(session) if row.recipients]
        assert lone.recipients == (mine,)
    for branch, unit in two:
        offices.send_down(desk, unit, branch, stick)
        offices.send_down(desk, unit, branch, stick)
    assert titles(one) == {"Trả lời riêng", "Cho mọi nơi"}
    assert titles(other) == {"Cho mọi nơi"}
    with desk.open() as session:
        federation_down.add_document(session, path=letter, title="Thư hai", to=[theirs])
        [waits] = waiting.look_for(session, name="to_go_down")
        assert waits.detail == "Documents: Hướng Dương"
    with one.open() as session:
        assert not session.database.value("SELECT count(*) FROM documents WHERE recipients <> ''")


def test_a_letter_taken_back_is_gone_from_the_branch_that_had_it(desk, two, stick, letter):
    (one, mine), (other, theirs) = two
    with desk.open() as session:
        put = federation_down.add_document(session, path=letter, title="Riêng", to=[mine])
    offices.send_down(desk, mine, one, stick)
    offices.send_down(desk, theirs, other, stick)
    with desk.open() as session:
        history.undo_commit(session, commit_id=put.commit_id)
    offices.send_down(desk, mine, one, stick)
    assert offices.send_down(desk, theirs, other, stick).state == "applied"
    assert titles(one) == titles(other) == set()


def test_a_district_stands_for_the_branches_below_it(desk, two, letter):
    (_one, mine), (_other, theirs) = two
    with desk.open() as session:
        [north] = units.add_unit(session, name="Cụm Bắc", level="sector").rows["units"]
        [empty] = units.add_unit(session, name="Cụm Nam", level="sector").rows["units"]
        for unit in (mine, theirs):
            units.change_unit(session, unit_id=unit, parent_id=north)
        federation_down.add_document(session, path=letter, to=[north])
        [held] = from_above.list_documents(session)
        assert set(held.recipients) == {mine, theirs}
        with pytest.raises(InvalidValueError, match="No branch stands below"):
            federation_down.add_document(session, path=letter, to=[empty])
