# SPDX-License-Identifier: Apache-2.0
"""The kinds of welfare each country brings along."""

from __future__ import annotations

import pytest

from unionbook.domain.chart import chart_of
from unionbook.domain.roles import Role
from unionbook.domain.welfare_templates import templates_of

LANGUAGES = {"VN": ("vi", "en"), "ID": ("id", "en")}


@pytest.mark.parametrize("country", ["VN", "ID"])
def test_each_kind_is_named_booked_and_sourced(country):
    found = templates_of(country)
    assert len({one.key for one in found}) == len(found) > 5
    accounts = {part for one in chart_of(country) for part in (one.code, one.role)}
    for one in found:
        assert set(one.names) == set(one.papers) == set(LANGUAGES[country])
        assert one.rule.kind == one.key
        assert one.rule.account in accounts
        assert one.rule.approver in (Role.HEAD, Role.SECRETARY)
        assert one.rule.certainty in ("S", "S2", "R")
        assert set(one.sources) == set(LANGUAGES[country])
        assert all(0 < gives.amount <= gives.ceiling for gives in one.rule.benefits)
        assert len({gives.relation for gives in one.rule.benefits}) == len(one.rule.benefits)


@pytest.mark.parametrize("country", ["VN", "ID"])
def test_what_tells_of_health_and_need_is_confidential_from_the_start(country):
    secret = {one.key for one in templates_of(country) if one.rule.confidential}
    assert secret == {"serious_illness", "hardship"}
