# SPDX-License-Identifier: Apache-2.0
"""Cards: every name whole, photos untouched, codes that another program reads."""

from __future__ import annotations

import io

import pdf
import pytest
from PIL import Image
from zxingcpp import read_barcodes

from unionbook import texts
from unionbook.errors import InvalidValueError
from unionbook.reports.card_template import (
    FIELD_LABELS,
    CardTemplate,
    default_template,
    read_template,
)
from unionbook.reports.member_card import Card, Issuer, card_pages, card_sheets

ISSUER = Issuer("Công đoàn các KCN tỉnh Bình Hòa", "CĐCS Công ty TNHH May mặc Xuân Phát")
LONG_BRANCH = (
    "Pimpinan Unit Kerja Serikat Pekerja PT Sinar Cahaya Garmentama Internasional Sejahtera Abadi "
    "Unit Produksi Dua Kawasan Berikat Nusantara"
)
NAMES = [
    "Nguyễn Thị Hồng Nhung",
    "Suharto",
    "Vũ Thị Ỷ",
    "Raden Mas Haji Muhammad Abdurrahman Wirjosoebroto Kusumaningrat Al-Habsyi",
    "Trần Lê Hoàng Thị Quỳnh Như Phương Thảo",
]


def jpeg(mode: str = "RGB", colour: object = (200, 120, 90)) -> bytes:
    kept = io.BytesIO()
    Image.new(mode, (150, 200), colour).save(kept, "JPEG")
    return kept.getvalue()


def statement(card: Card) -> bytes:
    return f"UB1|{card.number}|{card.full_name}|{card.valid_until}|".encode() + bytes(range(64))


def cards(count: int, photo: bytes | None = None) -> list[Card]:
    return [
        Card(
            full_name=NAMES[at % len(NAMES)],
            number=f"NV{at:04d}",
            born_on="1988-04-12",
            department="Chuyền may 12",
            joined_on="2019-05",
            valid_until="2030-12-31",
            photo=photo,
        )
        for at in range(count)
    ]


def test_ten_to_a_sheet_with_their_backs() -> None:
    assert len(pdf.pages(card_sheets(cards(10), issuer=ISSUER))) == 2
    assert len(pdf.pages(card_sheets(cards(11), issuer=ISSUER))) == 4
    assert len(pdf.pages(card_sheets(cards(11), issuer=ISSUER, backs=False))) == 2


def test_every_name_number_and_date_is_there_whole_and_composed() -> None:
    text = pdf.words(card_sheets(cards(10), issuer=ISSUER))
    assert pdf.is_composed(text)
    for card in cards(10):
        assert card.full_name in text
        assert card.number in text
    assert "12/04/1988" in text
    assert "05/2019" in text
    assert "…" not in text


def test_decomposed_names_come_out_composed() -> None:
    content = card_pages([Card("Nguye\u0302\u0303n Thi\u0323 Be\u0301")], issuer=ISSUER)
    assert "Nguyễn Thị Bé" in pdf.words(content)


def test_fonts_are_embedded_and_nothing_else_is_named() -> None:
    found = pdf.fonts(card_sheets(cards(3), issuer=ISSUER))
    assert found
    assert all(found.values())
    assert all("BeVietnamPro" in name for name in found)


def test_photo_bytes_are_passed_through() -> None:
    photo = jpeg()
    assert photo in card_sheets(cards(1, photo), issuer=ISSUER)


@pytest.mark.parametrize(("mode", "colour"), [("L", 90), ("CMYK", (20, 90, 40, 10))])
def test_grey_and_four_colour_photos_are_taken(mode: str, colour: object) -> None:
    photo = jpeg(mode, colour)
    content = card_pages(cards(1, photo), issuer=ISSUER)
    assert photo in content
    shown = pdf.picture(content).getpixel((110, 300))
    assert shown != (255, 255, 255)


def test_the_photo_is_seen_where_it_belongs() -> None:
    content = card_pages(cards(1, jpeg(colour=(200, 20, 20))), issuer=ISSUER)
    red, green, blue = pdf.picture(content).getpixel((110, 280))
    assert red > 150
    assert max(green, blue) < 60


@pytest.mark.parametrize("broken", [b"", b"\xff\xd8\xff", b"not a picture", jpeg()[:20]])
def test_a_damaged_photo_leaves_the_placeholder(broken: bytes) -> None:
    content = card_pages(cards(1, broken), issuer=ISSUER)
    assert content.count(b"/DCTDecode") == 0
    assert pdf.picture(content).getpixel((100, 340)) != (255, 255, 255)


