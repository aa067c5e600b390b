# SPDX-License-Identifier: Apache-2.0
"""Labels fill the sheets and stay inside their own borders."""

from __future__ import annotations

import pdf

from unionbook.reports.canvas import MM
from unionbook.reports.labels import Label, Layout, labels


def entries(count: int) -> list[Label]:
    return [
        Label(f"Lê Thị Ỷ {at}", ("Số 12, ngõ 5", "Quảng Ngãi"), f"NV{at}") for at in range(count)
    ]


def test_twenty_four_to_a_sheet() -> None:
    assert len(pdf.pages(labels(entries(24), branch="CĐCS"))) == 1
    assert len(pdf.pages(labels(entries(25), branch="CĐCS"))) == 2


def test_used_labels_are_skipped() -> None:
    assert len(pdf.pages(labels(entries(24), branch="CĐCS", skip=1))) == 2
    shown = pdf.picture(labels(entries(1), branch="CĐCS", skip=3))
    first_row = shown.crop((0, 0, shown.width, round(37 * MM * 3)))
    assert first_row.getextrema() == ((255, 255),) * 3


def test_a_long_address_stays_on_its_label() -> None:
    long = Label("Nguyễn " * 12, ("đường Nguyễn Thị Minh Khai " * 5,) * 3, "NV1")
    content = labels([long], branch="CĐCS", layout=Layout(columns=1, rows=1, left=20, top=20))
    shown = pdf.picture(content)
    inside = tuple(round(edge * MM * 3) for edge in (20, 20, 90, 57))
    shown.paste("white", inside)
    assert shown.getextrema() == ((255, 255),) * 3
