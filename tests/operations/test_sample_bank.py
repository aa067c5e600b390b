# SPDX-License-Identifier: Apache-2.0
"""The sample branch's bank agrees with its books but for what is left to do."""

from __future__ import annotations

import pytest
import registers

from unionbook.operations import bank, bank_matches, cash_counts, employer_fund, sample_register
from unionbook.operations.bank_reconciliation import reconcile


@pytest.mark.parametrize("country", ["VN", "ID"])
def test_there_is_something_to_match_to_book_and_on_its_way(tmp_path, country):
    session = sample_register.make_sample_register(
        folder=tmp_path / "sample.unionbook",
        country=country,
        count=120,
        photos=0,
        months=5,
        kdf=registers.KDF,
    )[0]
    left = bank.list_bank_lines(session, open_only=True)
    done = [one for one in bank.list_bank_lines(session) if not one.open]
    assert 2 <= len(left) <= 8
    assert done
    assert bank_matches.propose_matches(session)
    assert bank_matches.suggest_booking(session, line_id=left[-1].id).account == "administration"
    found = reconcile(session)
    assert found.agrees
    assert found.in_transit
    counts = cash_counts.list_counts(session)
    assert counts
    assert all(-100 < one.difference <= 0 for one in counts)
    assert all(bool(one.difference) == bool(one.explanation) for one in counts)
    if country == "VN":
        periods = employer_fund.list_periods(session, first="2026-06", last="2026-10")
        assert {one.basis for one in periods} == {"typed"}
        assert sum(one.received for one in periods) > 0
    session.close()
