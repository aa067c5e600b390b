# SPDX-License-Identifier: Apache-2.0
"""Workbooks as offices keep them, each with the answer that its owner would rightly expect."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from typing import TYPE_CHECKING

from sheets import all_fixtures, subject
from sheets.checking import differences

if TYPE_CHECKING:
    from sheets.model import Fixture


@pytest.mark.parametrize("fixture", all_fixtures(), ids=lambda fixture: fixture.name)
def test_the_importer_reads_what_a_person_reads(fixture: Fixture, tmp_path: Path) -> None:
    answer = subject.answer_or_refusal(fixture.build(tmp_path))
    if isinstance(answer, str):
        assert answer
        assert fixture.expected.no_people, f"refused: {answer}"
    else:
        found = differences(answer, fixture.expected)
        assert not found, "\n".join(found)


def test_every_fixture_has_its_own_name() -> None:
    names = [fixture.name for fixture in all_fixtures()]
    assert len(names) == len(set(names))
    assert sum(not fixture.expected.no_people for fixture in all_fixtures()) >= 60
