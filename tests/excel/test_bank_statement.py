# SPDX-License-Identifier: Apache-2.0
"""Statements as banks of both countries export them; people and sums invented."""

from __future__ import annotations

import csv
import datetime as dt

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionbook.errors import UnreadableFileError
from unionbook.excel.bank_headers import meaning_of
from unionbook.excel.bank_statement import read_statement


@pytest.fixture
def book(tmp_path):
    def made(*rows, merges=(), name="statement.xlsx"):
        workbook = openpyxl.Workbook()
        for row in rows:
            workbook.active.append(list(row))
        for one in merges:
            workbook.active.merge_cells(one)
        path = tmp_path / name
        workbook.save(path)
        return path

    return made


@pytest.fixture
def text(tmp_path):
    def made(content, encoding="utf-8"):
        path = tmp_path / "statement.csv"
        path.write_text(content, encoding)
        return path

    return made


def told(found):
    return [(line.dated_on, line.amount, line.balance) for line in found.lines]


def test_vietcombank_with_number_under_the_date_and_balances_around_the_table(book):
    path = book(
        ("SAO KÊ TÀI KHOẢN/ ACCOUNT STATEMENT",),
        ("Ngày thực hiện/ Date: 05/04/2026",),
        ("Số tài khoản/ Account number:", None, "0011 002233445"),
        ("Loại tiền/ Currency:", None, "VND"),
        ("Từ/ From: 01/03/2026  Đến/ To: 31/03/2026",),
        ("Số dư đầu kỳ/ Opening balance:", None, "1.500.000"),
        ("STT\nNo.", "Ngày\nTNX Date/ Số CT/ Doc No", "Số tiền ghi nợ/ Debit",
         "Số tiền ghi có/ Credit", "Số dư/ Balance", "Nội dung chi tiết/ Transactions in detail"),
        (1, "02/03/2026\n5078 - 81233", None, "2.000.000", "3.500.000", "SAO MAI NOP DOAN PHI"),
        (2, "15/03/2026\n5091 - 10021", "11.000", None, "3.489.000", "THU PHI QLTK"),
        ("Tổng cộng", None, "11.000", "2.000.000"),
        ("Số dư cuối kỳ/ Closing balance:", None, None, None, "3.489.000"),
        ("Chứng từ này được in từ hệ thống",),
    )  # fmt: skip
    found = read_statement(path)
    assert told(found) == [
        ("2026-03-02", 2_000_000, 3_500_000),
        ("2026-03-15", -11_000, 3_489_000),
    ]
    assert (found.opening, found.closing, found.number) == (1_500_000, 3_489_000, "0011002233445")
    assert found.lines[0].reference == "5078 - 81233"
    assert found.lines[0].details == "SAO MAI NOP DOAN PHI"
    assert (found.unread, found.warnings) == ([], [])


def test_bidv_newest_first_with_true_dates_and_numbers(book):
    path = book(
        ("SỔ CHI TIẾT GIAO DỊCH",),
        (),
        ("STT", "Ngày giao dịch", "Ngày hiệu lực", "Số tiền ghi nợ", "Số tiền ghi có", "Số dư",
         "Mô tả", "Số chứng từ"),
        (1, dt.datetime.fromisoformat("2026-03-20T09:01:00"), dt.date(2026, 3, 20), 500_000, 0,
         4_500_000, "Chi tham om", "A2"),
        (2, dt.datetime.fromisoformat("2026-03-04T15:00:00"), dt.date(2026, 3, 4), 0, 1_000_000,
         5_000_000, "Doan phi to 1", "A1"),
        ("Tổng", None, None, 500_000, 1_000_000),
    )  # fmt: skip
    found = read_statement(path)
    assert told(found) == [
        ("2026-03-04", 1_000_000, 5_000_000),
        ("2026-03-20", -500_000, 4_500_000),
    ]
    assert (found.opening, found.closing) == (4_000_000, 4_500_000)
    assert [line.reference for line in found.lines] == ["A1", "A2"]
    assert (found.unread, found.warnings) == ([], [])


