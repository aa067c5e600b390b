# SPDX-License-Identifier: Apache-2.0
"""What travels between the PCs of one branch, and what stays where it is.

The tables stand in the order in which they are applied: what others refer to first, and the lines
of a voucher before the voucher, which is let in only if its lines add up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionbook.data.store import Store


@dataclass(frozen=True, slots=True)
class Share:
    """What of one table travels: all columns or some; all rows, or by the value of ``key``.

    Rows in ``left_out`` do not travel, whatever stands in them.
    """

    columns: tuple[str, ...] | None = None
    key: str = ""
    only: frozenset[str] | None = None
    never: frozenset[str] = frozenset()
    left_out: frozenset[int] = frozenset()

    def lets_through(self, value: object) -> bool:
        """Tell whether a row with this value in the column ``key`` travels."""
        return value not in self.never and (self.only is None or value in self.only)


Shares = Mapping[str, Share]
"""By table, in the order of applying; a table that is not named does not travel."""

_ALL = Share()
OWN_SETTINGS = frozenset({"roster_version", "admin_public_key", "next_admin_public_key"})
"""Settings that belong to the file of key slots, which every PC has of its own."""
FOUNDED_AS = frozenset({"kind", "country", "currency", "card_signing_key"})
"""Settings that are made once, before a second PC has its copy: nobody has to tell of them."""
_SETTINGS = Share(key="key", never=OWN_SETTINGS | FOUNDED_AS)

OFFICE: Shares = {
    "devices": _ALL,
    "settings": _SETTINGS,
    "file_keys": _ALL,
    "groups": _ALL,
    "members": _ALL,
    "erasures": _ALL,
    "member_events": _ALL,
    "wages": _ALL,
    "group_members": _ALL,
    "free_fields": _ALL,
    "member_values": _ALL,
    "consents": _ALL,
    "saved_filters": _ALL,
    "import_layouts": _ALL,
    "relatives": _ALL,
    "accounts": _ALL,
    "account_lines": _ALL,
    "voucher_lines": _ALL,
    "vouchers": _ALL,
    "month_closings": _ALL,
    "reference_values": _ALL,
    "dues_rules": _ALL,
    "dues_exemptions": _ALL,
    "dues_assessments": _ALL,
    "split_rules": _ALL,
    "estimates": _ALL,
    "welfare_rules": _ALL,
    "welfare_cases": _ALL,
    "welfare_steps": _ALL,
    "welfare_payments": _ALL,
    "welfare_papers": _ALL,
    "programmes": _ALL,
    "programme_recipients": _ALL,
    "programme_vouchers": _ALL,
    "fund_rules": _ALL,
    "joining_fee_rules": _ALL,
    "wage_funds": _ALL,
    "bank_statements": _ALL,
    "bank_lines": _ALL,
    "bank_matches": _ALL,
    "cash_counts": _ALL,
    "payroll_lines": _ALL,
    "federations": _ALL,
    "receipts": _ALL,
    "documents": _ALL,
    "holidays": _ALL,
    "code_values": _ALL,
    "transfers": _ALL,
    "handed_back": _ALL,
    "units": _ALL,
    "member_codes": _ALL,
    "conflicts": _ALL,
    "conflict_resolutions": _ALL,
}
CASES: Shares = {
    "settings": _SETTINGS,
    "erasures": _ALL,
    "file_keys": _ALL,
    "welfare_details": _ALL,
    "welfare_notes": _ALL,
    "welfare_papers": _ALL,
    "conflicts": _ALL,
    "conflict_resolutions": _ALL,
}
NOT_BETWEEN_PCS: Mapping[str, str] = {
    "users": "each PC has its own file of key slots, and this list goes with it",
    "device_certificates": "every bundle carries them before its rows, signed on their own",
    "admin_links": "every bundle carries them before its rows, signed on their own",
    "bundles": "what this PC made and took in, numbered by itself",
    "redactions": "each PC redacts the history that it wrote itself",
}
"""Tracked tables that stay on their PC, with the reason."""


def between_pcs(store: Store) -> Shares:
    """Give what of a store travels between the PCs of one branch."""
    return OFFICE if any(table.name == "members" for table in store.tables.values()) else CASES
