# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from unionbook import texts
from unionbook.domain.fields import CHOICE_LABELS, FIELDS, Kind
from unionbook.excel.hints import own_fields
from unionbook.excel.member_list import member_columns, write_member_list

if TYPE_CHECKING:
    from pathlib import Path

FIELDS_CHOSEN = (
    "local_number",
    "full_name",
    "sex",
    "born_on",
    "contract_kind",
    "wage",
    "free:size",
)
ROWS = [
    ("0007", "Nguyễn Thị Đào", "female", "1990-02-03", "other", 5_000_000, "M"),
    ("0008", "Budi", None, "1986", "a_new_kind", None, None),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "members.xlsx"
    write_member_list(path, fields=FIELDS_CHOSEN, rows=ROWS, free={"free:size": "Cỡ áo"})
    return path


def test_headings_and_choices_are_words(path: Path):
    assert CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python() == [
        ["Local number", "Full name", "Sex", "Date of birth", "Contract", "Wage", "Cỡ áo"],
        ["0007", "Nguyễn Thị Đào", "Female", dt.date(1990, 2, 3), "Other contract", 5e6, "M"],
        ["0008", "Budi", "", "1986", "a_new_kind", "", ""],
    ]


def test_the_importer_is_told_the_fields(path: Path):
    assert own_fields(path) == dict(enumerate(FIELDS_CHOSEN))


def test_every_field_but_the_photo_can_be_exported(tmp_path: Path):
    path = tmp_path / "all.xlsx"
    fields = [field for field in FIELDS if field.kind is not Kind.PHOTO]
    row = [1 if field.kind is Kind.MONEY else "x" for field in fields]
    names = [field.name for field in fields]
    write_member_list(path, fields=names, rows=[row])
    assert own_fields(path) == dict(enumerate(names))


def test_headings_are_in_the_language_in_use(monkeypatch: pytest.MonkeyPatch):
    spoken = {"Sex": "Giới tính", "Female": "Nữ"}
    monkeypatch.setattr(
        texts._Active.catalogue, "gettext", lambda message: spoken.get(message, message)
    )
    (column,) = member_columns(["sex"])
    assert (column.header, column.labels["female"]) == ("Giới tính", "Nữ")


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_no_two_choices_of_a_field_share_a_label(language: str):
    # Or the importer could not tell them apart again.
    texts.use(language)
    for name in CHOICE_LABELS:
        (column,) = member_columns([name])
        assert len(set(column.labels.values())) == len(column.labels)


def test_a_field_nobody_knows_is_a_mistake_of_ours(tmp_path: Path):
    with pytest.raises(KeyError):
        write_member_list(tmp_path / "x.xlsx", fields=["nobody"], rows=[])
