# SPDX-License-Identifier: Apache-2.0
"""Who did what and when, and taking a step back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import groups, history, loading, member_overview, redacting, vectors
from unionbook.data.journal import DELETED, INSERTED, UPDATED, Changes, Commit
from unionbook.domain import clock, fields
from unionbook.errors import UnionbookError
from unionbook.operations.devices import place_name
from unionbook.operations.exchange_labels import EXCHANGE_LABELS, EXCHANGE_PERMANENT
from unionbook.operations.members import get_member
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from unionbook.operations.sessions import Session

OPERATION_LABELS = {
    "found_device": N_("PC joined"),
    "found_register": N_("Register made"),
    "make_register": N_("Branch set up"),
    "make_sample": N_("Sample branch made"),
    "enrol_member": N_("Member enrolled"),
    "correct_member": N_("Member corrected"),
    "change_members": N_("Many members changed"),
    "merge_members": N_("Two records merged"),
    "keep_apart": N_("Two people kept apart"),
    "erase_member": N_("Personal data erased"),
    "record_event": N_("Membership event"),
    "import_members": N_("Members imported"),
    "import_photos": N_("Photos imported"),
    "set_photo": N_("Photo changed"),
    "add_group": N_("Group added"),
    "change_group": N_("Group changed"),
    "put_in_group": N_("Put into a group"),
    "take_out_of_group": N_("Taken out of a group"),
    "save_filter": N_("Filter kept"),
    "forget_filter": N_("Filter removed"),
    "change_fields": N_("Fields changed"),
    "record_consent": N_("Consent recorded"),
    "change_settings": N_("Settings changed"),
    "export_members": N_("Members exported"),
    "print": N_("Printed"),
    "add_user": N_("User added"),
    "remove_user": N_("User removed"),
    "change_role": N_("Role changed"),
    "change_keys": N_("Keys of the register renewed"),
    "settle_users": N_("Change of users completed after an interruption"),
    "renew_recovery_key": N_("Recovery key renewed"),
    "set_up_books": N_("Books set up"),
    "add_account": N_("Account added"),
    "post_voucher": N_("Voucher posted"),
    "reverse_voucher": N_("Voucher reversed"),
    "close_month": N_("Month closed"),
    "reopen_month": N_("Month reopened"),
    "add_dues_rule": N_("Rule of dues added"),
    "end_dues_rule": N_("Rule of dues ended"),
    "set_reference": N_("Base salary or minimum wage entered"),
    "exempt_member": N_("Exemption from dues"),
    "end_exemption": N_("Exemption from dues ended"),
    "assess_dues": N_("Dues assessed"),
    "record_payment": N_("Payment taken"),
    "refund_dues": N_("Dues given back"),
    "add_split_rule": N_("Rule of shares added"),
    "end_split_rule": N_("Rule of shares ended"),
    "settle_shares": N_("Share of the levels above booked"),
    "record_remittance": N_("Remittance paid"),
    "add_joining_fee_rule": N_("Rule of joining fees added"),
    "end_joining_fee_rule": N_("Rule of joining fees ended"),
    "take_joining_fee": N_("Joining fee taken"),
    "open_debt": N_("Debt from before the books entered"),
    "add_fund_rule": N_("Rule of the employer fund added"),
    "end_fund_rule": N_("Rule of the employer fund ended"),
    "set_wage_fund": N_("Wages of a month entered"),
    "record_fund_receipt": N_("Employer fund received"),
    "import_statement": N_("Bank statement taken in"),
    "match_bank_line": N_("Line of the bank matched"),
    "unmatch_bank_line": N_("Match with the bank taken back"),
    "book_bank_line": N_("Voucher made from a line of the bank"),
    "count_cash": N_("Cash counted"),
    "set_estimate": N_("Estimate of the year entered"),
    "add_welfare_rule": N_("Rule of welfare added"),
    "end_welfare_rule": N_("Rule of welfare ended"),
    "request_welfare": N_("Welfare asked for"),
    "correct_welfare": N_("Welfare request corrected"),
    "check_welfare": N_("Welfare case checked"),
    "approve_welfare": N_("Welfare case approved"),
    "refuse_welfare": N_("Welfare case refused"),
    "withdraw_welfare": N_("Welfare case withdrawn"),
    "pay_welfare": N_("Welfare paid"),
    "acknowledge_welfare": N_("Welfare signed for"),
    "attach_welfare_paper": N_("Paper attached to a welfare case"),
    "change_relatives": N_("Relatives changed"),
    "add_programme": N_("Programme added"),
    "change_programme": N_("Programme changed"),
    "list_entitled": N_("List of who is entitled made"),
    "add_recipient": N_("Added to a programme's list by hand"),
    "strike_recipient": N_("Struck off a programme's list"),
    "give_out": N_("Given out by a programme's list"),
    "take_back_gift": N_("Giving out taken back"),
    "pay_programme": N_("Programme paid"),
    "close_programme": N_("Programme closed"),
    "reopen_programme": N_("Programme reopened"),
    "sweep": N_("Leftovers swept"),
    "apply_bundle": N_("Taken in from another PC"),
    "resolve_conflict": N_("Difference between two PCs settled"),
    "undo_commit": N_("Step undone"),
} | EXCHANGE_LABELS

_UNMEANT = {"found_device", "found_register", "make_register", "settle_users", *EXCHANGE_PERMANENT}
"""Steps that are not what their user last did to the records."""
_PERMANENT = _UNMEANT | {
    "add_user",
    "remove_user",
    "change_role",
    "change_keys",
    "renew_recovery_key",
    "erase_member",
    "close_month",
    "reopen_month",
}
"""Steps whose effect lies outside the stores (keys, the device), and those that have a way back of
their own: a closed month is reopened by the head, with a reason."""

_OF_MEMBERS = {
    "member_events": N_("Event"),
    "wages": N_("Wage"),
    "group_members": N_("Group"),
    "member_values": N_("Own field"),
    "consents": N_("Consent"),
}

_BESIDE = {
    ("member_events", "happened_on"): N_("Date of the event"),
    ("member_events", "until_on"): N_("Event until"),
    ("member_events", "decision"): N_("Decision number"),
    ("member_events", "reason"): N_("Reason of the event"),
    ("member_events", "place"): N_("Where to, or where from"),
    ("wages", "from_on"): N_("Wage from"),
    ("group_members", "from_on"): N_("In the group from"),
    ("group_members", "until_on"): N_("In the group until"),
    ("consents", "text_version"): N_("Text of the consent"),
    ("consents", "form"): N_("Form of the consent"),
    ("consents", "given_on"): N_("Consent given on"),
    ("consents", "withdrawn_on"): N_("Consent withdrawn on"),
}
"""Columns beside the record that are not what their table is named by."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the history; ``counts`` are rows by (table, "added" | "changed" | "removed")."""

    id: int
    at: datetime
    clock: int
    user: str
    operation: str
    label: str
    reason: str
    counts: dict[tuple[str, str], int]
    undoes: int | None
    undone_by: int | None
    can_be_undone: bool
    pc: str = ""

    @property
    def by(self) -> str:
        """Who took it, and on which PC where that is another one."""
        return by(self.user, self.pc)


