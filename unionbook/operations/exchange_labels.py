# SPDX-License-Identifier: Apache-2.0
"""What the steps around bundles, devices and the federation are called in the history."""

from __future__ import annotations

from unionbook.texts import N_

EXCHANGE_LABELS = {
    "approve_device": N_("PC approved"),
    "revoke_device": N_("PC struck off"),
    "name_device": N_("PC named"),
    "ready_exchange": N_("Key for the cases made"),
    "make_bundle": N_("File for another office or PC made"),
    "keep_bundle": N_("File from elsewhere kept"),
    "call_back_bundle": N_("File noted as lost"),
    "take_month": N_("Month of a branch taken in"),
    "take_down": N_("Taken in from the union above"),
    "answer_invitation": N_("Invitation answered"),
    "invite_unit": N_("Unit invited"),
    "read_answer": N_("Answer of a branch taken in"),
    "confirm_link": N_("Six words confirmed"),
    "leave_federation": N_("Federation left"),
    "add_unit": N_("Unit added"),
    "import_units": N_("Units taken in from a list"),
    "change_unit": N_("Unit changed"),
    "close_unit": N_("Unit closed"),
    "add_document": N_("Document put out"),
    "add_holiday": N_("Day off put out"),
    "add_code": N_("Code put out"),
    "give_codes": N_("Official numbers given"),
    "ask_transfer": N_("Transfer asked for"),
    "withdraw_transfer": N_("Transfer withdrawn"),
    "approve_transfer": N_("Transfer approved"),
    "refuse_transfer": N_("Transfer refused"),
    "accept_transfer": N_("Transfer accepted"),
    "hand_back": N_("Lost records handed back to a branch"),
    "strike_lost": N_("Lost records of a branch struck off"),
    "take_handed_back": N_("Lost records taken in once more"),
    "refuse_handed_back": N_("Records handed back left aside"),
}
"""By operation, as the history names it."""

_TAKEN_BACK = frozenset(
    {
        "name_device",
        "add_unit",
        "import_units",
        "change_unit",
        "close_unit",
        "add_document",
        "add_holiday",
        "add_code",
        "give_codes",
        "ask_transfer",
        "hand_back",
        "take_handed_back",
        "refuse_handed_back",
    }
)
EXCHANGE_PERMANENT = frozenset(EXCHANGE_LABELS) - _TAKEN_BACK
"""Steps that others may have acted on, or whose effect lies outside the stores."""
