# SPDX-License-Identifier: Apache-2.0
"""A desk reads what a branch calls its own kinds of welfare, and nothing else of its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import offices
import pytest
import registers

from unionbook.data.figures import Figure
from unionbook.domain.welfare import Benefit, Relation, WelfareRule
from unionbook.operations import federation_months, ledger, months, own_kinds, welfare_rules
from unionbook.operations.federation_words import kind_shown
from unionbook.sync.refusals import BundleError

if TYPE_CHECKING:
    from pathlib import Path

NAME, MONTH = "Giúp đỡ Tết quê xa", "2024-01"
KEY = "giup_do_tet_que_xa"
PAID = [
    Figure(7, MONTH, "welfare", KEY, 2, 500_000),
    Figure(7, MONTH, "welfare", "wedding", 1, 300_000),
    Figure(7, MONTH, "dues_paid", "", 1, 20_000),
]


def test_the_name_goes_up_beside_its_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    branch = offices.found(tmp_path / "a", "one", branch="Sao Mai")
    desk = offices.found(tmp_path / "f", "desk", branch="Liên đoàn", kind="federation")
    (tmp_path / "stick").mkdir()
    offices.connect(desk, branch, tmp_path / "stick", "Sao Mai")
    with branch.open() as session:
        site = session.site
        registers.enrol(session, "Trần Văn An")
        ledger.set_up_books(session)
        rule = WelfareRule(0, "", NAME, (Benefit(Relation.MEMBER, 250_000),), "2026-01-01")
        welfare_rules.add_rule(session, rule=rule)
        assert own_kinds.paper_for(session, PAID[1:]) == b""
        assert msgspec.msgpack.decode(own_kinds.paper_for(session, PAID)) == [[KEY, NAME]]
    with desk.open() as session:
        assert kind_shown(session, KEY) == "A kind of the branch's own (giup do tet que xa)"
    real, paid = months.figures, [one._replace(site=site) for one in PAID]
    monkeypatch.setattr(months, "figures", lambda *asked: [*real(*asked), *paid])
    offices.send_up(branch, desk, tmp_path / "stick", month=MONTH)
    with desk.open() as session:
        assert kind_shown(session, KEY) == NAME
        report = federation_months.months_report(session, first=MONTH, last=MONTH)
        assert NAME in [column.title for column in report.columns]
        registers.expect_whole(session)


@pytest.mark.parametrize("told", [[["", "a"]], [["a", ""]], [["a", "b\0"]], [["a"]], [["a", 5]], 7])
def test_what_no_branch_tells_is_refused(told: object):
    with pytest.raises(BundleError):
        own_kinds.take_paper(None, 1, msgspec.msgpack.encode(told))
