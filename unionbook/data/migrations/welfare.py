# SPDX-License-Identifier: Apache-2.0
"""The third step of ``office.db``: welfare cases, programmes, relatives, the yearly estimate.

What is confidential about a case is not here but in ``cases.db`` (``migrations.cases``); a row here
only refers to it. That a case is paid is stored nowhere: ``welfare_payments`` names the voucher,
and the books tell whether it stands.
"""

from __future__ import annotations

STATEMENTS = """
CREATE TABLE relatives (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members(id) DEFERRABLE INITIALLY DEFERRED,
    relation TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    born_on TEXT
);
CREATE INDEX relatives_member ON relatives(member_id);
CREATE INDEX relatives_name ON relatives(name_key);
CREATE TABLE estimates (
    id INTEGER PRIMARY KEY,
    year INTEGER NOT NULL,
    subject TEXT NOT NULL CHECK (subject IN ('line', 'account', 'kind', 'programme')),
    code TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (typeof(amount) = 'integer'),
    note TEXT
);
CREATE INDEX estimates_year ON estimates(year, subject, code);
CREATE TABLE welfare_rules (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    terms TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT
);
CREATE TABLE welfare_cases (
    id INTEGER PRIMARY KEY,
    year INTEGER NOT NULL,
    site INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    rule_id INTEGER NOT NULL REFERENCES welfare_rules(id) DEFERRABLE INITIALLY DEFERRED,
    member_id INTEGER NOT NULL REFERENCES members(id) DEFERRABLE INITIALLY DEFERRED,
    relation TEXT,
    relative TEXT,
    event_on TEXT,
    amount INTEGER NOT NULL CHECK (typeof(amount) = 'integer' AND amount > 0),
    payee TEXT NOT NULL,
    reason TEXT,
    detail_id INTEGER,
    asked_on TEXT NOT NULL CHECK (length(asked_on) = 10),
    user_id INTEGER NOT NULL,
    user_name TEXT NOT NULL,
    CHECK (detail_id IS NULL OR coalesce(relation, relative, event_on, reason) IS NULL)
);
CREATE INDEX welfare_cases_member ON welfare_cases(member_id, kind);
CREATE INDEX welfare_cases_number ON welfare_cases(year, site, number);
CREATE TABLE welfare_steps (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES welfare_cases(id) DEFERRABLE INITIALLY DEFERRED,
    step TEXT NOT NULL,
    done_on TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    user_name TEXT NOT NULL,
    amount INTEGER,
    note TEXT,
    note_id INTEGER,
    voucher_id INTEGER REFERENCES vouchers(id)
);
CREATE INDEX welfare_steps_case ON welfare_steps(case_id);
CREATE TABLE welfare_payments (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES welfare_cases(id) DEFERRABLE INITIALLY DEFERRED,
    approval_id INTEGER NOT NULL REFERENCES welfare_steps(id) DEFERRABLE INITIALLY DEFERRED,
    voucher_id INTEGER NOT NULL REFERENCES vouchers(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX welfare_payments_case ON welfare_payments(case_id);
CREATE INDEX welfare_payments_voucher ON welfare_payments(voucher_id);
CREATE TABLE welfare_papers (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES welfare_cases(id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL,
    file TEXT NOT NULL,
    added_on TEXT NOT NULL
);
CREATE INDEX welfare_papers_case ON welfare_papers(case_id);
CREATE TABLE programmes (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (typeof(amount) = 'integer' AND amount >= 0),
    goods TEXT,
    budget INTEGER NOT NULL CHECK (typeof(budget) = 'integer' AND budget >= 0),
    account TEXT NOT NULL,
    entitled TEXT NOT NULL,
    decision TEXT,
    planned_on TEXT NOT NULL,
    listed_on TEXT,
    closed_on TEXT,
    note TEXT
);
CREATE TABLE programme_recipients (
    id INTEGER PRIMARY KEY,
    programme_id INTEGER NOT NULL REFERENCES programmes(id) DEFERRABLE INITIALLY DEFERRED,
    member_id INTEGER REFERENCES members(id) DEFERRABLE INITIALLY DEFERRED,
    relation TEXT,
    name TEXT,
    name_key TEXT,
    born_on TEXT,
    place TEXT,
    share INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (typeof(amount) = 'integer' AND amount >= 0),
    by_hand INTEGER NOT NULL,
    reason TEXT,
    cost INTEGER,
    own_part INTEGER,
    struck INTEGER NOT NULL DEFAULT 0,
    given_on TEXT,
    given_how TEXT,
    given_by TEXT,
    CHECK (member_id IS NOT NULL OR name IS NOT NULL)
);
CREATE INDEX programme_recipients_programme ON programme_recipients(programme_id, member_id);
CREATE INDEX programme_recipients_member ON programme_recipients(member_id)
    WHERE member_id IS NOT NULL;
CREATE TABLE programme_vouchers (
    id INTEGER PRIMARY KEY,
    programme_id INTEGER NOT NULL REFERENCES programmes(id) DEFERRABLE INITIALLY DEFERRED,
    voucher_id INTEGER NOT NULL REFERENCES vouchers(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX programme_vouchers_programme ON programme_vouchers(programme_id);
CREATE INDEX programme_vouchers_voucher ON programme_vouchers(voucher_id);
"""

TRACKED = (
    "relatives",
    "estimates",
    "welfare_rules",
    "welfare_cases",
    "welfare_steps",
    "welfare_payments",
    "welfare_papers",
    "programmes",
    "programme_recipients",
    "programme_vouchers",
)
