# SPDX-License-Identifier: Apache-2.0
"""Invented people: nobody here exists. The same seed gives the same people."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

_SURNAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đinh",
    "Trịnh",
    "Mạc",
    "Quách",
    "Tạ",
    "Thạch",
    "Kiều",
    "Đoàn",
    "Lưu",
    "Cao",
    "Châu",
    "Tô",
    "Hà",
    "Khuất",
]
_MIDDLES_F = ["Thị", "Thị Kim", "Thị Ngọc", "Thanh", "Ngọc", "Thị Mỹ", "Hoài", "Thị Bích", "Tôn Nữ"]
_GIVEN_F = [
    "Hoa",
    "Hương",
    "Lan",
    "Mai",
    "Nga",
    "Oanh",
    "Phượng",
    "Quỳnh",
    "Thảo",
    "Thúy",
    "Trâm",
    "Uyên",
    "Vân",
    "Xuân",
    "Yến",
    "Ánh",
    "Diễm",
    "Đào",
    "Hạnh",
    "Huyền",
    "Liễu",
    "Nguyệt",
    "Nhung",
    "Tuyết",
    "Thơm",
    "Hằng",
    "Điệp",
    "Sương",
    "Quyên",
    "Ước",
]
_MIDDLES_M = ["Văn", "Đức", "Quang", "Minh", "Hữu", "Công", "Xuân", "Bá", "Đình", "Quốc", ""]
_GIVEN_M = [
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Đạt",
    "Giang",
    "Hải",
    "Hùng",
    "Khánh",
    "Lâm",
    "Long",
    "Nghĩa",
    "Phúc",
    "Quý",
    "Sơn",
    "Tài",
    "Thắng",
    "Toàn",
    "Tuấn",
    "Vượng",
    "Đông",
    "Kiên",
    "Lực",
    "Mạnh",
    "Nhật",
    "Tiến",
    "Trường",
    "Việt",
    "Khởi",
    "Ngữ",
]
_DEPARTMENTS_VN = ["Xưởng May 1", "Xưởng May 2", "Xưởng Cắt", "Phòng Kế toán", "Tổ Hoàn thành"]
_JOBS_VN = ["Công nhân may", "Tổ trưởng", "Kế toán viên", "Thợ cắt", "Công nhân ủi", "KCS"]

_NAMES_ID = (
    ("Sukarman", "male"), ("Wagiyem", "female"), ("Ponirah", "female"), ("Sutrisno", "male"),
    ("Siti Nurbaya Rahmawati", "female"), ("Parlindungan Simorangkir", "male"),
    ("Rotua Br. Hutagaol", "female"), ("I Gede Agus Wirawan", "male"),
    ("Ni Luh Putu Widiastari", "female"), ("I Made Suartika", "male"), ("Tan Mei Lie", "female"),
    ("Liem Hendra Gunadi", "male"), ("Asep Kurniadi", "male"), ("Neneng Sulastri", "female"),
    ("Cut Meurah Intan", "female"), ("Teuku Rizal Fahmi", "male"), ("La Ode Saharuddin", "male"),
    ("Yohanes Bere Tallo", "male"), ("Maria Goreti Nahak", "female"), ("Daeng Mallawa", "male"),
    ("Andi Tenri Abeng", "female"), ("Frengki Wanggai", "male"), ("Suminah", "female"),
    ("Muhammad Ridho Al-Fatih", "male"), ("Ma'ruf Syaifudin", "male"), ("Jumiati", "female"),
)  # fmt: skip
_DEPARTMENTS_ID = ["Produksi", "Gudang", "Sewing Line 3", "Quality Control", "HRD & GA", "Cutting"]
_JOBS_ID = ["Operator Jahit", "Staf Gudang", "Leader", "Helper", "Teknisi", "Admin Produksi"]


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person, every value in the canonical form of the register."""

    full_name: str
    sex: str
    born: dt.date
    identity_number: str
    phone: str
    email: str
    department: str
    job: str
    wage: int
    employee_number: str
    hired: dt.date
    address: str

    @property
    def born_on(self) -> str:
        return self.born.isoformat()

    @property
    def hired_on(self) -> str:
        return self.hired.isoformat()

    @property
    def family(self) -> str:
        return self.full_name.rpartition(" ")[0]

    @property
    def given(self) -> str:
        return self.full_name.rpartition(" ")[2]


