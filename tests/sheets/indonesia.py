# SPDX-License-Identifier: Apache-2.0
"""Lists of Indonesian factories and unions, and Malay member lists."""

from __future__ import annotations

import datetime as dt

from .model import Expected, Fixture, OneOf, Sheet, letter
from .people import Person, indonesian
from .tables import (
    Col,
    Table,
    as_file,
    at,
    born,
    col,
    dmy,
    fixed,
    free,
    hired,
    lay,
    number,
    of,
    one,
    phone_number,
    sex,
    unsaid,
)

_MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


def in_words(day: dt.date) -> str:
    """Give a date in Indonesian words: 12 Agustus 2015."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _reasons_of_leaving() -> Fixture:
    people = indonesian(45, 40)
    sexes = Col(None, "sex", of(lambda person: person.sex.upper()), at_sex)
    table = lay(
        people,
        [
            number("NO"),
            col("NAME", "full_name"),
            col("ID NO", "employee_number"),
            unsaid("SR", "A"),
            unsaid("SR", "B"),
            col("SECTION", "department"),
            col("POSITION / TITLE", "job"),
            unsaid("JOB TYPE", "DIRECT"),
            unsaid("Category", "Operator"),
            hired("JOIN DATE"),
            sexes,
            unsaid("Reason of Out"),
            unsaid("TGL PENGAJUAN"),
            unsaid("Resigned Date"),
            unsaid("REASON"),
        ],
        above=[["PT GARMEN CAHAYA LAUT"], ["EMPLOYEE LIST"]],
    )
    return one("id_header_missing_over_sex.xlsx", table)


def at_sex(person: Person) -> str:
    """Give the sex as stored."""
    return person.sex


def _civil_servants() -> Fixture:
    people = indonesian(30, 41)

    def nip(person: Person) -> str:
        digit = 2 if person.sex == "female" else 1
        return f"{person.born:%Y%m%d}{person.hired:%Y%m}{digit}{person.identity_number[-3:]}"

    def iso(person: Person) -> str:
        return person.born_on

    table = lay(
        people,
        [
            Col("nip_pegawai", "employee_number", of(nip), nip),
            col("nama_pegawai", "full_name"),
            Col("tgl_lahir_pegawai", "born_on", of(iso)),
            fixed("tmp_lhr_pegawai", "birth_place", "Purwokerto"),
            sex("kelamin_pegawai", "perempuan", "laki_laki"),
            unsaid("gol_darah_pegawai", "O"),
        ],
    )
    return one("id_civil_servants.csv", table)


def _fifty_five_columns() -> Fixture:
    people = indonesian(66, 42)
    filler = [unsaid(f"Component {n}", None) for n in range(1, 42)]
    table = lay(
        people,
        [
            col("Employee ID", "employee_number"),
            col("Full Name", "full_name"),
            unsaid("Barcode", at("employee_number")),
            unsaid("Organization", at("department")),
            col("Job Position", "job"),
            unsaid("Job Level", "Staff"),
            hired("Join Date", text=True),
            unsaid("Resign Date"),
            unsaid("Status Employee", "Permanent"),
            Col("Birth Date", "born_on", at("born")),
            col("Citizen ID Address", "permanent_address", "address"),
            *filler,
            col("NIK (NPWP 16 Digit)", "identity_number"),
            col("Mobile Phone", "phone"),
            col("Email", "email"),
        ],
    )
    table.fields[letter_of(table, "NIK (NPWP 16 Digit)")] = OneOf(("identity_number", "tax_number"))
    for values in table.people.values():
        del values["identity_number"]
    return one("id_fifty_five_columns.xlsx", table, sheet="Employee")


def letter_of(table: Table, header: str) -> str:
    """Give the letter of the column with this header."""
    line = next(row for row in table.rows if header in row)
    return letter(line.index(header) + 1)


def _member_data() -> Fixture:
    """Give a union's own form, sex as L/P and birth place and date in one cell."""
    people = indonesian(38, 43)
    table = lay(
        people,
        [
            number("No."),
            col("Nama Lengkap", "full_name"),
            sex("L/P", "P", "L"),
            unsaid("Tempat, Tanggal Lahir", of(lambda p: f"Semarang, {in_words(p.born)}")),
            col("NIK", "identity_number"),
            col("No. KTA", "card_number", "employee_number"),
            col("Bagian", "department"),
            unsaid("Jabatan di PUK", "Anggota"),
            col("No. HP", "phone"),
            unsaid("Alamat", at("address")),
        ],
        above=[
            ["DAFTAR ANGGOTA"],
            ["PUK SERIKAT PEKERJA ANEKA INDUSTRI PT SINAR KEMBANG"],
            ["Periode 2024 - 2027"],
            [],
        ],
        merges=["A1:J1", "A2:J2", "A3:J3"],
        foot=[
            [],
            [None, None, None, None, None, None, None, "Semarang, 3 Maret 2025"],
            [None, "Ketua", None, None, None, None, None, "Sekretaris"],
            [],
            [None, "Suryo Wicaksana", None, None, None, None, None, "Endah Pratiwi"],
        ],
    )
    for values, person in zip(table.people.values(), people, strict=True):
        values["born_on"] = person.born_on
        values["birth_place"] = "Semarang"
    return one("id_union_members.xlsx", table, sheet="Anggota")


