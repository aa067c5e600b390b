# SPDX-License-Identifier: Apache-2.0
"""Welfare from the command line, by the people of an office, each with a passphrase."""

from __future__ import annotations

import pytest
import registers
import welfare_desk as desk

from unionbook.domain import clock
from unionbook.domain.roles import Role


@pytest.fixture
def office(cli, folder, monkeypatch):
    """Give the command line of a branch with books, rules, a secretary and a treasurer."""
    monkeypatch.setattr(clock, "today", lambda: "2026-10-05")  # cases are numbered by the year
    session = registers.reopen(folder)
    registers.add_user(session, desk.SECRETARY, Role.SECRETARY)
    registers.add_user(session, desk.TREASURER, Role.TREASURER)
    session.close()
    cli.done("ledger", "set-up")
    cli.done("welfare", "rules", "adopt")
    return cli


def as_user(cli, name):
    cli.environment["UNIONBOOK_USER"] = name
    return cli


def test_a_case_from_the_request_to_the_signature(office):
    asked = as_user(office, desk.SECRETARY).json(
        "welfare", "request", "wedding", "0001", "--on", "2/3/2026", "--reason", "cưới 1/3"
    )
    assert asked["case"]["state"] == "requested"
    assert (asked["case"]["number"], asked["case"]["amount"]) == ("0001/2026", 500_000)
    assert asked["doubts"] == []
    checked = office.done("welfare", "check", "1/2026").out
    assert checked.endswith("Next: unionbook welfare approve 0001/2026\n")
    assert "another person" in office.refused("welfare", "approve", "1/2026")
    as_user(office, registers.HEAD).done("welfare", "approve", "1/2026", "--amount", "400.000")
    paid = as_user(office, desk.TREASURER).json("welfare", "pay", "1/2026", "--on", "5/3/2026")
    assert (paid["voucher"]["amount"], paid["case"]["state"]) == (400_000, "paid")
    office.done("welfare", "acknowledge", "1/2026")
    shown = office.json("welfare", "show", "1/2026")["case"]
    assert [one["step"] for one in shown["steps"]] == ["checked", "approved", "acknowledged"]
    assert "cưới 1/3" in office.done("welfare", "show", "1/2026").out
    (listed,) = office.json("welfare", "list", "--state", "acknowledged")["cases"]
    assert listed["full_name"] == "Trần Văn An"
    assert office.json("welfare", "list", "--state", "paid")["cases"] == []


def test_doubts_are_told_beside_the_answer(office):
    as_user(office, desk.SECRETARY).done("welfare", "request", "wedding", "0001")
    ran = office.done("welfare", "request", "wedding", "0001", "--preview", "--json")
    assert ran.json["case"] is None
    assert {one["kind"] for one in ran.json["doubts"]} == {"limit", "same_event"}
    assert "the rule allows 1" in ran.err
    assert len(office.json("welfare", "list")["cases"]) == 1


def test_a_confidential_reason_comes_from_a_file_and_is_not_for_the_treasurer(office, tmp_path):
    words = tmp_path / "reason.txt"
    words.write_text("ung thư, giữ kín\n", "utf-8")
    paper = tmp_path / "scan.pdf"
    paper.write_bytes(b"%PDF")
    as_user(office, desk.SECRETARY)
    office.done("welfare", "request", "hardship", "0002", "--reason-file", words)
    number = office.json("welfare", "attach", "1/2026", paper)["paper"]
    assert office.json("welfare", "show", "1/2026")["case"]["reason"] == "ung thư, giữ kín"
    out = tmp_path / "out.pdf"
    office.done("welfare", "paper", "1/2026", number, "--out", out)
    assert out.read_bytes() == b"%PDF"
    as_user(office, desk.TREASURER)
    ran = office.done("welfare", "show", "1/2026")
    assert "not under your key" in ran.out
    assert "ung thư" not in office.done("welfare", "show", "1/2026", "--json").out
    assert "does not allow" in office.refused("welfare", "paper", "1/2026", number, "--out", out)
    assert "does not allow" in office.refused("welfare", "request", "hardship", "0001")


def test_a_refused_value_names_its_option(office):
    asking = as_user(office, desk.SECRETARY).refused
    assert asking("welfare", "request", "wedding", "0001", "--event", "x").startswith("--event: ")
    assert asking("welfare", "request", "wedding", "0001", "--on", "x").startswith("--on: ")


def test_a_request_is_corrected(office):
    as_user(office, desk.SECRETARY).done("welfare", "request", "sickness", "0001")
    told = office.json("welfare", "correct", "1/2026", "--relation", "child", "--amount", "250k")
    assert told["case"]["amount"] == 250_000
    assert office.json("welfare", "show", "1/2026")["case"]["relation"] == "child"


def test_refusing_and_withdrawing(office):
    as_user(office, desk.SECRETARY)
    for _again in range(2):
        office.done("welfare", "request", "sickness", "0001")
    office.done("welfare", "withdraw", "1/2026")
    told = office.json("welfare", "refuse", "2/2026", "--note", "không đúng")
    assert told["case"]["state"] == "refused"
    assert "“Turned down”" in office.refused("welfare", "check", "2/2026")
    assert "There is no case 9/2026" in office.refused("welfare", "check", "9/2026")


def test_each_kind_beside_its_estimate(office):
    office.done("estimate", "set", "kind", "wedding", "2.000.000")
    found = {one["code"]: one for one in office.json("welfare", "balance")["kinds"]}
    assert (found["wedding"]["estimate"], found["wedding"]["left"]) == (2_000_000, 2_000_000)
    assert found["award"]["estimate"] is None
    assert "2,000,000" in office.done("welfare", "balance").out
