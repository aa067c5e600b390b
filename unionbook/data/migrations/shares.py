# SPDX-License-Identifier: Apache-2.0
"""The step of ``office.db`` after welfare: the employer fund, joining fees, bank, cash.

Lines of a statement have no unique key: two PCs may take the same statement in before they meet.
Lines of one fingerprint are one line; whoever reads them takes the first.
"""

from __future__ import annotations

STATEMENTS = """
CREATE TABLE fund_rules (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    rate INTEGER NOT NULL CHECK (rate > 0),
    months INTEGER NOT NULL CHECK (months > 0),
    due_months INTEGER NOT NULL,
    since TEXT NOT NULL,
    until TEXT,
    source TEXT,
    certainty TEXT
);
CREATE TABLE joining_fee_rules (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('flat', 'minimum_wage')),
    rate INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    region TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT,
    source TEXT,
    certainty TEXT
);
CREATE TABLE wage_funds (
    id INTEGER PRIMARY KEY,
    month TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (typeof(amount) = 'integer' AND amount >= 0),
    note TEXT
);
CREATE TABLE bank_statements (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
    file TEXT NOT NULL,
    number TEXT NOT NULL,
    first_on TEXT NOT NULL,
    last_on TEXT NOT NULL,
    opening INTEGER,
    closing INTEGER
);
CREATE TABLE bank_lines (
    id INTEGER PRIMARY KEY,
    statement_id INTEGER NOT NULL REFERENCES bank_statements(id) DEFERRABLE INITIALLY DEFERRED,
    account_id INTEGER NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
    dated_on TEXT NOT NULL CHECK (length(dated_on) = 10),
    position INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (typeof(amount) = 'integer' AND amount <> 0),
    balance INTEGER,
    details TEXT NOT NULL,
    reference TEXT NOT NULL,
    party TEXT NOT NULL,
    fingerprint TEXT NOT NULL
);
CREATE INDEX bank_lines_account ON bank_lines(account_id, dated_on);
CREATE INDEX bank_lines_fingerprint ON bank_lines(fingerprint);
CREATE TABLE bank_matches (
    id INTEGER PRIMARY KEY,
    line_id INTEGER NOT NULL REFERENCES bank_lines(id) DEFERRABLE INITIALLY DEFERRED,
    voucher_id INTEGER NOT NULL REFERENCES vouchers(id) DEFERRABLE INITIALLY DEFERRED,
    amount INTEGER NOT NULL CHECK (typeof(amount) = 'integer' AND amount <> 0)
);
CREATE INDEX bank_matches_line ON bank_matches(line_id);
CREATE INDEX bank_matches_voucher ON bank_matches(voucher_id);
CREATE TABLE cash_counts (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
    counted_on TEXT NOT NULL CHECK (length(counted_on) = 10),
    pieces TEXT NOT NULL,
    counted INTEGER NOT NULL,
    booked INTEGER NOT NULL,
    explanation TEXT,
    people TEXT
);
CREATE TABLE payroll_lines (
    id INTEGER PRIMARY KEY,
    month TEXT NOT NULL,
    file TEXT NOT NULL,
    row INTEGER NOT NULL,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    member_id INTEGER REFERENCES members(id) DEFERRABLE INITIALLY DEFERRED,
    amount INTEGER NOT NULL CHECK (typeof(amount) = 'integer' AND amount > 0),
    expected INTEGER NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    voucher_id INTEGER REFERENCES vouchers(id) DEFERRABLE INITIALLY DEFERRED,
    settled TEXT
);
CREATE INDEX payroll_lines_month ON payroll_lines(month);
"""

TRACKED = (
    "fund_rules",
    "joining_fee_rules",
    "wage_funds",
    "bank_statements",
    "bank_lines",
    "bank_matches",
    "cash_counts",
    "payroll_lines",
)
