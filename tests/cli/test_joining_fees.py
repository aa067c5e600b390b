# SPDX-License-Identifier: Apache-2.0
"""Joining fees from the command line."""

from __future__ import annotations

import pytest
import registers


@pytest.fixture
def books(bare, make_register):
    folder = make_register("ID")
    bare.environment.update(
        UNIONBOOK_REGISTER=str(folder),
        UNIONBOOK_USER=registers.HEAD,
        UNIONBOOK_PASSPHRASE=registers.PASSPHRASE,
    )
    bare.done("ledger", "set-up")
    bare.done("members", "change", "0001", "--set", "joined_on=1/3/2026")
    return bare


def test_a_fee_is_owed_and_taken(books):
    keys = [one["key"] for one in books.json("dues", "joining-fee", "templates")["templates"]]
    assert keys == ["rtmm", "flat"]
    adopted = books.json(
        "dues", "joining-fee", "adopt", "flat", "--amount", "20000", "--since", "1/1/2026"
    )["rule"]
    owed = books.json("dues", "joining-fee", "owed")
    assert (owed["total"], owed["owed"][0]["full_name"]) == (20_000, "Trần Văn An")
    assert "20,000" in books.done("dues", "joining-fee", "owed").out
    taken = books.json("dues", "joining-fee", "take", "0001", "--into", "bank", "--on", "5/3/2026")
    assert (taken["voucher"]["amount"], taken["voucher"]["reason"]) == (20_000, "Joining fee")
    assert books.json("dues", "joining-fee", "owed")["total"] == 0
    books.done("dues", "joining-fee", "end", adopted["id"], "31/12/2026")
    (rule,) = books.json("dues", "joining-fee", "rules")["rules"]
    assert rule["until"] == "2026-12-31"


def test_a_rule_of_the_branch_own(books):
    added = books.json(
        "dues", "joining-fee", "add", "Uang pangkal", "--basis", "minimum_wage", "--rate", "2",
        "--region", "Bekasi", "--since", "1/1/2026",
    )["rule"]  # fmt: skip
    assert (added["rate"], added["region"]) == (20_000, "Bekasi")
    refused = books.refused("dues", "joining-fee", "add", "x", "--since", "1/1/2026")
    assert "rate or an amount" in refused
