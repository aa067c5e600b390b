# SPDX-License-Identifier: Apache-2.0
"""What goes along with a member who goes over: what the other branch needs, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import offices
import pytest
import registers
from offices import send_down, send_up

from unionbook.domain.policies import NEVER_UPWARD
from unionbook.operations import (
    events,
    federation_down,
    members,
    months,
    settings,
    transfer_papers,
    transfers,
)
from unionbook.operations.transfer_papers import unpacked
from unionbook.sync.refusals import BundleError

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "khong ai duoc biet"


def test_what_never_goes_up_does_not_go_along():
    assert not set(transfer_papers.COLUMNS) & NEVER_UPWARD
    assert not set(transfer_papers.PastEvent.__struct_fields__) & NEVER_UPWARD


def test_only_what_the_other_branch_needs_goes_along(tmp_path: Path):
    pc = offices.found(tmp_path, "one", branch="Sao Mai")
    with pc.open() as session:
        for name in ("bank_account", "health", "religion"):
            settings.turn_on_sensitive(session, name=name)
        values = {"note": SECRET, "bank_account": "0123456789", "health": SECRET}
        an = registers.enrol(session, "Trần Văn An", identity_number="001090000001", **values)
        events.record_event(session, member_ids=[an], kind="suspended", reason=SECRET)
        transfers.ask_transfer(session, member_id=an, to="Hướng Dương", reason=SECRET)
        [row] = transfers.list_transfers(session)
        assert row.reason == SECRET
        for paper in transfer_papers.papers_up(session):
            assert SECRET.encode() not in paper
            assert b"0123456789" not in paper
        record = transfers.get_transfer(session, number=row.number).record
        assert set(record.values) == {"full_name", "identity_kind", "identity_number"}
        assert [one.kind.value for one in record.events][-1] == "suspended"
        told = transfer_papers.counts_up(session)
        assert told["full_name"] == 1
        assert told["events"] == len(record.events)


def test_a_number_given_on_the_way_arrives(tmp_path: Path):
    stick = tmp_path / "stick"
    stick.mkdir()
    one = offices.found(tmp_path / "a", "one", branch="Sao Mai")
    two = offices.found(tmp_path / "b", "two", branch="Hướng Dương")
    desk = offices.found(tmp_path / "f", "desk", branch="Liên đoàn", kind="federation")
    here = offices.connect(desk, one, stick, "Sao Mai")
    there = offices.connect(desk, two, stick, "Hướng Dương")
    with one.open() as session:
        an = registers.enrol(session, "Trần Văn An")
        transfers.ask_transfer(session, member_id=an, to="Hướng Dương")
        sent = {table.table: table for table in months.preview_month(session).tables}
        assert "Full name" in [label for _name, label, _number in sent["transfers"].columns]
    send_up(one, desk, stick)
    with desk.open() as session:
        [number] = [each.number for each in transfers.list_transfers(session)]
        transfers.approve_transfer(session, number=number, to_unit=there)
        assert federation_down.find_member_of(session, unit_id=here, key="1") == an
        federation_down.give_codes(session, unit_id=here, codes={an: ("VN-7", "")})
    send_down(desk, there, two, stick)
    # Another number, given after the offer went down and before it was accepted.
    with desk.open() as session:
        federation_down.give_codes(session, unit_id=here, codes={an: ("", "THE-9")})
    send_down(desk, there, two, stick)
    with two.open() as session:
        transfers.accept_transfer(session, number=number)
        [arrived] = members.list_member_ids(session)
        values = members.get_member(session, member_id=arrived).values
        assert (values["official_number"], values["card_number"]) == ("VN-7", "THE-9")
    # And one given when it was accepted, which the desk has not heard of yet.
    with desk.open() as session:
        federation_down.give_codes(session, unit_id=here, codes={an: ("VN-8", "")})
    send_up(two, desk, stick)
    send_down(desk, there, two, stick)
    with two.open() as session:
        values = members.get_member(session, member_id=arrived).values
        assert values["official_number"] == "VN-8"
        registers.expect_whole(session)


def test_a_paper_of_an_older_program_is_read():
    paper = transfer_papers.TransferPaper("0" * 16, "asked", "An", "A", "B", "2026-01-01", "")
    told = msgspec.msgpack.decode(msgspec.msgpack.encode(paper))
    del told["member"]
    assert transfer_papers._read(msgspec.msgpack.encode(told)).member == 0


GOOD = {
    "values": {"full_name": "Trần Văn An", "born_on": "1990", "sex": "male"},
    "events": [["admitted", "2020-01-05", "", "", ""], ["exempted", "", "2021-01-01", "", ""]],
    "dues": [["2025-08", 25_000, 25_000]],
    "awards": [["sickness", "2025-02-01", 300_000]],
}


def test_a_record_as_a_branch_packs_it_is_read():
    found = unpacked(msgspec.msgpack.encode(GOOD))
    assert found.values["full_name"] == "Trần Văn An"
    assert [one.on for one in found.events] == ["2020-01-05", ""]


@pytest.mark.parametrize(
    "changes",
    [
        {"values": {"born_on": "soon"}},
        {"values": {"sex": "?"}},
        {"values": {"full_name": "a\0b"}},
        {"events": [["admitted", "soon", "", "", ""]]},
        {"events": [["exempted", "2020-01-05", "9999-12-31", "", ""]]},
        {"events": [["vanished", "2020-01-05", "", "", ""]]},
        {"dues": [["2025-08", 1 << 63, 0]]},
        {"awards": [["sickness", "2025-02-01", -(1 << 62)]]},
    ],
    ids=str,
)
def test_what_no_register_holds_is_refused(changes):
    with pytest.raises(BundleError):
        unpacked(msgspec.msgpack.encode(GOOD | changes))
