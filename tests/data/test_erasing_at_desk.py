# SPDX-License-Identifier: Apache-2.0
"""What a desk holds of somebody goes when the branch erases, and its own notes with it."""

from __future__ import annotations

import erased
import offices
import registers

from unionbook.operations import (
    bundles,
    erasing,
    events,
    federation,
    federation_down,
    members,
    months,
    transfers,
    verify,
)

NAME, PHONE, CODE = "Quách Thị Xoábỏ", "0977123987", "MÃSỐ-987654"
WHY = "yêu cầu bằng văn bản"


def test_the_desk_erases_with_the_branch(tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    desk = offices.found(tmp_path, "desk", branch="Liên đoàn", kind="federation")
    branch = offices.found(tmp_path, "branch", branch="Sao Mai")
    unit = offices.connect(desk, branch, stick, "Sao Mai")
    with branch.open() as session:
        number = registers.enrol(session, NAME, phone=PHONE, identity_number="001190456123")
        transfers.ask_transfer(session, member_id=number, to="Sao Hôm", reason="chuyển nhà")
    offices.send_up(branch, desk, stick)
    with desk.open() as session:
        assert federation.search_members(session, text="xoabo")
        federation_down.give_codes(session, unit_id=unit, codes={number: (CODE, "")})
        assert len(erased.left_of(session, NAME, PHONE, CODE)) == 3
    with branch.open() as session:
        transfers.withdraw_transfer(session, number=transfers.list_transfers(session)[0].number)
        events.record_event(session, member_ids=[number], kind="left")
        erasing.erase_member(session, member_id=number, reason=WHY)
        assert erased.left_of(session, NAME, PHONE) == []
    offices.send_up(branch, desk, stick)
    with desk.open() as session:
        assert erased.left_of(session, NAME, PHONE, CODE, "xoabo") == []
        assert not federation.search_members(session, text="xoabo")
        assert verify.verify_register(session).whole
    offices.send_down(desk, unit, branch, stick)
    with branch.open() as session:
        held = members.get_member(session, member_id=number).values
        assert held["official_number"] is None
        registers.expect_whole(session)
        made = months.make_month(session, to=stick)
    with desk.open() as session:
        bundles.apply_bundle(session, path=made.path)
        assert erased.left_of(session, NAME, PHONE, CODE) == []
