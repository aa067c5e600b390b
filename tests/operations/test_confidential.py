# SPDX-License-Identifier: Apache-2.0
"""What is confidential reaches nobody without the cases' key, by whatever way he or she looks."""

from __future__ import annotations

import pytest
import registers
import welfare_desk as desk

from unionbook.data import attachments
from unionbook.errors import DamagedError, NotAllowedError
from unionbook.operations import (
    confidential,
    history,
    money_reports,
    users,
    verify,
    welfare,
    welfare_papers,
    welfare_steps,
)
from unionbook.operations.welfare import Asking

WORDS = ("ung thư tuyến giáp", "Trần Bé Kín", "2026-02-13", "bảo hiểm không chi", "bệnh án kín")
PAPER = b"%PDF-1.4 chan doan: ung thu tuyen giap"


@pytest.fixture
def session(tmp_path):
    opened = desk.open_branch(tmp_path / "Branch")
    yield opened
    opened.close()


@pytest.fixture
def case(session, tmp_path):
    """Give a confidential case that went all the way, with a paper and words to its steps."""
    member = registers.enrol(session, "Trần Văn An")
    desk.become(session, desk.SECRETARY)
    asking = Asking(
        "serious_illness", member, relation="child", relative=WORDS[1], event_on=WORDS[2],
        reason=WORDS[0], amount=1_500_000, on="2026-03-02",
    )  # fmt: skip
    number = welfare.request_case(session, asking=asking).case_id
    paper = tmp_path / "scan.pdf"
    paper.write_bytes(PAPER)
    welfare_papers.attach_paper(session, case_id=number, path=paper, title=WORDS[4])
    desk.approve(session, number, note=WORDS[3])
    desk.pay(session, number)
    welfare_steps.acknowledge_case(session, case_id=number)
    return number


def everything(database):
    """Give every value of every table of a store as one text, journal and indexes too."""
    names = database.rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    return "\n".join(
        repr(row) for (name,) in names for row in database.rows(f"SELECT * FROM [{name}]")
    )


def test_the_office_store_knows_no_word_of_it(session, case, tmp_path):
    assert case
    office, cases = everything(session.database), everything(session.register.cases.database)
    for word in WORDS:
        assert word not in office
        assert word in cases
    # Nor the file behind it: decrypted, page by page, as a debugger with the office key sees it.
    plain = tmp_path / "plain.db"
    session.office.checkpoint()
    session.database.execute("ATTACH DATABASE ? AS plain KEY ''", [str(plain)])
    session.database.allow_writing(allowed=True)
    session.database.rows("SELECT sqlcipher_export('plain')")
    session.database.allow_writing(allowed=False)
    session.database.execute("DETACH DATABASE plain")
    content = plain.read_bytes()
    assert "Trần Văn An".encode() in content
    assert not [word for word in WORDS if word.encode() in content]


def test_undone_and_withdrawn_it_leaves_no_word_behind_either(session):
    member = registers.enrol(session, "Trần Văn An")
    desk.become(session, desk.SECRETARY)
    case = welfare.request_case(session, asking=Asking("hardship", member, reason=WORDS[0])).case_id
    welfare_steps.withdraw_case(session, case_id=case, note=WORDS[3])
    for step in history.list_steps(session, limit=2):
        history.undo_commit(session, commit_id=step.id)
    assert not [word for word in WORDS if word in everything(session.database)]


def test_reports_and_vouchers_say_kind_amount_and_payee_alone(session, case):
    assert case
    for name in ("welfare-kinds", "welfare-members", "welfare-cases", "cash-book"):
        shown = repr(money_reports.make_report(session, name=name, period="2026"))
        assert "1500000" in shown
        assert not [word for word in WORDS if word in shown]


def test_the_paper_is_under_the_cases_key(session, case):
    [paper] = welfare.get_case(session, case_id=case).papers
    assert welfare_papers.read_paper(session, case_id=case, paper_id=paper.id) == PAPER
    with pytest.raises(DamagedError):
        attachments.get(session.office, session.register.folder, paper.file)
    session.close()
    treasurer = registers.open_as(session.register.folder, desk.TREASURER)
    assert not confidential.may_open(treasurer)
    with pytest.raises(NotAllowedError):
        welfare_papers.read_paper(treasurer, case_id=case, paper_id=paper.id)
    treasurer.close()


def test_a_new_paper_has_a_new_key_after_somebody_was_removed(session, case, tmp_path):
    users.remove_user(session, name=desk.CLERK)
    path = tmp_path / "more.pdf"
    path.write_bytes(b"more")
    member = registers.enrol(session, "Khác")
    desk.become(session, desk.SECRETARY)
    other = welfare.request_case(session, asking=Asking("hardship", member)).case_id
    welfare_papers.attach_paper(session, case_id=other, path=path)
    desk.become(session, registers.HEAD)
    old = welfare.get_case(session, case_id=case).papers[0]
    new = welfare.get_case(session, case_id=other).papers[0]
    assert old.file.partition("-")[0] != new.file.partition("-")[0]
    assert welfare_papers.read_paper(session, case_id=other, paper_id=new.id) == b"more"
    assert welfare_papers.read_paper(session, case_id=case, paper_id=old.id) == PAPER
    assert verify.verify_register(session).problems == ()
