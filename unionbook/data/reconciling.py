# SPDX-License-Identifier: Apache-2.0
"""What must fit together after two devices worked apart, and no column can see by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionbook.data.store import Store


def settle(store: Store, place: tuple[int, int]) -> None:
    """Make whole what both sides changed."""
