# SPDX-License-Identifier: Apache-2.0
"""Fixtures around an open register, for the tests of the stores and of the operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import registers

from unionbook.data import database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from unionbook.operations.sessions import Session


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Let no test wait for the disk; give the pragmas as the program has them."""
    meant = database._PRAGMAS
    quick = (one.replace("synchronous = full", "synchronous = off") for one in meant)
    monkeypatch.setattr(database, "_PRAGMAS", tuple(quick))
    return meant


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = registers.make(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def folder(session: Session) -> Path:
    """Give the folder of a register that holds three members and is closed."""
    for name in ("Trần Văn An", "Lê Thị Bình", "Nguyễn Đức Châu"):
        registers.enrol(session, name)
    session.close()
    return session.register.folder
