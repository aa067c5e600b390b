# SPDX-License-Identifier: Apache-2.0
"""Which month a branch may report: who reported one to come would never be late again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import offices
import pytest
import registers

from unionbook.data.figures import Figure
from unionbook.domain import clock, periods
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations import bundles, federation, months

if TYPE_CHECKING:
    from pathlib import Path

    from offices import PC


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def branch(tmp_path: Path) -> PC:
    return offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")


@pytest.fixture
def desk(tmp_path: Path, branch: PC, stick: Path) -> PC:
    pc = offices.found(tmp_path / "f", "desk", branch="Liên đoàn", kind="federation")
    offices.connect(pc, branch, stick, "Sao Mai")
    return pc


@pytest.fixture
def patched(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let a branch's own program say what it likes."""
    monkeypatch.setattr(months, "_reported", lambda month: month or months.month_to_report())
    return monkeypatch


def ahead(by: int) -> str:
    return periods.later(clock.today()[:7], by)


def late(desk: PC) -> list[str]:
    with desk.open() as session:
        return [one.place.unit.name for one in federation.list_late(session)]


@pytest.mark.usefixtures("desk")
def test_a_month_to_come_is_not_reported(branch: PC, stick: Path):
    with branch.open() as session:
        for act in (months.preview_month, lambda *a, **m: months.make_month(*a, to=stick, **m)):
            with pytest.raises(InvalidValueError, match="still to come") as refused:
                act(session, month=ahead(2))
            assert refused.value.field == "month"
        assert months.make_month(session, to=stick, month=ahead(1)).path.exists()


@pytest.mark.parametrize("month", [2, 12, 95_000])
@pytest.mark.usefixtures("patched")
def test_a_month_to_come_is_refused_at_the_desk(branch: PC, desk: PC, stick: Path, month: int):
    with branch.open() as session:
        registers.enrol(session, "Trần Văn An")
    with pytest.raises(UnionbookError, match="have it made again for the right month"):
        offices.send_up(branch, desk, stick, month=ahead(month))
    assert late(desk) == ["Sao Mai"]
    # What it held comes with the next.
    assert offices.send_up(branch, desk, stick).state == bundles.APPLIED
    assert late(desk) == []
    with desk.open() as session:
        [found] = federation.search_members(session, text="")
        assert found.member.full_name == "Trần Văn An"


def test_members_of_a_month_to_come_are_refused(branch: PC, desk: PC, stick: Path, patched):
    told = [Figure(0, ahead(2), "members", "active", 9_000, 0)]
    patched.setattr(months, "figures", lambda *_args: iter(told))
    with pytest.raises(UnionbookError, match="have it made again for the right month"):
        offices.send_up(branch, desk, stick)
    # Dues are paid ahead.
    told[:] = [Figure(7, ahead(2), "dues_paid", "", 1, 20_000)]
    assert offices.send_up(branch, desk, stick).state == bundles.APPLIED
