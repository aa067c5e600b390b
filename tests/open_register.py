# SPDX-License-Identifier: Apache-2.0
"""Fixtures around an open register, for the tests of the stores and of the operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import registers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from unionbook.operations.sessions import Session


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
