# SPDX-License-Identifier: Apache-2.0
"""The employer's list holds no more than it must, and its payroll is matched line by line."""

from __future__ import annotations

import openpyxl
import pdf
import pytest
import python_calamine
import registers

from unionbook import texts
from unionbook.errors import InvalidValueError, NotAllowedError, UnionbookError
from unionbook.operations import (
    check_off,
    dues,
    dues_rules,
    events,
    ledger,
    members,
    money_reports,
    settings,
)

MONTH = "2025-08"
PEOPLE = (
    ("NV001", "Trần Văn An", 8_000_000),
    ("NV002", "Lê Thị Bình", 6_000_000),
    ("NV003", "Nguyễn Đức Châu", 9_000_000),
    ("NV004", "Phạm Thu Dung", 7_000_000),
)


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    dues_rules.adopt_rule(opened, key="wage_capped")
    for number, name, wage in PEOPLE:
        enrol(opened, number, name, wage)
    dues.assess_month(opened, month=MONTH)
    yield opened
    opened.close()


def enrol(session, number, name, wage=8_000_000):
    changes = members.enrol_member(
        session,
        values={
            "full_name": name,
            "employee_number": number,
            "wage": wage,
            "phone": "0912 345 678",
            "department": "May 1",
        },
        wage_from="2025-07-01",
    )
    return changes.rows["members"][0]


def payroll_file(path, rows, headers=("STT", "Mã nhân viên", "Họ và tên", "Lương", "Đoàn phí")):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["CÔNG TY GIÀY SAO MAI"])
    sheet.append(headers)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def as_deducted(*amounts):
    return [
        (at, number, name, wage, amount)
        for at, ((number, name, wage), amount) in enumerate(zip(PEOPLE, amounts, strict=True), 1)
    ]


def kinds(payroll):
    return {line.number: line.kind for line in payroll.lines}


def test_the_list_holds_number_name_amount_and_nothing_else(session, tmp_path):
    report = check_off.deduction_list(session, month="8/2025")
    assert sorted(report.rows) == [
        ("NV001", "Trần Văn An", 40_000),
        ("NV002", "Lê Thị Bình", 30_000),
        ("NV003", "Nguyễn Đức Châu", 45_000),
        ("NV004", "Phạm Thu Dung", 35_000),
    ]
    assert report.total[-1] == 150_000
    for name in ("a.pdf", "a.xlsx"):
        money_reports.save_report(session, report=report, path=tmp_path / name)
    text = pdf.words((tmp_path / "a.pdf").read_bytes())
    book = python_calamine.load_workbook(str(tmp_path / "a.xlsx"))
    for name in book.sheet_names:
        text += str(book.get_sheet_by_name(name).to_python())
    for secret in ("0912", "May 1", "8,000,000", "8000000", "6000000"):
        assert secret not in text


def test_our_own_list_comes_back_as_it_went(session, tmp_path):
    for language in ("vi", "id", "en"):
        texts.use(language)
        path = tmp_path / f"{language}.xlsx"
        report = check_off.deduction_list(session, month=MONTH)
        money_reports.save_report(session, report=report, path=path)
        payroll = check_off.read_payroll(session, path=path, month=MONTH)
        texts.use("en")
        assert payroll.count() == {"fits": 4}, language


def test_who_withdrew_the_consent_or_left_is_not_on_the_list(session):
    an, binh, chau, _dung = (row for row in members.list_member_ids(session))
    for member in (an, binh, chau):
        settings.record_consent(
            session, member_id=member, purpose="Trừ lương", text_version="1", form="paper"
        )
    given = members.get_member(session, member_id=binh).consents[0]
    settings.withdraw_consent(session, consent_id=given.id)
    events.record_event(session, member_ids=[chau], kind="left", on="2025-10-01")
    assert len(check_off.deduction_list(session, month=MONTH).rows) == 3
    (only,) = check_off.deduction_list(session, month=MONTH, consent="trừ lương").rows
    assert only[1] == members.get_member(session, member_id=an).values["full_name"]


def test_what_fits_is_posted_as_one_voucher_into_transit(session, tmp_path):
    path = payroll_file(tmp_path / "p.xlsx", as_deducted(40_000, 30_000, 45_000, 35_000))
    payroll = check_off.read_payroll(session, path=path, month=MONTH)
    assert (payroll.column, payroll.count()) == ("E", {"fits": 4})
    changes = check_off.accept_payroll(
        session, payroll=payroll, payer="Công ty Sao Mai", on="2025-09-05"
    )
    voucher = ledger.get_voucher(session, voucher_id=changes.rows["vouchers"][0]).voucher
    assert (voucher.amount, voucher.counterparty) == (150_000, "Công ty Sao Mai")
    assert voucher.source == "checkoff 2025-08"
    transit = ledger.by_role(session, "in_transit")
    assert ledger.balance_on(session, account_id=transit, on="2025-09-05") == 150_000
    assert dues.list_arrears(session, month=MONTH) == []


