# SPDX-License-Identifier: Apache-2.0
"""Slips say everything a voucher says, are whole, and lie two to a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pdf
import pytest

from unionbook.domain.ledger import VoucherKind
from unionbook.reports.page import Letterhead, Printed
from unionbook.reports.voucher import Slip, vouchers

HEAD = Letterhead("CĐ các KCN", "CĐCS Xuân Phát", ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",))
PRINTED = Printed("Trần Thị Ngọc Ánh", date(2026, 3, 9))
SLIP = Slip(
    kind=VoucherKind.RECEIPT,
    number="PT0012/2026",
    dated_on="2026-03-05",
    party="Đặng Nguyễn Ngọc Trường Giang",
    reason="Đoàn phí tháng 3",
    amount=1_234_567,
    currency="VND",
    in_words="Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng",
    papers=3,
    debits=(("111", 1_234_567),),
    credits=(("5111", 1_200_000), ("5112", 34_567)),
    form="C40-BB",
    issued="Ban hành kèm theo Thông tư số 107/2017/TT-BTC",
    signers=("Nguyễn Thị Lan", "Vũ Minh", "Phạm Thu Hà"),
)


def make(*slips: Slip) -> bytes:
    return vouchers(slips or [SLIP], letterhead=HEAD, printed=PRINTED)


def test_everything_that_is_known_is_on_the_slip() -> None:
    (text,) = pdf.pages(make())
    for shown in (
        "RECEIPT VOUCHER", "PT0012/2026", "05/03/2026", SLIP.party, SLIP.reason, "1,234,567 VND",
        SLIP.in_words, "Papers attached: 3", "Debit 111: 1,234,567",
        "Credit 5111: 1,200,000, 5112: 34,567", "C40-BB", "107/2017/TT-BTC", *SLIP.signers,
        HEAD.union, HEAD.branch,
    ):  # fmt: skip
        assert shown in text, shown
    assert text.count("(signature, full name)") == 5
    assert "Taken back" not in text


def test_a_voucher_that_was_taken_back_says_so_and_so_does_the_one_that_did_it() -> None:
    text = pdf.words(make(replace(SLIP, reversed_by="PT0013/2026")))
    assert "Taken back by: PT0013/2026" in text
    text = pdf.words(make(replace(SLIP, reverses="PT0011/2026")))
    assert "REVERSING VOUCHER" in text
    assert "Takes back: PT0011/2026" in text
    assert "Received in full" not in text


def test_every_kind_has_its_title_and_its_places_to_sign() -> None:
    for kind, title, places in (
        (VoucherKind.PAYMENT, "PAYMENT VOUCHER", 5),
        (VoucherKind.TRANSFER, "TRANSFER VOUCHER", 3),
        (VoucherKind.OPENING, "OPENING VOUCHER", 3),
        (VoucherKind.CLOSING, "CLOSING VOUCHER", 3),
        (VoucherKind.ASSESSMENT, "ASSESSMENT VOUCHER", 3),
    ):
        text = pdf.words(make(replace(SLIP, kind=kind)))
        assert title in text
        assert text.count("(signature, full name)") == places


def test_two_slips_share_a_page_and_none_is_torn_apart() -> None:
    seen: list[tuple[int, int]] = []
    slips = [replace(SLIP, number=f"PT{number:04d}/2026") for number in range(1, 6)]
    content = vouchers(
        slips,
        letterhead=HEAD,
        printed=PRINTED,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert [page.count("RECEIPT VOUCHER") for page in pdf.pages(content)] == [2, 2, 1]
    assert seen[-1] == (5, 5)


def test_a_long_reason_takes_the_page_it_needs_and_loses_nothing() -> None:
    words = [f"từ{number}" for number in range(400)]
    content = make(SLIP, replace(SLIP, reason=" ".join(words)), SLIP)
    assert [page.count("RECEIPT VOUCHER") for page in pdf.pages(content)] == [1, 1, 1]
    text = pdf.words(content)
    assert all(word in text for word in words)


def test_what_is_not_known_is_left_to_the_pen() -> None:
    text = pdf.words(make(replace(SLIP, party="", form="", issued="", debits=(), credits=())))
    assert "Payer: ...." in text
    assert "Posted" not in text
    assert "Form" not in text


@pytest.mark.usefixtures("long_texts")
def test_a_longer_language_is_not_cut_and_stays_on_its_page() -> None:
    content = make(SLIP, SLIP)
    assert "…" not in pdf.words(content)
    assert len(pdf.pages(content)) == 2 or pdf.words(content).count("PT0012/2026") == 2
