# SPDX-License-Identifier: Apache-2.0
"""Bundles between real registers: two branches of two PCs each, and a federation's desk."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import offices
import pypdfium2
import pytest
import registers
import welfare_desk
from PIL import Image

from unionbook.data import attachments
from unionbook.data import bundles as rows
from unionbook.data import dues as dues_rows
from unionbook.data.relatives import Relative
from unionbook.domain import clock
from unionbook.domain.exchange import Block
from unionbook.domain.ledger import Line
from unionbook.domain.policies import read_policy
from unionbook.errors import UnionbookError
from unionbook.operations import (
    backups,
    bundle_history,
    bundle_intake,
    bundles,
    cases_intake,
    conflicts,
    devices,
    dues,
    dues_rules,
    events,
    federation,
    federation_down,
    federation_months,
    from_above,
    groups,
    invitations,
    ledger,
    members,
    months,
    photos,
    programmes,
    relatives,
    sending,
    settings,
    transfers,
    units,
    users,
    welfare,
    welfare_rules,
    welfare_steps,
)
from unionbook.sync import signing
from unionbook.sync.bundle import Commits, Notice, peek_header
from unionbook.sync.refusals import ForgedError, RevokedError

if TYPE_CHECKING:
    from offices import PC

    from unionbook.data.device_keys import DeviceKeys
    from unionbook.operations.sessions import Session

TREASURER = "Phạm Quang Sơn"
WAGE = 98_765_432_109


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def branch(tmp_path: Path, stick: Path) -> tuple[PC, PC]:
    """Give the two PCs of a branch: the head's and the treasurer's."""
    first = offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")
    with first.open() as session:
        registers.add_user(session, TREASURER, "treasurer")
        registers.enrol(session, "Trần Văn An")
    return first, offices.join(tmp_path / "a", "two", first, stick, TREASURER)


def carry(giver: PC, taker: PC, stick: Path) -> bundles.BundleTaken:
    with giver.open() as session:
        made = bundles.make_for_branch(session, to=stick)
    with taker.open() as session:
        return bundles.apply_bundle(session, path=made.path)


def names(pc: PC) -> set[str]:
    with pc.open() as session:
        return {row[0] for row in session.database.rows("SELECT full_name FROM members")}


def test_two_pcs_of_a_branch_stay_one_register(branch: tuple[PC, PC], stick: Path):
    one, two = branch
    with one.open() as session:
        registers.enrol(session, "Lê Thị Bình")
    taken = carry(one, two, stick)
    assert (taken.state, taken.conflicts) == ("applied", 0), taken
    assert names(two) == names(one) == {"Trần Văn An", "Lê Thị Bình"}
    taken = carry(two, one, stick)
    assert taken.state == "applied", taken
    for pc in branch:
        with pc.open() as session:
            registers.expect_whole(session)
            registers.expect_index_in_step(session)


@pytest.fixture
def desk(tmp_path: Path) -> PC:
    return offices.found(tmp_path / "f", "desk", branch="Liên đoàn Phường Sao", kind="federation")


def connect(desk: PC, branch: PC, stick: Path, name: str) -> int:
    """Let a branch and the desk come to know each other; give the unit."""
    with desk.open() as session:
        changes = units.add_unit(session, name=name)
        [unit] = changes.rows["units"]
        invitation = invitations.invite_unit(session, unit_id=unit, to=stick)
    with branch.open() as session:
        answer = invitations.answer_invitation(session, path=invitation, to=stick)
        words = invitations.link_of(session).words
    with desk.open() as session:
        invitations.read_answer(session, path=answer)
        assert invitations.link_of(session, unit_id=unit).words == words
        invitations.confirm(session, words=" ".join(words), unit_id=unit)
    with branch.open() as session:
        invitations.confirm(session, words=" ".join(words))
    invitation.unlink()
    answer.unlink()
    return unit


def send_up(branch: PC, desk: PC, stick: Path) -> bundles.BundleTaken:
    with branch.open() as session:
        made = months.make_month(session, to=stick)
    with desk.open() as session:
        return bundles.apply_bundle(session, path=made.path)


def send_down(desk: PC, unit: int, branch: PC, stick: Path) -> bundles.BundleTaken:
    with desk.open() as session:
        made = federation_down.make_down(session, unit_id=unit, to=stick)
    with branch.open() as session:
        return bundles.apply_bundle(session, path=made.path)


def test_a_branch_reports_and_gets_its_receipt(branch: tuple[PC, PC], desk: PC, stick: Path):
    one, _two = branch
    unit = connect(desk, one, stick, "Sao Mai")
    taken = send_up(one, desk, stick)
    assert taken.state == "applied", taken
    with desk.open() as session:
        mirrored = session.database.rows("SELECT full_name, status FROM unit_members")
        assert mirrored == [("Trần Văn An", "active")]
        registers.expect_whole(session)
    with one.open() as session:
        assert months.preview_month(session).tables[0].rows == 1
    taken = send_down(desk, unit, one, stick)
    assert taken.state == "applied", taken
    with one.open() as session:
        assert months.preview_month(session).tables == ()
        registers.expect_whole(session)


def standing(session: Session, member: int) -> str:
    """Give how a record stands above: the panel, the list and the counts say the same."""
    found = sending.sending_of(session, member_id=member)
    assert found is not None
    for state in sending.SENDING_LABELS:
        criteria = members.Criteria(sending=state)
        assert (member in members.list_member_ids(session, criteria=criteria)) == (
            state == found.state
        ), state
        assert bool(members.search_members(session, text="tran", criteria=criteria)) == (
            state == found.state
        )
    counts = sending.count_sending(session)
    assert {state for state, number in counts.items() if number} == {found.state} & set(counts)
    return found.state


def test_waiting_follows_what_was_sent_and_confirmed(branch: tuple[PC, PC], desk: PC, stick: Path):
    one, _two = branch
    unit = connect(desk, one, stick, "Sao Mai")
    with one.open() as session:
        [an] = members.list_member_ids(session)
        assert standing(session, an) == "unsent"
        assert bundle_history.waiting(session).new_members == 1
        made = months.make_month(session, to=stick)
        assert standing(session, an) == "unconfirmed"
        assert bundle_history.list_bundles(session)[0].state == "open"
    with desk.open() as session:
        bundles.apply_bundle(session, path=made.path)
        [late] = [one.late for one in federation.overview(session).units]
        assert (late, federation.list_late(session)) == (0, [])
        [found] = federation.search_members(session, text="tran an")
        assert (found.unit, found.member.full_name) == ("Sao Mai", "Trần Văn An")
        report = federation.overview_report(session)
        assert report.rows[0][2] == 1
        federation.save_overview(session, path=stick / "overview.pdf")
        federation.save_overview(session, path=stick / "overview.xlsx")
    send_down(desk, unit, one, stick)
    with one.open() as session:
        assert standing(session, an) == "confirmed"
        told = sending.sending_of(session, member_id=an)
        assert (told.month, told.sent_on, told.confirmed_on) == (
            months.month_to_report(), clock.today(), clock.today(),
        )  # fmt: skip
        assert "confirmed" in sending.sending_words(told)
        assert bundle_history.waiting(session).steps == 0
        assert bundle_history.list_bundles(session)[1].state == "confirmed"
        members.correct_member(session, member_id=an, values={"note": "không gửi"})
        assert standing(session, an) == "confirmed"
        members.correct_member(session, member_id=an, values={"phone": "0912345678"})
        assert standing(session, an) == "changed"
        found = bundle_history.waiting(session)
        assert (found.new_members, found.changed_members) == (0, 1)


def test_the_second_pc_knows_what_the_first_one_sent(branch: tuple[PC, PC], desk: PC, stick: Path):
    one, two = branch
    unit = connect(desk, one, stick, "Sao Mai")
    with two.open() as session:
        [an] = members.list_member_ids(session)
        assert sending.sending_of(session, member_id=an) is None
        assert sending.count_sending(session) == {}
        with pytest.raises(UnionbookError, match="sends no records"):
            members.list_member_ids(session, criteria=members.Criteria(sending="changed"))
    carry(one, two, stick)
    with two.open() as session:
        assert standing(session, an) == "unsent"
    with two.open(registers.HEAD) as session:
        members.correct_member(session, member_id=an, values={"phone": "0912345678"})
        events.record_event(session, member_ids=[an], kind="suspended", reason="nợ")
    carry(two, one, stick)
    with one.open() as session:
        assert standing(session, an) == "unsent"
    send_up(one, desk, stick)
    send_down(desk, unit, one, stick)
    carry(one, two, stick)
    with two.open() as session:
        assert standing(session, an) == "confirmed"
        told = sending.sending_of(session, member_id=an)
        assert (told.month, told.confirmed_on) == ("", clock.today())
        assert "Sent up, confirmed on" in sending.sending_words(told)
    with two.open(registers.HEAD) as session:
        events.record_event(session, member_ids=[an], kind="resumed")
        assert standing(session, an) == "changed"
    carry(two, one, stick)
    with one.open() as session:
        assert standing(session, an) == "changed"


def test_what_a_desk_sends_down_arrives(branch: tuple[PC, PC], desk: PC, stick: Path):
    one, two = branch
    unit = connect(desk, one, stick, "Sao Mai")
    send_up(one, desk, stick)
    (stick / "thong-bao.txt").write_text("Nghỉ Tết từ 14/2", "utf-8")
    with desk.open() as session:
        federation_down.add_document(session, path=stick / "thong-bao.txt", title="Nghỉ Tết")
        federation_down.add_holiday(session, day="17/02/2026", name="Tết")
        federation_down.add_code(session, listed="post", code="CT", name="Chủ tịch")
        dues_rules.set_reference(session, kind="base_salary", amount=2_530_000, since="01/07/2026")
        [found] = federation.search_members(session, text="an")
        federation_down.give_codes(
            session, unit_id=unit, codes={found.member.row_id: ("VN-000001", "T-77")}
        )
    taken = send_down(desk, unit, one, stick)
    assert taken.state == "applied"
    with one.open() as session:
        [document] = from_above.list_documents(session)
        saved = from_above.save_document(session, document_id=document.id, to=stick / "out.txt")
        assert saved.read_text("utf-8") == "Nghỉ Tết từ 14/2"
        assert session.database.rows("SELECT official_number, card_number FROM members") == [
            ("VN-000001", "T-77")
        ]
        assert [one.amount for one in dues_rules.list_references(session)] == [2_530_000]
        assert session.database.rows("SELECT name FROM holidays") == [("Tết",)]
        registers.expect_whole(session)
    # The other PC of the branch gets it from this one, as anything else.
    carry(two, one, stick)
    carry(one, two, stick)
    with two.open() as session:
        assert session.database.rows("SELECT official_number FROM members") == [("VN-000001",)]
    # What the branch has now goes up again, and then nothing is told twice.
    send_up(one, desk, stick)
    with desk.open() as session:
        made = federation_down.make_down(session, unit_id=unit, to=stick)
        assert "member_codes" not in made.counts


def test_a_member_goes_over_when_both_have_said_yes(
    tmp_path: Path, branch: tuple[PC, PC], desk: PC, stick: Path
):
    one, _two = branch
    other = offices.found(tmp_path / "b", "three", branch="Công đoàn Hướng Dương")
    here, there = connect(desk, one, stick, "Sao Mai"), connect(desk, other, stick, "Hướng Dương")
    with one.open() as session:
        [an] = members.list_member_ids(session)
        members.correct_member(session, member_id=an, values={"identity_number": "001090000001"})
        transfers.ask_transfer(session, member_id=an, to="Hướng Dương", reason="chuyển nhà")
        [number] = [one.number for one in transfers.list_transfers(session)]
        shown = {one.table: one.rows for one in months.preview_month(session).tables}
        assert shown["transfers"] == 1
    send_up(one, desk, stick)
    with desk.open() as session:
        [asked] = transfers.list_transfers(session)
        assert (asked.number, asked.from_unit, asked.state) == (number, "Sao Mai", "asked")
        transfers.approve_transfer(session, number=number, to_unit=there)
    send_down(desk, there, other, stick)
    assert names(other) == set()
    with other.open() as session:
        transfers.accept_transfer(session, number=number)
    assert names(other) == {"Trần Văn An"}
    with one.open() as session:
        assert members.get_member(session, member_id=an).values["status"] == "active"
    send_up(other, desk, stick)
    taken = send_down(desk, here, one, stick)
    assert any("Hướng Dương" in note for note in taken.notes)
    with one.open() as session:
        assert members.get_member(session, member_id=an).values["status"] == "transferred"
        assert transfers.get_transfer(session, number=number).row.state == "left"
    with other.open() as session:
        [arrived] = members.list_member_ids(session)
        record = members.get_member(session, member_id=arrived)
        assert record.values["identity_number"] == "001090000001"
        assert record.values["status"] == "active"
        registers.expect_whole(session)


def test_a_gap_is_held_and_follows(branch: tuple[PC, PC], stick: Path):
    one, two = branch
    carry(two, one, stick)
    carry(one, two, stick)
    with one.open() as session:
        registers.enrol(session, "Lê Thị Bình")
        first = bundles.make_for_branch(session, to=stick)
    with two.open(registers.HEAD) as session:
        registers.enrol(session, "Đỗ Thị Hà")
        answer = bundles.make_for_branch(session, to=stick)
    # This PC never took the first file in, but the other one is told that it has.
    with one.open() as session:
        pretend_known(session, two, first)
        registers.enrol(session, "Ngô Văn Tú")
        second = bundles.make_for_branch(session, to=stick)
    with two.open() as session:
        held = bundles.apply_bundle(session, path=second.path)
        assert held.state == "held", held
        assert "Ngô Văn Tú" not in names_in(session)
        taken = bundles.apply_bundle(session, path=first.path)
        assert taken.state == "applied"
        assert second.path.name in taken.notes[-1]
        assert {"Lê Thị Bình", "Ngô Văn Tú"} <= names_in(session)
        registers.expect_whole(session)
    with one.open() as session:
        assert bundles.apply_bundle(session, path=answer.path).state == "applied"


def pretend_known(session: Session, other: PC, made: bundles.BundleMade) -> None:
    """Let this PC believe that the other one has what a bundle holds."""
    row = rows.find_bundle(session.database, made.digest, "made")
    site = next(one.site for one in devices.list_devices(session) if not one.is_this)
    told = replace(row, direction="taken", site=site, digest=f"{other.home.name}")
    with session.commit("keep_bundle", right="apply_bundle"):
        rows.add_bundle(session.office, session.site, told)


def names_in(session: Session) -> set[str]:
    return {row[0] for row in session.database.rows("SELECT full_name FROM members")}


def test_files_taken_twice_swapped_or_altered(branch: tuple[PC, PC], desk: PC, stick: Path):
    one, two = branch
    connect(desk, one, stick, "Sao Mai")
    with one.open() as session:
        made = months.make_month(session, to=stick)
        again = months.make_month(session, to=stick)
        own = bundles.make_for_branch(session, to=stick)
    content = made.path.read_bytes()
    with desk.open() as session:
        # Made again because no receipt came: both hold the same, and it counts once.
        assert bundles.apply_bundle(session, path=again.path).state == "applied"
        assert bundles.apply_bundle(session, path=made.path).state == "applied"
        assert bundles.apply_bundle(session, path=made.path).state == "known"
        assert session.database.value("SELECT count(*) FROM unit_members") == 1
        before = registers.content(session)
        for name, altered in (
            ("cut", content[: len(content) // 2]),
            ("flipped", content[:-200] + bytes([content[-200] ^ 1]) + content[-199:]),
            ("head", content[:40] + bytes([content[40] ^ 1]) + content[41:]),
            ("empty", b""),
            ("doubled", content + content),
        ):
            path = stick / f"{name}.unionbundle"
            path.write_bytes(altered)
            with pytest.raises(UnionbookError):
                bundles.apply_bundle(session, path=path)
        # A file for another PC of the branch is not for the desk.
        with pytest.raises(UnionbookError, match="another office"):
            bundles.apply_bundle(session, path=own.path)
        after = registers.content(session)
        assert after == before
    with two.open() as session, pytest.raises(UnionbookError, match="another office"):
        bundles.apply_bundle(session, path=made.path)


def test_a_file_for_another_federation_opens_nothing(
    tmp_path: Path, branch: tuple[PC, PC], desk: PC, stick: Path
):
    one, _two = branch
    connect(desk, one, stick, "Sao Mai")
    other = offices.found(tmp_path / "g", "other", branch="Liên đoàn khác", kind="federation")
    with one.open() as session:
        made = months.make_month(session, to=stick)
    with other.open() as session, pytest.raises(UnionbookError, match="another office"):
        bundles.apply_bundle(session, path=made.path)


def test_a_revoked_pc_is_heard_no_more(branch: tuple[PC, PC], stick: Path):
    one, two = branch
    carry(two, one, stick)
    with one.open() as session:
        site = next(one.site for one in devices.list_devices(session) if not one.is_this)
        devices.revoke_device(session, site=site)
        with pytest.raises(UnionbookError, match="no other PC"):
            bundles.make_for_branch(session, to=stick)
    with two.open() as session:
        made = bundles.make_for_branch(session, to=stick)
    with one.open() as session, pytest.raises(RevokedError):
        bundles.apply_bundle(session, path=made.path)


def test_a_forged_receipt_is_refused(branch: tuple[PC, PC], desk: PC, stick: Path):
    one, _two = branch
    unit = connect(desk, one, stick, "Sao Mai")
    send_up(one, desk, stick)
    forger = signing.make_key()
    with desk.open() as session:
        meant = federation_down._receipt

        def forged(session: Session, unit: units.Unit, keys: DeviceKeys) -> bytes:
            return meant(session, unit, replace(keys, signing=forger))

        federation_down._receipt = forged
        try:
            made = federation_down.make_down(session, unit_id=unit, to=stick)
        finally:
            federation_down._receipt = meant
    with one.open() as session:
        with pytest.raises(ForgedError):
            bundles.apply_bundle(session, path=made.path)
        assert bundle_history.waiting(session).last_receipt == ""
        registers.expect_whole(session)


def test_nothing_outside_the_policy_is_in_a_bundle(branch: tuple[PC, PC], desk: PC, stick: Path):
    one, _two = branch
    connect(desk, one, stick, "Sao Mai")
    secret = {name: f"bí-mật-{name}" for name in ("note", "trade", "employer", "education")}
    told: set[str] = set()
    with one.open() as session:
        for name in ("health", "bank_name", "religion"):
            settings.turn_on_sensitive(session, name=name)
            secret[name] = f"bí-mật-{name}"
        [an] = members.list_member_ids(session)
        members.correct_member(session, member_id=an, values=secret)
        events.record_event(session, member_ids=[an], kind="exempted", reason="bí-mật-reason")
        spend_secretly(session, an, stick)
        made = months.make_month(session, to=stick)
    policy = read_policy("district")
    with desk.open() as session:
        proof = bundle_intake.proven(session, made.path, peek_header(made.path))
        assert {part.head.name for part in proof.bundle.parts} == {"office"}
        for item in proof.bundle.items("office", proof.boxes):
            assert "bí-mật" not in repr(item)
            assert str(WAGE) not in repr(item)
            if isinstance(item, Notice):
                assert "bí-mật".encode() not in item.body
                assert msgspec.msgpack.encode(WAGE) not in item.body
                told.add(item.kind)
            if isinstance(item, Block):
                assert set(item.columns) <= set(policy.tables[item.table])
            elif isinstance(item, Commits):
                assert {(one.user_name, one.reason) for one in item.commits} == {("", "")}
            else:
                assert item.kind in ("about", "figures")
    assert told == {"about", "figures"}


def spend_secretly(session: Session, member: int, stick: Path) -> None:
    """Let everything happen of which nothing but sums may go up."""
    words, on = "bí-mật", "2026-09-02"
    members.correct_member(session, member_id=member, values={"wage": WAGE})
    Image.new("RGB", (300, 400), "teal").save(stick / "face.jpg")
    photos.set_photo(session, member_id=member, path=stick / "face.jpg")
    registers.add_user(session, f"{words} user", "secretary")
    groups.add_group(session, kind="worker_group", name=f"{words} group")
    relatives.add_relatives(session, people=[Relative(0, member, "child", f"{words} child", "")])
    ledger.set_up_books(session)
    lines = [Line(ledger.by_role(session, "cash"), 7_000_000),
             Line(ledger.by_role(session, "opening_fund"), -7_000_000)]  # fmt: skip
    ledger.post_voucher(
        session, kind="receipt", lines=lines, on=on, counterparty=words, reason=words
    )
    dues_rules.adopt_rule(session, key="wage_capped", since="2026-09-01")
    dues.assess_month(session, month="2026-09")
    welfare_rules.adopt_rules(session, since="2026-01-01")
    welfare_desk.become(session, f"{words} user")
    asking = welfare.Asking(
        "serious_illness", member, relation="child", relative=words, event_on=on, reason=words,
        amount=1_500_000, on=on,
    )  # fmt: skip
    case = welfare.request_case(session, asking=asking).case_id
    welfare_steps.check_case(session, case_id=case, note=words, on=on)
    welfare_desk.become(session, registers.HEAD)
    welfare_steps.approve_case(session, case_id=case, note=words, on=on)
    welfare_steps.pay_case(session, case_id=case, on=on)
    programmes.add_programme(session, plan=programmes.Plan(words, amount=100_000, note=words))


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "no room left"),
        (errno.EIO, "still connected"),
        (errno.EROFS, "write-protected"),
    ],
)
def test_a_stick_that_is_full_or_pulled_leaves_nothing_behind(
    branch: tuple[PC, PC], stick: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: str
):
    one, two = branch
    carry(two, one, stick)
    written = set(stick.iterdir())
    with one.open() as session:
        before = bundle_history.list_bundles(session)

        def full(*_arguments: object) -> None:
            raise OSError(number, "the system's own words")

        monkeypatch.setattr("unionbook.operations.bundle_files.os.fsync", full)
        with pytest.raises(UnionbookError, match=told):
            bundles.make_for_branch(session, to=stick)
        monkeypatch.undo()
        assert set(stick.iterdir()) == written
        assert bundle_history.list_bundles(session) == before
        with pytest.raises(UnionbookError, match="stick plugged in"):
            bundles.make_for_branch(session, to=stick / "gone")


def test_keys_renewed_are_followed(branch: tuple[PC, PC], desk: PC, stick: Path):
    one, two = branch
    unit = connect(desk, one, stick, "Sao Mai")
    send_up(one, desk, stick)
    with one.open() as session:
        registers.add_user(session, "Người Cũ", "head")
        users.remove_user(session, name="Người Cũ")
        registers.enrol(session, "Lê Thị Bình")
    assert send_up(one, desk, stick).state == "applied"
    assert send_down(desk, unit, one, stick).state == "applied"
    taken = carry(one, two, stick)
    assert taken.state == "applied"
    assert carry(two, one, stick).state == "applied"
    assert names(two) == {"Trần Văn An", "Lê Thị Bình"}


def test_the_sheet_of_an_invitation_can_be_scanned(branch: tuple[PC, PC], desk: PC, stick: Path):
    one, _two = branch
    with desk.open() as session:
        [unit] = units.add_unit(session, name="Sao Mai").rows["units"]
        made = invitations.invite_unit(session, unit_id=unit, to=stick)
        invitations.print_invitation(session, unit_id=unit, path=stick / "sheet.pdf")
    page = pypdfium2.PdfDocument(stick / "sheet.pdf")
    page[0].render(scale=300 / 72).to_pil().save(stick / "scan.png")
    page.close()
    with one.open() as session:
        scanned = invitations.look_at_invitation(path=stick / "scan.png")
        assert scanned == invitations.look_at_invitation(path=made)
        assert scanned.place == ("Sao Mai",)
        assert session.info.kind == "branch"


def test_what_two_pcs_said_differently_waits_for_a_person(branch: tuple[PC, PC], stick: Path):
    one, two = branch
    carry(two, one, stick)
    carry(one, two, stick)
    with one.open() as session:
        [an] = members.list_member_ids(session)
        members.correct_member(session, member_id=an, values={"phone": "0911111111"})
    with two.open(registers.HEAD) as session:
        members.correct_member(session, member_id=an, values={"phone": "0922222222", "job": "May"})
    assert carry(one, two, stick).conflicts == 1
    carry(two, one, stick)
    with one.open() as session:
        [found] = conflicts.list_conflicts(session)
        assert (found.record, found.column) == ("Trần Văn An", "phone")
        assert {found.kept, found.other} == {"0911111111", "0922222222"}
        conflicts.resolve_conflict(session, conflict_id=found.id, choice="take")
        chosen = found.other
    carry(one, two, stick)
    for pc in branch:
        with pc.open(registers.HEAD) as session:
            values = members.get_member(session, member_id=an).values
            assert (values["phone"], values["job"]) == (chosen, "May")
            assert conflicts.list_conflicts(session) == []
            assert conflicts.count_conflicts(session) == 0
            registers.expect_whole(session)


def test_cases_travel_sealed_and_photos_with_the_rest(branch: tuple[PC, PC], stick: Path):
    one, two = branch
    carry(two, one, stick)
    with one.open() as session:
        [an] = members.list_member_ids(session)
        Image.new("RGB", (300, 400), "teal").save(stick / "an.jpg")
        photos.set_photo(session, member_id=an, path=stick / "an.jpg")
        with session.register.cases.commit(session.author, "note"):
            session.register.cases.database.execute(
                "INSERT INTO welfare_details(id, reason, noted_on) VALUES (?, ?, ?)",
                [session.register.cases.new_ids(session.site)[0], "nỗi riêng", "2026-11-21"],
            )
    taken = carry(one, two, stick)
    assert any("sealed" in note for note in taken.notes)
    with two.open() as session:
        assert session.register.cases is None
        name = session.database.value("SELECT photo FROM members")
        assert attachments.get(session.office, session.register.folder, name)
        registers.expect_whole(session)
        backups.make_backup(session)
    with two.open(registers.HEAD) as session:
        assert cases_intake.open_carried(session) == 1
        [reason] = session.register.cases.database.rows("SELECT reason FROM welfare_details")
        assert reason == ("nỗi riêng",)
        assert cases_intake.open_carried(session) == 0
        registers.expect_whole(session)


def test_a_folder_of_files_in_any_order(
    tmp_path: Path, branch: tuple[PC, PC], desk: PC, stick: Path
):
    one, two = branch
    other = offices.found(tmp_path / "b", "three", branch="Công đoàn Hướng Dương")
    fourth = offices.join(tmp_path / "b", "four", other, stick)
    connect(desk, one, stick, "Sao Mai")
    connect(desk, other, stick, "Hướng Dương")
    carry(two, one, stick)
    carry(one, two, stick)
    carry(two, one, stick)
    inbox = stick / "inbox"
    inbox.mkdir()
    with one.open() as session:
        registers.enrol(session, "Lê Thị Bình")
        months.make_month(session, to=inbox / "z.unionbundle")
    with two.open() as session:
        months.make_month(session, to=inbox / "y.unionbundle")
    with other.open() as session:
        registers.enrol(session, "Ngô Văn Tú")
    carry(fourth, other, stick)
    carry(other, fourth, stick)
    with fourth.open() as session:
        months.make_month(session, to=inbox / "x.unionbundle")
    (inbox / "a.unionbundle").write_bytes(b"UNIONBK1 no")
    with desk.open() as session:
        taken = {one.path.name: one.state for one in bundles.apply_folder(session, folder=inbox)}
        assert taken == {
            "a.unionbundle": "refused",
            "x.unionbundle": "applied",
            "y.unionbundle": "applied",
            "z.unionbundle": "applied",
        }
        again = bundles.apply_folder(session, folder=inbox)
        assert {one.state for one in again} == {"refused", "known"}
    (inbox / "a.unionbundle").unlink()
    with other.open() as session:
        # On one stick for several offices nothing is wrong with what is for another.
        found = bundles.apply_folder(session, folder=inbox)
        assert {one.state for one in found} == {"elsewhere"}
    with desk.open() as session:
        assert [one.members for one in federation.overview(session).units] == [1, 2]
        assert federation.overview(session).total.members == 3


@pytest.mark.slow
def test_killed_while_taking_in(branch: tuple[PC, PC], stick: Path):
    one, two = branch
    carry(two, one, stick)
    with one.open() as session:
        registers.enrol_many(session, registers.invent(3000))
        made = bundles.make_for_branch(session, to=stick)
    for life in (0.6, 0.9, 1.2, 1.5):
        child = subprocess.Popen(
            [sys.executable, "-c", TAKER, str(two.folder), two.user, str(made.path)],
            env={**os.environ, "UNIONBOOK_HOME": str(two.home)},
        )
        try:
            child.wait(life)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        with two.open() as session:
            registers.expect_whole(session)
            assert session.database.value("SELECT count(*) FROM members") in (1, 3001)
    with two.open() as session:
        assert bundles.apply_bundle(session, path=made.path).state in ("applied", "known")
        assert session.database.value("SELECT count(*) FROM members") == 3001
        registers.expect_index_in_step(session)


TAKER = f"""
import sys
from pathlib import Path
sys.path[:0] = {[str(Path(__file__).parent.parent), str(Path(__file__).parent.parent.parent)]!r}
import registers
from unionbook.operations import bundles
session = registers.open_as(Path(sys.argv[1]), sys.argv[2])
bundles.apply_bundle(session, path=Path(sys.argv[3]))
session.close()
"""


@pytest.mark.parametrize("first", [0, 1])
def test_money_of_two_pcs_adds_up_at_the_desk(
    branch: tuple[PC, PC], desk: PC, stick: Path, first: int
):
    one, two = branch
    unit = connect(desk, one, stick, "Sao Mai")
    with one.open() as session:
        ledger.set_up_books(session)
        dues_rules.adopt_rule(session, key="wage_capped")
        binh = registers.enrol(session, "Lê Thị Bình", wage=6_000_000)
        dues.assess_month(session, month="2026-09")
        pay(session, binh, 4_000)
    carry(two, one, stick)
    carry(one, two, stick)
    carry(two, one, stick)
    with two.open() as session:
        pay(session, binh, 3_000)
        by_two = months.make_month(session, to=stick)
    with one.open() as session:
        pay(session, binh, 2_000)
        by_one = months.make_month(session, to=stick)
    sent = [by_one.path, by_two.path] if first else [by_two.path, by_one.path]
    with desk.open() as session:
        for path in (*sent, sent[0]):
            bundles.apply_bundle(session, path=path)
        [figures] = federation_months.list_months(
            session, unit_id=unit, first="2026-09", last="2026-09"
        )
        assert figures.dues_paid == 9_000
        [whole] = federation.overview(session, first="2026-01", last="2026-12").units
        assert (whole.dues_paid, whole.members) == (9_000, 2)
        federation_months.save_months(session, path=stick / "months.xlsx", unit_id=unit)
    carry(one, two, stick)
    with two.open() as session:
        held = dues_rows.month_dues(session.database, first="2026-09", last="2026-09")
        assert sum(one.assessed for one in held) == figures.dues_due
        assert sum(one.paid for one in held) == 9_000
        registers.expect_whole(session)


def pay(session: Session, member: int, amount: int) -> None:
    parts = dues.propose_payment(session, member_ids=[member], amount=amount)
    dues.record_payment(session, parts=parts)


def test_a_file_of_a_newer_program_is_kept(
    branch: tuple[PC, PC], stick: Path, monkeypatch: pytest.MonkeyPatch
):
    one, two = branch
    monkeypatch.setattr("unionbook.operations.bundle_files.SCHEMA", 99)
    with one.open() as session:
        made = bundles.make_for_branch(session, to=stick)
    monkeypatch.undo()
    with two.open() as session:
        held = bundles.apply_bundle(session, path=made.path)
        assert (held.state, "newer" in held.message) == ("held", True)
        assert bundles.follow_up(session) == ()
        [entry] = bundle_history.list_bundles(session)
        assert (entry.state, bundle_history.waiting(session).held) == ("held", 1)
        made.path.unlink()
        monkeypatch.setattr("unionbook.operations.bundles.SCHEMA", 99)
        assert len(bundles.follow_up(session)) == 1
        assert bundle_history.waiting(session).held == 0
        registers.expect_whole(session)


def test_a_branch_put_back_from_a_backup_goes_on_sending(
    tmp_path: Path, branch: tuple[PC, PC], desk: PC, stick: Path
):
    one, _two = branch
    unit = connect(desk, one, stick, "Sao Mai")
    send_up(one, desk, stick)
    with one.open() as session:
        old = backups.make_backup(session, to=stick).backup.path
        registers.enrol(session, "Lê Thị Bình")
    send_up(one, desk, stick)
    with one.at():
        folder = backups.restore_backup(path=old, into=tmp_path / "back.unionbook")
    again = offices.PC(one.home, folder)
    with again.open() as session:
        registers.enrol(session, "Ngô Văn Tú")
    taken = send_down(desk, unit, again, stick)
    assert any("more of this branch than this PC" in note for note in taken.notes)
    assert send_up(again, desk, stick).state == "applied"
    with desk.open() as session:
        found = {one.member.full_name for one in federation.search_members(session, text="")}
        assert found == {"Trần Văn An", "Lê Thị Bình", "Ngô Văn Tú"}


def test_a_stick_that_gives_back_something_else_is_told(
    branch: tuple[PC, PC], stick: Path, monkeypatch: pytest.MonkeyPatch
):
    one, two = branch
    carry(two, one, stick)
    meant = Path.replace

    def bad(self: Path, target: Path) -> Path:
        if self.suffix == ".part":
            self.write_bytes(self.read_bytes()[:-9] + b"\0" * 9)
        return meant(self, target)

    written = set(stick.iterdir())
    with one.open() as session:
        monkeypatch.setattr(Path, "replace", bad)
        with pytest.raises(UnionbookError, match="another stick"):
            bundles.make_for_branch(session, to=stick)
        monkeypatch.undo()
        assert set(stick.iterdir()) == written