def test_agribank_with_a_header_in_two_rows(book):
    path = book(
        ("NGÂN HÀNG", None, None, "SAO KÊ"),
        ("Ngày giao dịch", "Số bút toán", "Phát sinh", None, "Số dư", "Diễn giải"),
        (None, None, "Nợ", "Có", None, None),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
        ("Số dư đầu kỳ", None, None, None, "100,000", None),
        ("05-03-2026", "7001", None, "900,000", "1,000,000", "NOP TIEN MAT"),
        ("06-03-2026", "7002", "250,000.00", None, "750,000.00", "RUT TIEN MAT"),
        ("Cộng phát sinh", None, "250,000", "900,000", None, None),
        ("Số dư cuối kỳ", None, None, None, "750,000", None),
        merges=("C2:D2", "A2:A3", "B2:B3", "E2:E3", "F2:F3"),
    )
    found = read_statement(path)
    assert told(found) == [("2026-03-05", 900_000, 1_000_000), ("2026-03-06", -250_000, 750_000)]
    assert (found.opening, found.closing) == (100_000, 750_000)
    assert (found.unread, found.warnings) == ([], [])


def test_one_signed_column_and_a_party(book):
    path = book(
        (
            "Ngày giao dịch",
            "Đối tác",
            "Số tiền",
            "Số dư sau giao dịch",
            "Diễn giải",
            "Mã giao dịch",
        ),
        ("01/03/2026 08:15:22", "CTY SAO MAI", "+1.200.000", "1.200.000", "kpcd t2", "FT1"),
        ("03/03/2026 10:00:00", "TRAN VAN AN", "-200.000", "1.000.000", "tham om", "FT2"),
    )
    found = read_statement(path)
    assert told(found) == [
        ("2026-03-01", 1_200_000, 1_200_000),
        ("2026-03-03", -200_000, 1_000_000),
    ]
    assert [line.party for line in found.lines] == ["CTY SAO MAI", "TRAN VAN AN"]


def test_bca_text_with_days_without_a_year_and_a_column_of_signs_without_a_header(text):
    found = read_statement(
        text(
            "No. rekening : 1234567890\n"
            "Nama : PUK SP SAO MAI\n"
            "Periode : 28/12/2025 - 31/01/2026\n"
            "Kode Mata Uang : Rp\n"
            "Tanggal Transaksi,Keterangan,Cabang,Jumlah,,Saldo\n"
            "'29/12,SETORAN TUNAI,'0000,500000.00,CR,1500000.00\n"
            "'05/01,TRSF E-BANKING DB PEMBAYARAN ATK,'0000,250000.00,DB,1250000.00\n"
            "'31/01,BIAYA ADM,'0998,15000.00,DB,1235000.00\n"
            "Saldo Awal : 1000000.00\n"
            "Mutasi Debet : 265000.00\n"
            "Mutasi Kredit : 500000.00\n"
            "Saldo Akhir : 1235000.00\n"
        )
    )
    assert told(found) == [
        ("2025-12-29", 500_000, 1_500_000),
        ("2026-01-05", -250_000, 1_250_000),
        ("2026-01-31", -15_000, 1_235_000),
    ]
    assert (found.opening, found.closing, found.number) == (1_000_000, 1_235_000, "1234567890")
    assert (found.unread, found.warnings) == ([], [])


