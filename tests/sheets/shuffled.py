# SPDX-License-Identifier: Apache-2.0
"""Everyday lists thrown together by dice: any columns, in any order, under any usual words."""

from __future__ import annotations

import dataclasses
import random
from typing import TYPE_CHECKING

from .model import Fixture, letter
from .people import Person, indonesian, vietnamese
from .tables import Col, born, col, hired, lay, number, of, one, phone_number, sex

if TYPE_CHECKING:
    from .tables import Row, Table

COUNT = 60
_VIETNAMESE = {
    "full_name": "Họ và tên|Họ tên|Tên nhân viên|HỌ VÀ TÊN|Họ và tên CNV|Ho ten|Tên đoàn viên",
    "employee_number": "Mã NV|Mã nhân viên|MSNV|Mã số NV|Mã CNV",
    "born_on": "Ngày sinh|Ngày tháng năm sinh|NGÀY SINH|Sinh ngày|Ngày/tháng/năm sinh",
    "sex": "Giới tính|GT|Phái|Nam/Nữ",
    "identity_number": "Số CCCD|CCCD|CMND/CCCD|Số căn cước|Số CMND|Số CMTND",
    "phone": "SĐT|Điện thoại|Số điện thoại|ĐTDĐ|Di động",
    "department": "Bộ phận|Phòng ban|Tổ|Phân xưởng|Bộ phận/Tổ|Phòng/Ban",
    "job": "Chức vụ|Chức danh|Công việc|Vị trí công việc",
    "wage": "Lương cơ bản|Mức lương|Lương đóng BHXH|Tiền lương",
    "hired_on": "Ngày vào làm|Ngày vào công ty|Ngày bắt đầu làm việc|Ngày nhận việc",
    "email": "Email|E-mail|Địa chỉ email",
}
_INDONESIAN = {
    "full_name": "Nama|Nama Lengkap|Nama Karyawan|Nama Pekerja|nama_lengkap",
    "employee_number": "NIP|No. Karyawan|ID Karyawan|Nomor Induk Karyawan|NPK",
    "born_on": "Tanggal Lahir|Tgl Lahir|Tgl. Lahir|tgl_lahir",
    "sex": "L/P|Jenis Kelamin|JK|Kelamin",
    "identity_number": "NIK|No KTP|No. KTP|Nomor KTP|NIK KTP",
    "phone": "No HP|No. Telp|Telepon|No. HP/WA|Nomor HP",
    "department": "Bagian|Departemen|Divisi|Dept|Unit Kerja",
    "job": "Jabatan|Posisi|Pekerjaan",
    "wage": "Gaji Pokok|Upah|Upah Pokok|Gaji",
    "hired_on": "Tanggal Masuk|Tgl Masuk|Mulai Kerja|Tgl. Masuk Kerja",
    "email": "Email|Alamat Email",
}
_TITLES: dict[bool, list[Row]] = {
    True: [["CÔNG TY TNHH HOA MAI"], ["DANH SÁCH NHÂN VIÊN"], ["Tháng 3 năm 2025"], []],
    False: [["PT MAJU TERUS"], ["DATA KARYAWAN"], ["Periode Maret 2025"], []],
}
_FEET: dict[bool, list[list[Row]]] = {
    True: [[], [[], [None, "Tổng cộng"]], [[], [None, "Người lập biểu"], [None, "Trần Thị Sự"]]],
    False: [[], [[], [None, "Jumlah"]], [[], [None, "Mengetahui,"], [None, "Budi Hartanto"]]],
}


class _Dice:
    """What the dice decide about one list."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.vietnamese = self.dice.random() < 0.5
        self.words = _VIETNAMESE if self.vietnamese else _INDONESIAN
        make = vietnamese if self.vietnamese else indonesian
        self.people: list[Person] = make(self.dice.choice((1, 2, 2, 3, 4, 6, 9, 25)), seed + 300)

    def columns(self) -> list[Col]:
        others = [name for name in self.words if name != "full_name"]
        self.dice.shuffle(others)
        names = ["full_name", *others[: self.dice.choice((1, 2, 2, 3, 4, 5, 7))]]
        if self.dice.random() < 0.4:
            self.dice.shuffle(names)
        first = [number("STT" if self.vietnamese else "No")] if self.dice.random() < 0.75 else []
        return first + [self._column(name) for name in names]

    def _column(self, name: str) -> Col:
        header = self.dice.choice(self.words[name].split("|"))
        coin = self.dice.random() < 0.5
        if name == "born_on":
            return born(header, text=coin)
        if name == "hired_on":
            return hired(header, text=coin)
        if name == "sex":
            return sex(header, *(("Nữ", "Nam") if self.vietnamese else ("P", "L")))
        if name == "phone" and coin:
            return phone_number(header)
        if name == "full_name" and coin:
            return Col(header, name, of(lambda person: person.full_name.upper()))
        return col(header, name)

    def table(self) -> Table:
        columns = self.columns()
        above = _TITLES[self.vietnamese][: self.dice.choice((0, 0, 1, 2, 3, 4))]
        foot = self.dice.choice(_FEET[self.vietnamese])
        left = self.dice.choice((0, 0, 1))
        if self.dice.random() < 0.7 or len(columns) < 4:
            return lay(self.people, columns, above=above, foot=foot, left=left)
        return self._grouped(columns, above, foot)

    def _grouped(self, columns: list[Col], above: list[Row], foot: list[Row]) -> Table:
        """Lay two columns under a common heading, the others' headers merged over both rows."""
        start = self.dice.randrange(1, len(columns) - 1)
        group: Row = [column.header for column in columns]
        group[start : start + 2] = ["Thông tin" if self.vietnamese else "Data", None]
        inside = (start, start + 1)
        top = len(above) + 1
        merges = [
            f"{letter(n + 1)}{top}:{letter(n + 1)}{top + 1}"
            for n in range(len(columns))
            if n not in inside
        ]
        below = [
            column if n in inside else dataclasses.replace(column, header=None)
            for n, column in enumerate(columns)
        ]
        merges.append(f"{letter(start + 1)}{top}:{letter(start + 2)}{top}")
        return lay(self.people, below, above=above, foot=foot, group=group, merges=merges)


def fixtures() -> list[Fixture]:
    """Give the fixtures of this theme."""
    return [one(f"shuffled_{seed:02d}.xlsx", _Dice(seed).table()) for seed in range(COUNT)]