def by(user: str, pc: str) -> str:
    """Say who did something, and on which PC where that is another one."""
    return _("{user} on {pc}").format(user=user, pc=pc) if pc else user


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a member's record, before and after a step.

    ``pc`` names the PC where it was written, empty where that is this one. The file that told of it
    is signed by the PC that made the file; as for who wrote what on which PC, the PCs of a branch
    believe each other (decision 0014).
    """

    step: int
    at: datetime
    user: str
    operation: str
    reason: str
    field: str
    label: str
    before: object
    after: object
    pc: str = ""

    @property
    def by(self) -> str:
        """Who wrote it, and on which PC where that is another one."""
        return by(self.user, self.pc)


class CannotUndoError(UnionbookError):
    """Later steps built on the one that was to be undone; ``steps`` are their numbers."""

    def __init__(self, sentence: str, steps: tuple[int, ...]) -> None:
        super().__init__(sentence)
        self.steps = steps


def list_steps(session: Session, *, limit: int = 100, before: int | None = None) -> list[Step]:
    """Give the latest steps, the newest first; ``before`` is the ``clock`` of the last one seen."""
    session.require("read_history")
    undone = history.undone_by(session.database)
    return [
        _step(session, commit, undone)
        for commit in history.list_commits(session.database, limit, before)
    ]


def get_step(session: Session, *, commit_id: int) -> Step:
    """Give one step. Raises NotFoundError."""
    session.require("read_history")
    commit = history.get_commit(session.database, commit_id)
    return _step(session, commit, history.undone_by(session.database))


_KINDS = {INSERTED: "added", UPDATED: "changed", DELETED: "removed"}


def _step(session: Session, commit: Commit, undone: dict[int, int]) -> Step:
    counts = history.count_changes(session.database, commit)
    return Step(
        commit.id,
        clock.moment(commit.clock).astimezone(),
        commit.clock,
        commit.user_name,
        commit.operation,
        _(OPERATION_LABELS.get(commit.operation, commit.operation)),
        commit.reason,
        {(table, _KINDS[kind]): number for (table, kind), number in counts.items()},
        commit.undoes,
        undone.get(commit.id),
        bool(counts)
        and commit.operation not in (*_PERMANENT, vectors.APPLY)
        and commit.id not in undone
        and ("vouchers", INSERTED) not in counts
        and not redacting.is_redacted(session.office, commit.id),
        _elsewhere(session, commit),
    )


def _elsewhere(session: Session, commit: Commit) -> str:
    """Give the name of the PC on which a step was taken, empty where that is this one."""
    return "" if commit.site == session.site else place_name(session, commit.site)


def history_of_member(session: Session, *, member_id: int) -> list[FieldChange]:
    """Give what happened to a member's record, the latest first.

    Raises NotFoundError where there is none and never was.
    """
    session.require("read_history")
    rows = [("members", member_id)]
    for table in _OF_MEMBERS:
        found = member_overview.rows_beside(session.database, table, member_id)
        rows.extend((table, number) for number in found)
    changes = history.history_of_rows(session.office, rows)
    if not changes:
        get_member(session, member_id=member_id)
    return [
        _field_change(session, change)
        for change in changes
        if change.before != change.after and change.column != "member_id"
    ]


def _field_change(session: Session, change: history.ValueChange) -> FieldChange:
    before, after, column = change.before, change.after, change.column
    if column == "department_id":
        before, after, column = _group(session, before), _group(session, after), "department"
    known = fields.BY_NAME.get(column)
    beside = _BESIDE.get((change.table, column)) or _OF_MEMBERS.get(change.table, column)
    label = _(known.label) if known and change.table == "members" else _(beside)
    return FieldChange(
        change.step.id,
        clock.moment(change.commit.clock).astimezone(),
        change.commit.user_name,
        change.commit.operation,
        change.commit.reason,
        column if change.table == "members" else f"{change.table}.{column}",
        label,
        before,
        after,
        _elsewhere(session, change.commit),
    )


def _group(session: Session, number: object) -> object:
    if number is None:
        return None
    return groups.name_of(session.database, int(str(number)))


def last_step(session: Session) -> Step | None:
    """Give this user's latest step that stands, or None: the one meant by who names none.

    Where it cannot be undone, :func:`undo_commit` says why: never an older one in its stead.
    """
    for step in list_steps(session, limit=50):
        mine = step.user == session.user.name and step.undoes is None and not step.undone_by
        if mine and (step.can_be_undone or (step.counts and step.operation not in _UNMEANT)):
            return step
    return None


@loading.undisturbed()
def undo_commit(session: Session, *, commit_id: int, reason: str = "") -> Changes:
    """Restore what was before a step, in one new step, which can itself be undone.

    Raises CannotUndoError where later steps built on it, and UnionbookError where it is undone
    already or cannot be undone by its nature.
    """
    session.require("undo_commit")
    commit = history.get_commit(session.database, commit_id)
    _check_undoable(session, commit)
    with session.commit("undo_commit", reason=reason, undoes=commit.id) as changes:
        history.take_back(session.office, commit)
        left = history.dangling(session.office)
        if left:
            raise _in_the_way(left)
    return changes


def _check_undoable(session: Session, commit: Commit) -> None:
    undone = history.undone_by(session.database)
    if commit.id in undone:
        raise UnionbookError(_("This step was undone already."))
    if commit.operation == vectors.APPLY:
        raise UnionbookError(
            _(
                "What another PC entered cannot be undone as a whole here: undo the step on the PC "
                "where it was made, or correct the records."
            )
        )
    if commit.operation in _PERMANENT:
        raise UnionbookError(
            _("This step cannot be undone: “{label}”.").format(
                label=_(OPERATION_LABELS[commit.operation])
            )
        )
    if redacting.is_redacted(session.office, commit.id):
        raise UnionbookError(
            _(
                "This step cannot be undone any more: personal data in it were erased for ever. "
                "Correct the records instead."
            )
        )
    if ("vouchers", INSERTED) in history.count_changes(session.database, commit):
        raise UnionbookError(
            _(
                "Money is never taken out of the books: reverse the voucher, and both stay "
                "on record."
            )
        )
    if commit.first_change is None:
        raise UnionbookError(_("This step changed nothing that could be undone."))
    later = history.in_the_way(session.office, commit)
    if later:
        raise _in_the_way(later)


_NAMED = 3


def _in_the_way(later: list[Commit]) -> CannotUndoError:
    named = "; ".join(
        _("{label}, {at}, {user}").format(
            label=_(OPERATION_LABELS.get(commit.operation, commit.operation)),
            at=f"{clock.moment(commit.clock).astimezone():%d/%m/%Y %H:%M}",
            user=commit.user_name,
        )
        for commit in later[-_NAMED:]
    )
    rest = len(later) - _NAMED
    more = _(" and {number} more").format(number=rest) if rest > 0 else ""
    return CannotUndoError(
        _("Later steps built on this one; undo them first: {steps}{more}.").format(
            steps=named, more=more
        ),
        tuple(commit.id for commit in later),
    )