def test_bca_sheet_with_the_sign_after_the_sum_and_a_balance_only_at_the_end_of_a_day(book):
    path = book(
        ("REKENING TAHAPAN",),
        ("PERIODE", ":", "MARET 2026"),
        ("TANGGAL", "KETERANGAN", "CBG", "MUTASI", "SALDO"),
        ("01/03", "SALDO AWAL", None, None, "2,000,000.00"),
        ("03/03", "TRSF E-BANKING CR", "0001", "750,000.00", None),
        (None, "IURAN COS PT MAJU", None, None, None),
        ("03/03", "BIAYA TXN", "0001", "6,500.00 DB", "2,743,500.00"),
        ("SALDO AWAL", None, None, "2,000,000.00", None),
        ("MUTASI CR", None, None, "750,000.00", "1"),
        ("MUTASI DB", None, None, "6,500.00", "1"),
        ("SALDO AKHIR", None, None, "2,743,500.00", None),
    )
    found = read_statement(path)
    assert told(found) == [("2026-03-03", 750_000, None), ("2026-03-03", -6_500, 2_743_500)]
    assert found.lines[0].details == "TRSF E-BANKING CR IURAN COS PT MAJU"
    assert (found.opening, found.closing) == (2_000_000, 2_743_500)
    assert (found.unread, found.warnings) == ([], [])


def test_mandiri_text_with_two_columns_of_details_and_no_balance(text):
    found = read_statement(
        text(
            "Account No,Date,Val. Date,Transaction Code,Description,Description,Reference No.,"
            "Debit,Credit,\n"
            '1230001234567,02/03/26,02/03/26,1001,IURAN MARET,PT MAJU JAYA,R1,.00,"1,500,000.00",\n'
            '1230001234567,05/03/26,05/03/26,1002,SETORAN KE DPC,,R2,"750,000.00",.00,\n'
        )
    )
    assert told(found) == [("2026-03-02", 1_500_000, None), ("2026-03-05", -750_000, None)]
    assert found.lines[0].details == "IURAN MARET PT MAJU JAYA"
    assert (found.opening, found.closing) == (None, None)


def test_bri_text_with_headers_run_together_and_a_balance_before_each_line(text):
    found = read_statement(
        text(
            "NOREK;TGL_TRAN;DESK_TRAN;SALDO_AWAL_MUTASI;MUTASI_DEBET;MUTASI_KREDIT;SALDO_AKHIR_MUTASI\n"
            "001;2026-03-02 10:11:12;Iuran;1.000.000,00;0,00;500.000,00;1.500.000,00\n"
            "001;2026-03-09 09:00:00;Biaya;1.500.000,00;2.500,00;0,00;1.497.500,00\n"
        )
    )
    assert told(found) == [("2026-03-02", 500_000, 1_500_000), ("2026-03-09", -2_500, 1_497_500)]
    assert (found.opening, found.closing) == (1_000_000, 1_497_500)


def test_sen_are_rounded_so_that_the_balances_still_follow(text):
    found = read_statement(
        text(
            "Tanggal;Uraian;Debet;Kredit;Saldo\n"
            "01/03/2026;Bunga;;1.234,56;1.001.234,56\n"
            "01/03/2026;Pajak;246,91;;1.000.987,65\n"
            "02/03/2026;Bunga;;0,20;1.000.987,85\n"
        )
    )
    assert told(found) == [("2026-03-01", 1_235, 1_001_235), ("2026-03-01", -247, 1_000_988)]
    assert (found.opening, found.closing, found.warnings) == (1_000_000, 1_000_988, [])


def test_what_is_no_line_is_named_and_what_is_missing_is_told(book):
    path = book(
        ("Ngày", "Nội dung", "Ghi nợ", "Ghi có", "Số dư"),
        ("01/03/2026", "a", None, "1.000", "1.000"),
        (None, "không ngày", None, "5.000", "6.000"),
        ("02/03/2026", "hỏng", "x12", None, "6.000"),
        ("03/03/2026", "b", "500", None, "5.500"),
    )
    found = read_statement(path)
    assert [line.amount for line in found.lines] == [1_000, -500]
    assert [one.row for one in found.unread] == [3, 4]
    assert any("row 5" in warning for warning in found.warnings)


