# SPDX-License-Identifier: Apache-2.0
"""A report that was handed out is believed only where its figures are those of the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import money_branch
import openpyxl
import pypdf
import pytest
import registers
import whole_branch
from reportlab.pdfgen.canvas import Canvas

from unionbook import texts
from unionbook.errors import NotAllowedError, UnionbookError, UnreadableFileError
from unionbook.operations import members, money_reports, report_seal
from unionbook.operations.papers import letterhead, printed
from unionbook.operations.report_check import Verdict, check_report
from unionbook.reports.money_report import money_report

KINDS = {kind.name: kind for kind in money_reports.KINDS if "ID" not in kind.countries}


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    money_branch.set_up(opened)
    yield opened
    opened.close()


@pytest.fixture
def made(session, tmp_path):
    """Give what writes a report and says where; figures may be forged under the true line."""

    def write(name, *, period="2025", ending="pdf", forge=None):
        report = money_reports.make_report(session, name=name, period=period)
        path = tmp_path / f"{name}.{ending}"
        if forge is None:
            money_reports.save_report(session, report=report, path=path)
            return path
        seal = report_seal.seal_line(session, report)
        path.write_bytes(
            money_report(
                forge(report), letterhead=letterhead(session), printed=printed(session), seal=seal
            )
        )
        return path

    return write


def forged(row, column, value):
    def forge(report):
        rows = [list(one) for one in report.rows]
        rows[row][column] = value
        return replace(report, rows=tuple(map(tuple, rows)))

    return forge


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    opened = whole_branch.open_branch(tmp_path_factory.mktemp("whole"))
    yield opened
    opened.close()


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("name", KINDS)
def test_what_was_just_written_is_the_same_in_any_language(whole, name, language, tmp_path):
    paths = [tmp_path / f"a.{ending}" for ending in ("pdf", "xlsx")]
    with texts.spoken(language):
        asked = whole_branch.asked_of(whole, KINDS[name])
        report = money_reports.make_report(whole, **asked)
        for path in paths:
            money_reports.save_report(whole, report=report, path=path)
    for path in paths:
        found = check_report(whole, path=path)
        assert (found.verdict, found.reasons, found.differences) == (Verdict.SAME, (), ())
        assert found.name == name


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_what_changed_since_is_named_and_was_right(session, made, ending):
    path = made("dues-members", ending=ending)
    an = session.database.value("SELECT id FROM members WHERE full_name = 'Trần Văn An'")
    money_branch.pay(session, [an], 7_000, on="2025-11-02")
    found = check_report(session, path=path)
    assert found.verdict is Verdict.CHANGED
    (row, other) = [one for one in found.differences if one.row]
    assert (row.row, row.column, row.then) == (1, "Paid", row.shown)
    assert row.name == "0001 Trần Văn An"
    assert other.column == "Paid ahead"
    assert all(one.was_right for one in found.differences)


def test_a_row_that_came_since_is_named(session, made):
    path = made("cash-book")
    money_branch.post(session, "payment", "welfare", "cash", 11_000, on="2025-12-05")
    found = check_report(session, path=path)
    assert found.verdict is Verdict.CHANGED
    (new,) = [one for one in found.differences if not one.column]
    assert (new.shown, "PC0002/2025" in new.name) == ("", True)


def test_an_altered_figure_under_an_untouched_line_is_refused_and_named(session, made):
    path = made("cash-book", forge=forged(1, 4, 1_500_000))
    found = check_report(session, path=path)
    assert found.verdict is Verdict.ALTERED
    (one,) = found.differences
    assert (one.row, one.column, one.shown, one.now) == (2, "In", "1,500,000", "150,000")


def test_what_changed_since_is_not_taken_for_what_was_altered(session, made):
    path = made("dues-members", forge=forged(1, 4, 999_000))
    an = session.database.value("SELECT id FROM members WHERE full_name = 'Trần Văn An'")
    money_branch.pay(session, [an], 7_000, on="2025-11-02")
    found = check_report(session, path=path)
    assert found.verdict is Verdict.ALTERED
    assert {(one.row, one.column, one.shown) for one in found.differences} == {
        (2, "Paid", "999,000")
    }


@pytest.mark.parametrize(
    ("forge", "told"),
    [
        (lambda report: replace(report, rows=report.rows[:-1]), "CK0001/2025"),
        (lambda report: replace(report, rows=(*report.rows, report.rows[-1])), "CK0001/2025"),
        (lambda report: replace(report, last="2025-11"), "title"),
        (lambda report: replace(report, title="Bank book"), "title"),
        (forged(1, 2, "Trần Văn Ấn"), "Trần Văn Ấn"),
    ],
)
def test_whatever_else_is_altered_is_found(session, made, forge, told):
    found = check_report(session, path=made("cash-book", forge=forge))
    assert found.verdict is Verdict.ALTERED
    assert told in f"{found.reasons} {found.differences}"


def test_an_altered_cell_is_refused_and_named(session, made):
    path = made("dues-departments", ending="xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["D2"] = 1
    book.save(path)
    found = check_report(session, path=path)
    assert found.verdict is Verdict.ALTERED
    assert {(one.row, one.column, one.shown) for one in found.differences} == {(1, "Paid", "1")}


def whiten(canvas):
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(300, 300, 60, 20, stroke=0, fill=1)


def paint_thickly(canvas):
    canvas.setStrokeColorRGB(1, 1, 1)
    canvas.setLineWidth(12)
    canvas.line(300, 300, 360, 300)


def laid_over(path, draw, folder, *, before_the_line):
    over = folder / "over.pdf"
    canvas = Canvas(str(over), pagesize=(842, 595))
    draw(canvas)
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=str(path))
    page = writer.pages[0]
    held = page.get_contents().get_data()
    drawn = b"q " + pypdf.PdfReader(str(over)).pages[0].get_contents().get_data() + b" Q "
    at = held.rindex(b"q BT") if before_the_line else len(held)
    content = pypdf.generic.DecodedStreamObject()
    content.set_data(held[:at] + b"\n" + drawn + b"\n" + held[at:])
    page[pypdf.generic.NameObject("/Contents")] = writer._add_object(content)
    writer.write(str(path))


@pytest.mark.parametrize("before_the_line", [True, False])
@pytest.mark.parametrize("draw", [whiten, paint_thickly])
def test_what_is_laid_over_a_page_is_found(session, made, tmp_path, draw, before_the_line):
    path = made("cash-book")
    laid_over(path, draw, tmp_path, before_the_line=before_the_line)
    found = check_report(session, path=path)
    assert found.verdict is Verdict.ALTERED
    assert "laid over page 1" in found.reasons[0]


@pytest.mark.parametrize("before", [b"3 Tr ", b"0.97 0.97 0.98 rg "])
def test_a_figure_that_was_made_invisible_is_found(session, made, before):
    path = made("cash-book")
    writer = pypdf.PdfWriter(clone_from=str(path))
    page = writer.pages[0]
    held = page.get_contents().get_data()
    # The texts of the last column of the table, hidden where they are shown.
    at = held.rindex(b"BT ", 0, held.index(b"(150,000) Tj") if b"(150,000) Tj" in held else None)
    at = held.index(b" rg ", at) + 4
    content = pypdf.generic.DecodedStreamObject()
    content.set_data(held[:at] + before + held[at:])
    page[pypdf.generic.NameObject("/Contents")] = writer._add_object(content)
    writer.write(str(path))
    assert check_report(session, path=path).verdict is Verdict.ALTERED


def test_a_pdf_that_another_program_saved_anew_is_still_right(session, made):
    path = made("dues-members")
    writer = pypdf.PdfWriter(clone_from=str(path))
    for page in writer.pages:
        page.compress_content_streams()
    writer.write(str(path))
    assert check_report(session, path=path).verdict is Verdict.SAME


def test_a_line_of_another_register_or_one_made_up_is_no_proof(session, made, tmp_path):
    other = registers.make_other(tmp_path / "other")
    money_branch.set_up(other)
    path = made("cash-book")
    found = check_report(other, path=path)
    assert (found.verdict, found.reasons) == (
        Verdict.FOREIGN, ("The report is of another register.",),
    )  # fmt: skip
    other.close()
    report = money_reports.make_report(session, name="cash-book", period="2025")
    line = report_seal.seal_line(session, report)
    wrong = line.replace("2025-01..2025-12", "2025-01..2025-11")
    content = money_report(
        report, letterhead=letterhead(session), printed=printed(session), seal=wrong
    )
    path.write_bytes(content)
    assert check_report(session, path=path).verdict is Verdict.FOREIGN


def test_choices_and_many_pages_are_read_back(session, tmp_path):
    for number in range(120):
        money_branch.post(session, "payment", "welfare", "bank", 1_000 + number, on="2025-10-05")
    path = tmp_path / "a.pdf"
    report = money_reports.make_report(
        session, name="cash-book", period="2025", choices={"account": "112"}
    )
    assert len(report.rows) > 120
    money_reports.save_report(session, report=report, path=path)
    assert len(pypdf.PdfReader(str(path)).pages) > 2
    assert check_report(session, path=path).verdict is Verdict.SAME
    writer = pypdf.PdfWriter()
    for page in pypdf.PdfReader(str(path)).pages[:-1]:
        writer.add_page(page)
    writer.write(str(path))
    assert check_report(session, path=path).verdict is Verdict.ALTERED


def test_names_that_paper_has_no_letters_for_do_no_harm(session, made):
    members.enrol_member(session, values={"full_name": "Lý 😀 漢字 Ba", "wage": 5_000_000})
    path = made("dues-members")
    assert check_report(session, path=path).verdict is Verdict.SAME


def test_what_cannot_be_checked_is_refused_in_a_sentence(session, tmp_path):
    empty = tmp_path / "a.pdf"
    canvas = Canvas(str(empty))
    canvas.drawString(100, 100, "Cash book")
    canvas.save()
    with pytest.raises(UnreadableFileError, match="no line of unionbook"):
        check_report(session, path=empty)
    empty.write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        check_report(session, path=empty)
    with pytest.raises(UnreadableFileError, match="cannot be opened"):
        check_report(session, path=tmp_path / "b.pdf")
    registers.add_user(session, "Minh", "complaints_officer")
    officer = registers.open_as(session.register.folder, "Minh", read_only=True)
    with pytest.raises(NotAllowedError):
        check_report(officer, path=empty)
    officer.close()


def test_a_report_that_cannot_be_made_any_more_says_why(session, made, monkeypatch):
    path = made("cash-book")
    fewer = tuple(kind for kind in money_reports.KINDS if kind.name != "cash-book")
    monkeypatch.setattr(money_reports, "KINDS", fewer)
    with pytest.raises(UnionbookError, match=r"of this register.*no report “cash-book”"):
        check_report(session, path=path)


def test_the_line_tells_nothing_of_the_figures(session):
    report = money_reports.make_report(session, name="arrears", period="2025-09")
    line = report_seal.seal_line(session, report)
    assert line.split()[1:3] == ["arrears", "2025-09..2025-09"]
    assert date.fromisoformat(line.split()[6])
    assert str(report.total[-1]) not in line
