# SPDX-License-Identifier: Apache-2.0
"""What was owed before the books began, from the command line."""

from __future__ import annotations


def test_a_debt_is_entered_and_stands_in_the_arrears(cli):
    cli.done("ledger", "set-up")
    told = ("dues", "opening", "0001", "--amount", "90.000", "--from", "7/2025", "--to", "9/2025")
    entered = cli.json(*told)
    assert (entered["voucher"]["kind"], entered["voucher"]["amount"]) == ("opening", 90_000)
    (debt,) = cli.json("dues", "arrears", "12/2025")["arrears"]
    assert (debt["total"], debt["since"], debt["months"]) == (90_000, "2025-07", 3)
    assert "in the books already" in cli.refused(*told)
