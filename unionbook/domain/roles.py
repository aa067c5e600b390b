# SPDX-License-Identifier: Apache-2.0
"""Who may do what, and which keys a person's slot holds: one table for both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from unionbook.errors import NotAllowedError
from unionbook.texts import N_
from unionbook.texts import gettext as _


class Role(StrEnum):
    """What a user of the register is in the branch."""

    HEAD = "head"
    SECRETARY = "secretary"
    TREASURER = "treasurer"
    COMPLAINTS_OFFICER = "complaints_officer"
    AUDITOR = "auditor"


ROLE_LABELS = {
    Role.HEAD: N_("Head of the branch"),
    Role.SECRETARY: N_("Secretary"),
    Role.TREASURER: N_("Treasurer"),
    Role.COMPLAINTS_OFFICER: N_("Complaints officer"),
    Role.AUDITOR: N_("Auditor (reads only)"),
}

_HEAD_ANYWHERE = N_("Head of the union")


def role_label(role: Role, kind: str = "") -> str:
    """Give what a role is called: a branch's head only where ``kind`` says that it is a branch.

    Before a register is open nobody knows which kind it is: then the word fits both.
    """
    anywhere = role is Role.HEAD and kind != "branch"
    return _(_HEAD_ANYWHERE if anywhere else ROLE_LABELS[role])


OFFICE, CASES, ADMIN = "office", "cases", "admin"
"""The keys a slot may hold: of the two stores, and the one that signs the list of users."""


@dataclass(frozen=True, slots=True)
class _Rights:
    keys: tuple[str, ...]
    operations: frozenset[str]


_READING = frozenset({"read_members", "read_history", "verify_register", "export_members", "print"})
_READING_MONEY = frozenset({"read_money"})
_MONEY = frozenset(
    {
        "post_voucher",
        "assess_dues",
        "record_payment",
        "close_month",
        "change_dues_rules",
        "settle_shares",
        "reconcile_bank",
        "count_cash",
    }
)
_WELFARE_ASKED = frozenset({"request_welfare", "check_welfare", "manage_programmes"})
_WELFARE_DECIDED = frozenset({"approve_welfare", "change_welfare_rules"})
_WELFARE_PAID = frozenset({"pay_welfare", "change_estimate"})
"""Who decides how much, and who pays it out, are not the same but for the head."""
_OWN = frozenset({"change_passphrase", "make_backup"})
_MEMBERS = frozenset(
    {
        "enrol_member",
        "correct_member",
        "change_members",
        "merge_members",
        "record_event",
        "import_members",
        "change_groups",
        "change_filters",
        "change_fields",
        "record_consent",
        "set_photo",
        "undo_commit",
    }
)
_EXCHANGE = frozenset({"make_bundle", "apply_bundle", "resolve_conflict"})
_UPWARD = frozenset({"send_up", "transfer_member", "manage_units", "send_down"})
_RULING = frozenset(
    {
        "manage_users",
        "change_settings",
        "restore_backup",
        "erase_member",
        "renew_recovery_key",
        "sweep",
        "reopen_month",
        "join_federation",
    }
)

RIGHTS: dict[Role, _Rights] = {
    Role.HEAD: _Rights(
        (OFFICE, CASES, ADMIN),
        _READING
        | _READING_MONEY
        | _OWN
        | _MEMBERS
        | _MONEY
        | _WELFARE_ASKED
        | _WELFARE_DECIDED
        | _WELFARE_PAID
        | _EXCHANGE
        | _UPWARD
        | _RULING,
    ),
    Role.SECRETARY: _Rights(
        (OFFICE, CASES),
        _READING
        | _READING_MONEY
        | _OWN
        | _MEMBERS
        | _WELFARE_ASKED
        | _WELFARE_DECIDED
        | _EXCHANGE
        | _UPWARD,
    ),
    Role.TREASURER: _Rights(
        (OFFICE,),
        _READING
        | _READING_MONEY
        | _OWN
        | _MONEY
        | _WELFARE_ASKED
        | _WELFARE_PAID
        | _EXCHANGE
        | {"change_filters", "send_up"},
    ),
    Role.COMPLAINTS_OFFICER: _Rights(
        (OFFICE, CASES), (_READING - {"export_members"}) | _OWN | _EXCHANGE
    ),
    Role.AUDITOR: _Rights((OFFICE,), _READING | _READING_MONEY),
}


def keys_of(role: Role) -> tuple[str, ...]:
    """Give the names of the keys a slot of this role holds."""
    return RIGHTS[role].keys


def only_reads(operation: str) -> bool:
    """Tell whether an operation leaves the register as it is, so that a reader may do it too."""
    return operation in _READING | _READING_MONEY


def may(role: Role, operation: str) -> bool:
    """Tell whether the role allows the operation."""
    return operation in RIGHTS[role].operations


def require(role: Role, operation: str, kind: str = "") -> None:
    """Refuse an operation that the role does not allow.

    Raises NotAllowedError with a sentence that names who could do it.
    """
    if not may(role, operation):
        raise _refusal(role, [other for other in Role if may(other, operation)], kind)


def require_key(role: Role, key: str) -> None:
    """Refuse what needs a key that the role's slot does not hold. Raises NotAllowedError."""
    if key not in keys_of(role):
        raise _refusal(role, [other for other in Role if key in keys_of(other)])


def _refusal(role: Role, able: list[Role], kind: str = "") -> NotAllowedError:
    return NotAllowedError(
        _("Your role, {role}, does not allow this. It can be done by: {able}.").format(
            role=role_label(role, kind), able=", ".join(role_label(one, kind) for one in able)
        )
    )