def test_the_same_file_again_posts_nothing(session, tmp_path):
    path = payroll_file(tmp_path / "p.xlsx", as_deducted(40_000, 30_000, 45_000, 35_000))
    payroll = check_off.read_payroll(session, path=path, month=MONTH)
    check_off.accept_payroll(session, payroll=payroll)
    again = check_off.read_payroll(session, path=path, month=MONTH)
    assert again.count() == {"paid": 4}
    with pytest.raises(UnionbookError, match="nothing was posted"):
        check_off.accept_payroll(session, payroll=again, kinds=check_off.ACCEPTABLE)


def test_every_difference_has_its_name(session, tmp_path):
    gone = enrol(session, "NV008", "Vũ Minh Khánh")
    events.record_event(session, member_ids=[gone], kind="left", on="2025-07-15")
    enrol(session, "NV009", "Đỗ Thị Hà")
    rows = [
        (1, "NV001", "Trần Văn An", 0, 40_000),
        (2, "NV002", "Lê Thị Bình", 0, 25_000),
        (3, "NV003", "Ngô Quang Tú", 0, 45_000),
        (4, "NV777", "Bùi Sơn", 0, 10_000),
        (5, "NV008", "Vũ Minh Khánh", 0, 40_000),
        (6, "NV009", "Đỗ Thị Hà", 0, 40_000),
        (7, "NV001", "Trần Văn An", 0, 40_000),
    ]
    path = payroll_file(tmp_path / "p.xlsx", rows)
    payroll = check_off.read_payroll(session, path=path, month=MONTH)
    found = [(line.row, line.number, line.kind) for line in payroll.lines if line.row]
    assert found == [
        (3, "NV001", "fits"),
        (4, "NV002", "other_amount"),
        (5, "NV003", "unknown"),
        (6, "NV777", "unknown"),
        (7, "NV008", "left"),
        (8, "NV009", "new"),
        (9, "NV001", "twice"),
    ]
    missing = {line.name: line.expected for line in payroll.lines if not line.row}
    assert missing == {"Nguyễn Đức Châu": 45_000, "Phạm Thu Dung": 35_000}
    rest = check_off.to_resolve(payroll)
    assert len(rest.rows) == len(payroll.lines) - 1
    assert rest.total[3] == sum(line.amount for line in payroll.lines) - 40_000
    assert "another name" in str([row[-1] for row in rest.rows])


def test_other_amounts_and_new_members_are_posted_only_when_accepted(session, tmp_path):
    enrol(session, "NV009", "Đỗ Thị Hà")
    rows = [*as_deducted(40_000, 25_000, 50_000, 35_000), (5, "NV009", "Đỗ Thị Hà", 0, 40_000)]
    path = payroll_file(tmp_path / "p.xlsx", rows)
    payroll = check_off.read_payroll(session, path=path, month=MONTH)
    assert payroll.count() == {"fits": 2, "other_amount": 2, "new": 1}
    check_off.accept_payroll(session, payroll=payroll, kinds=check_off.ACCEPTABLE)
    found = dues.dues_grid(session, year=2025)
    by_name = {
        members.get_member(session, member_id=member).values["full_name"]: {
            month: (one.paid, one.left) for month, one in months.items()
        }
        for member, months in found.items()
    }
    assert by_name["Lê Thị Bình"] == {"2025-08": (25_000, 5_000)}
    assert by_name["Nguyễn Đức Châu"] == {"2025-08": (45_000, 0), "2025-09": (5_000, -5_000)}
    assert by_name["Đỗ Thị Hà"] == {"2025-08": (40_000, -40_000)}
    with pytest.raises(InvalidValueError, match="cannot be posted"):
        check_off.accept_payroll(session, payroll=payroll, kinds=["twice"])


def test_the_column_of_amounts_is_found_by_its_header_or_said(session, tmp_path):
    headers = ("STT", "Mã nhân viên", "Họ và tên", "Lương", "Cột lạ")
    path = payroll_file(tmp_path / "p.xlsx", as_deducted(40_000, 30_000, 45_000, 35_000), headers)
    with pytest.raises(InvalidValueError, match="in which column"):
        check_off.read_payroll(session, path=path, month=MONTH)
    with pytest.raises(InvalidValueError, match="no column Z"):
        check_off.read_payroll(session, path=path, month=MONTH, column="z")
    assert check_off.read_payroll(session, path=path, month=MONTH, column="e").count()["fits"] == 4


def test_only_who_may_read_money_sees_a_payroll(session, tmp_path):
    path = payroll_file(tmp_path / "p.xlsx", as_deducted(40_000, 30_000, 45_000, 35_000))
    registers.add_user(session, "Minh", "complaints_officer")
    officer = registers.open_as(session.register.folder, "Minh", read_only=True)
    with pytest.raises(NotAllowedError):
        check_off.read_payroll(officer, path=path, month=MONTH)
    with pytest.raises(NotAllowedError):
        check_off.deduction_list(officer, month=MONTH)
    officer.close()


def test_a_month_that_is_not_assessed_is_refused_both_ways(session, tmp_path):
    path = payroll_file(tmp_path / "p.xlsx", as_deducted(40_000, 30_000, 45_000, 35_000))
    with pytest.raises(UnionbookError, match="09/2025 is not assessed yet"):
        check_off.read_payroll(session, path=path, month="9/2025")
    with pytest.raises(UnionbookError, match="09/2025 is not assessed yet"):
        check_off.deduction_list(session, month="9/2025")