def vietnamese(count: int, seed: int = 1) -> list[Person]:
    """Give people of a Vietnamese factory, some with the same name."""
    dice = random.Random(seed)
    return [_vietnamese(dice, number, seed) for number in range(1, count + 1)]


def _vietnamese(dice: random.Random, number: int, seed: int) -> Person:
    sex = dice.choice(("female", "female", "male"))
    middle = dice.choice(_MIDDLES_F if sex == "female" else _MIDDLES_M)
    given = dice.choice(_GIVEN_F if sex == "female" else _GIVEN_M)
    name = " ".join(f"{dice.choice(_SURNAMES)} {middle} {given}".split())
    born = _day(dice, 1966, 2004)
    century = (0 if born.year < 2000 else 2) + (sex == "female")
    place = dice.choice(("001", "031", "034", "036", "038", "040", "060", "075", "079", "092"))
    return Person(
        full_name=name,
        sex=sex,
        born=born,
        identity_number=f"{place}{century}{born.year % 100:02d}{seed % 100:02d}{number:04d}",
        phone=f"0{dice.choice((32, 35, 38, 70, 77, 83, 90, 91, 97, 98))}{seed % 100:02d}"
        f"{number:05d}",
        email=f"nguoi{seed}.{number}@vidu.example",
        department=dice.choice(_DEPARTMENTS_VN),
        job=dice.choice(_JOBS_VN),
        wage=dice.randrange(4_960_000, 12_500_000, 5_000),
        employee_number=f"NV{seed % 100:02d}{number:04d}",
        hired=_day(dice, 2009, 2025),
        address=f"{dice.randrange(1, 300)} tổ {dice.randrange(1, 20)}, ấp Bình Hòa",
    )


def indonesian(count: int, seed: int = 1) -> list[Person]:
    """Give people of an Indonesian factory: one-word, Batak, Balinese, Chinese and other names."""
    dice = random.Random(seed)
    return [_indonesian(dice, number, seed) for number in range(1, count + 1)]


def _indonesian(dice: random.Random, number: int, seed: int) -> Person:
    name, sex = _NAMES_ID[(number * 7 + seed) % len(_NAMES_ID)]
    born = _day(dice, 1968, 2004)
    day = born.day + (40 if sex == "female" else 0)
    area = dice.choice(("317304", "321605", "332220", "357801", "510302", "127105"))
    nik = f"{area}{day:02d}{born:%m%y}{(seed * 1000 + number) % 10000:04d}"
    return Person(
        full_name=name if number <= len(_NAMES_ID) else f"{name} {_roman(number)}",
        sex=sex,
        born=born,
        identity_number=nik,
        phone=f"08{dice.choice((12, 13, 21, 52, 57, 96))}{seed % 100:02d}{number:06d}",
        email=f"orang{seed}.{number}@contoh.example",
        department=dice.choice(_DEPARTMENTS_ID),
        job=dice.choice(_JOBS_ID),
        wage=dice.randrange(2_100_000, 5_400_000, 1_000),
        employee_number=f"{seed % 100 + 10:02d}{number:05d}",
        hired=_day(dice, 2008, 2025),
        address=f"Jl. Melati No. {dice.randrange(1, 200)} RT 0{dice.randrange(1, 9)}",
    )


def _roman(number: int) -> str:
    words = ("Satria", "Wibowo", "Lestari", "Hasanah", "Pertiwi", "Nugraha", "Utami", "Prabowo")
    return words[number % len(words)] + " " + words[(number // len(words)) % len(words)]


def _day(dice: random.Random, first: int, last: int) -> dt.date:
    start = dt.date(first, 1, 1).toordinal()
    return dt.date.fromordinal(dice.randrange(start, dt.date(last, 12, 28).toordinal()))
