# SPDX-License-Identifier: Apache-2.0
"""Cells with names, sexes, codes, phones and e-mails as people type them."""

from __future__ import annotations

import unicodedata

from .literal import book
from .model import EMPTY, Fixture, NoneOf, OneOf

_NBSP = "\u00a0"


def _spaces_and_capitals() -> Fixture:
    names = [
        (f"Nguyễn Thị Mơ{_NBSP}", "Nguyễn Thị Mơ"),
        ("  Trần   Văn  Ổi ", "Trần Văn Ổi"),
        ("LÊ HOÀNG ANH ĐÀO", "LÊ HOÀNG ANH ĐÀO"),
        (f"Phạm{_NBSP}Thị{_NBSP}{_NBSP}Quýt", "Phạm Thị Quýt"),
        (unicodedata.normalize("NFD", "Đặng Thị Hồng Nhãn"), "Đặng Thị Hồng Nhãn"),
        ("Bùi Văn Khế\n", "Bùi Văn Khế"),
        ("Vũ Thị\tBưởi", "Vũ Thị Bưởi"),
        ("Hồ Thị Me\u200b", "Hồ Thị Me"),
        ("\ufeffMai Văn Sấu", "Mai Văn Sấu"),
        ("H' Blơi Niê", "H' Blơi Niê"),
        ("Y Thổ Êban", "Y Thổ Êban"),
        ("Thạch Thị Sô Phia", "Thạch Thị Sô Phia"),
        ("Lý A Sử", "Lý A Sử"),
        ("陳志明", "陳志明"),
        ("Kim Young-hee", "Kim Young-hee"),
        ("John O'Brien Jr.", "John O'Brien Jr."),
    ]
    lines = [((f"C{n:03d}", name, "Tổ 1"), {"full_name": stored, "employee_number": f"C{n:03d}"})
             for n, (name, stored) in enumerate(names, 1)]  # fmt: skip
    return book("names_spaces_capitals.xlsx", ("Mã NV", "Họ và tên", "Tổ"), lines)


def _academic_titles() -> Fixture:
    names = [
        "Drs. H. Bambang Sumantri, M.Si.",
        "Siti Kholifah, S.E., M.M.",
        "Ir. Ketut Sudiarta, S.T., M.T., Ph.D.",
        "dr. Maria Wattimena, Sp.OK.",
        "Prof. Dr. Hotma Sinambela, S.H., M.Hum.",
        "Suparno, A.Md.",
        "Supardi",
        "R.A. Kusumaningrum, S.Pd.I",
    ]
    lines = [
        ((n, name, f"{n:05d}"), {"full_name": name, "employee_number": f"{n:05d}"})
        for n, name in enumerate(names, 1)
    ]
    return book("id_academic_titles.csv", ("NO", "NAMA", "NO KARYAWAN"), lines)


def _other_name_column() -> Fixture:
    """Give a list whose column "Tên" is empty for all while another holds the names."""
    names = ("Ngô Thị Vải", "Đào Văn Mơ", "Tạ Thị Hồng", "Cao Văn Xoài")
    lines = [
        ((n, None, name, f"090912340{n}"), {"full_name": name, "phone": f"090912340{n}"})
        for n, name in enumerate(names, 1)
    ]
    header = ("STT", "Họ và tên", "Tên người lao động", "SĐT")
    return book("name_column_empty.xlsx", header, lines, fields={"C": "full_name"})


def _missing_names() -> Fixture:
    """Give rows with numbers but without a name: refused and named, not dropped."""
    lines = [
        ((1, "NV01", "Lê Thị Cúc", "079190000011"), {"full_name": "Lê Thị Cúc"}),
        ((2, "NV02", None, "079190000022"), None),
        ((3, "NV03", "Phạm Văn Trúc", "079090000033"), {"full_name": "Phạm Văn Trúc"}),
        ((4, "NV04", " - ", "079090000044"), None),
        ((5, "NV05", "Hà Thị Sen", "079190000055"), {"full_name": "Hà Thị Sen"}),
    ]
    return book(
        "names_missing.xlsx", ("STT", "Mã NV", "Họ tên", "Số CCCD"), lines,
        refused=frozenset({3, 5}), named=(3, 5),
    )  # fmt: skip


