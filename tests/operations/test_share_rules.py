# SPDX-License-Identifier: Apache-2.0
"""Rules of shares and of the employer fund: chosen, made, ended, refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
import registers

from unionbook import texts
from unionbook.domain.shares import ShareKind
from unionbook.errors import InvalidValueError, NotAllowedError, NotFoundError
from unionbook.operations import dues_rules, history, share_rules


@pytest.fixture
def register(tmp_path):
    registers.make(tmp_path).close()
    return tmp_path / "branch.unionbook"


@pytest.fixture
def session(register):
    opened = registers.reopen(register)
    yield opened
    opened.close()


def test_a_rule_of_the_country_with_its_source_in_the_language_in_use(session):
    (template, *_more) = share_rules.list_split_templates(session)
    with texts.spoken("vi"):
        share_rules.adopt_split(session, key=template.key, since="01/07/2026", due_months=2)
    rule = share_rules.list_splits(session)[-1]
    assert (rule.since, rule.due_months, rule.kind) == ("2026-07-01", 2, ShareKind(template.kind))
    assert rule.name == template.names["vi"]
    assert rule.source == template.sources["vi"]


def test_without_a_day_it_holds_from_its_own(session):
    (template, *_more) = share_rules.list_fund_templates(session)
    share_rules.adopt_fund_rule(session, key=template.key)
    rule = share_rules.list_fund_rules(session)[-1]
    assert (rule.since, rule.rate, rule.source) == (template.since, template.rate, template.source)
    share_rules.end_fund_rule(session, rule_id=rule.id, until="31/12/2026")
    assert share_rules.list_fund_rules(session)[-1].until == "2026-12-31"
    assert history.list_steps(session, limit=1)[0].operation == "end_fund_rule"


def test_a_rule_that_is_not_there_is_named_with_those_that_are(session):
    known = ", ".join(one.key for one in share_rules.list_split_templates(session))
    for adopt in (share_rules.adopt_split, share_rules.adopt_fund_rule, dues_rules.adopt_rule):
        with pytest.raises(NotFoundError, match="There is no rule “x”"):
            adopt(session, key="x")
    with pytest.raises(NotFoundError, match=known):
        share_rules.adopt_split(session, key="x")
    for end in (share_rules.end_split, share_rules.end_fund_rule, dues_rules.end_rule):
        with pytest.raises(NotFoundError, match="no such rule"):
            end(session, rule_id=1, until="2026-12-31")


def test_a_rule_of_ones_own_is_checked(session):
    share_rules.adopt_fund_rule(session, key=share_rules.list_fund_templates(session)[0].key)
    rule = share_rules.list_fund_rules(session)[-1]
    wrong = {"name": {"name": " "}, "rate": {"rate": 0}, "months": {"months": 5},
             "until": {"until": "2000-01-01"}}  # fmt: skip
    for field, terms in wrong.items():
        with pytest.raises(InvalidValueError) as refused:
            share_rules.add_fund_rule(session, rule=replace(rule, **terms))
        assert refused.value.field == field


def test_who_may_not(register):
    opened = registers.reopen(register)
    registers.add_user(opened, "Ba", "auditor")
    opened.close()
    other = registers.open_as(register, "Ba")
    with pytest.raises(NotAllowedError):
        share_rules.adopt_split(other, key=share_rules.list_split_templates(other)[0].key)
    other.close()
