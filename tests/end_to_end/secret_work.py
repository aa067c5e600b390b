# SPDX-License-Identifier: Apache-2.0
"""A working day with planted secrets, run as a process of its own by ``test_secrecy``.

It looks itself at every file it is about to remove or rename, and at all files while the register
is open, for what is planted; what it finds goes to the standard output, line by line.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import signal
import sys
import unicodedata
from pathlib import Path

import secret_office
from registers import KDF

__all__ = ["KDF"]

FOLDERS = (
    "office", "tmp", "home", "settings", "settings-two", "settings-desk", "stick", "here",
)  # fmt: skip
"""What is looked at: all but what a person gave and what a person asked for."""
PASSPHRASE = "mật khẩu chỉ mình tôi biết"
HEAD = "Head"
PLANTED = {
    "name": "Đặng Thị Bíẩn Xuyến",
    "other name": "Ngụy Văn Kíngầm",
    "imported name": "Quách Thị Giấukỹ",
    "corrected name": "Đặng Thị Đổihọ",
    "wage": "98765432109",
    "phone": "0967812345",
    "identity": "001190987651",
    "e-mail": "bian.xuyen@example.vn",
    "department": "Phân xưởng Ẩnmình",
    "note": "ghi chú không ai được đọc",
    "reason": "lý do chỉ để trong nhà",
    "free field": "Cỡ giày bímật",
    "group": "Tổ tựquản Kínđáo",
    "passphrase": PASSPHRASE,
    "searched": "giaukyhan",
} | secret_office.PLANTED


def forms() -> dict[bytes, str]:
    """Give each planted text as it could stand in a file, and which it is."""
    found: dict[bytes, str] = {}
    for what, text in PLANTED.items():
        bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
        plain = "".join(sign for sign in bare if not unicodedata.combining(sign))
        written = {
            text, text.upper(), text.lower(), plain, plain.lower(), plain.upper(),
            unicodedata.normalize("NFD", text), json.dumps(text)[1:-1],
        }  # fmt: skip
        # One rare word of it is enough: an index keeps words, not texts.
        written |= {max(one.split(), key=len) for one in written if " " in one}
        for one in written:
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                found[one.encode(encoding)] = what
        if text.isdigit():
            for length in (5, 6, 8):
                for order in ("big", "little"):
                    found[int(text).to_bytes(length, order)] = what
    # Where a form holds another of the same text, it is found by that one.
    return {
        form: what
        for form, what in found.items()
        if not any(one in form and one != form for one, other in found.items() if other == what)
    }


FORMS = forms()
_clean: set[bytes] = set()
"""Digests of what was read and held nothing planted: most files stay as they are all day."""


def plant(what: str, key: bytes) -> None:
    """Let a key be looked for as well, however it is written."""
    code = base64.b64encode(key).rstrip(b"=")
    for form in (key, key.hex().encode(), key.hex().upper().encode(), code):
        FORMS[form] = what
    _clean.clear()


def look(path: Path) -> list[str]:
    """Give which planted texts stand in a file."""
    try:
        content = path.read_bytes()
    except OSError:
        return []
    inside = _inside(content)
    named = sorted({what for form, what in FORMS.items() if form in os.fsencode(path.name)})
    return [f"{what} in {path}" for what in (*inside, *named)]


def _inside(content: bytes) -> list[str]:
    digest = hashlib.sha256(content).digest()
    if digest in _clean:
        return []
    found = sorted({what for form, what in FORMS.items() if form in content})
    if not found:
        _clean.add(digest)
    return found


def look_everywhere(places: list[Path]) -> list[str]:
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    return [one for path in files for one in look(path)]


class Watch:
    """Sees each file before it goes, and each that is opened to be written."""

    def __init__(self, deliberate: Path) -> None:
        self.deliberate = deliberate
        self.written: set[str] = set()
        self.found: list[str] = []
        sys.addaudithook(self.hear)

    def hear(self, event: str, details: tuple[object, ...]) -> None:
        if event == "open" and isinstance(details[0], (str, bytes)):
            mode, flags = details[1], details[2]
            if (isinstance(mode, str) and set(mode) & set("wax+")) or (
                mode is None and isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
            ):
                self.written.add(os.path.abspath(os.fsdecode(details[0])))  # noqa: PTH100 - no stat
        elif event in ("os.remove", "os.rename"):
            path = Path(os.path.abspath(os.fsdecode(details[0])))  # noqa: PTH100 - likewise
            if self.deliberate not in path.parents:
                self.found += [f"{one} (before it went)" for one in look(path)]


def picture(path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (300, 400), "teal").save(path)


def workbook(path: Path) -> None:
    import registers
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(
        ["STT", "Mã NV", "Họ và tên", "Ngày sinh", "Số ĐT", "Bộ phận", "Mức lương", "Cỡ giày"]
    )
    for number, person in enumerate(registers.invent(30, seed=77)):
        name = PLANTED["imported name"] if number == 7 else person["full_name"]
        book.active.append(
            [number + 1, f"M{number:03d}", name, person["born_on"], person["phone"],
             PLANTED["department"], int(PLANTED["wage"]), PLANTED["note"]]
        )  # fmt: skip
    book.active.append(
        [31, "M999", "Lê Thị Sai", "31/31/1990", PLANTED["phone"], PLANTED["department"], "x",
         PLANTED["note"]]
    )  # fmt: skip
    book.save(path)


class Day:
    """All that is done with a register, one thing after the other."""

    def __init__(self, base: Path) -> None:
        import registers

        self.base = base
        self.registers = registers
        self.given, self.out = base / "given", base / "out"
        self.folder = base / "office" / "branch.unionbook"
        self.places = [base / name for name in FOLDERS]
        self.watch = Watch(self.out)
        self.found: list[str] = []

    def look(self, when: str) -> None:
        self.found += [f"{when}: {one}" for one in look_everywhere(self.places)]

    def open(self, user: str = HEAD, **more: object):
        from unionbook.operations import sessions

        return sessions.open_register(folder=self.folder, user=user, passphrase=PASSPHRASE, **more)

    def work(self) -> None:
        from unionbook.operations import sessions

        session, _key = sessions.make_register(
            folder=self.folder, branch="Branch", country="VN", language="vi", user=HEAD,
            passphrase=PASSPHRASE, kdf=self.registers.KDF,
        )  # fmt: skip
        for step in (
            self.write,
            self.take_in,
            self.take_out,
            self.money,
            self.welfare,
            self.exchange,
            self.keep,
            self.fail,
        ):
            step(session)
            self.look(step.__name__)
        session.close()
        self.look("closed")

    def write(self, session) -> None:
        from unionbook.operations import groups, history, members, settings
        from unionbook.operations.doubles import find_doubles, merge_members
        from unionbook.operations.events import record_event

        settings.turn_on_sensitive(session, name="health")
        values = {
            "full_name": PLANTED["name"], "wage": PLANTED["wage"], "phone": PLANTED["phone"],
            "identity_number": PLANTED["identity"], "email": PLANTED["e-mail"],
            "department": PLANTED["department"], "note": PLANTED["note"],
            "health": PLANTED["note"],
        }  # fmt: skip
        first = members.enrol_member(
            session, values=values, free={PLANTED["free field"]: PLANTED["note"]},
            reason=PLANTED["reason"],
        ).rows["members"][0]  # fmt: skip
        second = members.enrol_member(session, values={"full_name": PLANTED["other name"]})
        for text in (PLANTED["name"], "bian", PLANTED["phone"][2:7], PLANTED["searched"], '"*('):
            members.search_members(session, text=text)
        find_doubles(session, values=values)
        changes = members.correct_member(
            session, member_id=first, values={"full_name": PLANTED["corrected name"]}
        )
        history.undo_commit(session, commit_id=changes.commit_id, reason=PLANTED["reason"])
        team = groups.add_group(session, kind="worker_group", name=PLANTED["group"])
        groups.put_in_group(
            session, group_id=team.rows["groups"][0], member_ids=second.rows["members"]
        )
        groups.save_filter(
            session, name=PLANTED["group"], criteria=members.Criteria(text=PLANTED["searched"])
        )
        record_event(
            session, member_ids=second.rows["members"], kind="left", reason=PLANTED["reason"]
        )
        settings.record_consent(
            session, member_id=first, purpose=PLANTED["note"], text_version="1", form="x"
        )
        merge_members(session, keep=first, other=second.rows["members"][0])
        history.history_of_member(session, member_id=first)
        self.registers.enrol_many(session, self.registers.invent(3000))

    def take_in(self, session) -> None:
        from unionbook.operations import imports, members, photos

        path = self.given / "list.xlsx"
        preview = imports.preview_import(session, path=path)
        imports.take_import(session, preview=preview, reason=PLANTED["reason"])
        assert imports.write_error_workbook(preview, path=self.out / "errors.xlsx")
        found = members.search_members(session, text=PLANTED["imported name"])
        assert found, "the workbook was not taken in"
        photos.set_photo(session, member_id=found[0][0], path=self.given / "face.png")
        assert photos.read_photo(session, member_id=found[0][0])

    def take_out(self, session) -> None:
        from unionbook.operations import exports, members, papers

        ids = list(members.list_member_ids(session))[:40]
        exports.export_members(session, path=self.out / "list.xlsx")
        exports.write_template(session, path=self.out / "template.xlsx")
        papers.print_cards(session, path=self.out / "cards.pdf", ids=ids)

    def money(self, session) -> None:
        from unionbook.operations import users

        for name, role in ((secret_office.SECRETARY, "secretary"), ("Thủ quỹ", "treasurer")):
            users.add_user(session, name=name, role=role, passphrase=PASSPHRASE, kdf=KDF)
        secret_office.plant_keys(session, plant)
        secret_office.money(session, self.given, self.out, self.ids(session))

    def welfare(self, session) -> None:
        secret_office.welfare(session, self.given, self.out, self.ids(session))

    def exchange(self, session) -> None:
        known = PLANTED["imported name"]
        secret_office.exchange(session, self.base, self.look, known)

    def ids(self, session) -> list[int]:
        from unionbook.operations import members

        return list(members.list_member_ids(session))[:10]

    def keep(self, session) -> None:
        from unionbook.operations import backups, users, verify

        users.add_user(
            session, name="Auditor", role="auditor", passphrase=PASSPHRASE,
            kdf=self.registers.KDF,
        )  # fmt: skip
        users.add_user(
            session, name="Other", role="secretary", passphrase=PASSPHRASE,
            kdf=self.registers.KDF,
        )  # fmt: skip
        made = backups.make_backup(session)
        backups.look_into_backup(path=made.backup.path, user=HEAD, passphrase=PASSPHRASE)
        backups.restore_backup(
            path=made.backup.path, into=self.folder.with_name("restored.unionbook")
        )
        users.remove_user(session, name="Other")
        assert verify.verify_register(session).whole

    def fail(self, session) -> None:
        """Refusals and bugs, with what is planted in their messages."""
        from unionbook.errors import UnionbookError
        from unionbook.operations import crash_reports, members

        for values in ({"phone": PLANTED["note"]}, {"born_on": PLANTED["name"]}):
            try:
                members.enrol_member(session, values={"full_name": PLANTED["name"]} | values)
            except UnionbookError:
                continue
            sys.exit(f"{values} were taken")
        try:
            session.database.rows(f"SELECT {PLANTED['searched']} FROM members")
        except Exception as error:  # noqa: BLE001 - any bug there may be
            crash_reports.write_report(error)
        try:
            with session.commit("enrol_member"):
                int(PLANTED["name"])
        except ValueError as error:
            crash_reports.write_report(error)

    def crash(self) -> None:
        from unionbook.data import members as rows

        session = self.open()
        # So little memory that much of what is not committed yet is on the disk already.
        session.database.connection.execute("PRAGMA cache_size = 20")
        with session.commit("import_members"):
            numbers = session.office.new_ids(session.site, 20000)
            rows.add(
                session.office,
                ((number, {"full_name": PLANTED["name"], "note": PLANTED["note"]})
                 for number in numbers),
            )  # fmt: skip
            self.tell()
            os.kill(os.getpid(), signal.SIGKILL)

    def after(self) -> None:
        self.look("after the crash")
        reader = self.open("Auditor")
        from unionbook.operations import exports, history, members

        assert reader.read_only
        members.search_members(reader, text=PLANTED["name"])
        history.list_steps(reader)
        exports.export_members(reader, path=self.out / "auditor.xlsx")
        self.look("the auditor")
        reader.close()
        session = self.open()
        self.registers.expect_whole(session)
        self.look("open again")
        session.close()

    def tell(self) -> None:
        for one in [*self.found, *self.watch.found]:
            sys.stdout.write(f"FOUND {one}\n")
        for path in sorted(self.watch.written):
            sys.stdout.write(f"WROTE {path}\n")
        sys.stdout.flush()


def main() -> None:
    base, phase = Path(sys.argv[1]), sys.argv[2]
    if phase == "prepare":
        workbook(base / "given" / "list.xlsx")
        picture(base / "given" / "face.png")
        secret_office.papers(base / "given", PLANTED["imported name"])
        return
    day = Day(base)
    getattr(day, phase)()
    day.tell()


if __name__ == "__main__":
    main()
