# SPDX-License-Identifier: Apache-2.0
"""An open register for the tests of the operations."""

from __future__ import annotations

from open_register import folder, session

__all__ = ["folder", "session"]
