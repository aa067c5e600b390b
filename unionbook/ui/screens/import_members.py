# SPDX-License-Identifier: Apache-2.0
"""Taking a list in."""

from __future__ import annotations

from unionbook.ui.screens.screen import Screen


class ImportScreen(Screen):
    """Takes a list in."""