def _employees() -> Fixture:
    table = lay(
        indonesian(140, 44),
        [
            number("No"),
            unsaid("NIK", at("employee_number")),
            col("Nama Karyawan", "full_name"),
            sex("Jenis Kelamin", "Perempuan", "Laki-laki"),
            fixed("Tempat Lahir", "birth_place", "Garut"),
            born("Tanggal Lahir"),
            col("No KTP", "identity_number"),
            col("Departemen", "department"),
            col("Jabatan", "job"),
            hired("Tgl Masuk"),
            fixed("Status Karyawan", "contract_kind", "PKWT", "fixed_term"),
            Col("Gaji Pokok", "wage", at("wage")),
            phone_number("No Telepon"),
            fixed("Agama", "religion", "Islam"),
            fixed("Pendidikan", "education", "SMA"),
        ],
        above=[["DATA KARYAWAN"], ["PT TEKSTIL RAHARJA MAKMUR"]],
    )
    for values, person in zip(table.people.values(), indonesian(140, 44), strict=True):
        values["employee_number"] = person.employee_number
    table.fields["B"] = "employee_number"
    return one("id_employees_nik_is_number.xlsx", table, sheet="Data Karyawan")


def _attendance() -> Fixture:
    table = lay(
        indonesian(12, 45),
        [
            number("NO"),
            col("NAMA", "full_name"),
            unsaid("UTUSAN / PUK", "PT Sinar Kembang"),
            col("NO HP", "phone"),
            free("TANDA TANGAN"),
        ],
        above=[["DAFTAR HADIR"], ["Rapat Anggota Tahunan"], ["Sabtu, 5 April 2025"], [], [], []],
    )  # fmt: skip
    return one("id_attendance.xls", table, sheet="Daftar Hadir")


def _joined_list() -> Fixture:
    table = lay(
        indonesian(26, 46),
        [
            Col("ID Anggota", "", of(lambda person: person.employee_number)),
            col("Nama", "full_name"),
            unsaid("Alamat", at("address")),
            Col(
                "Tanggal Bergabung", "joined_on", of(lambda person: in_words(person.hired)),
                lambda person: person.hired_on,
            ),
        ],
    )  # fmt: skip
    table.fields["A"] = OneOf(("local_number", "official_number", "card_number"))
    return one("id_joined_in_words.csv", table, encoding="utf-8-sig", delimiter=";")


def _payroll_rupiah() -> Fixture:
    def rupiah(person: Person) -> str:
        return "Rp " + f"{person.wage:,}".replace(",", ".") + ",00"

    table = lay(
        indonesian(28, 47),
        [
            number("No"),
            col("ID Karyawan", "employee_number"),
            col("Nama", "full_name"),
            col("Divisi", "department"),
            Col("Upah Pokok", "wage", of(rupiah)),
            free("Tunj. Makan", "Rp 450.000,00"),
            free("Lembur (Jam)", 12.5),
            free("Pot. BPJS", "-Rp 98.000,00"),
            free("Iuran SP", "Rp 20.000,00"),
            free("Diterima", "Rp 5.200.000,00"),
        ],
        above=[["DAFTAR UPAH BULAN MARET 2025"], []],
    )
    return one("id_payroll_rupiah_text.xlsx", table)


