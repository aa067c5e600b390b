# SPDX-License-Identifier: Apache-2.0
"""Paper beside its peers: cards, their codes and a long list.

Peers: reportlab's canvas with segno as its manuals show them for the cards, segno for the codes,
reportlab's LongTable for the list. Every contender gets the same invented people and photos. The
first sheet of each also loads what it needs: it is drawn before the time is taken.
"""

from __future__ import annotations

import io
import random
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import Comparison, Contender, Figures, Subject, stopwatch
from benchmarks.people import FAMILY, GIVEN, MIDDLE
from unionbook.reports import canvas as drawing
from unionbook.reports import qr
from unionbook.reports.canvas import MM, Face
from unionbook.reports.member_card import Card, Issuer, card_sheets
from unionbook.reports.member_list import member_list
from unionbook.reports.page import Letterhead, Printed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = Letterhead("Công đoàn các KCN tỉnh Bình Hòa", "CĐCS Công ty TNHH May mặc Xuân Phát")
PRINTED = Printed("Trần Thị Ngọc Ánh", date(2026, 3, 9))
DEPARTMENTS = ["Chuyền may 1", "Chuyền may 12", "Tổ cắt", "Phòng kỹ thuật", "Kho thành phẩm"]
FIELDS = ["employee_number", "full_name", "born_on", "department", "joined_on", "wage"]
TITLES = ["STT", "Mã số", "Họ và tên", "Ngày sinh", "Đơn vị", "Ngày vào", "Lương"]


def people(count: int) -> list[tuple[str, str, str, str, str, int]]:
    draw = random.Random(7)  # noqa: S311 - invented people, the same ones every time
    return [
        (
            f"NV{at:05d}",
            " ".join(draw.choice(part) for part in (FAMILY, MIDDLE, MIDDLE, GIVEN)),
            f"{draw.randint(1965, 2005)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}",
            draw.choice(DEPARTMENTS),
            f"{draw.randint(2010, 2025)}-{draw.randint(1, 12):02d}-15",
            draw.randint(5_000_000, 20_000_000),
        )
        for at in range(1, count + 1)
    ]


def photos(count: int) -> list[bytes]:
    """Photos of 300 by 400 pixels and some 15 KB, each another."""
    from PIL import Image

    draw = random.Random(8)  # noqa: S311 - invented photos, the same ones every time
    made = []
    for _at in range(count):
        small = Image.frombytes("RGB", (15, 20), draw.randbytes(900))
        kept = io.BytesIO()
        small.resize((300, 400), Image.Resampling.BICUBIC).save(kept, "JPEG", quality=82)
        made.append(kept.getvalue())
    return made


def statement(card: Card) -> bytes:
    signature = bytes(range(64))
    return f"UB1|{card.number}|{card.full_name}|{HEAD.branch}|2030|".encode()[:140] + signature


def cards_ours(cards: list[Card]) -> bytes:
    return card_sheets(cards, issuer=Issuer(HEAD.union, HEAD.branch), statement=statement)


def cards_as_usual(cards: list[Card]) -> bytes:
    """What reportlab's and segno's manuals show: drawString, drawImage, one square per module."""
    import segno
    from reportlab.lib.utils import ImageReader

    canvas = drawing.open_canvas(size=drawing.A4, title="Cards", author="", language="vi")
    width, height = 85.6 * MM, 53.98 * MM
    places = [(40 + column * 250, 640 - row * 155) for row in range(5) for column in range(2)]
    for start in range(0, len(cards), 10):
        sheet = list(zip(places, cards[start : start + 10], strict=False))
        for (x, y), card in sheet:
            usual_front(canvas, card, x, y, ImageReader(io.BytesIO(card.photo or b"")))
            canvas.rect(x, y, width, height)
        canvas.showPage()
        for (x, y), card in sheet:
            code = segno.make(statement(card), error="m", micro=False)
            usual_code(canvas, [list(row) for row in code.matrix], x + 12, y + 30)
            canvas.rect(x, y, width, height)
        canvas.showPage()
    return drawing.finish(canvas)


def usual_front(canvas: Any, card: Card, x: float, y: float, photo: Any) -> None:
    canvas.drawImage(photo, x + 12, y + 12, 68, 90)
    canvas.setFillColor("#0B4A86")
    canvas.rect(x, y + 115, 85.6 * MM, 38, stroke=0, fill=1)
    canvas.setFillColor("#FFFFFF")
    canvas.setFont(Face.REGULAR, 6)
    canvas.drawString(x + 46, y + 138, HEAD.union)
    canvas.setFont(Face.BOLD, 8)
    canvas.drawString(x + 46, y + 126, HEAD.branch)
    canvas.setFillColor("#000000")
    canvas.drawString(x + 90, y + 100, "THẺ ĐOÀN VIÊN CÔNG ĐOÀN")
    canvas.setFont(Face.BOLD, 11)
    canvas.drawString(x + 90, y + 84, card.full_name)
    canvas.setFont(Face.REGULAR, 7)
    lines = (
        f"Mã số: {card.number}",
        f"Ngày sinh: {card.born_on}",
        f"Đơn vị: {card.department}",
        f"Ngày vào: {card.joined_on}",
        f"Có giá trị đến: {card.valid_until}",
    )
    for at, line in enumerate(lines):
        canvas.drawString(x + 90, y + 70 - at * 10, line)


