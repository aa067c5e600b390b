# SPDX-License-Identifier: Apache-2.0
"""The step of both stores for privacy erasure: who was erased, and which history was redacted.

A row of ``erasures`` has the number of the member who was erased (in ``cases.db`` of the detail or
note), so that it is one row whichever PC erased first. ``redactions`` says, by number of an own
commit, what the digest is over what is left of it (:mod:`unionbook.data.redacting`).

``scrubbing`` says what is left to do once the commit is on the disk: files to remove by their
names, and by an empty one that the database is to be written anew.

Whoever writes: nothing personal comes back into the record of somebody who was erased, unless a
bundle is applied, at the end of which it is redacted again. The texts of a voucher change only into
ones that say a pseudonym; its amounts, accounts and days never do.
"""

from __future__ import annotations

REDACTIONS = """
CREATE TABLE redactions (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL
);
"""
ERASURES = """
CREATE TABLE erasures (
    id INTEGER PRIMARY KEY,
    pseudonym TEXT NOT NULL,
    erased_on TEXT NOT NULL
);
CREATE TABLE scrubbing (
    file TEXT PRIMARY KEY
);
"""
TRACKED = ("erasures", "redactions")

KEPT_OF_MEMBERS = ("id", "full_name", "joined_on", "department_id", "merged_into")
"""What stays of a member's row; the name becomes the pseudonym."""
_PERSONAL = (
    "sex", "born_on", "birth_place", "identity_kind", "identity_number", "identity_issued_on",
    "identity_issued_by", "nationality", "phone", "phone_other", "email", "permanent_address",
    "permanent_commune", "permanent_district", "permanent_province", "present_address",
    "present_commune", "present_district", "present_province", "employee_number", "employer", "job",
    "trade", "education", "contract_kind", "contract_number", "hired_on", "social_insurance_number",
    "tax_number", "local_number", "official_number", "card_number", "union_post", "ethnicity",
    "religion", "health", "bank_name", "bank_account", "note", "photo",
)  # fmt: skip
_HERE = "NOT EXISTS (SELECT 1 FROM applying)"
_SENTENCE = "the personal data of this member were erased"


def _refuse(name: str, when: str, condition: str, sentence: str = _SENTENCE) -> str:
    return (
        f"CREATE TRIGGER {name} {when} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )


def _texts_only(table: str, texts: tuple[str, ...], others: tuple[str, ...]) -> str:
    said = " || ' ' || ".join(f"coalesce(NEW.{name}, '')" for name in texts)
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in others)
    return f"DROP TRIGGER {table}_never_changed;\n" + _refuse(
        f"{table}_never_changed",
        f"BEFORE UPDATE ON {table}",
        f"{changed} OR NOT EXISTS (SELECT 1 FROM erasures WHERE instr({said}, pseudonym))",
        "money is never changed",
    )


_UNITS = """
CREATE TABLE unit_erasures (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL,
    row_id INTEGER NOT NULL,
    pseudonym TEXT,
    stamp TEXT NOT NULL,
    stamps TEXT,
    removed TEXT,
    UNIQUE (unit_id, row_id)
);
"""
"""Who was erased in a branch, as the desk mirrors it (:mod:`unionbook.data.federation`)."""

_TRIGGERS = (
    _refuse(
        "members_stay_erased",
        "BEFORE UPDATE ON members",
        f"{_HERE} AND (EXISTS (SELECT 1 FROM erasures WHERE id = OLD.id AND (NEW.full_name IS NOT "
        f"pseudonym OR coalesce({', '.join(f'NEW.{name}' for name in _PERSONAL)}) IS NOT NULL)))",
    ),
    *(
        _refuse(
            f"{table}_stay_erased",
            f"BEFORE INSERT ON {table}",
            f"{_HERE} AND (EXISTS (SELECT 1 FROM erasures WHERE id = NEW.member_id))",
        )
        for table in ("wages", "group_members", "member_values", "consents", "relatives")
    ),
    _texts_only(
        "vouchers",
        ("counterparty", "reason"),
        ("id", "kind", "year", "site", "number", "dated_on", "papers", "reverses", "source"),
    ),
    _texts_only(
        "voucher_lines",
        ("note",),
        ("id", "voucher_id", "account_id", "amount", "dated_on", "member_id", "month"),
    ),
)

OFFICE = REDACTIONS + ERASURES + _UNITS + ";\n".join(_TRIGGERS)
CASES = REDACTIONS + ERASURES
