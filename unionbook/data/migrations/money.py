# SPDX-License-Identifier: Apache-2.0
"""The second step of ``office.db``: the ledger, and dues.

What holds whoever writes: a voucher's lines are written before it and must add up to nothing when
it comes; its number is the next one of its series, year and device; it lies in no closed month; it
reverses nothing that is reversed already; and no row of it is ever changed or removed. What another
device entered is a fact, whatever happened here since: while a bundle is applied (``applying`` has
a row) the month may be closed, the number may leave a gap, two vouchers may reverse one, and lines
whose voucher was refused are put away again.
"""

from __future__ import annotations

_TABLES = """
CREATE TABLE IF NOT EXISTS applying (
    id INTEGER PRIMARY KEY
);
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense')),
    role TEXT,
    closed_on TEXT
);
CREATE TABLE account_lines (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
    report TEXT NOT NULL,
    line TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT
);
CREATE TABLE vouchers (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    site INTEGER NOT NULL,
    number INTEGER NOT NULL,
    dated_on TEXT NOT NULL CHECK (length(dated_on) = 10),
    counterparty TEXT NOT NULL,
    reason TEXT NOT NULL,
    papers INTEGER NOT NULL,
    reverses INTEGER REFERENCES vouchers(id),
    source TEXT NOT NULL,
    UNIQUE (kind, year, site, number)
);
CREATE INDEX vouchers_dated_on ON vouchers(dated_on);
CREATE INDEX vouchers_reverses ON vouchers(reverses) WHERE reverses IS NOT NULL;
CREATE INDEX vouchers_kind ON vouchers(kind, dated_on);
CREATE TABLE voucher_lines (
    id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES vouchers(id) DEFERRABLE INITIALLY DEFERRED,
    account_id INTEGER NOT NULL REFERENCES accounts(id),
    amount INTEGER NOT NULL CHECK (typeof(amount) = 'integer' AND amount <> 0),
    dated_on TEXT NOT NULL,
    member_id INTEGER REFERENCES members(id),
    month TEXT,
    note TEXT
);
CREATE INDEX voucher_lines_voucher ON voucher_lines(voucher_id);
CREATE INDEX voucher_lines_account ON voucher_lines(account_id, dated_on, amount);
CREATE INDEX voucher_lines_member ON voucher_lines(member_id, account_id, month, amount)
    WHERE member_id IS NOT NULL;
CREATE TABLE account_months (
    account_id INTEGER NOT NULL,
    month TEXT NOT NULL,
    debit INTEGER NOT NULL,
    credit INTEGER NOT NULL,
    PRIMARY KEY (account_id, month)
) WITHOUT ROWID;
CREATE TABLE member_months (
    month TEXT NOT NULL,
    member_id INTEGER NOT NULL,
    owed INTEGER NOT NULL,
    paid INTEGER NOT NULL,
    PRIMARY KEY (month, member_id)
) WITHOUT ROWID;
CREATE INDEX member_months_member ON member_months(member_id);
CREATE INDEX member_months_owed ON member_months(member_id, owed) WHERE owed <> 0;
CREATE TABLE month_closings (
    id INTEGER PRIMARY KEY,
    month TEXT NOT NULL,
    figures TEXT NOT NULL,
    reopened INTEGER NOT NULL DEFAULT 0,
    reason TEXT
);
CREATE TABLE reference_values (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    region TEXT NOT NULL,
    since TEXT NOT NULL,
    amount INTEGER NOT NULL,
    source TEXT,
    certainty TEXT
);
CREATE TABLE dues_rules (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    terms TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT
);
CREATE TABLE dues_exemptions (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members(id) DEFERRABLE INITIALLY DEFERRED,
    reason TEXT NOT NULL,
    first_month TEXT NOT NULL,
    last_month TEXT,
    decision TEXT
);
CREATE INDEX dues_exemptions_member ON dues_exemptions(member_id);
CREATE TABLE dues_assessments (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members(id) DEFERRABLE INITIALLY DEFERRED,
    month TEXT NOT NULL,
    amount INTEGER NOT NULL,
    surcharge INTEGER NOT NULL,
    rule_id INTEGER NOT NULL,
    base INTEGER NOT NULL,
    bound TEXT,
    exemption TEXT
);
CREATE UNIQUE INDEX dues_assessments_month ON dues_assessments(month, member_id);
CREATE TABLE split_rules (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('dues', 'joining_fee', 'employer_fund')),
    shares TEXT NOT NULL,
    due_months INTEGER,
    since TEXT NOT NULL,
    until TEXT,
    source TEXT,
    certainty TEXT
);
"""


def _refuse(name: str, when: str, condition: str, sentence: str) -> str:
    checked = f"WHEN {condition} " if condition else ""
    return f"CREATE TRIGGER {name} {when} {checked}BEGIN SELECT RAISE(ABORT, '{sentence}'); END"


_HERE = "NOT EXISTS (SELECT 1 FROM applying)"
_POSTED = f"{_HERE} OR EXISTS (SELECT 1 FROM vouchers WHERE id = OLD.voucher_id)"