def test_columns_named_from_the_banks_side_are_turned(book):
    path = book(
        ("Date", "Details", "Debit", "Credit", "Balance"),
        ("01/03/2026", "in", 1_000, None, 6_000),
        ("02/03/2026", "out", None, 500, 5_500),
        ("03/03/2026", "in", 100, None, 5_600),
    )
    found = read_statement(path)
    assert [line.amount for line in found.lines] == [1_000, -500, 100]
    assert "exchanged" in found.warnings[0]


def test_equal_lines_are_told_apart_and_stay_the_same_in_another_export(book):
    header = ("Ngày", "Nội dung", "Ghi nợ", "Ghi có")
    fee = ("01/03/2026", "Phí SMS", "11.000", None)
    one = read_statement(book(header, fee, fee)).lines
    other = read_statement(book(("x",), header, fee, fee, fee)).lines
    assert len({line.fingerprint for line in other}) == 3
    assert [line.fingerprint for line in one] == [line.fingerprint for line in other[:2]]


def test_another_sheet_with_a_statement_is_named_and_read_when_asked_for(tmp_path):
    workbook = openpyxl.Workbook()
    for number, sheet in enumerate((workbook.active, workbook.create_sheet("T4")), 3):
        sheet.append(("Ngày", "Nội dung", "Ghi nợ", "Ghi có"))
        sheet.append((f"05/{number:02d}/2026", "x", None, number * 1_000))
    path = tmp_path / "two.xlsx"
    workbook.save(path)
    first = read_statement(path)
    assert told(first) == [("2026-03-05", 3_000, None)]
    assert "“T4”" in first.warnings[0]
    other = read_statement(path, sheet="T4")
    assert (told(other), other.warnings) == ([("2026-04-05", 4_000, None)], [])


def test_a_header_that_comes_again_on_the_next_page_is_no_line(book):
    header = ("Ngày", "Nội dung", "Ghi nợ", "Ghi có", "Số dư")
    path = book(
        header,
        ("Date", "Details", "Debit", "Credit", "Balance"),
        ("01/03/2026", "a", None, 5, 5),
        header,
        ("02/03/2026", "b", 2, None, 3),
    )
    found = read_statement(path)
    assert (told(found), found.unread) == ([("2026-03-01", 5, 5), ("2026-03-02", -2, 3)], [])


def test_a_dated_opening_balance_is_no_line(text):
    found = read_statement(
        text(
            "Date;Description;Debit;Credit;Balance\n01/03/2026;Opening balance;;100;\n"
            "02/03/2026;a;;5;105\n"
        )
    )
    assert told(found) == [("2026-03-02", 5, 105)]
    assert (found.opening, found.warnings) == (100, [])


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "01/03/2026", "31/02/2026", "1.000", "-5", "5 CR", "Tổng", "Số dư cuối"]),
    st.integers(-(10**15), 10**15).map(str),
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(rows=st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=8))
def test_whatever_stands_below_the_header_the_lines_are_sound(tmp_path, rows):
    path = tmp_path / "statement.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(("Ngày", "Nội dung", "Số tiền", "Số dư", "Số tham chiếu"))
        writer.writerows(rows)
    try:
        found = read_statement(path)
    except UnreadableFileError:
        return
    assert all(line.amount and len(line.dated_on) == 10 for line in found.lines)
    prints = [line.fingerprint for line in found.lines]
    assert len(prints) == len(set(prints))


def test_a_list_of_members_is_no_statement(book):
    path = book(("STT", "Họ và tên", "Ngày sinh"), (1, "Trần Văn An", "01/01/1990"))
    with pytest.raises(UnreadableFileError, match="No statement"):
        read_statement(path)


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Số tiền ghi nợ/ Debit", "debit"),
        ("Ngày hiệu lực", "value_date"),
        ("Số tiền", "amount"),
        ("SALDO_AKHIR_MUTASI", "balance"),
        ("No.", "ignore"),
        ("Số dư đầu", "before"),
        ("Họ và tên", ""),
    ],
)
def test_a_header_means_its_longest_known_words(header, meaning):
    assert meaning_of(header) == meaning
