# SPDX-License-Identifier: Apache-2.0
"""A branch and a federation's desk on the command line: connected, reported, answered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import offices
import pytest
import registers

if TYPE_CHECKING:
    from pathlib import Path

    from offices import PC


class Desk:
    """Commands run at one PC."""

    def __init__(self, pc: PC, bare: Any) -> None:
        self.pc, self.bare = pc, bare

    def __call__(self, *words: object) -> Any:
        with self.pc.at():
            self.bare.environment.update(
                UNIONBOOK_HOME=str(self.pc.home),
                UNIONBOOK_REGISTER=str(self.pc.folder),
                UNIONBOOK_USER=self.pc.user,
                UNIONBOOK_PASSPHRASE=registers.PASSPHRASE,
            )
            ran = self.bare(*words, "--json")
        told = json.loads(ran.out) if ran.out else {}
        return {**told, "code": ran.code, "err": ran.err}


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def branch(tmp_path: Path, bare: Any) -> Desk:
    pc = offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")
    with pc.open() as session:
        registers.add_user(session, "Sơn", "treasurer")
        registers.enrol(session, "Trần Văn An")
    return Desk(pc, bare)


@pytest.fixture
def desk(tmp_path: Path, bare: Any) -> Desk:
    return Desk(
        offices.found(tmp_path / "f", "desk", branch="Liên đoàn Phường Sao", kind="federation"),
        bare,
    )


def connect(desk: Desk, branch: Desk, stick: Path) -> str:
    unit = desk("federation", "add", "Sao Mai", "--leader", "Bà Lan", "--phone", "0911111111")
    invited = desk("federation", "invite", "Sao Mai", "--to", stick, "--sheet", stick / "i.pdf")
    assert invited["sheet"]
    shown = branch("federation", "join", invited["file"])
    assert (shown["federation"], shown["answer"]) == ("Liên đoàn Phường Sao", None)
    joined = branch("federation", "join", invited["file"], "--to", stick)
    answered = desk("federation", "answer", joined["answer"])
    assert answered["words"] == joined["words"]
    words = joined["words"]
    assert branch("federation", "show")["link"]["state"] == "answered"
    assert (
        "six words" in desk("federation", "confirm", *reversed(words), "--unit", "Sao Mai")["err"]
    )
    assert desk("federation", "confirm", *words, "--unit", "Sao Mai")["code"] == 0
    assert branch("federation", "confirm", *words)["code"] == 0
    assert branch("federation", "show")["link"]["state"] == "confirmed"
    return unit["unit"]


def test_a_month_goes_up_and_a_receipt_comes_down(desk, branch, stick):
    unit = connect(desk, branch, stick)
    assert desk("federation", "late")["late"][0]["unit"] == unit
    told = branch("bundle", "preview")
    assert (told["policy"], told["tables"][0]["rows"]) == ("district", 1)
    [made] = branch("bundle", "make", "federation", "--to", stick)["bundles"]
    bare = branch.bare
    bare.environment.clear()
    seen = bare.json("bundle", "inspect", made["file"])
    assert (seen["signature"], seen["number"], seen["purpose"]) == ("good", 1, "up")
    verified = desk("bundle", "verify", made["file"])
    assert verified["code"] == 0, verified
    [taken] = desk("bundle", "apply", made["file"])["bundles"]
    assert taken["state"] == "applied"
    assert desk("bundle", "apply", made["file"])["bundles"][0]["state"] == "known"
    assert desk("federation", "late")["late"] == []
    found = desk("federation", "overview", "--out", stick / "o.pdf")
    assert found["total"]["members"] == 1
    year, month = map(int, found["last"].split("-"))
    later = f"{month % 12 + 1}/{year + month // 12}"  # the month that still runs
    running = desk("federation", "overview", "--from", later)
    assert running["first"] == running["last"] > found["last"]
    assert (
        "first month"
        in desk("federation", "overview", "--from", later, "--to", f"{month}/{year}")["err"]
    )
    [person] = desk("federation", "members", "an")["members"]
    numbered = desk("federation", "number", unit, person["member"], "--official", "VN1")
    assert numbered["code"] == 0
    assert branch("bundle", "waiting")["made"]
    made = desk("bundle", "make", "all", "--to", stick)
    assert made["left_out"] == []
    [taken] = branch("bundle", "apply", made["bundles"][0]["file"])["bundles"]
    assert len(taken["notes"]) == 2
    waiting = branch("bundle", "waiting")
    assert waiting["last_receipt"]
    history = branch("bundle", "history")["bundles"]
    assert [one["state"] for one in history] == ["done", "confirmed"]
    assert branch("bundle", "lost", history[1]["id"])["code"] == 0


def test_a_folder_is_watched(desk, branch, stick):
    connect(desk, branch, stick)
    branch("bundle", "make", "federation", "--to", stick)
    (stick / "no.unionbundle").write_bytes(b"nothing")
    found = desk("federation", "watch", stick, "--times", "2", "--every", "1")
    assert sorted(one["state"] for one in found["bundles"]) == ["applied", "refused"]


def test_a_second_pc_joins(tmp_path, branch, stick, bare):
    copy = branch("devices", "invite", "--to", stick)["file"]
    other = offices.PC(tmp_path / "two-home", tmp_path / "two.unionbook", "Sơn")
    other.home.mkdir()
    second = Desk(other, bare)
    joined = second("devices", "join", copy, other.folder)
    assert not joined["approved"]
    asked = branch("devices", "approve", joined["request"])
    assert (asked["approved"], asked["words"]) == (False, joined["words"])
    wrong = branch("devices", "approve", joined["request"], "--words", "ba bo bu bi be by")
    assert "Nothing was approved" in wrong["err"]
    words = " ".join(joined["words"])
    approved = branch(
        "devices", "approve", joined["request"], "--words", words, "--name", "Thủ quỹ"
    )
    assert approved["approved"]
    listed = branch("devices", "list")["devices"]
    assert [(one["name"], one["state"]) for one in listed[1:]] == [("Thủ quỹ", "active")]
    [made] = branch("bundle", "make", "branch", "--to", stick)["bundles"]
    [taken] = second("bundle", "apply", made["file"])["bundles"]
    assert taken["state"] == "applied"
    assert [one["state"] for one in second("devices", "list")["devices"]] == ["active", "active"]
    assert second("conflicts")["conflicts"] == []
    assert second("conflicts", "set-aside")["set_aside"] == []
    assert branch("devices", "name", "Thủ quỹ", "Phòng 2")["code"] == 0
    assert branch("devices", "revoke", "Phòng 2")["code"] == 0
    assert "no other PC" in branch("bundle", "make", "branch", "--to", stick)["err"]


def test_what_a_branch_may_not_do_at_a_desk_and_the_other_way(desk, branch, stick):
    assert "branch's register" in branch("federation", "units")["err"]
    assert "not connected" in branch("bundle", "make", "federation", "--to", stick)["err"]
    assert "Say for whom" in branch("bundle", "make", "somebody", "--to", stick)["err"]
    assert "no unit" in desk("bundle", "make", "Nowhere", "--to", stick)["err"]
    assert branch("federation", "show")["link"] is None
    assert "no federation" in branch("federation", "leave")["err"]
    assert desk("federation", "policy", "national")["tables"] == {}
    there_are = "one of: district, province, national, down."
    assert there_are in desk("federation", "policy", "x")["err"]
    assert "not a file of unionbook" in desk("bundle", "apply", __file__)["err"]
    assert branch("transfers")["transfers"] == []


def test_how_a_record_stands_above_is_told_and_chosen_by(desk, branch, stick):
    assert "sends no records" in branch("members", "list", "--sending", "changed")["err"]
    assert branch("members", "show", "0001")["sending"] is None
    connect(desk, branch, stick)
    assert branch("members", "show", "0001")["sending"]["state"] == "unsent"
    branch("bundle", "make", "federation", "--to", stick)
    told = branch("members", "show", "0001")["sending"]
    assert (told["state"], bool(told["month"])) == ("unconfirmed", True)
    assert branch("members", "change", "0001", "phone=0911111111")["code"] == 0
    assert branch("members", "list", "--sending", "changed")["count"] == 1
    assert branch("members", "list", "--sending", "confirmed")["count"] == 0
    assert branch("filters", "save", "Đã sửa", "--sending", "changed")["code"] == 0
    [kept] = branch("filters", "list")["filters"]
    assert (kept["members"], kept["criteria"]["sending"]) == (1, "changed")


def test_a_branch_watches_a_folder(desk, branch, stick):
    assert branch("bundle", "watch")["folder"] is None
    assert "bundle watch" in branch("bundle", "apply")["err"]
    connect(desk, branch, stick)
    branch("bundle", "make", "federation", "--to", stick)
    desk("bundle", "apply", stick)
    watched = stick.parent / "mail"
    watched.mkdir()
    assert branch("bundle", "watch", watched)["files"] == []
    [made] = desk("bundle", "make", "Sao Mai", "--to", watched)["bundles"]
    assert branch("bundle", "watch")["files"] == [made["file"]]
    assert [one["state"] for one in branch("bundle", "apply")["bundles"]] == ["applied"]
    assert branch("bundle", "apply")["bundles"] == []
    assert "Either" in branch("bundle", "watch", watched, "--none")["err"]
    assert branch("bundle", "watch", "--none")["folder"] is None
    assert "not a folder" in branch("bundle", "watch", stick / "nowhere")["err"]
    assert branch("bundle", "follow") == {"notes": [], "held": 0, "code": 0, "err": ""}


def test_every_branch_without_an_invitation_gets_one(desk: Desk, stick: Path):
    for name in ("Sao Mai", "Hướng Dương"):
        desk("federation", "add", name)
    made = desk("federation", "invite-all", "--to", stick, "--policy", "province")
    assert sorted(made["files"]) == sorted(map(str, stick.glob("*.unionbook-invitation")))
    assert len(made["files"]) == 2
    assert desk("federation", "invite-all", "--to", stick)["files"] == []


def test_days_off_and_codes_that_were_put_out_are_listed(desk):
    desk("federation", "add-holiday", "1/1/2027", "Tết Dương lịch")
    desk("federation", "add-code", "trade", "T1", "Thợ may")
    assert desk("federation", "holidays")["holidays"][0]["name"] == "Tết Dương lịch"
    assert desk("federation", "codes")["codes"] == [
        {"list": "trade", "code": "T1", "name": "Thợ may"}
    ]
