# SPDX-License-Identifier: Apache-2.0
"""Columns made values: a look at the whole column says the same as a look at each cell."""

from __future__ import annotations

import pytest

from unionbook.excel.cell_values import Customs
from unionbook.excel.values import read_column


@pytest.mark.parametrize("cell", ["*Trần Văn Ổi", "Trần Văn Ổi -", " Trần Văn Ổi", "Trần Văn Ổi "])
@pytest.mark.parametrize("others", [[], ["Lê Thị Mơ"], ["Lê Thị Mơ", "Vũ An"]])
def test_an_edge_is_seen_wherever_the_name_stands(cell: str, others: list[str]):
    for cells in ([cell, *others], [*others, cell]):
        assert read_column("full_name", list(cells), Customs()).values == [
            "Trần Văn Ổi" if text == cell else text for text in cells
        ]


def test_what_is_canonical_already_is_told_of_nothing():
    column = read_column("full_name", ["Trần Văn Ổi", "Lê Thị Mơ"], Customs())
    assert (column.values, column.told) == (["Trần Văn Ổi", "Lê Thị Mơ"], {})
