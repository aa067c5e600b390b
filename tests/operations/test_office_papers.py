# SPDX-License-Identifier: Apache-2.0
"""The other papers of the office."""

from __future__ import annotations

import pdf
import pytest
import registers
from pypdf import PdfReader

from unionbook.domain.roles import Role
from unionbook.errors import InvalidValueError, NotAllowedError, UnionbookError
from unionbook.operations import events, office_papers
from unionbook.operations.office_papers import Meeting


def text(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def last_step(session):
    return session.database.row("SELECT operation, reason FROM commits ORDER BY clock DESC LIMIT 1")


def test_an_attendance_sheet_is_noted(session, tmp_path):
    ids = [registers.enrol(session, "Trần Văn An"), registers.enrol(session, "Lê Thị Bình")]
    path = tmp_path / "sheet.pdf"
    assert office_papers.print_attendance(
        session, path=path, ids=ids, meeting=Meeting("Hội nghị", on="2026-12-01")
    ) == 2  # fmt: skip
    assert "Lê Thị Bình" in text(path)
    assert last_step(session) == ("print", "sheet.pdf: 2 members")


def test_a_form_holds_what_is_known(session, tmp_path):
    member = registers.enrol(session, "Trần Văn An", born_on="31/12/1990")
    path = tmp_path / "form.pdf"
    office_papers.print_admission_form(session, path=path, member_id=member)
    assert "31/12/1990" in text(path)
    office_papers.print_admission_form(session, path=path)
    assert "31/12/1990" not in text(path)


def test_a_certificate_takes_the_latest_transfer(session, tmp_path):
    member = registers.enrol(session, "Trần Văn An")
    path = tmp_path / "paper.pdf"
    with pytest.raises(InvalidValueError) as caught:
        office_papers.print_transfer(session, path=path, member_id=member)
    assert caught.value.field == "place"
    events.record_event(
        session, member_ids=[member], kind="transferred_out", on="5/11/2026", place="CĐCS Hoa Sen"
    )
    office_papers.print_transfer(session, path=path, member_id=member)
    assert "CĐCS Hoa Sen" in text(path)
    assert "05/11/2026" in text(path)
    office_papers.print_transfer(session, path=path, member_id=member, to_branch="Khác")
    assert "CĐCS Hoa Sen" not in text(path)
    with pytest.raises(InvalidValueError):
        office_papers.print_transfer(session, path=path, member_id=member, on="2026")


def test_labels_with_department_or_address(session, tmp_path):
    member = registers.enrol(
        session, "Trần Văn An", department="May 1", present_address="Ngõ 5", present_commune="Sen"
    )
    path = tmp_path / "labels.pdf"
    office_papers.print_labels(session, path=path, ids=[member])
    assert "May 1" in text(path)
    office_papers.print_labels(session, path=path, ids=[member], addresses=True, skip=24)
    assert "Ngõ 5" in text(path)
    assert "May 1" not in text(path)
    with pytest.raises(UnionbookError, match="at least one"):
        office_papers.print_labels(session, path=path, ids=[])


def test_only_who_may_renew_the_key_prints_it(session, tmp_path):
    path = tmp_path / "key.pdf"
    office_papers.print_recovery_key(session, path=path, key="ABCDE-FGHJK")
    assert "ABCDE" in "".join(text(path).split())
    registers.add_user(session, "Minh", Role.SECRETARY)
    session.close()
    other = registers.open_as(session.register.folder, "Minh")
    with pytest.raises(NotAllowedError):
        office_papers.print_recovery_key(other, path=path, key="ABCDE-FGHJK")
    other.close()


@pytest.mark.parametrize(
    ("country", "offered", "foreign"), [("VN", "CCCD", "NIK"), ("ID", "NIK", "CCCD")]
)
def test_the_admission_form_offers_the_papers_of_the_country(tmp_path, country, offered, foreign):
    session = registers.make(tmp_path, country=country)
    try:
        told = pdf.words(office_papers.make_admission_form(session).content)
    finally:
        session.close()
    assert offered in told
    assert foreign not in told
