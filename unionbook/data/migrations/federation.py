# SPDX-License-Identifier: Apache-2.0
"""The step ``federation``: devices and their certificates, bundles sent and taken in, units.

A branch uses the first half, the federation's desk both. What begins with ``unit_`` mirrors what
branches sent, by unit and the row's number there: it follows from bundles, so it is not tracked.
"""

from __future__ import annotations

STATEMENTS = """
CREATE TABLE device_certificates (
    id INTEGER PRIMARY KEY,
    site INTEGER NOT NULL,
    admin_key TEXT NOT NULL,
    version INTEGER NOT NULL,
    certificate TEXT NOT NULL
);
CREATE INDEX device_certificates_site ON device_certificates(site);
CREATE TABLE admin_links (
    id INTEGER PRIMARY KEY,
    old_key TEXT NOT NULL,
    new_key TEXT NOT NULL,
    link TEXT NOT NULL,
    learned INTEGER NOT NULL
);
CREATE TABLE device_secrets (
    site INTEGER PRIMARY KEY,
    key TEXT NOT NULL
);
CREATE TABLE bundles (
    id INTEGER PRIMARY KEY,
    direction TEXT NOT NULL CHECK (direction IN ('made', 'taken')),
    purpose TEXT NOT NULL,
    other TEXT NOT NULL,
    site INTEGER NOT NULL,
    number INTEGER NOT NULL,
    digest TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    made_at TEXT NOT NULL,
    file TEXT NOT NULL,
    size INTEGER NOT NULL,
    policy TEXT,
    counts TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    noted_at TEXT NOT NULL,
    month TEXT
);
CREATE INDEX bundles_other ON bundles(other, direction, site, number);
CREATE INDEX bundles_digest ON bundles(digest);
CREATE TABLE federations (
    id INTEGER PRIMARY KEY,
    register TEXT NOT NULL,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    policy TEXT NOT NULL,
    unit TEXT NOT NULL,
    admin_key TEXT NOT NULL,
    trust TEXT NOT NULL,
    invitation TEXT NOT NULL,
    answer TEXT NOT NULL,
    state TEXT NOT NULL
);
CREATE TABLE receipts (
    id INTEGER PRIMARY KEY,
    federation_id INTEGER NOT NULL,
    given_at TEXT NOT NULL,
    vector TEXT NOT NULL,
    document TEXT NOT NULL
);
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    dated_on TEXT NOT NULL,
    note TEXT,
    file_name TEXT NOT NULL,
    size INTEGER NOT NULL,
    content TEXT NOT NULL,
    recipients TEXT
);
CREATE TABLE holidays (
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    until_on TEXT,
    name TEXT NOT NULL,
    source TEXT
);
CREATE TABLE code_values (
    id INTEGER PRIMARY KEY,
    list TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    closed_on TEXT
);
CREATE TABLE transfers (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('out', 'in')),
    member_id INTEGER,
    full_name TEXT NOT NULL,
    from_unit TEXT NOT NULL,
    to_unit TEXT NOT NULL,
    asked_on TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    record TEXT,
    arrived_id INTEGER
);
CREATE INDEX transfers_number ON transfers(number);
CREATE TABLE handed_back (
    id INTEGER PRIMARY KEY,
    told_at TEXT NOT NULL,
    number INTEGER NOT NULL,
    document TEXT,
    state TEXT NOT NULL CHECK (state IN ('offered', 'taken', 'refused'))
);
CREATE TABLE units (
    id INTEGER PRIMARY KEY,
    level TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    parent_id INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
    leader TEXT,
    phone TEXT,
    email TEXT,
    address TEXT,
    note TEXT,
    closed_on TEXT,
    register TEXT,
    branch TEXT,
    admin_key TEXT,
    trust TEXT,
    policy TEXT,
    invitation TEXT,
    answer TEXT,
    state TEXT NOT NULL,
    handed_back_at TEXT,
    begun_again_at TEXT
);
CREATE INDEX units_parent ON units(parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX units_name_key ON units(name_key);
CREATE INDEX units_register ON units(register) WHERE register IS NOT NULL;
CREATE TABLE member_codes (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
    member INTEGER NOT NULL,
    official_number TEXT,
    card_number TEXT,
    sent_on TEXT
);
CREATE INDEX member_codes_unit ON member_codes(unit_id, member);
CREATE TABLE unit_sites (
    unit_id INTEGER NOT NULL,
    site INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    digest TEXT,
    PRIMARY KEY (unit_id, site)
) WITHOUT ROWID;
CREATE TABLE unit_members (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL,
    row_id INTEGER NOT NULL,
    full_name TEXT,
    name_key TEXT NOT NULL DEFAULT '',
    sex TEXT,
    born_on TEXT,
    identity_kind TEXT,
    identity_number TEXT,
    nationality TEXT,
    phone TEXT,
    job TEXT,
    contract_kind TEXT,
    local_number TEXT,
    official_number TEXT,
    card_number TEXT,
    union_post TEXT,
    joined_on TEXT,
    merged_into INTEGER,
    status TEXT NOT NULL DEFAULT 'active',
    changes_on TEXT,
    stamp TEXT NOT NULL,
    stamps TEXT,
    removed TEXT,
    UNIQUE (unit_id, row_id)
);
CREATE INDEX unit_members_status ON unit_members(unit_id, status)
    WHERE stamp <> '' AND (removed IS NULL OR removed < stamp) AND merged_into IS NULL;
CREATE INDEX unit_members_name ON unit_members(name_key);
CREATE INDEX unit_members_official ON unit_members(official_number)
    WHERE official_number IS NOT NULL;
CREATE INDEX unit_members_identity ON unit_members(identity_number)
    WHERE identity_number IS NOT NULL;
CREATE INDEX unit_members_changes ON unit_members(changes_on) WHERE changes_on IS NOT NULL;
CREATE VIRTUAL TABLE unit_member_words USING fts5(
    words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4',
    tokenize='unicode61 remove_diacritics 0'
);
CREATE TABLE unit_member_events (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL,
    row_id INTEGER NOT NULL,
    member_id INTEGER,
    kind TEXT,
    happened_on TEXT,
    until_on TEXT,
    stamp TEXT NOT NULL,
    stamps TEXT,
    removed TEXT,
    UNIQUE (unit_id, row_id)
);
CREATE INDEX unit_member_events_member ON unit_member_events(unit_id, member_id);
CREATE TABLE unit_figures (
    unit_id INTEGER NOT NULL,
    site INTEGER NOT NULL,
    month TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    count INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (unit_id, site, month, kind, key)
) WITHOUT ROWID;
CREATE INDEX unit_figures_month ON unit_figures(month, kind, unit_id);
CREATE TABLE unit_months (
    unit_id INTEGER NOT NULL,
    month TEXT NOT NULL,
    reported_at TEXT NOT NULL,
    bundle INTEGER NOT NULL,
    last_at TEXT NOT NULL,
    last_commit INTEGER NOT NULL,
    PRIMARY KEY (unit_id, month)
) WITHOUT ROWID;
CREATE TABLE unit_told (
    unit_id INTEGER NOT NULL,
    maker INTEGER NOT NULL,
    site INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    clock INTEGER NOT NULL,
    PRIMARY KEY (unit_id, maker, site)
) WITHOUT ROWID;
CREATE TABLE unit_kinds (
    unit_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (unit_id, key)
) WITHOUT ROWID;
CREATE INDEX unit_kinds_key ON unit_kinds(key, name);
CREATE TABLE unit_lost (
    unit_id INTEGER NOT NULL,
    site INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    clock INTEGER NOT NULL,
    PRIMARY KEY (unit_id, site)
) WITHOUT ROWID;
"""

TRACKED = (
    "device_certificates",
    "admin_links",
    "bundles",
    "federations",
    "receipts",
    "documents",
    "holidays",
    "code_values",
    "transfers",
    "handed_back",
    "units",
    "member_codes",
)
