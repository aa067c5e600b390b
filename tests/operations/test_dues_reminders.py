# SPDX-License-Identifier: Apache-2.0
"""Reminders go to who owes, and to nobody else."""

from __future__ import annotations

import pdf
import pytest
import registers

from unionbook.errors import UnionbookError
from unionbook.operations import dues, dues_reminders, dues_rules, ledger, members


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    dues_rules.adopt_rule(opened, key="wage_capped")
    yield opened
    opened.close()


def worker(session, name):
    changes = members.enrol_member(
        session, values={"full_name": name, "wage": 8_000_000}, wage_from="2025-07-01"
    )
    return changes.rows["members"][0]


def test_who_owes_gets_one(session, tmp_path):
    one, two = worker(session, "Lê Thị Hương"), worker(session, "Trần Văn Đức")
    for month in ("2025-08", "2025-09"):
        dues.assess_month(session, month=month)
    dues.record_payment(session, parts=dues.propose_payment(session, member_ids=[one]))
    paper = dues_reminders.make_reminders(session, month="2025-09")
    (text,) = pdf.pages(paper.content)
    assert paper.members == 1
    assert "Trần Văn Đức" in text
    assert "80,000 VND" in text
    assert "Lê Thị Hương" not in text
    path = tmp_path / "reminders.pdf"
    assert (
        dues_reminders.print_reminders(session, path=path, month="2025-08", member_ids=[two]) == 1
    )
    assert "40,000 VND" in pdf.pages(path.read_bytes())[0]


def test_nobody_owing_is_said(session):
    with pytest.raises(UnionbookError):
        dues_reminders.make_reminders(session, month="2025-09")
