# SPDX-License-Identifier: Apache-2.0
"""Rules, reference values and exemptions, entered and ended in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dues_scenes
import pytest

from unionbook.domain.dues import Basis
from unionbook.operations import dues_rules
from unionbook.ui.dues.own_rule import typed_percent

if TYPE_CHECKING:
    from unionbook.ui.dues.rules import RulesPart
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def part(workspace: Workspace, settle) -> RulesPart:
    dues_scenes.set_up(workspace._desk.open_session)
    workspace.go("dues", ("part", "rules"))
    settle()
    return workspace.screen_of("dues").part


def rules(part: RulesPart):
    return dues_rules.list_rules(part._desk.open_session)


def test_a_rule_ends_on_a_day(part: RulesPart, settle):
    ending = part.rules.endings[0]
    ending.begin()
    ending.line.setText("soon")
    ending.save.click()
    settle()
    assert ending.row.note.text()
    ending.line.setText("31/12/2026")
    ending.save.click()
    settle()
    assert rules(part)[0].until == "2026-12-31"
    assert part.rules.endings == []


def test_a_day_half_typed_outlives_what_changes_meanwhile(part: RulesPart, settle):
    number = rules(part)[0].id
    part.rules.endings[0].begin()
    part.rules.endings[0].line.setText("31/1")
    part.forget()
    part.look()
    settle()
    [ending] = [one for one in part.rules.endings if not one.isHidden()]
    assert ending.line.text() == "31/1"
    ending.line.setText("31/12/2026")
    ending.save.click()
    settle()
    assert {one.id: one.until for one in rules(part)}[number] == "2026-12-31"
    assert [one for one in part.rules.endings if not one.isHidden()] == []


def test_an_own_rule_shows_what_its_basis_asks_for(part: RulesPart, settle):
    own = part.own
    own.open_form()
    own.basis.setCurrentIndex(own.basis.findData(Basis.FLAT))
    assert not own.fields["rate"].isVisible()
    assert own.fields["amount"].isVisible()
    own.name.setText("Flat")
    own.amount.setText("50.000")
    own.save.click()
    assert "From" not in own.fields["name"].note.text()
    assert own.fields["since"].note.text()
    own.since.setText("1/1/2027")
    own.save.click()
    settle()
    made = rules(part)[-1]
    assert (made.name, made.basis, made.amount, made.since) == (
        "Flat", Basis.FLAT, 50_000, "2027-01-01"
    )  # fmt: skip


def test_a_rate_is_typed_with_a_comma(part: RulesPart, settle):
    own = part.own
    own.open_form()
    own.basis.setCurrentIndex(own.basis.findData(Basis.WAGE))
    own.name.setText("More")
    own.since.setText("1/1/2027")
    own.shares["rate"].setText("0,75")
    own.shares["surcharge"].setText("0.1 %")
    own.save.click()
    settle()
    made = rules(part)[-1]
    assert (made.rate, made.surcharge) == (7_500, 1_000)
    own.open_form()
    own.shares["rate"].setText("half")
    own.since.setText("1/1/2027")
    own.save.click()
    assert "percent" in own.fields["rate"].note.text()


def test_percent_of_nothing_is_nothing():
    assert typed_percent("", field="rate") == 0


def test_a_minimum_wage_is_entered(part: RulesPart, settle):
    values = part.values
    values.open_form()
    values.kind.setCurrentIndex(values.kind.findData(Basis.MINIMUM_WAGE.value))
    values.region.setText("Vùng I")
    values.amount.setText("4.960.000")
    values.save.click()
    assert values.fields["since"].note.text()
    values.since.setText("1/7/2026")
    values.save.click()
    settle()
    found = dues_rules.list_references(part._desk.open_session)
    assert ("Vùng I", 4_960_000, "2026-07-01") in [(x.region, x.amount, x.since) for x in found]


def test_a_member_is_exempt_and_pays_again(part: RulesPart, settle):
    session = part._desk.open_session
    form = part.exemptions
    form.open_form()
    form.save.click()
    assert "member" in form.fields["member"].note.text()
    member = dues_scenes.members.list_member_ids(session)[0]
    form.who.show_member(member, "Nguyễn Thị Mai")
    form.first.setText("4/2026")
    form.save.click()
    settle()
    (only,) = dues_rules.list_exemptions(session)
    assert (only.member, only.reason, only.first, only.last) == (
        member, "maternity", "2026-04", ""
    )  # fmt: skip
