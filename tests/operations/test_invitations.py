# SPDX-License-Identifier: Apache-2.0
"""An answer is taken in once: what was compared by telephone stays as it was compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import offices
import pytest

from unionbook.errors import UnionbookError
from unionbook.operations import invitations, units
from unionbook.operations.above import CONFIRMED

if TYPE_CHECKING:
    from pathlib import Path

    from offices import PC


@pytest.fixture
def desk(tmp_path: Path) -> PC:
    return offices.found(tmp_path, "desk", branch="Liên đoàn", kind="federation")


@pytest.fixture
def branch(tmp_path: Path) -> PC:
    return offices.found(tmp_path, "branch", branch="CĐCS May")


def test_a_connected_unit_takes_no_answer_to_the_same_invitation(
    tmp_path: Path, desk: PC, branch: PC
):
    with desk.open() as session:
        [unit] = units.add_unit(session, name="CĐCS May").rows["units"]
        invitation = invitations.invite_unit(session, unit_id=unit, to=tmp_path)
    with branch.open() as session:
        answer = invitations.answer_invitation(session, path=invitation, to=tmp_path)
        words = " ".join(invitations.link_of(session).words)
    with desk.open() as session:
        invitations.read_answer(session, path=answer)
        invitations.read_answer(session, path=answer)  # before the words: no harm
        invitations.confirm(session, words=words, unit_id=unit)
        with pytest.raises(UnionbookError, match="connected already"):
            invitations.read_answer(session, path=answer)
        link = invitations.link_of(session, unit_id=unit)
        assert (link.state, " ".join(link.words)) == (CONFIRMED, words)
