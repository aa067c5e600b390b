# SPDX-License-Identifier: Apache-2.0
"""What may stand in each column of the tables that travel, whoever says it was written.

A device with a certificate may run another program than ours. What that claims to have written is
looked at here before it is taken in: records and codes by what reads them later, days, months and
money by whether they are any. A test holds that every column is named. A code that is added to a
fixed list is a new step of the schema, so that no older program is asked to take it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from unionbook.data.members import ORDERS, Criteria
from unionbook.domain import fields as record
from unionbook.domain import values as v
from unionbook.domain.dues import EXEMPTIONS, MILLION, Basis, DuesRule
from unionbook.domain.events import EventKind
from unionbook.domain.ledger import AccountKind, VoucherKind
from unionbook.domain.policies import DOWN, UPWARD
from unionbook.domain.programmes import Entitled, ProgrammeKind
from unionbook.domain.roles import Role
from unionbook.domain.shares import ShareKind
from unionbook.domain.welfare import Relation, StepKind, WelfareRule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from unionbook.domain.values import Check

_MOST_SITES = 10_000
_MOST_AGE = 200


def _packed(kind: Any, also: Callable[[Any], bool] = lambda _found: True) -> v.Known:
    """Give the check for a record written as JSON; ``also`` looks at what it says."""
    decode = msgspec.json.Decoder(kind).decode

    def is_such(text: str) -> bool:
        try:
            return v.is_shallow(text) and also(decode(text))
        except (msgspec.MsgspecError, ValueError):
            return False

    return v.Known(is_such, v.LONGEST_PACKED)


def _rates(rule: object, *names: str) -> bool:
    return all(0 <= getattr(rule, name) <= MILLION for name in names)


def _in_time(rule: DuesRule | WelfareRule) -> bool:
    return v.is_day(rule.since) and (not rule.until or v.is_day(rule.until))


def _dues(rule: DuesRule) -> bool:
    rates = _rates(rule, "rate", "cap_rate", "floor_rate", "no_wage_rate", "surcharge")
    sums = v.MONEY.fits(rule.amount) and v.MONEY.fits(rule.rounding)
    return rates and sums and _in_time(rule)


def _welfare(rule: WelfareRule) -> bool:
    sums = all(v.MONEY.fits(one.amount) and v.MONEY.fits(one.most) for one in rule.benefits)
    return sums and _in_time(rule) and v.COUNT.fits(rule.per_year) and rule.approver in _ROLES


def _entitled(rule: Entitled) -> bool:
    ages = 0 <= rule.from_age <= _MOST_AGE and 0 <= rule.to_age <= _MOST_AGE
    return _rates(rule, "member_share", "other_share") and ages and _are(rule.statuses, _STATUSES)


def _criteria(found: Criteria) -> bool:
    return found.order in ORDERS and _are(found.statuses, _STATUSES)


def _are(found: tuple[str, ...], known: frozenset[str]) -> bool:
    return set(found) <= known


def _shares(found: tuple[tuple[str, int], ...]) -> bool:
    rates = [rate for _level, rate in found]
    return all(0 <= rate <= MILLION for rate in rates) and sum(rates) == MILLION


def _pieces(found: dict[str, int]) -> bool:
    counts = all(v.COUNT.fits(count) for count in found.values())
    return counts and all(one.isdecimal() and v.MONEY.fits(int(one)) for one in found)


def _figures(found: dict[str, list[int]]) -> bool:
    return all(len(one) == _FIGURES for one in found.values())


def _vector(found: dict[str, int]) -> bool:
    sites = all(one.isdecimal() and v.SITE.fits(int(one)) for one in found)
    return sites and len(found) <= _MOST_SITES


_FIGURES = 3
_ROLES = frozenset(role.value for role in Role)
_STATUSES = frozenset(record.STATUSES)
_FILE = v.matching(r"[0-9a-f]{1,16}-[0-9a-f]{64}")
_EMPTY_BYTES = v.Known(lambda text: not text or v.is_base64(text), v.LONGEST_PACKED)
_DAY_OR_NONE = v.or_empty(v.DAY)
_RELATION = v.or_empty(v.one_of(Relation))
_POLICY = v.or_empty(v.one_of((*UPWARD, DOWN)))
_RULE: dict[str, Check] = {
    "name": v.TEXT, "since": v.DAY, "until": v.DAY, "source": v.TEXT, "certainty": v.TEXT,
}  # fmt: skip
_OF_KIND: dict[record.Kind, Check] = {record.Kind.DATE: v.DATE, record.Kind.PHOTO: _FILE}


def _of_members() -> dict[str, Check]:
    found: dict[str, Check] = {"department_id": v.ROW, "merged_into": v.ROW}
    for one in record.FIELDS:
        if one.stored:
            choice = v.one_of(one.choices) if one.choices else v.TEXT
            found[one.name] = _OF_KIND.get(one.kind, choice)
    return found


CHECKS: Mapping[str, Mapping[str, Check]] = {
    "devices": {"site": v.SITE, "computer": v.TEXT, "name": v.TEXT, "ordinal": v.COUNT},
    "settings": {"key": v.TEXT, "value": v.PACKED},
    "file_keys": {"key": v.matching(r"[0-9a-f]{64}")},
    "groups": {
        "kind": v.TEXT, "name": v.TEXT, "name_key": v.TEXT, "parent_id": v.ROW, "head_id": v.ROW,
        "place": v.TEXT, "decision": v.TEXT, "note": v.TEXT, "closed_on": v.DAY,
    },
    "members": _of_members(),
    "member_events": {
        "member_id": v.ROW, "kind": v.one_of(EventKind), "happened_on": v.or_empty(v.DATE),
        "until_on": v.DAY, "decision": v.TEXT, "reason": v.TEXT, "place": v.TEXT,
    },
    "wages": {"member_id": v.ROW, "from_on": v.or_empty(v.DATE), "amount": v.MONEY},
    "group_members": {
        "group_id": v.ROW, "member_id": v.ROW, "from_on": v.DATE, "until_on": v.DATE,
    },
    "free_fields": {
        "name": v.TEXT, "name_key": v.TEXT, "position": v.COUNT, "hidden": v.FLAG,
    },
    "member_values": {"member_id": v.ROW, "field_id": v.ROW, "value": v.TEXT},
    "consents": {
        "member_id": v.ROW, "purpose": v.TEXT, "text_version": v.TEXT, "form": v.TEXT,
        "given_on": v.DAY, "withdrawn_on": v.DAY,
    },
    "saved_filters": {"name": v.TEXT, "criteria": _packed(Criteria, _criteria)},
    "import_layouts": {"fingerprint": v.TEXT, "mapping": _packed(dict[str, str | None])},
    "relatives": {
        "member_id": v.ROW, "relation": v.one_of(Relation), "name": v.TEXT, "name_key": v.TEXT,
        "born_on": v.DATE,
    },
    "accounts": {
        "code": v.TEXT, "name": v.TEXT, "kind": v.one_of(AccountKind), "role": v.TEXT,
        "closed_on": v.DAY,
    },
    "account_lines": {
        "account_id": v.ROW, "report": v.TEXT, "line": v.TEXT, "since": v.DAY, "until": v.DAY,
    },
    "voucher_lines": {
        "voucher_id": v.ROW, "account_id": v.ROW, "amount": v.MOVED, "dated_on": v.DAY,
        "member_id": v.ROW, "month": v.MONTH, "note": v.TEXT,
    },
    "vouchers": {
        "kind": v.one_of(VoucherKind), "year": v.YEAR, "site": v.SITE, "number": v.COUNT,
        "dated_on": v.DAY, "counterparty": v.TEXT, "reason": v.TEXT, "papers": v.COUNT,
        "reverses": v.ROW, "source": v.TEXT,
    },
    "month_closings": {
        "month": v.MONTH, "figures": _packed(dict[str, list[int]], _figures), "reopened": v.FLAG,
        "reason": v.TEXT,
    },
    "reference_values": {
        "kind": v.one_of((Basis.BASE_SALARY, Basis.MINIMUM_WAGE)), "region": v.TEXT,
        "since": v.DAY, "amount": v.MONEY, "source": v.TEXT, "certainty": v.TEXT,
    },
    "dues_rules": {
        "name": v.TEXT, "terms": _packed(DuesRule, _dues), "since": v.DAY, "until": v.DAY,
    },
    "dues_exemptions": {
        "member_id": v.ROW, "reason": v.one_of(EXEMPTIONS), "first_month": v.MONTH,
        "last_month": v.MONTH, "decision": v.TEXT,
    },
    "dues_assessments": {
        "member_id": v.ROW, "month": v.MONTH, "amount": v.MOVED, "surcharge": v.MOVED,
        "rule_id": v.Number(), "base": v.MOVED, "bound": v.TEXT, "exemption": v.TEXT,
    },
    "split_rules": {
        **_RULE, "kind": v.one_of(ShareKind), "due_months": v.Number(0, 120),
        "shares": _packed(tuple[tuple[str, int], ...], _shares),
    },
    "estimates": {
        "year": v.YEAR, "subject": v.TEXT, "code": v.TEXT, "amount": v.MOVED, "note": v.TEXT,
    },
    "welfare_rules": {
        "kind": v.WORD, "terms": _packed(WelfareRule, _welfare), "since": v.DAY, "until": v.DAY,
    },
    "welfare_cases": {
        "year": v.YEAR, "site": v.SITE, "number": v.COUNT, "kind": v.WORD, "rule_id": v.ROW,
        "member_id": v.ROW, "relation": _RELATION, "relative": v.TEXT, "event_on": _DAY_OR_NONE,
        "amount": v.MONEY, "payee": v.TEXT, "reason": v.TEXT, "detail_id": v.ROW,
        "asked_on": v.DAY, "user_id": v.Number(), "user_name": v.TEXT,
    },
    "welfare_steps": {
        "case_id": v.ROW, "step": v.one_of(StepKind), "done_on": v.DAY, "user_id": v.Number(),
        "user_name": v.TEXT, "amount": v.MONEY, "note": v.TEXT, "note_id": v.ROW,
        "voucher_id": v.ROW,
    },
    "welfare_payments": {"case_id": v.ROW, "approval_id": v.ROW, "voucher_id": v.ROW},
    "welfare_papers": {
        "case_id": v.ROW, "detail_id": v.ROW, "title": v.TEXT, "file": _FILE, "added_on": v.DAY,
    },
    "welfare_details": {
        "reason": v.TEXT, "relation": _RELATION, "relative": v.TEXT, "event_on": _DAY_OR_NONE,
        "noted_on": v.DAY,
    },
    "welfare_notes": {"note": v.TEXT, "noted_on": v.DAY},
    "programmes": {
        "name": v.TEXT, "kind": v.one_of(ProgrammeKind), "amount": v.MONEY, "goods": v.TEXT,
        "budget": v.MONEY, "account": v.TEXT, "entitled": _packed(Entitled, _entitled),
        "decision": v.TEXT, "planned_on": v.DAY, "listed_on": v.DAY, "closed_on": v.DAY,
        "note": v.TEXT,
    },
    "programme_recipients": {
        "programme_id": v.ROW, "member_id": v.ROW, "relation": _RELATION, "name": v.TEXT,
        "name_key": v.TEXT, "born_on": v.DATE, "place": v.TEXT, "share": v.Number(0, MILLION),
        "amount": v.MONEY, "by_hand": v.FLAG, "reason": v.TEXT, "cost": v.MONEY,
        "own_part": v.MONEY, "struck": v.FLAG, "given_on": v.DAY, "given_how": v.TEXT,
        "given_by": v.TEXT,
    },
    "programme_vouchers": {"programme_id": v.ROW, "voucher_id": v.ROW},
    "fund_rules": {
        **_RULE, "rate": v.Number(1, MILLION), "months": v.Number(1, 120),
        "due_months": v.Number(0, 120),
    },
    "joining_fee_rules": {
        **_RULE, "basis": v.one_of((Basis.FLAT, Basis.MINIMUM_WAGE)), "rate": v.Number(0, MILLION),
        "amount": v.MONEY, "region": v.TEXT,
    },
    "wage_funds": {"month": v.MONTH, "amount": v.MONEY, "note": v.TEXT},
    "bank_statements": {
        "account_id": v.ROW, "file": v.TEXT, "number": v.TEXT, "first_on": _DAY_OR_NONE,
        "last_on": _DAY_OR_NONE, "opening": v.MOVED, "closing": v.MOVED,
    },
    "bank_lines": {
        "statement_id": v.ROW, "account_id": v.ROW, "dated_on": v.DAY, "position": v.COUNT,
        "amount": v.MOVED, "balance": v.MOVED, "details": v.TEXT, "reference": v.TEXT,
        "party": v.TEXT, "fingerprint": v.TEXT,
    },
    "bank_matches": {"line_id": v.ROW, "voucher_id": v.ROW, "amount": v.MOVED},
    "cash_counts": {
        "account_id": v.ROW, "counted_on": v.DAY, "pieces": _packed(dict[str, int], _pieces),
        "counted": v.MONEY, "booked": v.MOVED, "explanation": v.TEXT,
        "people": _packed(tuple[str, ...]),
    },
    "payroll_lines": {
        "month": v.MONTH, "file": v.TEXT, "row": v.COUNT, "number": v.TEXT, "name": v.TEXT,
        "member_id": v.ROW, "amount": v.MONEY, "expected": v.MONEY, "kind": v.WORD,
        "reason": v.TEXT, "voucher_id": v.ROW, "settled": v.TEXT,
    },
    "federations": {
        "register": v.TEXT, "name": v.TEXT, "place": v.TEXT, "policy": _POLICY,
        "unit": v.TEXT, "admin_key": _EMPTY_BYTES, "trust": _EMPTY_BYTES,
        "invitation": _EMPTY_BYTES, "answer": _EMPTY_BYTES, "state": v.WORD,
    },
    "receipts": {
        "federation_id": v.ROW, "given_at": v.MOMENT, "vector": _packed(dict[str, int], _vector),
        "document": v.BYTES,
    },
    "documents": {
        "kind": v.WORD, "title": v.TEXT, "dated_on": v.DAY, "note": v.TEXT, "file_name": v.TEXT,
        "size": v.Number(), "content": v.BYTES, "recipients": _packed(list[int]),
    },
    "holidays": {"day": v.DAY, "until_on": v.DAY, "name": v.TEXT, "source": v.TEXT},
    "code_values": {"list": v.TEXT, "code": v.TEXT, "name": v.TEXT, "closed_on": v.DAY},
    "transfers": {
        "number": v.TEXT, "direction": v.one_of(("out", "in")), "member_id": v.ROW,
        "full_name": v.TEXT, "from_unit": v.TEXT, "to_unit": v.TEXT, "asked_on": v.TEXT,
        "state": v.WORD, "reason": v.TEXT, "record": _EMPTY_BYTES, "arrived_id": v.ROW,
    },
    "units": {
        "level": v.WORD, "name": v.TEXT, "name_key": v.TEXT, "parent_id": v.ROW,
        "leader": v.TEXT, "phone": v.TEXT, "email": v.TEXT, "address": v.TEXT, "note": v.TEXT,
        "closed_on": v.DAY, "register": v.TEXT, "branch": v.TEXT, "admin_key": _EMPTY_BYTES,
        "trust": _EMPTY_BYTES, "policy": _POLICY, "invitation": _EMPTY_BYTES,
        "answer": _EMPTY_BYTES, "state": v.WORD, "handed_back_at": v.or_empty(v.MOMENT),
        "begun_again_at": v.or_empty(v.MOMENT),
    },
    "handed_back": {
        "told_at": v.MOMENT, "number": v.COUNT, "document": _EMPTY_BYTES,
        "state": v.one_of(("offered", "taken", "refused")),
    },
    "erasures": {"pseudonym": v.TEXT, "erased_on": v.DAY},
    "member_codes": {
        "unit_id": v.ROW, "member": v.ROW, "official_number": v.TEXT, "card_number": v.TEXT,
        "sent_on": v.TEXT,
    },
    "conflicts": {
        "table_name": v.WORD, "row_id": v.ROW, "column_name": v.WORD, "other": v.PACKED,
        "other_commit": v.Number(), "kept_commit": v.Number(),
    },
    "conflict_resolutions": {"choice": v.one_of(("keep", "take"))},
}  # fmt: skip
