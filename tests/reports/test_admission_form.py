# SPDX-License-Identifier: Apache-2.0
"""The form fits on one page, empty or filled in, and loses nothing that is known."""

from __future__ import annotations

from datetime import date

import pdf
import pytest

from unionbook.reports.admission_form import admission_form
from unionbook.reports.page import Letterhead, Printed

HEAD = Letterhead(
    union="Công đoàn các KCN tỉnh Bình Hòa",
    branch="Công đoàn cơ sở Công ty TNHH May mặc Xuân Phát",
    motto=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
)
PRINTED = Printed("Trần Thị Ngọc Ánh", date(2026, 3, 9))
KNOWN: dict[str, object] = {
    "full_name": "Đặng Nguyễn Ngọc Trường Giang",
    "sex": "female",
    "born_on": "1988",
    "birth_place": "Quảng Ngãi",
    "identity_kind": "cccd",
    "identity_number": "051188001234",
    "identity_issued_on": "2021-07-05",
    "identity_issued_by": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
    "nationality": "Việt Nam",
    "phone": "0912345678",
    "email": "giang@example.org",
    "permanent_address": "Số 12, ngõ 5, đường Nguyễn Thị Minh Khai",
    "permanent_commune": "Phường Trần Hưng Đạo",
    "permanent_district": "Thành phố Quảng Ngãi",
    "permanent_province": "Quảng Ngãi",
    "employer": "Công ty TNHH May mặc Xuân Phát",
    "department": "Chuyền may 12",
    "job": "Công nhân may",
    "employee_number": "NV00123",
    "hired_on": "2019-05-01",
    "contract_kind": "indefinite",
    "local_number": "00123",
}
CODES = {"sex", "born_on", "identity_kind", "identity_issued_on", "hired_on", "contract_kind"}


def test_empty_it_asks_for_everything_on_one_page() -> None:
    content = admission_form(letterhead=HEAD, printed=PRINTED)
    (text,) = pdf.pages(content)
    for asked in ("Full name", "Date of birth", "Identity number", "Employer", "Applicant"):
        assert asked in text
    assert "deducts" not in text


def test_filled_in_it_shows_every_value_on_one_page() -> None:
    content = admission_form(letterhead=HEAD, printed=PRINTED, values=KNOWN, check_off=True)
    (text,) = pdf.pages(content)
    for field, value in KNOWN.items():
        if field not in CODES:
            assert str(value) in text, field
    assert "05/07/2021" in text
    assert "deducts" in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text


def test_ticks_follow_the_values() -> None:
    empty = admission_form(letterhead=HEAD, printed=PRINTED)
    female = admission_form(letterhead=HEAD, printed=PRINTED, values={"sex": "female"})
    male = admission_form(letterhead=HEAD, printed=PRINTED, values={"sex": "male"})
    pictures = [pdf.picture(content).tobytes() for content in (empty, female, male)]
    assert len(set(pictures)) == 3


def test_a_country_without_a_motto_has_the_plain_head() -> None:
    head = Letterhead("DPC", "PUK Sinar Jaya")
    assert "PUK Sinar Jaya" in pdf.words(admission_form(letterhead=head, printed=PRINTED))


@pytest.mark.usefixtures("long_texts")
def test_a_longer_language_is_not_cut() -> None:
    content = admission_form(letterhead=HEAD, printed=PRINTED, values=KNOWN, check_off=True)
    assert "…" not in pdf.words(content)
    assert len(pdf.pages(content)) <= 2
