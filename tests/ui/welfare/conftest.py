# SPDX-License-Identifier: Apache-2.0
"""The welfare are come to from home."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def workspace(at_home: Workspace) -> Workspace:
    return at_home