def test_codes_are_read_back_from_the_printed_sheet() -> None:
    made = cards(10)
    sheet = pdf.picture(card_sheets(made, issuer=ISSUER, statement=statement), 1, scale=4)
    found = read_barcodes(sheet)
    assert {bytes(code.bytes) for code in found} == {statement(card) for card in made}


def test_without_a_statement_no_card_claims_a_proof() -> None:
    assert "proves" in pdf.words(card_pages(cards(1), issuer=ISSUER, statement=statement))
    bare = card_pages(cards(1), issuer=ISSUER)
    assert "proves" not in pdf.words(bare)
    assert "NV0000" not in pdf.pages(bare)[1]  # it would stand where the card is signed
    assert not read_barcodes(pdf.picture(bare, 1))


def test_backs_meet_their_fronts_when_the_sheet_is_turned() -> None:
    made = cards(2)
    sheet = pdf.picture(card_sheets(made, issuer=ISSUER, statement=statement), 1, scale=4)
    by_content = {bytes(code.bytes): code.position.top_left.x for code in read_barcodes(sheet)}
    assert by_content[statement(made[0])] > sheet.width / 2 > by_content[statement(made[1])]


def test_single_cards_have_the_size_of_the_standard() -> None:
    reader = pdf.read(card_pages(cards(2), issuer=ISSUER))
    assert len(reader.pages) == 4
    box = reader.pages[0].mediabox
    assert float(box.width) / 72 * 25.4 == pytest.approx(85.60, abs=0.01)
    assert float(box.height) / 72 * 25.4 == pytest.approx(53.98, abs=0.01)


def test_a_long_branch_and_full_rows_lose_nothing() -> None:
    card = Card(
        full_name=NAMES[3],
        number="000000012345678901",
        born_on="1979",
        department="Phòng kỹ thuật công nghệ và quản lý chất lượng sản phẩm xuất khẩu",
        job="Tổ trưởng tổ kỹ thuật chuyền may xuất khẩu thị trường Bắc Âu",
        joined_on="2019-05-01",
        valid_until="2030-12-31",
    )
    template = CardTemplate(
        fields=("number", "born_on", "department", "job", "joined_on", "valid_until")
    )
    content = card_pages([card], issuer=Issuer(LONG_BRANCH, LONG_BRANCH), template=template)
    text = pdf.words(content)
    assert "…" not in text
    assert text.count(LONG_BRANCH) >= 3
    for value in (card.department, card.job, card.full_name, card.number):
        assert value in text


def test_the_template_decides_colours_title_and_fields() -> None:
    template = read_template(
        '[colours]\nband = "#8A0B2E"\n[front]\ntitle = "Kartu anggota"\nfields = ["number"]\n'
    )
    content = card_pages(cards(1), issuer=ISSUER, template=template)
    text = pdf.words(content)
    assert "KARTU ANGGOTA" in text
    assert "Chuyền may 12" not in text
    assert pdf.picture(content).getpixel((5, 5)) == (0x8A, 0x0B, 0x2E)


def test_the_programs_own_template_is_the_default() -> None:
    assert default_template() == CardTemplate()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[front\n", "cannot be read"),
        ('[colours]\nband = "blue"', "#0B4A86"),
        ('[front]\nfields = ["wage"]', "cannot show wage"),
        (f"[front]\nfields = {list(FIELD_LABELS)[:7]}", "room for 6"),
        ("[front]\ntitle = 3", "title"),
        ("front = 3", "front"),
    ],
)
def test_a_wrong_template_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(InvalidValueError, match=sentence):
        read_template(text)


def test_an_emblem_with_transparency_is_drawn() -> None:
    kept = io.BytesIO()
    Image.new("RGBA", (64, 64), (0, 255, 0, 255)).save(kept, "PNG")
    content = card_pages(cards(1), issuer=Issuer("", "CĐCS", emblem=kept.getvalue()))
    shown = pdf.picture(content)
    assert shown.getpixel((75, 57)) == (0, 255, 0)


def test_progress_is_heard_and_may_stop_the_work() -> None:
    heard: list[int] = []
    card_sheets(cards(25), issuer=ISSUER, progress=heard.append)
    assert heard == [10, 20, 25]

    def stop(_done: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        card_sheets(cards(25), issuer=ISSUER, progress=stop)


@pytest.mark.usefixtures("long_texts")
def test_a_longer_language_is_not_cut() -> None:
    text = pdf.words(card_sheets(cards(10), issuer=ISSUER, statement=statement))
    assert "…" not in text
    for name in NAMES:
        assert name in text


def test_dates_and_labels_follow_the_language() -> None:
    texts.use("id")
    assert pdf.read(card_pages(cards(1), issuer=ISSUER)).trailer["/Root"]["/Lang"] == "id"
