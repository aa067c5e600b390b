# SPDX-License-Identifier: Apache-2.0
"""What did not fit of a payroll waits in the register until somebody resolves it."""

from __future__ import annotations

import openpyxl
import pytest
import registers

from unionbook.errors import InvalidValueError, NotAllowedError, UnionbookError
from unionbook.operations import (
    check_off,
    dues,
    dues_rules,
    ledger,
    members,
    payroll_rest,
    waiting,
)

MONTH = "2025-08"
ROWS = (
    ("NV001", "Trần Văn An", 40_000),  # as expected
    ("NV002", "Lê Thị Bình", 20_000),  # ten thousand less than owed
    ("NV999", "Nguyễn Văn Lạ", 31_000),  # nobody of ours
)


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    dues_rules.adopt_rule(opened, key="wage_capped")
    for number, name, wage in (
        ("NV001", "Trần Văn An", 8_000_000),
        ("NV002", "Lê Thị Bình", 6_000_000),
        ("NV003", "Nguyễn Đức Châu", 9_000_000),
    ):
        values = {"full_name": name, "employee_number": number, "wage": wage}
        members.enrol_member(opened, values=values, wage_from="2025-07-01")
    dues.assess_month(opened, month=MONTH)
    yield opened
    opened.close()


@pytest.fixture
def payroll(session, tmp_path):
    book = openpyxl.Workbook()
    for row in (("Mã nhân viên", "Họ và tên", "Đoàn phí"), *ROWS):
        book.active.append(row)
    path = tmp_path / "payroll.xlsx"
    book.save(path)
    return check_off.read_payroll(session, path=path, month=MONTH)


@pytest.fixture
def rest(session, payroll):
    check_off.accept_payroll(session, payroll=payroll)
    return payroll_rest.list_rest(session)


def number_of(session, name):
    return members.search_members(session, text=name)[0][0]


def told(session):
    return [one for one in waiting.look_for(session, name="payroll") if one.name == "payroll"]


def left(session, name, month=MONTH):
    months = dues.member_dues(session, member_id=number_of(session, name))
    return next(one.left for one in months if one.month == month)


def test_lines_of_the_file_that_are_not_posted_wait(session, rest):
    # Who is not in the file at all owes, and is told of in the arrears.
    assert [(one.name, one.amount, one.kind) for one in rest] == [
        ("Lê Thị Bình", 20_000, "other_amount"),
        ("Nguyễn Văn Lạ", 31_000, "unknown"),
    ]
    assert {one.file for one in rest} == {"payroll.xlsx"}
    (one,) = told(session)
    assert (one.count, one.what) == (2, ("check_off", MONTH))
    assert "08/2025" in one.title


def test_a_file_that_is_read_again_makes_nothing_wait_twice(session, payroll, rest):
    payroll_rest.put_down_rest(session, line_id=rest[1].id, reason="Không phải người của ta")
    # The first voucher was wrong: it is taken back, and the file posted anew.
    posted = next(one for one in ledger.list_vouchers(session) if one.source.startswith("checkoff"))
    ledger.reverse_voucher(session, voucher_id=posted.id, reason="Nhầm")
    check_off.accept_payroll(session, payroll=payroll)
    assert [one.name for one in payroll_rest.list_rest(session)] == ["Lê Thị Bình"]


def test_a_line_is_posted_to_whom_it_names_or_to_somebody_else(session, rest):
    short, unknown = rest
    payroll_rest.post_rest(session, line_id=short.id)
    assert left(session, "Lê Thị Bình") == 10_000
    with pytest.raises(InvalidValueError, match="whose"):
        payroll_rest.post_rest(session, line_id=unknown.id)
    payroll_rest.post_rest(
        session, line_id=unknown.id, member_id=number_of(session, "Nguyễn Đức Châu")
    )
    assert left(session, "Nguyễn Đức Châu") == 14_000
    transit = ledger.by_role(session, "in_transit")
    assert ledger.balance_on(session, account_id=transit, on="2099-12-31") == 91_000
    assert payroll_rest.list_rest(session) == []
    assert told(session) == []
    with pytest.raises(UnionbookError, match="resolved already"):
        payroll_rest.post_rest(session, line_id=short.id)
    registers.expect_whole(session)


def test_a_line_of_somebody_who_never_owed_counts_for_its_month(session, rest):
    new = registers.enrol(session, "Vũ Thị Mới")
    payroll_rest.post_rest(session, line_id=rest[1].id, member_id=new)
    assert left(session, "Vũ Thị Mới") == -31_000


def test_a_line_whose_voucher_is_taken_back_waits_again(session, rest):
    changes = payroll_rest.post_rest(session, line_id=rest[0].id)
    (voucher,) = changes.rows["vouchers"]
    ledger.reverse_voucher(session, voucher_id=voucher, reason="Nhầm người")
    assert rest[0].id in [one.id for one in payroll_rest.list_rest(session)]


def test_a_line_is_put_down_with_the_reason(session, rest):
    with pytest.raises(InvalidValueError, match="why"):
        payroll_rest.put_down_rest(session, line_id=rest[1].id, reason="  ")
    payroll_rest.put_down_rest(session, line_id=rest[1].id, reason="Công ty trừ nhầm, đã trả lại")
    assert [one.name for one in payroll_rest.list_rest(session, month="8/2025")] == ["Lê Thị Bình"]
    everything = payroll_rest.list_rest(session, everything=True)
    assert [one.settled for one in everything if not one.open] == ["Công ty trừ nhầm, đã trả lại"]


def test_the_same_line_kept_on_two_pcs_is_one_line(session, rest):
    from unionbook.data import payroll_lines

    with session.commit("record_payment"):
        number = session.office.new_ids(session.site)[0]
        session.office.database.execute(
            "INSERT INTO payroll_lines SELECT ?, month, file, row, number, name, member_id, "
            "amount, expected, kind, reason, voucher_id, settled FROM payroll_lines WHERE id = ?",
            [number, rest[0].id],
        )
    assert len(payroll_lines.list_lines(session.database)) == 2
    payroll_rest.put_down_rest(session, line_id=rest[0].id, reason="Đã nộp tiền mặt")
    assert [one.name for one in payroll_rest.list_rest(session)] == ["Nguyễn Văn Lạ"]


def test_only_who_takes_payments_resolves(session, rest, tmp_path):
    registers.add_user(session, "Bình", "complaints_officer")
    session.close()
    other = registers.open_as(tmp_path / "branch.unionbook", "Bình")
    for act in (
        lambda: payroll_rest.post_rest(other, line_id=rest[0].id),
        lambda: payroll_rest.put_down_rest(other, line_id=rest[0].id, reason="x"),
    ):
        with pytest.raises(NotAllowedError):
            act()
    other.close()
