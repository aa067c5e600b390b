# SPDX-License-Identifier: Apache-2.0
"""The schema of ``cases.db``: what names who complained, under a key of its own."""

from __future__ import annotations

from unionbook.data import journal
from unionbook.data.migrations import Schema, Step

_FIRST = """
CREATE TABLE settings (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    value TEXT
);
"""

SCHEMA = Schema("cases", (Step("journal_of_cases", journal.SCHEMA + _FIRST, ("settings",)),))