def _sexes() -> Fixture:
    words = [
        ("Nam", "male"), ("Nữ", "female"), ("nữ ", "female"), ("NAM", "male"), ("nu", "female"),
        (unicodedata.normalize("NFD", "Nữ"), "female"), ("Nư", OneOf(("female", None))),
        ("-", EMPTY), ("", EMPTY),
    ]  # fmt: skip
    lines = [
        ((f"Người Thử {chr(64 + n)}", word, 1980 + n), {"sex": stored, "born_on": str(1980 + n)})
        for n, (word, stored) in enumerate(words, 1)
    ]
    return book("sexes_vi.xlsx", ("Họ và tên", "Giới tính", "Năm sinh"), lines)


def _sexes_mixed() -> Fixture:
    words = [
        ("L", "male"), ("P", "female"), ("Laki-laki", "male"), ("Perempuan", "female"),
        ("laki_laki", "male"), ("LAKI - LAKI", "male"), ("Pria", "male"), ("Wanita", "female"),
        ("Lk", "male"), ("Pr", "female"), ("l", "male"), ("p", "female"),
    ]  # fmt: skip
    lines = [
        ((f"Orang Coba {chr(64 + n)}", word, "Sewing"), {"sex": stored})
        for n, (word, stored) in enumerate(words, 1)
    ]
    return book("sexes_id.xlsx", ("Nama", "Jenis Kelamin", "Bagian"), lines, fields={"B": "sex"})


def _courtesy() -> Fixture:
    lines = [
        (("Mr.", "Nguyễn Văn Tre", "HR"), {"sex": "male", "full_name": "Nguyễn Văn Tre"}),
        (("Ms.", "Trần Thị Nứa", "HR"), {"sex": "female", "full_name": "Trần Thị Nứa"}),
        (("Mrs.", "Lê Thị Trúc", "HR"), {"sex": "female", "full_name": "Lê Thị Trúc"}),
        (("Mr", "Chen Wei-Ming", "QA"), {"sex": "male", "full_name": "Chen Wei-Ming"}),
        (("Miss", "Park Ji-woo", "QA"), {"sex": "female", "full_name": "Park Ji-woo"}),
    ]
    return book("courtesy_titles.xlsx", ("Title", "Full Name", "Department"), lines)


def _codes_in_two_cases() -> Fixture:
    lines = [
        (("nv09", "Đỗ Thị Lựu", "Cắt"), {"full_name": "Đỗ Thị Lựu"}),
        (("NV10", "Đỗ Thị Lê", "Cắt"), {"full_name": "Đỗ Thị Lê"}),
        (("NV09", "Đỗ Thị Lựu", "Cắt"), {"full_name": "Đỗ Thị Lựu"}),
        (("NV11", "Đỗ Thị Mận", "May"), {"full_name": "Đỗ Thị Mận"}),
    ]
    return book(
        "codes_in_two_cases.xlsx", ("Mã NV", "Họ tên", "Tổ"), lines,
        flagged=frozenset({4}), named=(4,),
    )  # fmt: skip


def _same_name_other_person() -> Fixture:
    """Give many people of one name: different people, each new."""
    lines = [
        ((f"{1000 + n}", "Nguyễn Thị Hương", f"{n % 28 + 1:02d}/0{n % 9 + 1}/19{80 + n % 19}",
          f"0791{80 + n % 19}{n:06d}"[:12]),
         {"full_name": "Nguyễn Thị Hương", "employee_number": f"{1000 + n}"})
        for n in range(1, 41)
    ]  # fmt: skip
    header = ("Mã nhân viên", "Họ và tên", "Ngày sinh", "CCCD")
    return book("same_name_not_same_person.xlsx", header, lines)


