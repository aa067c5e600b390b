# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
import registers
import welfare_desk as desk

from unionbook.domain import clock
from unionbook.errors import NotAllowedError
from unionbook.operations import history, sweep, verify, welfare, welfare_papers, welfare_steps
from unionbook.operations.welfare import Asking


@pytest.fixture
def session(tmp_path):
    opened = desk.open_branch(tmp_path / "branch")
    yield opened
    opened.close()


def request(session, reason):
    member = registers.enrol(session)
    asking = Asking("hardship", member, reason=reason)
    return welfare.request_case(session, asking=asking)


def reasons(session):
    rows = session.register.cases.database.rows("SELECT reason FROM welfare_details")
    return {row[0] for row in rows}


def files(session):
    return sorted((session.register.folder / "files").iterdir())


def test_what_a_power_cut_or_an_undoing_left_over_is_swept_after_a_month(
    session, tmp_path, monkeypatch
):
    paper = tmp_path / "scan.pdf"
    paper.write_bytes(b"%PDF")
    kept, undone = request(session, "giữ lại"), request(session, "rút lại")
    welfare_papers.attach_paper(session, case_id=undone.case_id, path=paper)
    welfare_steps.withdraw_case(session, case_id=kept.case_id, note="lời giữ lại")
    history.undo_commit(session, commit_id=undone.changes.commit_id)
    assert sweep.sweep(session) == sweep.Swept(0, 0, 0)
    assert reasons(session) == {"giữ lại", "rút lại"}
    monkeypatch.setattr(clock, "today", lambda: "2099-01-01")
    assert sweep.sweep(session) == sweep.Swept(1, 0, 1)
    assert reasons(session) == {"giữ lại"}
    assert welfare.get_case(session, case_id=kept.case_id).notes == ("lời giữ lại",)
    assert files(session) == []
    assert history.list_steps(session, limit=1)[0].operation == "sweep"
    assert verify.verify_register(session).problems == ()


def test_a_commit_that_fails_leaves_a_reason_that_nobody_refers_to(session, monkeypatch):
    member = registers.enrol(session)

    def fail(*_args, **_more):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("unionbook.data.welfare.add_case", fail)
        with pytest.raises(RuntimeError):
            welfare.request_case(session, asking=Asking("hardship", member, reason="mất điện"))
    assert welfare.list_cases(session) == []
    assert reasons(session) == {"mất điện"}
    monkeypatch.setattr(clock, "today", lambda: "2099-01-01")
    assert sweep.sweep(session).reasons == 1
    assert reasons(session) == set()


def test_only_the_head_sweeps(session):
    desk.become(session, desk.SECRETARY)
    with pytest.raises(NotAllowedError):
        sweep.sweep(session)


def test_a_paper_that_is_missing_is_named(session, tmp_path):
    paper = tmp_path / "scan.pdf"
    paper.write_bytes(b"%PDF")
    for kind in ("hardship", "wedding"):
        member = registers.enrol(session)
        case = welfare.request_case(session, asking=Asking(kind, member)).case_id
        welfare_papers.attach_paper(session, case_id=case, path=paper)
    assert len(files(session)) == 2
    for path in files(session):
        path.unlink()
    assert len(verify.verify_register(session).problems) == 2
