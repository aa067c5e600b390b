# SPDX-License-Identifier: Apache-2.0
"""The schema of ``office.db``.

Numbers of rows are those of ``domain.numbering``. Dates are text ``YYYY[-MM[-DD]]``, money is an
integer in the smallest unit of the register's currency, moments are UTC.

The search tables merge their parts only when sixteen of a size have gathered ("crisis merge"):
merging at every commit would make one commit in twenty ten times as long as the others.
"""

from __future__ import annotations

from unionbook.data import journal
from unionbook.data.migrations import (
    Schema,
    Step,
    erasing,
    exchange,
    federation,
    money,
    shares,
    welfare,
)

_FIRST = """
CREATE TABLE settings (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    value TEXT
);
CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    slot INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE devices (
    id INTEGER PRIMARY KEY,
    site INTEGER NOT NULL UNIQUE,
    computer TEXT NOT NULL,
    name TEXT NOT NULL
);
CREATE TABLE groups (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    parent_id INTEGER REFERENCES groups(id) DEFERRABLE INITIALLY DEFERRED,
    head_id INTEGER REFERENCES members(id) DEFERRABLE INITIALLY DEFERRED,
    place TEXT,
    decision TEXT,
    note TEXT,
    closed_on TEXT
);
CREATE INDEX groups_name_key ON groups(kind, name_key);
CREATE INDEX groups_head ON groups(head_id) WHERE head_id IS NOT NULL;
CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    full_name TEXT,
    sex TEXT,
    born_on TEXT,
    birth_place TEXT,
    identity_kind TEXT,
    identity_number TEXT,
    identity_issued_on TEXT,
    identity_issued_by TEXT,
    nationality TEXT,
    phone TEXT,
    phone_other TEXT,
    email TEXT,
    permanent_address TEXT,
    permanent_commune TEXT,
    permanent_district TEXT,
    permanent_province TEXT,
    present_address TEXT,
    present_commune TEXT,
    present_district TEXT,
    present_province TEXT,
    employee_number TEXT,
    employer TEXT,
    job TEXT,
    trade TEXT,
    education TEXT,
    contract_kind TEXT,
    contract_number TEXT,
    hired_on TEXT,
    social_insurance_number TEXT,
    tax_number TEXT,
    local_number TEXT,
    official_number TEXT,
    card_number TEXT,
    union_post TEXT,
    joined_on TEXT,
    ethnicity TEXT,
    religion TEXT,
    health TEXT,
    bank_name TEXT,
    bank_account TEXT,
    note TEXT,
    photo TEXT,
    department_id INTEGER REFERENCES groups(id) DEFERRABLE INITIALLY DEFERRED,
    merged_into INTEGER REFERENCES members(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX members_department ON members(department_id) WHERE department_id IS NOT NULL;
CREATE INDEX members_merged_into ON members(merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX members_identity ON members(identity_number) WHERE identity_number IS NOT NULL;
CREATE INDEX members_phone ON members(phone) WHERE phone IS NOT NULL;
CREATE INDEX members_employee ON members(employee_number COLLATE NOCASE)
    WHERE employee_number IS NOT NULL;
CREATE INDEX members_local ON members(local_number COLLATE NOCASE) WHERE local_number IS NOT NULL;
CREATE INDEX members_official ON members(official_number COLLATE NOCASE)
    WHERE official_number IS NOT NULL;
CREATE TABLE member_events (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members(id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    until_on TEXT,
    decision TEXT,
    reason TEXT,
    place TEXT
);
CREATE INDEX member_events_member ON member_events(member_id);
CREATE TABLE wages (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members(id) DEFERRABLE INITIALLY DEFERRED,
    from_on TEXT NOT NULL,
    amount INTEGER NOT NULL
);
CREATE INDEX wages_member ON wages(member_id, from_on, amount);
CREATE TABLE group_members (
    id INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES groups(id) DEFERRABLE INITIALLY DEFERRED,
    member_id INTEGER NOT NULL REFERENCES members(id) DEFERRABLE INITIALLY DEFERRED,
    from_on TEXT,
    until_on TEXT
);
CREATE INDEX group_members_group ON group_members(group_id);
CREATE INDEX group_members_member ON group_members(member_id);
CREATE TABLE free_fields (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    position INTEGER NOT NULL,
    hidden INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE member_values (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members(id) DEFERRABLE INITIALLY DEFERRED,
    field_id INTEGER NOT NULL REFERENCES free_fields(id) DEFERRABLE INITIALLY DEFERRED,
    value TEXT
);
CREATE INDEX member_values_member ON member_values(member_id, field_id);
CREATE TABLE consents (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members(id) DEFERRABLE INITIALLY DEFERRED,
    purpose TEXT NOT NULL,
    text_version TEXT NOT NULL,
    form TEXT NOT NULL,
    given_on TEXT NOT NULL,
    withdrawn_on TEXT
);
CREATE INDEX consents_member ON consents(member_id);
CREATE TABLE saved_filters (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    criteria TEXT NOT NULL
);
CREATE TABLE import_layouts (
    id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL UNIQUE,
    mapping TEXT NOT NULL
);
CREATE TABLE file_keys (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL
);
CREATE TABLE member_index (
    id INTEGER PRIMARY KEY,
    sort_key TEXT NOT NULL,
    name_key TEXT NOT NULL,
    given_key TEXT,
    status TEXT NOT NULL,
    changes_on TEXT
);
CREATE INDEX member_index_order ON member_index(sort_key, status);
CREATE INDEX member_index_name ON member_index(name_key);
CREATE INDEX member_index_given ON member_index(given_key) WHERE given_key IS NOT NULL;
CREATE INDEX member_index_changes ON member_index(changes_on) WHERE changes_on IS NOT NULL;
CREATE VIRTUAL TABLE member_words USING fts5(
    words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6',
    tokenize='unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE member_numbers USING fts5(
    numbers, content='', contentless_delete=1, detail=none, tokenize='trigram'
);
INSERT INTO member_words(member_words, rank) VALUES ('automerge', 0);
INSERT INTO member_numbers(member_numbers, rank) VALUES ('automerge', 0);
"""

SCHEMA = Schema(
    "office",
    (
        Step(
            "register_of_members",
            journal.SCHEMA + _FIRST,
            (
                "settings",
                "users",
                "devices",
                "groups",
                "members",
                "member_events",
                "wages",
                "group_members",
                "free_fields",
                "member_values",
                "consents",
                "saved_filters",
                "import_layouts",
                "file_keys",
            ),
        ),
        Step("ledger_and_dues", money.STATEMENTS, money.TRACKED),
        Step("welfare_and_programmes", welfare.STATEMENTS, welfare.TRACKED),
        Step("shares_and_bank", shares.STATEMENTS, shares.TRACKED),
        Step("exchange", exchange.STATEMENTS + exchange.DEVICES, exchange.TRACKED),
        Step("federation", federation.STATEMENTS, federation.TRACKED),
        Step("privacy_erasure", erasing.OFFICE, erasing.TRACKED),
    ),
)
