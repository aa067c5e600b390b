# SPDX-License-Identifier: Apache-2.0
"""What a header may mean by its words alone."""

from __future__ import annotations

import pytest

from unionbook.domain.fields import BY_NAME
from unionbook.domain.word_lists import import_resource
from unionbook.excel import header_words

_ONLY_HERE = {
    "row_number", "family_name", "middle_name", "given_name", "title", "sex_female_mark",
    "sex_male_mark",
    "born_day", "born_month", "born_year", "born_if_male", "born_if_female", "birth_place_and_date",
    "identity_issued_on_and_by", "event_on", "password", "ignore",
}  # fmt: skip


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Họ và tên", "full_name"),
        ("HO TEN NV", "full_name"),
        ("nama_pegawai", "full_name"),
        ("tgl_lahir_pegawai", "born_on"),
        ("NgaySinh", "born_on"),
        ("ngaysinh", "born_on"),
        ("Số CMTND/ Hộ chiếu", "identity_number"),
        ("Ngày cấp (ngày/tháng/năm)", "identity_issued_on"),
        ("Dept. Bộ phận", "department"),
        ("Chuyền/ Bộ phận", "department"),
        ("Tempat, Tanggal Lahir", "birth_place_and_date"),
        ("Họ tên bố", "ignore"),
        ("ĐT GĐ", "ignore"),
        ("SĐT người thân", "ignore"),
        ("BHXH (8%)", "ignore"),
        ("Mật khẩu", "password"),
        ("Nma Lengkap", "full_name"),
    ],
)
def test_the_likeliest_meaning(header: str, field: str) -> None:
    assert header_words.meanings(header)[0].field == field


@pytest.mark.parametrize("header", ["", "1", "x" * 500, "Số suất ăn giữa ca"])
def test_unknown_headers_mean_nothing(header: str) -> None:
    assert header_words.meanings(header) == ()


def test_every_field_of_the_table_exists() -> None:
    table = import_resource("headers")
    named = set(table["fields"]) | {name for names in table["either"].values() for name in names}
    assert named <= set(BY_NAME) | _ONLY_HERE