def usual_code(canvas: Any, matrix: list[list[int]], x: float, y: float) -> None:
    side = 80 / len(matrix)
    path = canvas.beginPath()
    for row, modules in enumerate(matrix):
        for column, dark in enumerate(modules):
            if dark:
                path.rect(x + column * side, y + 80 - (row + 1) * side, side, side)
    canvas.drawPath(path, stroke=0, fill=1)


def list_ours(rows: list[tuple[str, str, str, str, str, int]]) -> bytes:
    return member_list(letterhead=HEAD, printed=PRINTED, fields=FIELDS, rows=rows)


def list_longtable(rows: list[tuple[str, str, str, str, str, int]]) -> bytes:
    from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle

    shown = [
        [str(at), code, name, born[8:] + "/" + born[5:7] + "/" + born[:4], place,
         joined[8:] + "/" + joined[5:7] + "/" + joined[:4], f"{wage:,}".replace(",", ".")]
        for at, (code, name, born, place, joined, wage) in enumerate(rows, 1)
    ]  # fmt: skip
    for face in (Face.REGULAR, Face.BOLD):
        drawing.letter_widths(face)
    table = LongTable(
        [TITLES, *shown],
        colWidths=[30, 60, 140, 65, 100, 65, 65],
        rowHeights=16,
        repeatRows=1,
        style=TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), Face.REGULAR, 8),
                ("FONT", (0, 0), (-1, 0), Face.BOLD, 8),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, "#C3CAD3"),
                ("ROWBACKGROUNDS", (0, 1), (-1, -1), ["#FFFFFF", "#F3F5F8"]),
                ("ALIGN", (6, 1), (6, -1), "RIGHT"),
            ]
        ),
    )
    kept = io.BytesIO()
    SimpleDocTemplate(kept, pagesize=drawing.A4, leftMargin=30, rightMargin=30).build([table])
    return kept.getvalue()


def codes_ours(payloads: list[bytes]) -> bytes:
    return b"".join(qr.encode(payload).bits for payload in payloads)


def codes_fixed(payloads: list[bytes]) -> bytes:
    import segno

    made = (segno.make(one, error="m", micro=False, mask=3, boost_error=False) for one in payloads)
    return b"".join(code.matrix[0] for code in made)


def codes_segno(payloads: list[bytes]) -> bytes:
    import segno

    return b"".join(segno.make(one, error="m", micro=False).matrix[0] for one in payloads)


def cards(count: int) -> list[Card]:
    return [
        Card(
            full_name=name, number=code, born_on=born, department=place, joined_on=joined,
            valid_until="2030-12-31", photo=photo,
        )
        for (code, name, born, place, joined, _wage), photo in zip(
            people(count), photos(count), strict=True
        )
    ]  # fmt: skip


def payloads(count: int) -> list[bytes]:
    return [
        statement(
            Card(
                full_name=name, number=code, born_on=born, department=place, joined_on=joined,
                valid_until="2030-12-31", photo=None,
            )
        )
        for code, name, born, place, joined, _wage in people(count)
    ]  # fmt: skip


def _draw(
    draw: Callable[[list[Any]], bytes],
    invent: Callable[[int], list[Any]],
    _folder: Path,
    count: int,
) -> Figures:
    things = invent(count)
    with stopwatch() as first:
        draw(things[:1])
    with stopwatch() as drawing_all:
        made = draw(things)
    assert made
    return {"first": first, "all": drawing_all}


_USUAL, _LONGTABLE = "reportlab + segno as usual", "reportlab LongTable"
_FIXED, _BEST = "segno, fixed mask", "segno, best mask"
CARDS = Subject(
    "cards",
    {
        "unionbook": Contender(partial(_draw, cards_ours, cards)),
        _USUAL: Contender(partial(_draw, cards_as_usual, cards), "segno"),
    },
    (Comparison("cards, both sides, ten up", "all", _USUAL, seconds=4.0),),
    rows=(1_000,),
    prepare=None,
    most=1_000,
)
CODES = Subject(
    "codes",
    {
        "unionbook": Contender(partial(_draw, codes_ours, payloads)),
        _FIXED: Contender(partial(_draw, codes_fixed, payloads), "segno"),
        _BEST: Contender(partial(_draw, codes_segno, payloads), "segno"),
    },
    (
        Comparison("QR codes", "all", _FIXED),
        Comparison("QR codes", "all", _BEST),
    ),
    rows=(1_000,),
    most=1_000,
)
LIST = Subject(
    "list",
    {
        "unionbook": Contender(partial(_draw, list_ours, people)),
        _LONGTABLE: Contender(partial(_draw, list_longtable, people), "reportlab"),
    },
    (Comparison("member list as PDF", "all", _LONGTABLE, ratio=0.5),),
    rows=(1_000, 10_000),
    most=10_000,
)
