# SPDX-License-Identifier: Apache-2.0
"""The certificate says who goes where, and has its slip to send back."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pdf
import pytest

from unionbook.reports.page import Letterhead, Printed
from unionbook.reports.transfer_certificate import Transfer, transfer_certificate

HEAD = Letterhead("CĐ các KCN", "CĐCS Xuân Phát", ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",))
PRINTED = Printed("Trần Thị Ngọc Ánh", date(2026, 3, 9))
TRANSFER = Transfer(
    full_name="Đặng Nguyễn Ngọc Trường Giang",
    to_branch="CĐCS Giày Đông Hải",
    on="2026-03-31",
    paper_number="07/GGT-CĐ",
    born_on="1988-04-12",
    number="00123",
    official_number="7905123456",
    joined_on="2019-06-15",
    union_post="Tổ trưởng công đoàn",
    employer="Công ty Xuân Phát",
    department="Chuyền may 12",
    dues_paid_until="2026-03",
    reason="Chuyển nơi làm việc",
    history=("Giấy khen năm 2024.", "Đã nhận trợ cấp ốm đau năm 2025."),
)


def make(transfer: Transfer = TRANSFER) -> bytes:
    return transfer_certificate(letterhead=HEAD, printed=PRINTED, transfer=transfer)


def test_everything_known_is_on_one_page() -> None:
    (text,) = pdf.pages(make())
    for field in fields(Transfer):
        value = getattr(TRANSFER, field.name)
        if isinstance(value, str) and "-" not in value.removesuffix("-CĐ"):
            assert value in text, field.name
    for shown in (*TRANSFER.history, "31/03/2026", "12/04/1988", "15/06/2019", "03/2026"):
        assert shown in text


def test_the_slip_names_the_member_again() -> None:
    slip = pdf.words(make()).split("Confirmation of receipt")[1]
    assert "We have received Đặng Nguyễn Ngọc Trường Giang" in slip
    assert slip.count("(signature, full name)") == 1


def test_what_is_not_known_is_left_to_the_pen() -> None:
    text = pdf.words(make(Transfer("Suharto", "PUK Baru", "2026-03-31")))
    assert "No. ....." in text
    assert "None" not in text


@pytest.mark.usefixtures("long_texts")
def test_a_longer_language_is_not_cut() -> None:
    assert "…" not in pdf.words(make())
