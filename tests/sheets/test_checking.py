# SPDX-License-Identifier: Apache-2.0
"""The examiner is examined: a right answer passes, and each kind of wrong answer is found."""

from __future__ import annotations

import copy
import unicodedata
from typing import Any

import pytest

from . import legacy_text
from .checking import column_letter, differences
from .model import EMPTY, Expected, NoneOf, OneOf

EXPECTED = Expected(
    people={
        2: {"full_name": "Lê Thị Mít", "born_on": "1990", "wage": 5_000_000, "phone": EMPTY},
        3: {"full_name": "Trần Văn Xoài", "born_on": OneOf(("1991-02-03", None))},
    },
    header_row=1,
    fields={"A": None, "B": "full_name"},
    refused=frozenset({4}),
    named=frozenset({4}),
    hidden_rows=0,
    warned=True,
    secrets=("geheim",),
)
RIGHT: dict[str, Any] = {
    "sheets": [
        {
            "name": "S", "visible": True, "kind": "people", "score": 1.0, "header_row": 1,
            "first_row": 2, "last_row": 4, "hidden_rows": 0,
            "columns": [
                {"column": "A", "header": "STT", "field": None, "confidence": 1.0},
                {"column": "B", "header": "Họ tên", "field": "full_name", "confidence": 1.0},
            ],
        }
    ],
    "sheet": "S",
    "counts": {"rows": 3, "new": 2, "changed": 0, "unchanged": 0, "doubles": 0, "refused": 1,
               "skipped": 0},
    "rows": [
        {"row": 2, "action": "new", "reason": "",
         "member": {"full_name": "LÊ THỊ MÍT", "born_on": "1990", "wage": 5_000_000}},
        {"row": 3, "action": "new", "reason": "", "member": {"full_name": "Trần Văn Xoài"}},
        {"row": 4, "action": "refused", "reason": "no name", "member": {}},
    ],
    "warnings": ["something"],
}  # fmt: skip


def test_a_right_answer_passes() -> None:
    assert differences(RIGHT, EXPECTED) == []


def _set(*path: Any, value: Any) -> dict[str, Any]:
    answer = copy.deepcopy(RIGHT)
    place: Any = answer
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return answer


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (_set("sheets", 0, "kind", value="other"), "not one of people"),
        (_set("sheets", 0, "header_row", value=2), "header_row"),
        (_set("sheets", 0, "hidden_rows", value=3), "hidden_rows"),
        (_set("sheets", 0, "columns", 0, "field", value="phone"), "column A"),
        (_set("sheets", 0, "columns", 1, "field", value=None), "column B"),
        (_set("sheets", 0, "columns", 0, "field", value="row_number"), "no fields"),
        (_set("rows", 0, "action", value="skipped"), "not taken"),
        (_set("rows", 2, "action", value="skipped"), "should be refused"),
        (_set("rows", 2, "reason", value=""), "without a reason"),
        (_set("rows", 2, "row", value=9), "vanished"),
        (_set("rows", 0, "member", "born_on", value="1990-01-01"), "born_on"),
        (_set("rows", 0, "member", "wage", value="5000000"), "wage"),
        (_set("rows", 0, "member", "wage", value=5_000_000.0), "wage"),
        (_set("rows", 0, "member", "phone", value="0"), "phone"),
        (
            _set(
                "rows", 0, "member", "full_name", value=unicodedata.normalize("NFD", "Lê Thị Mít")
            ),
            "full_name",
        ),
        (_set("rows", 0, "member", "note", value="geheim"), "geheim"),
        (_set("warnings", value=[]), "warnings"),
        (_set("counts", "new", value=7), "counts"),
        (_set("sheet", value="T"), "no sheet offered"),
    ],
)
def test_a_wrong_answer_is_found(answer: dict[str, Any], words: str) -> None:
    assert words in "\n".join(differences(answer, EXPECTED))


def test_a_row_that_is_nobody_is_found() -> None:
    answer = copy.deepcopy(RIGHT)
    answer["rows"].append({"row": 9, "action": "new", "reason": "", "member": {}})
    assert "no people" in "\n".join(differences(answer, EXPECTED))


def test_wrong_guesses_are_found() -> None:
    expected = Expected(people={3: {"full_name": NoneOf(("Trần Văn Xoài",))}})
    assert "full_name wrong 1 times" in "\n".join(differences(RIGHT, expected))


def test_columns_are_named_by_letters_or_numbers() -> None:
    assert [column_letter(name) for name in ("AB", 1, "27", 16_384)] == ["AB", "A", "AA", "XFD"]


def test_legacy_text_is_what_old_programs_wrote() -> None:
    assert legacy_text.tcvn3("Họ và tên") == "Hä vµ tªn"
    assert legacy_text.vni("Xin chào các bạn") == "Xin chaøo caùc baïn"