def _phones() -> Fixture:
    written = [
        (912345678, "0912345678", None),
        ("0912.345.679", "0912345679", None),
        ("0912 345 680", "0912345680", None),
        ("0912-345-681", "0912345681", None),
        ("+84 912 345 682", "0912345682", None),
        ("84912345683", "0912345683", None),
        ("(084) 912345684", OneOf(("0912345684", None)), None),
        ("'0912345685", "0912345685", None),
        ("0912345686 - 0987654321", "0912345686", "0987654321"),
        ("0912345687/0987654322", "0912345687", "0987654322"),
        ("0912345688; 0987 654 323", "0912345688", "0987654323"),
        ("01681234567", OneOf(("01681234567", "0381234567")), None),
        ("01234567890", OneOf(("01234567890", "0834567890")), None),
        ("0274.3888.999", "02743888999", None),
        (9.12345689e8, "0912345689", None),
        ("0", EMPTY, None),
        (" ,, , ", EMPTY, None),
        ("N/A", EMPTY, None),
        ("không có", EMPTY, None),
    ]
    lines = []
    for n, (cell, first, second) in enumerate(written, 1):
        member = {"phone": first, "full_name": f"Người Gọi {chr(64 + n)}"}
        lines.append(
            ((n, member["full_name"], cell), member | ({"phone_other": second} if second else {}))
        )
    return book("phones_vi.xlsx", ("STT", "Họ và tên", "Số điện thoại"), lines)


def _phones_indonesian() -> Fixture:
    written = [
        (81234567890, "081234567890"),
        ("0812-3456-7891", "081234567891"),
        ("+62 812 3456 7892", "081234567892"),
        ("62 81234567893", "081234567893"),
        ("0812 3456 7894 (WA)", "081234567894"),
        ("-", EMPTY),
        (".", EMPTY),
    ]
    lines = [
        ((n, f"Warga Contoh {chr(64 + n)}", cell, "Gudang"), {"phone": phone})
        for n, (cell, phone) in enumerate(written, 1)
    ]
    return book("phones_id.xlsx", ("No", "Nama", "No. HP", "Bagian"), lines)


def _e_mails() -> Fixture:
    lines = [
        (("Lê Thị Bông", "0912345001", "bong@vidu.example"),
         {"phone": "0912345001", "email": "bong@vidu.example"}),
        (("Lê Thị Gạo", "0912345002", "đinhgao@vidu.example"),
         {"phone": "0912345002", "email": OneOf(("đinhgao@vidu.example", None))}),
        (("Lê Thị Lúa", "lua@vidu.example", None),
         {"phone": EMPTY, "email": OneOf(("lua@vidu.example", None))}),
        (("Lê Thị Nếp", "0912345004", " NEP@VIDU.EXAMPLE "),
         {"phone": "0912345004", "email": OneOf(("NEP@VIDU.EXAMPLE", "nep@vidu.example"))}),
        (("Lê Thị Tẻ", "0912345005", "chưa có"), {"phone": "0912345005", "email": EMPTY}),
    ]  # fmt: skip
    return book("e_mails.xlsx", ("Họ tên", "SĐT", "Email"), lines, fields={"C": "email"})


def _placeholders() -> Fixture:
    lines = [
        (("A1", "Vi Thị Nương", "-", "-", "-", "-"),
         {"born_on": EMPTY, "phone": EMPTY, "identity_number": EMPTY, "job": EMPTY}),
        (("A2", "Lò Văn Pản", ".", ".", "0", "."),
         {"born_on": EMPTY, "phone": EMPTY, "identity_number": EMPTY, "job": EMPTY}),
        (("A3", "Cà Thị Ánh", " ,, , ", "N/A", "N/A", "n/a"),
         {"born_on": EMPTY, "phone": EMPTY, "identity_number": EMPTY, "job": EMPTY}),
        (("A4", "Quàng Văn Xôm", "05/06/1991", "0977000004", "014091000004", "Thợ hàn"),
         {"born_on": "1991-06-05", "phone": "0977000004", "identity_number": "014091000004",
          "job": "Thợ hàn"}),
        (("A5", "Tòng Thị Diên", "#N/A", 0, 0, "#N/A"),
         {"born_on": EMPTY, "phone": EMPTY, "identity_number": EMPTY,
          "job": NoneOf(("#N/A", "0"))}),
    ]  # fmt: skip
    return book(
        "placeholders.xlsx",
        ("Mã NV", "Họ và tên", "Ngày sinh", "SĐT", "Số CCCD", "Chức vụ"),
        lines,
    )


def fixtures() -> list[Fixture]:
    """Give the fixtures of this theme."""
    return [
        _spaces_and_capitals(),
        _academic_titles(),
        _other_name_column(),
        _missing_names(),
        _sexes(),
        _sexes_mixed(),
        _courtesy(),
        _codes_in_two_cases(),
        _same_name_other_person(),
        _phones(),
        _phones_indonesian(),
        _e_mails(),
        _placeholders(),
    ]
