# SPDX-License-Identifier: Apache-2.0
"""The branch's rules of welfare from the command line."""

from __future__ import annotations

import pytest


@pytest.fixture
def books(cli):
    cli.done("ledger", "set-up")
    return cli


def test_the_countrys_kinds_are_offered_with_certainty_and_taken_over(books):
    offered = books.json("welfare", "rules", "templates")["templates"]
    assert {one["certainty"] for one in offered} == {"R"}
    assert books.json("welfare", "kinds")["kinds"] == []
    assert books.json("welfare", "rules", "adopt", "wedding", "funeral")["count"] == 2
    assert books.json("welfare", "rules", "adopt")["count"] == len(offered) - 2
    assert len(books.json("welfare", "kinds")["kinds"]) == len(offered)
    assert "There are: sickness" in books.refused("welfare", "rules", "adopt", "x")


def test_a_rule_of_the_branchs_own(books):
    rule = books.json(
        "welfare", "rules", "add", "Quà sinh nhật", "--gives", "member=200.000..300k",
        "--gives", "child=100000", "--since", "1/1/2026", "--per-year", "1", "--paper", "Đơn",
        "--approver", "secretary", "--confidential",
    )["rule"]  # fmt: skip
    assert (rule["kind"], rule["since"], rule["confidential"]) == (
        "qua_sinh_nhat", "2026-01-01", True,
    )  # fmt: skip
    assert rule["benefits"][0] == {"relation": "member", "amount": 200_000, "most": 300_000}
    books.done("welfare", "rules", "end", rule["id"], "31/12/2026")
    (listed,) = books.json("welfare", "rules", "list")["rules"]
    assert listed == {**rule, "until": "2026-12-31"}
    assert "The member 200,000–300,000" in books.done("welfare", "rules", "list").out
    assert books.json("welfare", "kinds", "--on", "1/1/2027")["kinds"] == []


def test_what_a_rule_gives_is_written_as_relation_and_amount(books):
    ran = books("welfare", "rules", "add", "X", "--since", "1/1/2026", "--gives", "cousin=5")
    assert ran.code == 2
    assert "Relations are: member" in ran.err