def _form_answers() -> Fixture:
    table = lay(
        indonesian(21, 48),
        [
            unsaid("Timestamp", dt.datetime(2025, 2, 3, 8, 15, 42)),  # noqa: DTZ001 - as in Excel
            col("Nama lengkap sesuai KTP", "full_name"),
            Col("Tanggal lahir Anda", "born_on", dmy("born")),
            sex("Jenis kelamin", "Wanita", "Pria"),
            col("Nomor HP / WhatsApp yang aktif", "phone"),
            col("Alamat email", "email"),
            unsaid("Apakah Anda bersedia menjadi anggota serikat?", "Ya, bersedia"),
        ],
    )
    return one("id_form_answers.ods", table, sheet="Form Responses 1")


def _malay_members() -> Fixture:
    names = [
        ("Ahmad Faizal bin Mat Nor", "LELAKI", "male", "850312-10-5533"),
        ("Nur Izzati binti Che Wan", "PEREMPUAN", "female", "910724-03-6124"),
        ("Lim Siew Bee", "PEREMPUAN", "female", "780101-07-5008"),
        ("Muniandy a/l Perumal", "LELAKI", "male", "690930-08-5417"),
        ("Kavitha A/P Subramaniam", "PEREMPUAN", "female", "881115-14-5566"),
        ("Dayang Nurfaizah Awang Damit", "PEREMPUAN", "female", "930404-13-5870"),
    ]
    header: list[object] = [
        "BIL", "No Daftar", "Nama Anggota", "Alamat", "Poskod", "Negeri", "KP Baru", "KP Lama",
        "Jantina", "Bangsa", "Tarikh Lahir", "Tarikh Menjadi Anggota", "Majikan", "Yuran (RM)",
    ]  # fmt: skip
    rows: list[list[object]] = [
        ["KESATUAN PEKERJA-PEKERJA ELEKTRONIK"],
        ["SENARAI ANGGOTA"],
        header,
    ]
    people = {}
    for n, (name, sex_word, sex_stored, card) in enumerate(names, 1):
        year = 1900 + int(card[:2])
        born_day = dt.date(year, int(card[2:4]), int(card[4:6]))
        rows.append(
            [n, f"K{n:05d}", name, f"Lot {n}, Jalan Kenanga", "43000", "Selangor", card, None,
             sex_word, "Melayu", born_day, "01/07/2019", "Kilang Cip Jaya", 8.0]
        )  # fmt: skip
        people[len(rows)] = {
            "full_name": name, "sex": sex_stored, "born_on": born_day.isoformat(),
            "joined_on": "2019-07-01",
        }  # fmt: skip
    return as_file(
        "my_members.xlsx",
        Sheet("Anggota", rows),
        expected=Expected(
            people=people,
            header_row=3,
            fields={"A": None, "C": "full_name", "G": "identity_number", "I": "sex",
                    "K": "born_on", "L": "joined_on", "N": None},
        ),
    )  # fmt: skip


def _meeting() -> Fixture:
    table = lay(
        indonesian(19, 185),
        [
            number("No"),
            col("Nama Anggota", "full_name"),
            unsaid("Umur", of(lambda person: f"{2025 - person.born.year} tahun")),
            unsaid("Asal PUK", "PT Rotan Indah"),
            Col("Tgl Lahir", "born_on", dmy("born")),
            unsaid("Iuran/Bulan", 20_000),
            free("Paraf"),
        ],
        left=1,
        above=[[None, "DAFTAR ANGGOTA YANG HADIR"], []],
    )
    return one("id_meeting_with_ages.xlsx", table)


def _attendance_codes() -> Fixture:
    table = lay(
        indonesian(35, 186),
        [
            number("NO"),
            Col("ID", "", at("employee_number")),
            col("NAMA", "full_name"),
            col("JABATAN", "job"),
            *(free(str(day), "H") for day in range(1, 32)),
            free("JML HADIR", 26),
            free("SAKIT", 0),
            free("IZIN", 0),
            free("ALPA", 0),
        ],
        above=[["REKAP ABSENSI KARYAWAN"], ["BULAN: MARET 2025"]],
        foot=[[], ["KET: H = HADIR, S = SAKIT, I = IZIN, A = ALPA"]],
    )
    table.fields["B"] = "employee_number"
    return one("id_attendance_recap.xlsx", table)


def fixtures() -> list[Fixture]:
    """Give the fixtures of this theme."""
    return [
        _reasons_of_leaving(),
        _civil_servants(),
        _fifty_five_columns(),
        _member_data(),
        _employees(),
        _attendance(),
        _joined_list(),
        _payroll_rupiah(),
        _form_answers(),
        _malay_members(),
        _meeting(),
        _attendance_codes(),
    ]
