# SPDX-License-Identifier: Apache-2.0
"""The step of both stores for what other devices send: their commits, what they wrote, conflicts.

``known_commits`` are commits of other devices; ``arrived`` is the own commit that brought each.
``arrivals`` says which columns of which rows they wrote, a run of rows at a time: ``mask`` as in
the journal, ``rows`` and ``origins`` (the commits, one for all rows or one for each) as runs of 64
bits. ``fixed_clocks`` says up to which own commit the clocks are settled, ``restamped`` what
replaces those that lay in the future. Nothing of it is a second log of changes: the values stand in
the rows, what they were before in ``changes``. ``applying`` holds a row while a bundle is applied;
the rules of the ledger that only hold for whoever writes for the first time look at it.
"""

from __future__ import annotations

STATEMENTS = """
CREATE TABLE known_commits (
    id INTEGER PRIMARY KEY,
    clock INTEGER NOT NULL,
    digest BLOB NOT NULL,
    user_name TEXT NOT NULL,
    operation TEXT NOT NULL,
    reason TEXT NOT NULL,
    arrived INTEGER NOT NULL
);
CREATE INDEX known_commits_clock ON known_commits(clock);
CREATE TABLE arrivals (
    id INTEGER PRIMARY KEY,
    commit_id INTEGER NOT NULL,
    after_change INTEGER NOT NULL,
    table_number INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    mask INTEGER NOT NULL,
    first_row INTEGER NOT NULL,
    last_row INTEGER NOT NULL,
    rows BLOB NOT NULL,
    origins BLOB NOT NULL
);
CREATE INDEX arrivals_commit ON arrivals(commit_id, table_number);
CREATE INDEX arrivals_table ON arrivals(table_number, first_row, last_row);
CREATE TABLE restamped (
    commit_id INTEGER PRIMARY KEY,
    clock INTEGER NOT NULL
);
CREATE TABLE fixed_clocks (
    site INTEGER PRIMARY KEY,
    last INTEGER NOT NULL
);
CREATE TABLE set_aside (
    id INTEGER PRIMARY KEY,
    commit_id INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    content TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS applying (
    id INTEGER PRIMARY KEY
);
CREATE TABLE conflicts (
    id INTEGER PRIMARY KEY,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    column_name TEXT NOT NULL,
    other TEXT NOT NULL,
    other_commit INTEGER NOT NULL,
    kept_commit INTEGER NOT NULL
);
CREATE INDEX conflicts_row ON conflicts(row_id);
CREATE TABLE conflict_resolutions (
    id INTEGER PRIMARY KEY,
    choice TEXT NOT NULL CHECK (choice IN ('keep', 'take'))
);
"""

DEVICES = """
ALTER TABLE devices ADD COLUMN ordinal INTEGER;
"""
"""For ``office.db``: by it devices keep the ordinals that stand in printed numbers of vouchers."""

TRACKED = ("conflicts", "conflict_resolutions")
