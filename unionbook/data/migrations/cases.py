# SPDX-License-Identifier: Apache-2.0
"""The schema of ``cases.db``: what names who complained, under a key of its own."""

from __future__ import annotations

from unionbook.data import journal
from unionbook.data.migrations import Schema, Step, erasing, exchange

_FIRST = """
CREATE TABLE settings (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    value TEXT
);
"""

_WELFARE = """
CREATE TABLE file_keys (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL
);
CREATE TABLE welfare_details (
    id INTEGER PRIMARY KEY,
    reason TEXT NOT NULL,
    relation TEXT,
    relative TEXT,
    event_on TEXT,
    noted_on TEXT NOT NULL
);
CREATE TABLE welfare_notes (
    id INTEGER PRIMARY KEY,
    note TEXT NOT NULL,
    noted_on TEXT NOT NULL
);
CREATE TABLE welfare_papers (
    id INTEGER PRIMARY KEY,
    detail_id INTEGER NOT NULL REFERENCES welfare_details(id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL,
    file TEXT NOT NULL,
    added_on TEXT NOT NULL
);
CREATE INDEX welfare_papers_detail ON welfare_papers(detail_id);
"""

SCHEMA = Schema(
    "cases",
    (
        Step("journal_of_cases", journal.SCHEMA + _FIRST, ("settings",)),
        Step(
            "confidential_welfare",
            _WELFARE,
            ("file_keys", "welfare_details", "welfare_notes", "welfare_papers"),
        ),
        Step("exchange", exchange.STATEMENTS, exchange.TRACKED),
        Step("privacy_erasure", erasing.CASES, erasing.TRACKED),
    ),
)
