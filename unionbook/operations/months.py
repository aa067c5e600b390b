# SPDX-License-Identifier: Apache-2.0
"""Being written."""

from __future__ import annotations

from typing import Any


def take_month(*_arguments: Any) -> Any:
    """Take in."""
    raise NotImplementedError
