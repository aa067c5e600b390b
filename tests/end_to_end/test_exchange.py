# SPDX-License-Identifier: Apache-2.0
"""Bundles between real registers: two branches of two PCs each, and a federation's desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import offices
import pytest
import registers
from open_register import no_waiting

from unionbook.operations import bundles, members

if TYPE_CHECKING:
    from pathlib import Path

    from offices import PC

__all__ = ["no_waiting"]

pytestmark = pytest.mark.usefixtures("no_waiting")
TREASURER = "Phạm Quang Sơn"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def branch(tmp_path: Path, stick: Path) -> tuple[PC, PC]:
    """Give the two PCs of a branch: the head's and the treasurer's."""
    first = offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")
    with first.open() as session:
        registers.add_user(session, TREASURER, "treasurer")
        registers.enrol(session, "Trần Văn An")
    return first, offices.join(tmp_path / "a", "two", first, stick, TREASURER)


def carry(giver: PC, taker: PC, stick: Path) -> bundles.BundleTaken:
    with giver.open() as session:
        made = bundles.make_for_branch(session, to=stick)
    with taker.open() as session:
        return bundles.apply_bundle(session, path=made.path)


def names(pc: PC) -> set[str]:
    with pc.open() as session:
        return {row[0] for row in session.database.rows("SELECT full_name FROM members")}


def test_two_pcs_of_a_branch_stay_one_register(branch: tuple[PC, PC], stick: Path):
    one, two = branch
    with one.open() as session:
        registers.enrol(session, "Lê Thị Bình")
        [an] = members.search_members(session, text="Trần Văn An")
    taken = carry(one, two, stick)
    assert (taken.state, taken.conflicts) == ("applied", 0), taken
    assert names(two) == names(one) == {"Trần Văn An", "Lê Thị Bình"}
    taken = carry(two, one, stick)
    assert taken.state == "applied", taken
    for pc in branch:
        with pc.open() as session:
            registers.expect_whole(session)
            registers.expect_index_in_step(session)
