# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from unionbook.domain.welfare import (
    RELATION_LABELS,
    STATE_LABELS,
    Benefit,
    CaseState,
    CaseStep,
    Claim,
    Relation,
    StepKind,
    WelfareRule,
    in_force,
    of_same_event,
    of_same_family,
    of_same_relative,
    state_of,
)


def step(kind, voucher=None):
    return CaseStep(0, kind, "2026-01-01", 1, "Lan", voucher=voucher)


CHECKED, APPROVED = step(StepKind.CHECKED), step(StepKind.APPROVED)


@pytest.mark.parametrize(
    ("steps", "paid", "state"),
    [
        ((), None, CaseState.REQUESTED),
        ((CHECKED,), None, CaseState.CHECKED),
        ((CHECKED, APPROVED), None, CaseState.APPROVED),
        ((CHECKED, APPROVED), 7, CaseState.PAID),
        ((CHECKED, APPROVED, step(StepKind.ACKNOWLEDGED, 7)), 7, CaseState.ACKNOWLEDGED),
        ((CHECKED, APPROVED, step(StepKind.ACKNOWLEDGED, 6)), 7, CaseState.PAID),
        ((CHECKED, APPROVED, step(StepKind.ACKNOWLEDGED, 7)), None, CaseState.APPROVED),
        ((CHECKED, step(StepKind.REFUSED)), None, CaseState.REFUSED),
        ((CHECKED, APPROVED, step(StepKind.WITHDRAWN)), None, CaseState.WITHDRAWN),
        ((CHECKED, APPROVED, step(StepKind.WITHDRAWN)), 7, CaseState.PAID),
    ],
)
def test_how_far_a_case_came_follows_from_its_steps_and_the_payment(steps, paid, state):
    assert state_of(steps, paid) is state


def test_everything_has_a_word():
    assert set(STATE_LABELS) == set(CaseState)
    assert set(RELATION_LABELS) == set(Relation)


def rule(number, kind, since, until=""):
    return WelfareRule(number, kind, kind, (Benefit(Relation.MEMBER, 1),), since, until)


def test_of_several_rules_the_one_that_began_last_is_in_force():
    rules = [rule(1, "a", "2025-01-01"), rule(2, "a", "2026-01-01", "2026-06-30"),
             rule(3, "b", "2027-01-01")]  # fmt: skip
    days = ("2024-12-31", "2025-12-31", "2026-06-30", "2026-07-01", "2027-01-01")
    chosen = {day: {key: one.id for key, one in in_force(rules, day).items()} for day in days}
    assert chosen == {
        "2024-12-31": {},
        "2025-12-31": {"a": 1},
        "2026-06-30": {"a": 2},
        "2026-07-01": {"a": 1},
        "2027-01-01": {"a": 1, "b": 3},
    }


def claim(**told):
    values = {"case": 1, "kind": "funeral", "member": 1, "day": "2026-03-01", **told}
    return Claim(**values)


def test_cases_far_apart_are_no_doubles_and_unknown_days_are_given_more_room():
    asked = claim(case=0, event_on="2026-03-01")
    near = claim(day="2026-03-11", event_on="2026-03-11")
    far = claim(day="2026-03-12", event_on="2026-03-12")
    vague, too_vague = claim(day="2026-04-15"), claim(day="2026-04-16")
    assert of_same_event(asked, [near, far, vague, too_vague]) == [near, vague]


def test_two_relatives_known_to_differ_are_no_doubles():
    asked = claim(case=0, relation="parent", relative="Trần Cũ", event_on="2026-03-01")
    other = claim(relation="parent", relative="Lê Già", event_on="2026-03-01")
    spouse = claim(relation="spouse", event_on="2026-03-01")
    assert of_same_event(asked, [other, spouse]) == []
    same_name = claim(member=2, relation="parent", relative="tran  cu")
    assert of_same_relative(asked, [same_name, other]) == [same_name]
    assert of_same_relative(claim(case=0), [claim(member=2)]) == []
    assert of_same_family(asked, [claim(member=2), claim(member=3)], {2}) == [claim(member=2)]
    assert of_same_family(asked, [claim(member=2, relative="Khác")], {2}) == []
