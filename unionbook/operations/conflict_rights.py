# SPDX-License-Identifier: Apache-2.0
"""Who may settle a difference: whoever may enter such a value, and nobody by the back door."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_BY_RIGHT: Mapping[str, Iterable[str]] = {
    "correct_member": ("members", "wages", "member_values", "relatives"),
    "erase_member": ("erasures",),
    "record_event": ("member_events",),
    "change_groups": ("groups", "group_members"),
    "change_fields": ("free_fields",),
    "record_consent": ("consents",),
    "change_filters": ("saved_filters",),
    "import_members": ("import_layouts",),
    "set_photo": ("file_keys",),
    "change_settings": ("settings",),
    "post_voucher": ("accounts", "account_lines", "vouchers", "voucher_lines"),
    "close_month": ("month_closings",),
    "change_dues_rules": (
        "reference_values", "dues_rules", "dues_exemptions", "split_rules", "fund_rules",
        "joining_fee_rules", "wage_funds",
    ),
    "assess_dues": ("dues_assessments",),
    "reconcile_bank": ("bank_statements", "bank_lines", "bank_matches"),
    "count_cash": ("cash_counts",),
    "record_payment": ("payroll_lines",),
    "change_estimate": ("estimates",),
    "change_welfare_rules": ("welfare_rules",),
    "request_welfare": (
        "welfare_cases", "welfare_papers", "welfare_details", "welfare_notes",
    ),
    "approve_welfare": ("welfare_steps",),
    "pay_welfare": ("welfare_payments", "programme_vouchers"),
    "manage_programmes": ("programmes", "programme_recipients"),
    "join_federation": ("federations", "receipts"),
    "send_down": ("documents", "holidays", "code_values", "member_codes"),
    "transfer_member": ("transfers",),
    "change_members": ("handed_back",),
    "manage_units": ("units",),
    "manage_users": ("devices",),
}  # fmt: skip
NEEDS: Mapping[str, str] = {table: right for right, tables in _BY_RIGHT.items() for table in tables}
"""By table, the right that entering a value there needs."""
