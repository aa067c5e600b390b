# SPDX-License-Identifier: Apache-2.0
"""What assessing would post is told before, and is what is posted then."""

from __future__ import annotations

import pytest
import registers

from unionbook.errors import UnionbookError
from unionbook.operations import dues, dues_preview, dues_rules, ledger, members


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    yield opened
    opened.close()


def worker(session, **values):
    changes = members.enrol_member(
        session, values={"full_name": "Trần Văn An", **values}, wage_from="2025-07-01"
    )
    return changes.rows["members"][0]


def test_the_preview_is_what_is_posted(session):
    dues_rules.adopt_rule(session, key="wage_capped")
    worker(session, wage=8_000_000)
    worker(session)
    free = worker(session, wage=9_000_000)
    dues_rules.exempt_member(session, member_id=free, reason="maternity", first="2025-08")
    told = dues_preview.preview_assessment(session, month="08/2025")
    assert ledger.list_vouchers(session) == []
    done = dues.assess_month(session, month="2025-08")
    assert (told.owing, told.exempt, told.total) == (done.owing, done.exempt, done.total)
    assert (told.difference, told.fresh + told.changed) == (done.difference, done.changed)
    assert told.without_wage == done.without_wage
    assert told.exemptions == (("maternity", 1),)
    assert [(share.members, share.amount) for share in told.by_rule] == [(2, done.total)]


def test_a_correction_is_a_difference_with_its_reason(session):
    dues_rules.adopt_rule(session, key="wage_capped")
    member = worker(session, wage=8_000_000)
    dues.assess_month(session, month="2025-08")
    assert dues_preview.preview_assessment(session, month="2025-08").differences == ()
    members.correct_member(
        session, member_id=member, values={"wage": 10_000_000}, wage_from="2025-08-01"
    )
    told = dues_preview.preview_assessment(session, month="2025-08")
    (only,) = told.differences
    assert (only.member, only.amount, only.before.base, only.now.base) == (
        member, 10_000, 8_000_000, 10_000_000
    )  # fmt: skip
    assert (told.fresh, told.changed, told.difference) == (0, 1, 10_000)


def test_without_a_rule_it_says_what_to_do(session):
    with pytest.raises(UnionbookError):
        dues_preview.preview_assessment(session, month="2025-08")


def test_a_closed_month_is_told(session):
    dues_rules.adopt_rule(session, key="wage_capped")
    ledger.close_month(session, month="2025-08")
    assert dues_preview.preview_assessment(session, month="2025-08").closed
