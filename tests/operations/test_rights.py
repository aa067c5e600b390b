# SPDX-License-Identifier: Apache-2.0
"""No operation writes without a right that its user's role has."""

from __future__ import annotations

import ast
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

import unionbook.operations
from unionbook.domain.roles import RIGHTS, Role

FOLDER = Path(unionbook.operations.__file__).parent
KNOWN = frozenset(chain.from_iterable(one.operations for one in RIGHTS.values()))
ASKING = ("require", "may")
# What writes beside a session's own commit, and who stands before it.
PAST_THE_SESSION = {
    ("sessions.py", "commit"): "this is where the right is asked for",
    ("confidential.py", "commit"): "asks for the key of the cases; its callers for a right",
    ("bundle_parts.py", "ready_cases"): "publishes a key, for bundles that ask for a right",
    ("cases_intake.py", "_apply_cases"): "takes in what the other PCs of the branch wrote",
    ("bundle_intake.py", "take_branch"): "called by an operation that asked for apply_bundle",
    ("devices.py", "invite_device"): "asks first; settles the times of steps that were made",
    ("conflicts.py", "resolve_conflict"): "asks for its right first, whichever store it is in",
    ("federation.py", "_refresh"): "brings standings into step with the day, as opening does",
    ("from_above.py", "take_down"): "called by an operation that asked for apply_bundle",
    ("device_trust.py", "ready_keys"): "makes this PC's own keys, which certify nothing",
}
MONEY = {
    "post_voucher", "assess_dues", "record_payment", "close_month", "change_dues_rules",
    "settle_shares", "reconcile_bank", "count_cash",
}  # fmt: skip
RULING = {
    "manage_users", "change_settings", "restore_backup", "renew_recovery_key", "sweep",
    "reopen_month", "join_federation", "erase_member",
}  # fmt: skip


@cache
def modules() -> dict[str, ast.Module]:
    return {path.name: ast.parse(path.read_text("utf-8")) for path in FOLDER.glob("*.py")}


def calls() -> list[tuple[str, str, ast.Call]]:
    """Give every call of a method, with the file and the outermost function it stands in."""
    found = []
    for name, module in modules().items():
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef):
                inside = (one for one in ast.walk(node) if isinstance(one, ast.Call))
                found += [(name, node.name, one) for one in inside]
    return found


def method(call: ast.Call) -> tuple[str, str]:
    """Give on what a method is called, as it is written, and its name."""
    if not isinstance(call.func, ast.Attribute):
        return "", ""
    return ast.unparse(call.func.value), call.func.attr


def text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def test_every_right_that_is_asked_for_is_somebodys():
    """A right that nobody has would refuse everybody; one that is misspelt would never refuse."""
    asked: dict[str, str] = {}
    for name, function, call in calls():
        on, called = method(call)
        given = {one.arg: one.value for one in call.keywords}
        if called in ASKING and "session" in on and call.args:
            right = text(call.args[0])
        elif called == "commit" and on.endswith("session") and call.args:
            right = text(given["right"]) if "right" in given else text(call.args[0])
        else:
            continue
        if right is not None:
            asked[right] = f"{name}: {function}"
    assert {right: place for right, place in asked.items() if right not in KNOWN} == {}
    assert len(asked) > 30


def test_nothing_writes_past_the_session():
    """Every commit is a session's own, which asks for the right first."""
    found = {
        (name, function)
        for name, function, call in calls()
        for on, called in [method(call)]
        if (called == "commit" and not on.endswith("session") and on != "confidential")
        or (called == "apply" and on == "applying")
        or (called == "upkeep")
    }
    assert found == set(PAST_THE_SESSION)


@pytest.mark.parametrize("role", Role)
def test_what_each_role_may_never(role: Role):
    held = RIGHTS[role].operations
    if role is Role.HEAD:
        assert held == KNOWN
        return
    assert not held & RULING
    if role is not Role.TREASURER:
        assert not held & (MONEY | {"pay_welfare", "change_estimate"})
    if role is not Role.SECRETARY:
        assert not held & {"approve_welfare", "change_welfare_rules", "enrol_member"}
        assert not held & {"transfer_member", "send_down", "manage_units"}


def test_nobody_but_a_head_decides_and_pays():
    for role, one in RIGHTS.items():
        both = {"approve_welfare", "pay_welfare"} <= one.operations
        assert both == (role is Role.HEAD), role


def test_an_auditor_changes_nothing():
    assert all(
        right.startswith(("read_", "verify_", "export_", "print"))
        for right in RIGHTS[Role.AUDITOR].operations
    )