_TRIGGERS = (
    _refuse(
        "voucher_lines_come_first",
        "BEFORE INSERT ON voucher_lines",
        "EXISTS (SELECT 1 FROM vouchers WHERE id = NEW.voucher_id)",
        "a voucher that is posted takes no more lines",
    ),
    _refuse(
        "vouchers_balance",
        "AFTER INSERT ON vouchers",
        "(SELECT count(*) < 2 OR sum(amount) <> 0 OR max(dated_on <> NEW.dated_on) "
        "FROM voucher_lines WHERE voucher_id = NEW.id)",
        "a voucher must balance",
    ),
    _refuse(
        "vouchers_gapless",
        "BEFORE INSERT ON vouchers",
        "NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM vouchers "
        f"WHERE kind = NEW.kind AND year = NEW.year AND site = NEW.site) AND {_HERE}",
        "a voucher takes the next number",
    ),
    _refuse(
        "vouchers_in_open_month",
        "BEFORE INSERT ON vouchers",
        "EXISTS (SELECT 1 FROM month_closings "
        f"WHERE month = substr(NEW.dated_on, 1, 7) AND reopened = 0) AND {_HERE}",
        "the month is closed",
    ),
    _refuse(
        "vouchers_reversed_once",
        "BEFORE INSERT ON vouchers",
        "NEW.reverses IS NOT NULL AND EXISTS (SELECT 1 FROM vouchers "
        f"WHERE reverses = NEW.reverses) AND {_HERE}",
        "the voucher was reversed already",
    ),
    (
        "CREATE TRIGGER voucher_lines_summed AFTER INSERT ON voucher_lines BEGIN "
        "INSERT INTO account_months(account_id, month, debit, credit) VALUES "
        "(NEW.account_id, substr(NEW.dated_on, 1, 7), max(NEW.amount, 0), max(-NEW.amount, 0)) "
        "ON CONFLICT(account_id, month) DO UPDATE SET "
        "debit = debit + excluded.debit, credit = credit + excluded.credit; END"
    ),
    (
        "CREATE TRIGGER voucher_lines_put_away AFTER DELETE ON voucher_lines BEGIN "
        "UPDATE account_months SET debit = debit - max(OLD.amount, 0), "
        "credit = credit - max(-OLD.amount, 0) "
        "WHERE account_id = OLD.account_id AND month = substr(OLD.dated_on, 1, 7); END"
    ),
    # Whoever sends it: cash that becomes dues would turn the books over.
    _refuse(
        "accounts_stay_what_they_are",
        "BEFORE UPDATE OF kind, role ON accounts",
        "(OLD.kind IS NOT NEW.kind OR OLD.role IS NOT NEW.role) "
        "AND EXISTS (SELECT 1 FROM voucher_lines WHERE account_id = OLD.id)",
        "an account with entries stays what it is",
    ),
    *(
        (
            f"CREATE TRIGGER {name} AFTER {event} ON voucher_lines "
            f"WHEN {row}.member_id IS NOT NULL AND {row}.month IS NOT NULL BEGIN "
            "INSERT INTO member_months(month, member_id, owed, paid) "
            f"SELECT {row}.month, {row}.member_id, "
            f"CASE role WHEN 'dues_claims' THEN {sign}{row}.amount ELSE 0 END, "
            f"CASE role WHEN 'dues_claims' THEN 0 ELSE {back}{row}.amount END "
            f"FROM accounts WHERE id = {row}.account_id "
            "AND role IN ('dues_claims', 'dues_income', 'surcharge_income') "
            "ON CONFLICT(month, member_id) DO UPDATE SET "
            "owed = owed + excluded.owed, paid = paid + excluded.paid; END"
        )
        for name, event, row, sign, back in (
            ("voucher_lines_owed", "INSERT", "NEW", "", "-"),
            ("voucher_lines_no_more_owed", "DELETE", "OLD", "-", ""),
        )
    ),
    # Another PC may have taken an account back under whose name lines were posted here: it comes to
    # life again after them, and what the triggers above did not know of them is told by these.
    *(
        (
            f"CREATE TRIGGER {name} AFTER {event} ON accounts "
            f"WHEN {row}.role IN ('dues_claims', 'dues_income', 'surcharge_income') BEGIN "
            "INSERT INTO member_months(month, member_id, owed, paid) SELECT month, member_id, "
            f"CASE {row}.role WHEN 'dues_claims' THEN {sign}sum(amount) ELSE 0 END, "
            f"CASE {row}.role WHEN 'dues_claims' THEN 0 ELSE {back}sum(amount) END "
            f"FROM voucher_lines WHERE account_id = {row}.id "
            "AND member_id IS NOT NULL AND month IS NOT NULL GROUP BY month, member_id "
            "ON CONFLICT(month, member_id) DO UPDATE SET "
            "owed = owed + excluded.owed, paid = paid + excluded.paid; END"
        )
        for name, event, row, sign, back in (
            ("accounts_owed", "INSERT", "NEW", "", "-"),
            ("accounts_no_more_owed", "DELETE", "OLD", "-", ""),
        )
    ),
    *(
        _refuse(
            f"{table}_never_{what}", f"BEFORE {event} ON {table}", when, f"money is never {what}"
        )
        for table, event, what, when in (
            ("vouchers", "UPDATE", "changed", ""),
            ("vouchers", "DELETE", "removed", ""),
            ("voucher_lines", "UPDATE", "changed", ""),
            ("voucher_lines", "DELETE", "removed", _POSTED),
        )
    ),
)

STATEMENTS = _TABLES + ";\n".join(_TRIGGERS)

TRACKED = (
    "accounts",
    "account_lines",
    "vouchers",
    "voucher_lines",
    "month_closings",
    "reference_values",
    "dues_rules",
    "dues_exemptions",
    "dues_assessments",
    "split_rules",
)
