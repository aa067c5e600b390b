# SPDX-License-Identifier: Apache-2.0
"""What the tables that travel are called: the same words in the window and on the command line."""

from __future__ import annotations

from unionbook.domain.policies import FIGURE_LABELS
from unionbook.texts import N_
from unionbook.texts import gettext as _

_FIGURES = "figures."
"""How counts of a file name what it holds as figures alone."""
_OTHER = N_("Other records")
TABLE_LABELS = {
    "members": N_("Members"),
    "member_events": N_("Events of members"),
    "erasures": N_("People erased"),
    "reference_values": N_("Base salary and minimum wages"),
    "code_values": N_("Lists of codes"),
    "holidays": N_("Days off"),
    "documents": N_("Documents"),
    "transfers": N_("Transfers"),
    "member_codes": N_("Official numbers"),
    "handed_back": N_("Records handed back"),
    "accounts": N_("Accounts"),
    "vouchers": N_("Vouchers"),
    "voucher_lines": N_("Lines of vouchers"),
    "dues_assessments": N_("Dues of the months"),
    "groups": N_("Groups"),
    "group_members": N_("Who is in which group"),
    "settings": N_("Settings"),
    "consents": N_("Consents"),
    "wages": N_("Wages"),
    "departments": N_("Departments"),
    "conflicts": N_("Values that differ"),
    "dues_rules": N_("Rules of dues"),
    "month_closings": N_("Closed months"),
    "free_fields": N_("Fields of your own"),
    "member_values": N_("Values of your own fields"),
    "relatives": N_("Relatives"),
    "account_lines": N_("Lines of the bank account"),
    "bank_lines": N_("Lines of bank statements"),
    "bank_statements": N_("Bank statements"),
    "dues_exemptions": N_("Exemptions from dues"),
    "welfare_cases": N_("Welfare"),
    "welfare_steps": N_("Steps of welfare"),
    "programmes": N_("Programmes"),
    "cash_counts": N_("Counts of the cash box"),
    "split_rules": N_("Rules of sharing"),
    "devices": N_("PCs of the branch"),
    "payroll_lines": N_("Lines of payroll files"),
    "programme_recipients": N_("Who gets something of a programme"),
    "programme_vouchers": N_("Vouchers of programmes"),
    "welfare_rules": N_("Rules of welfare"),
    "welfare_payments": N_("Payments of welfare"),
    "welfare_papers": N_("Papers of welfare cases"),
    "estimates": N_("Yearly estimates"),
    "fund_rules": N_("Rules of the employer fund"),
    "joining_fee_rules": N_("Rules of joining fees"),
    "wage_funds": N_("Wage funds by month"),
    "bank_matches": N_("Bank lines matched with vouchers"),
    "saved_filters": N_("Lists kept by name"),
    "import_layouts": N_("Layouts of imported lists"),
    "federations": N_("The union above"),
    "receipts": N_("Receipts of the union above"),
    "units": N_("Units"),
    "conflict_resolutions": N_("Differences decided"),
    "welfare_details": N_("Confidential details of welfare"),
    "welfare_notes": N_("Confidential notes of welfare"),
    "file_keys": N_("Keys of photos and papers"),
}


def table_label(table: str) -> str:
    """Give the name of a table, or of a kind of figures, as people know it."""
    figures = table.startswith(_FIGURES)
    known = FIGURE_LABELS if figures else TABLE_LABELS
    return _(known.get(table.removeprefix(_FIGURES), _OTHER))
