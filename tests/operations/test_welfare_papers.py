# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
import registers
import welfare_desk as desk

from unionbook.domain.welfare import DoubtKind
from unionbook.errors import NotFoundError, UnionbookError, UnreadableFileError
from unionbook.operations import history, ledger, verify, welfare, welfare_papers, welfare_steps


@pytest.fixture
def session(tmp_path):
    opened = desk.open_branch(tmp_path / "branch")
    yield opened
    opened.close()


@pytest.fixture
def case(session):
    return desk.ask(session, registers.enrol(session))


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "giấy kết hôn.pdf"
    path.write_bytes(b"%PDF wedding")
    return path


def test_a_paper_is_kept_encrypted_and_comes_out_as_it_was(session, case, scan, tmp_path):
    welfare_papers.attach_paper(session, case_id=case, path=scan)
    [paper] = welfare.get_case(session, case_id=case).papers
    assert paper.title == "giấy kết hôn.pdf"
    kept = session.register.folder / "files" / paper.file
    assert b"wedding" not in kept.read_bytes()
    out = tmp_path / "out.pdf"
    welfare_papers.save_paper(session, case_id=case, paper_id=paper.id, path=out)
    assert out.read_bytes() == scan.read_bytes()
    assert verify.verify_register(session).files == 1
    assert verify.verify_register(session).problems == ()


def test_papers_that_the_rule_asks_for_are_missed_and_counted_on_the_voucher(session, case, scan):
    missing = {one.kind for one in welfare.get_case(session, case_id=case).doubts}
    assert missing == {DoubtKind.NO_PAPERS}
    welfare_papers.attach_paper(session, case_id=case, path=scan, title="Giấy kết hôn")
    assert welfare.get_case(session, case_id=case).doubts == ()
    voucher = desk.pay(session, desk.approve(session, case))
    assert ledger.get_voucher(session, voucher_id=voucher).voucher.papers == 1


def test_attaching_may_be_undone(session, case, scan):
    changes = welfare_papers.attach_paper(session, case_id=case, path=scan)
    history.undo_commit(session, commit_id=changes.commit_id)
    assert welfare.get_case(session, case_id=case).papers == ()


def test_what_cannot_be_attached_is_refused(session, case, tmp_path, monkeypatch, scan):
    with pytest.raises(UnreadableFileError, match="check its name"):
        welfare_papers.attach_paper(session, case_id=case, path=tmp_path / "no.pdf")
    monkeypatch.setattr(welfare_papers, "_MOST_BYTES", 5)
    with pytest.raises(UnreadableFileError, match="too large"):
        welfare_papers.attach_paper(session, case_id=case, path=scan)
    with pytest.raises(NotFoundError):
        welfare_papers.read_paper(session, case_id=case, paper_id=5)
    welfare_steps.withdraw_case(session, case_id=case)
    with pytest.raises(UnionbookError, match="over"):
        welfare_papers.attach_paper(session, case_id=case, path=scan)
