# SPDX-License-Identifier: Apache-2.0
"""A new desk and a new branch are told what is next, until the receipt went down."""

from __future__ import annotations

import offices
import pytest
import registers

from unionbook.operations import (
    bundles,
    documents_read,
    federation_down,
    from_above,
    invitations,
    units,
    users,
    waiting,
)


@pytest.fixture
def stick(tmp_path):
    place = tmp_path / "stick"
    place.mkdir()
    return place


@pytest.fixture
def desk(tmp_path):
    return offices.found(tmp_path / "f", "desk", branch="Liên đoàn Phường Sao", kind="federation")


@pytest.fixture
def branch(tmp_path):
    return offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")


def waits(session, name):
    return waiting.look_for(session, name=name)


def test_a_new_desk_lays_out_its_tree_and_invites(desk, stick):
    with desk.open() as session:
        assert waits(session, "tree")
        assert not waits(session, "uninvited")
        [top] = units.add_unit(session, name="Cụm Bắc", level="sector").rows["units"]
        assert waits(session, "tree")
        [unit] = units.add_unit(session, name="Sao Mai", parent_id=top).rows["units"]
        assert not waits(session, "tree")
        [one] = waits(session, "uninvited")
        assert (one.count, one.detail, one.what) == (1, "Sao Mai", ("unit", str(unit)))
        invitations.invite_unit(session, unit_id=unit, to=stick)
        assert not waits(session, "uninvited")


def test_a_branch_that_answered_is_told_to_compare_the_words(desk, branch, stick):
    with desk.open() as session:
        [unit] = units.add_unit(session, name="Sao Mai").rows["units"]
        invitation = invitations.invite_unit(session, unit_id=unit, to=stick)
    with branch.open() as session:
        assert not waits(session, "joining")
        invitations.answer_invitation(session, path=invitation, to=stick)
        [one] = waits(session, "joining")
        assert "Liên đoàn Phường Sao" in one.title
        invitations.confirm(session, words=" ".join(invitations.link_of(session).words))
        assert not waits(session, "joining")


def test_whose_file_came_waits_for_a_receipt_until_one_goes_down(desk, branch, stick):
    with branch.open() as session:
        registers.enrol(session, "Trần Văn An")
    unit = offices.connect(desk, branch, stick, "Sao Mai")
    with desk.open() as session:
        assert not waits(session, "unanswered")
    offices.send_up(branch, desk, stick)
    with desk.open() as session:
        [one] = waits(session, "unanswered")
        assert (one.count, one.detail) == (1, "Sao Mai")
    offices.send_down(desk, unit, branch, stick)
    with desk.open() as session:
        assert not waits(session, "unanswered")


def test_what_was_put_out_waits_until_a_file_carried_it(desk, branch, stick):
    unit = offices.connect(desk, branch, stick, "Sao Mai")
    with desk.open() as session:
        federation_down.add_holiday(session, day="02/09/2026", name="Quốc khánh")
        [one] = waits(session, "to_go_down")
        assert (one.count, one.detail) == (1, "Days off: Sao Mai")
    offices.send_down(desk, unit, branch, stick)
    with desk.open() as session:
        assert not waits(session, "to_go_down")
        path = letter(stick)
        federation_down.add_document(session, path=path, title="Thông báo 12")
        [one] = waits(session, "to_go_down")
        assert one.detail == "Documents: Sao Mai"


def test_a_number_for_a_member_waits_for_its_branch_alone(desk, branch, stick):
    with branch.open() as session:
        an = registers.enrol(session, "Trần Văn An")
    unit = offices.connect(desk, branch, stick, "Sao Mai")
    offices.send_up(branch, desk, stick)
    offices.send_down(desk, unit, branch, stick)
    with desk.open() as session:
        assert not waits(session, "to_go_down")
        federation_down.give_codes(session, unit_id=unit, codes={an: ("LD-1", "")})
        [one] = waits(session, "to_go_down")
        assert (one.count, one.detail) == (1, "Official numbers: Sao Mai")
    offices.send_down(desk, unit, branch, stick)
    with desk.open() as session:
        assert not waits(session, "to_go_down")


def test_with_a_second_pc_the_desk_says_that_it_counts_what_this_one_made(
    desk, branch, stick, tmp_path
):
    offices.connect(desk, branch, stick, "Sao Mai")
    offices.send_up(branch, desk, stick)
    second = offices.join(tmp_path / "g", "second", desk, stick)
    with second.open() as session:
        made = bundles.make_for_branch(session, to=stick)
    with desk.open() as session:
        bundles.apply_bundle(session, path=made.path)
        [one] = waits(session, "unanswered")
        assert one.detail.startswith("Sao Mai. Only files made on this PC are counted")


def test_what_another_pc_of_the_desk_put_out_waits_here_too(desk, branch, stick, tmp_path):
    unit = offices.connect(desk, branch, stick, "Sao Mai")
    offices.send_down(desk, unit, branch, stick)
    second = offices.join(tmp_path / "g", "second", desk, stick)
    with second.open() as session:
        assert not waits(session, "to_go_down")
        federation_down.add_code(session, listed="posts", code="1", name="Tổ trưởng")
        assert waits(session, "to_go_down")
        made = bundles.make_for_branch(session, to=stick)
    with desk.open() as session:
        bundles.apply_bundle(session, path=made.path)
        assert waits(session, "to_go_down")


def test_a_branch_is_told_of_letters_until_this_user_read_them(desk, branch, stick, tmp_path):
    unit = offices.connect(desk, branch, stick, "Sao Mai")
    with desk.open() as session:
        federation_down.add_document(session, path=letter(stick), title="Thông báo 12")
        federation_down.add_document(session, path=letter(stick), title="Mẫu 3", kind="form")
    offices.send_down(desk, unit, branch, stick)
    with branch.open() as session:
        users.add_user(session, name="Lê Thị Hoa", role="auditor", passphrase=registers.PASSPHRASE)
        [one] = waits(session, "letters")
        assert (one.count, one.detail, one.what) == (2, "Mẫu 3, Thông báo 12", ("above",))
        form = from_above.list_documents(session)[0]
        from_above.save_document(session, document_id=form.id, to=tmp_path)
        [one] = waits(session, "letters")
        assert (one.count, one.detail) == (1, "Thông báo 12")
        everything = [one.id for one in from_above.list_documents(session)]
        documents_read.mark_read(session, document_ids=everything)
        assert not waits(session, "letters")
    with branch.open("Lê Thị Hoa", read_only=True) as session:
        assert waits(session, "letters")[0].count == 2


def letter(stick):
    path = stick / "letter.txt"
    path.write_text("Kính gửi", "utf-8")
    return path
