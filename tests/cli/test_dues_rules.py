# SPDX-License-Identifier: Apache-2.0
"""Rules of dues, the values they refer to and exemptions, from the command line."""

from __future__ import annotations

import re

import pytest
import registers


@pytest.fixture
def books(cli):
    cli.done("ledger", "set-up")
    return cli


def test_the_countrys_rules_are_offered_with_source_and_certainty(books):
    found = books.json("dues", "rules", "templates")["templates"]
    first = next(one for one in found if one["key"] == "wage_capped")
    assert (first["since"], first["certainty"]) == ("2025-07-01", "S")
    shown = books.done("dues", "rules", "templates").out
    assert "61/QĐ-TLĐ" in shown
    assert {"Source seen", "Second-hand"} <= set(re.findall("Source seen|Second-hand", shown))


def test_a_rule_is_adopted_and_ended(books):
    rule = books.json("dues", "rules", "adopt", "flat_floor", "--amount", "20000")["rule"]
    assert (rule["basis"], rule["amount"]) == ("flat", 20_000)
    books.done("dues", "rules", "end", rule["id"], "31/12/2025")
    (listed,) = books.json("dues", "rules", "list")["rules"]
    assert listed == {**rule, "until": "2025-12-31"}
    assert "20,000 for everybody" in books.done("dues", "rules", "list").out
    assert "There are: wage_capped" in books.refused("dues", "rules", "adopt", "x")


def test_what_a_rule_needs_is_named_by_its_option(bare, make_register):
    bare.environment.update(
        UNIONBOOK_REGISTER=str(make_register("ID")), UNIONBOOK_PASSPHRASE=registers.PASSPHRASE
    )
    adopt = ("dues", "rules", "adopt")
    assert bare.refused(*adopt, "fspmi").startswith("--region: Name the regency or city")
    assert bare.refused(*adopt, "flat").startswith("--amount: Say the amount")
    assert bare.refused(*adopt, "flat", "--amount", "10000", "--since", "x").startswith("--since: ")


def test_the_same_rule_is_not_chosen_twice(books):
    rule = books.json("dues", "rules", "adopt", "wage_capped")["rule"]
    said = books.refused("dues", "rules", "adopt", "wage_capped")
    assert "was chosen already" in said
    assert len(books.json("dues", "rules", "list")["rules"]) == 1
    books.json("dues", "rules", "adopt", "wage_capped", "--since", "1/1/2027")
    books.done("dues", "rules", "end", rule["id"], "30/6/2025")
    books.json("dues", "rules", "adopt", "wage_capped")
    for area in (("shares",), ("fund",)):
        [first, *_others] = books.json(*area, "rules", "templates")["templates"]
        books.json(*area, "rules", "adopt", first["key"])
        assert "was chosen already" in books.refused(*area, "rules", "adopt", first["key"])


def test_a_rule_of_the_branchs_own_counts_for_its_department(books):
    books.done("dues", "rules", "adopt", "flat_floor", "--amount", "20000")
    rule = books.json(
        "dues", "rules", "add", "May 1 thu thêm", "--basis", "base_salary", "--rate", "1,5",
        "--surcharge", "0.25%", "--since", "1/7/2025", "--department", "May 1",
        "--rounding", "1000",
    )["rule"]  # fmt: skip
    assert (rule["rate"], rule["surcharge"], rule["rounding"]) == (15_000, 2_500, 1_000)
    books.done("dues", "assess", "8/2025")
    told = books.json("dues", "explain", "0001", "8/2025")
    assert (told["amount"], told["surcharge"], told["rule"]) == (41_000, 6_000, rule["id"])
    assert "6,000 of it is the branch's surcharge" in told["message"]
    assert books.json("dues", "explain", "0002", "8/2025")["amount"] == 20_000


def test_a_base_salary_entered_by_hand_is_used(books):
    books.done("dues", "reference", "set", "base_salary", "3.000.000", "--since", "1/1/2027")
    found = books.json("dues", "reference", "list")["references"]
    assert [(one["since"], one["amount"]) for one in found] == [("2027-01-01", 3_000_000)]
    assert "3,000,000" in books.done("dues", "reference", "list").out


def test_the_exempt_owe_nothing(books):
    books.done("dues", "rules", "adopt", "flat_floor", "--amount", "20000")
    books.done("dues", "exempt", "0001", "--reason", "maternity", "--from", "8/2025", "--to",
               "1/2026", "--decision", "12/QĐ")  # fmt: skip
    done = books.json("dues", "assess", "8/2025")
    assert (done["owing"], done["exempt"]) == (2, 1)
    told = books.json("dues", "explain", "0001", "8/2025")
    assert (told["amount"], told["exemption"], told["message"]) == (
        0, "maternity", "Exempt: Maternity.",
    )  # fmt: skip
    refused = books.refused("dues", "exempt", "0001", "--reason", "sickness", "--from", "8/2025",
                            "--to", "7/2025")  # fmt: skip
    assert "before the beginning" in refused


@pytest.mark.parametrize("rate", ["x", "101", "-1", "0.00001", "nan", "inf"])
def test_a_rate_that_is_none_is_wrong_usage(books, rate):
    words = ("dues", "rules", "add", "R", "--basis", "wage", "--since", "1/1/2026")
    assert books(*words, "--rate", rate).code == 2
