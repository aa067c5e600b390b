# SPDX-License-Identifier: Apache-2.0
"""Old encodings are recognised, and other languages are left alone."""

from __future__ import annotations

import pytest

from unionbook.excel import legacy


@pytest.mark.parametrize(
    ("text", "repaired", "name"),
    [
        ("Hä vµ tªn", "Họ và tên", "TCVN3"),
        ("NguyÔn V¨n An", "Nguyễn Văn An", "TCVN3"),
        ("§iÖn tho¹i", "Điện thoại", "TCVN3"),
        ("Xin chaøo caùc baïn", "Xin chào các bạn", "VNI"),
        ("TRÖÔNG THÒ MYÕ", "TRƯƠNG THỊ MỸ", "VNI"),
        ("Nguyá»…n VÄƒn", "Nguyễn Văn", "UTF-8"),
        ("NguyêÞn Vãn", "Nguyễn Văn", "Windows-1258"),
        ("Ti\u2030ng Vi\u0152t", "Tiếng Việt", "VPS"),
        ("NguyÍn ThÎ Lan", "Nguyễn Thị Lan", "VPS"),
        ("Võ QuÓc Hùng", "Võ Quốc Hùng", "VPS"),
        ("Leâ Thò Kim Nhung", "Lê Thị Kim Nhung", "VNI"),
        ("Ngaøy vaøo CÑ", "Ngày vào CĐ", "VNI"),
    ],
)
def test_old_text_is_made_unicode(text: str, repaired: str, name: str) -> None:
    assert legacy.repaired(text) == (repaired, name)


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Văn Hoà", "Thuý Quỳnh", "Mã NV – số 1", "José García", "Müller", "naïve",
        "Café – Résumé", "Budi Santoso", "Công ty TNHH Châu Âu", "Nguyễn Thị Ái",
    ],
)  # fmt: skip
def test_other_text_stays(text: str) -> None:
    assert legacy.repaired(text) == (text, "")


def test_a_doubtful_word_follows_its_column() -> None:
    assert legacy.repaired("Vò")[1] == ""
    assert legacy.repaired("Vò", "TCVN3") == ("Vũ", "TCVN3")


def test_bytes() -> None:
    text, warning = legacy.decode_bytes("Hä vµ tªn;NguyÔn V¨n §øc".encode("latin-1"))
    assert text == "Họ và tên;Nguyễn Văn Đức"
    assert "TCVN3" in warning
