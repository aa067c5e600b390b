# SPDX-License-Identifier: Apache-2.0
"""How a step says what it touched, in the language in use."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from unionbook import texts
from unionbook.operations.history import Step
from unionbook.ui.models.steps import summary


def step(counts: dict[tuple[str, str], int]) -> Step:
    return Step(
        id=1,
        at=datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
        clock=1,
        user="Nguyễn Thị Lan",
        operation="import_members",
        label="Members imported",
        reason="",
        counts=counts,
        undoes=None,
        undone_by=None,
        can_be_undone=True,
    )


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "2 new, 1 changed, 3 removed"),
        ("vi", "2 mới, 1 đã sửa, 3 đã bỏ"),
        ("id", "2 baru, 1 berubah, 3 dihapus"),
    ],
)
def test_every_count_is_told_in_the_language_in_use(language: str, told: str):
    texts.use(language)
    counts = {("members", "added"): 2, ("members", "changed"): 1, ("members", "removed"): 3}
    assert summary(step(counts)) == told


def test_what_is_no_member_is_counted_as_entries():
    texts.use("en")
    assert summary(step({("groups", "added"): 1})) == "1 entry"
    assert summary(step({("consents", "added"): 2, ("groups", "changed"): 1})) == "3 entries"
