# SPDX-License-Identifier: Apache-2.0
"""Making, opening and closing a register; and who may do what in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import registers

from unionbook.domain.roles import Role
from unionbook.errors import (
    DamagedError,
    InvalidValueError,
    NotAllowedError,
    NotFoundError,
    UnionbookError,
    WrongPassphraseError,
)
from unionbook.operations import (
    backups,
    doubles,
    events,
    exports,
    groups,
    history,
    imports,
    members,
    papers,
    photos,
    sessions,
    settings,
    users,
    verify,
)

if TYPE_CHECKING:
    from pathlib import Path

HEAD, SECRETARY, TREASURER = Role.HEAD, Role.SECRETARY, Role.TREASURER
OFFICER, AUDITOR = Role.COMPLAINTS_OFFICER, Role.AUDITOR
EVERYBODY = set(Role)
WRITERS = {HEAD, SECRETARY}
EXPORTERS = {HEAD, SECRETARY, TREASURER, AUDITOR}
ALL_BUT_AUDITOR = EVERYBODY - {AUDITOR}

# Each operation with those who may do it. Written out once more on purpose: a slip in the table
# of the program shows here.
TABLE = {
    "enrol_member": (WRITERS, lambda s, _p: members.enrol_member(s, values={"full_name": "A B"})),
    "correct_member": (
        WRITERS, lambda s, _p: members.correct_member(s, member_id=s.one, values={"job": "x"})),
    "change_members": (
        WRITERS, lambda s, _p: members.change_members(s, ids=[s.one], values={"job": "x"})),
    "merge_members": (WRITERS, lambda s, _p: doubles.merge_members(s, keep=s.one, other=s.two)),
    "keep_apart": (WRITERS, lambda s, _p: doubles.keep_apart(s, first=s.one, second=s.two)),
    "record_event": (
        WRITERS, lambda s, _p: events.record_event(s, member_ids=[s.one], kind="left")),
    "add_group": (WRITERS, lambda s, _p: groups.add_group(s, kind="worker_group", name="T")),
    "change_group": (
        WRITERS, lambda s, _p: groups.change_group(s, group_id=s.team, values={"place": "x"})),
    "put_in_group": (
        WRITERS, lambda s, _p: groups.put_in_group(s, group_id=s.team, member_ids=[s.one])),
    "take_out_of_group": (
        WRITERS, lambda s, _p: groups.take_out_of_group(s, group_id=s.team, member_ids=[s.one])),
    "set_photo": (WRITERS, lambda s, _p: photos.set_photo(s, member_id=s.one, path=None)),
    "import_photos": (WRITERS, lambda s, p: photos.import_photos(s, folder=p)),
    "add_free_field": (WRITERS, lambda s, _p: settings.add_free_field(s, name="Cỡ áo")),
    "record_consent": (
        WRITERS,
        lambda s, _p: settings.record_consent(
            s, member_id=s.one, purpose="x", text_version="1", form="y")),
    "undo_commit": (WRITERS, lambda s, _p: history.undo_commit(s, commit_id=s.step)),
    "save_filter": (
        WRITERS | {TREASURER},
        lambda s, _p: groups.save_filter(s, name="x", criteria=members.Criteria())),
    "get_member": (EVERYBODY, lambda s, _p: members.get_member(s, member_id=s.one)),
    "list_member_ids": (EVERYBODY, lambda s, _p: members.list_member_ids(s)),
    "search_members": (EVERYBODY, lambda s, _p: members.search_members(s, text="an")),
    "find_doubles": (EVERYBODY, lambda s, _p: doubles.find_doubles(s, values={})),
    "list_groups": (EVERYBODY, lambda s, _p: groups.list_groups(s)),
    "list_steps": (EVERYBODY, lambda s, _p: history.list_steps(s)),
    "history_of_member": (EVERYBODY, lambda s, _p: history.history_of_member(s, member_id=s.one)),
    "verify_register": (EVERYBODY, lambda s, _p: verify.verify_register(s)),
    "print_cards": (
        EVERYBODY, lambda s, p: papers.print_cards(s, path=p / "cards.pdf", ids=[s.one])),
    "export_members": (EXPORTERS, lambda s, p: exports.export_members(s, path=p / "list.xlsx")),
    "write_template": (EVERYBODY, lambda s, p: exports.write_template(s, path=p / "t.xlsx")),
    "make_backup": (ALL_BUT_AUDITOR, lambda s, p: backups.make_backup(s, to=p)),
    "repair_index": (ALL_BUT_AUDITOR, lambda s, _p: verify.repair_index(s)),
    "change_passphrase": (
        ALL_BUT_AUDITOR,
        lambda s, _p: users.change_passphrase(
            s, old=registers.PASSPHRASE, new="quite another phrase", kdf=registers.KDF)),
    "add_user": ({HEAD}, lambda s, _p: registers.add_user(s, "New One", TREASURER)),
    "remove_user": ({HEAD}, lambda s, _p: users.remove_user(s, name="spare")),
    "change_role": ({HEAD}, lambda s, _p: users.change_role(s, name="spare", role=TREASURER)),
    "reset_passphrase": (
        {HEAD},
        lambda s, _p: users.reset_passphrase(
            s, name="spare", passphrase="quite another phrase", kdf=registers.KDF)),
    "renew_recovery_key": ({HEAD}, lambda s, _p: users.renew_recovery_key(s, kdf=registers.KDF)),
    "change_settings": (
        {HEAD}, lambda s, _p: settings.change_settings(s, values={"branch": "Another"})),
    "turn_on_sensitive": ({HEAD}, lambda s, _p: settings.turn_on_sensitive(s, name="health")),
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """Give a register with a user of each role, closed, and some numbers of its rows."""
    place = tmp_path_factory.mktemp("roles")
    session = registers.make(place)
    for role in Role:
        registers.add_user(session, role.value, role)
    registers.add_user(session, "spare", SECRETARY)
    one, two = registers.enrol(session, "Trần An"), registers.enrol(session, "Lê Bình")
    team = groups.add_group(session, kind="worker_group", name="Tổ 1").rows["groups"][0]
    step = members.correct_member(session, member_id=one, values={"note": "x"}).commit_id
    session.close()
    return session.register.folder, {"one": one, "two": two, "team": team, "step": step}


@pytest.mark.parametrize("role", Role)
def test_each_operation_is_open_to_its_roles_and_to_no_other(made, tmp_path, role):
    import shutil

    original, numbers = made
    folder = shutil.copytree(original, tmp_path / "copy.unionbook")
    wrong = []
    for name, (allowed, operation) in TABLE.items():
        session = registers.open_as(folder, role.value)
        for key, number in numbers.items():
            setattr(session, key, number)
        refused = is_refused(session, operation, tmp_path)
        session.close()
        if refused is (role in allowed):
            wrong.append(name)
        if not refused:
            shutil.rmtree(folder)
            shutil.copytree(original, folder)
    assert wrong == []


def is_refused(session, operation, place) -> bool:
    before = registers.content(session)
    try:
        operation(session, place)
    except NotAllowedError:
        assert registers.content(session) == before
        return True
    return False


def test_a_refusal_names_who_could_do_it(made, tmp_path):
    import shutil

    folder = shutil.copytree(made[0], tmp_path / "copy.unionbook")
    session = registers.open_as(folder, TREASURER.value)
    with pytest.raises(NotAllowedError, match=r"Head of the branch, Secretary\."):
        registers.enrol(session)
    session.close()


def test_importing_is_for_who_may_enrol(made, tmp_path):
    import shutil

    folder = shutil.copytree(made[0], tmp_path / "copy.unionbook")
    source = tmp_path / "list.csv"
    people = registers.invent(5)
    lines = ["Mã NV;Họ và tên;Ngày sinh;Số ĐT;Bộ phận"]
    lines += [
        ";".join(str(p[k]) for k in ("employee_number", "full_name", "born_on", "phone",
                                     "department"))
        for p in people
    ]  # fmt: skip
    source.write_text("\n".join(lines), "utf-8")
    for role in (TREASURER, OFFICER):
        session = registers.open_as(folder, role.value)
        preview = imports.preview_import(session, path=source)
        with pytest.raises(NotAllowedError):
            imports.take_import(session, preview=preview)
        session.close()


def test_every_operation_stands_in_the_table():
    """A new operation that writes belongs into the table above."""
    import inspect

    reading = {
        "get_step", "last_step", "find_group", "list_filters", "list_doubles", "find_member",
        "read_members", "preview_change_members", "get_setting", "list_free_fields", "list_users",
        "read_photo", "sensitive_fields", "visible_fields", "local_numbers",
        "department_id", "exportable_fields", "filled_fields", "check_fields", "note_outgoing",
        "list_backups", "look_into_backup", "restore_backup", "prepare", "by",
        "read_chosen", "stored_form", "save_photo",
    }  # fmt: skip
    alike = {
        "change_free_field", "withdraw_consent", "forget_filter", "print_member_list",
    }  # fmt: skip
    found = set()
    for module in (
        members, doubles, events, groups, photos, settings, history, users, exports, verify,
        backups,
    ):  # fmt: skip
        found |= {
            name
            for name, one in inspect.getmembers(module, inspect.isfunction)
            if one.__module__ == module.__name__ and not name.startswith("_")
        }
    assert found - set(TABLE) - reading - alike == set()


def test_only_the_head_the_secretary_and_the_officer_open_the_cases(made, tmp_path):
    import shutil

    folder = shutil.copytree(made[0], tmp_path / "copy.unionbook")
    opened = {}
    for role in Role:
        session = registers.open_as(folder, role.value)
        opened[role] = session.register.cases is not None
        session.close()
    assert {role for role, open_ in opened.items() if open_} == {HEAD, SECRETARY, OFFICER}


def test_an_auditor_reads_beside_a_writer(session):
    registers.add_user(session, "Kiểm tra", AUDITOR)
    auditor = registers.open_as(session.register.folder, "Kiểm tra")
    assert auditor.read_only
    number = registers.enrol(session)
    assert members.get_member(auditor, member_id=number)
    auditor.close()


def test_a_new_register_knows_whose_it_is(tmp_path):
    session = registers.make_with_key(tmp_path, country="ID")[0]
    info = session.info
    assert (info.country, info.currency, info.language) == ("ID", "IDR", "vi")
    assert info.branch == "Công đoàn cơ sở Sao Mai"
    assert len(info.uuid) == 36
    session.close()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("branch", "  "), ("user", ""), ("country", "XX"), ("passphrase", "short"),
     ("passphrase", "12345678")],
)  # fmt: skip
def test_what_is_missing_is_named_and_no_folder_is_made(tmp_path, field, wrong):
    values = {
        "branch": "Sao Mai", "country": "VN", "language": "vi", "user": "Lan",
        "passphrase": registers.PASSPHRASE,
    } | {field: wrong}  # fmt: skip
    with pytest.raises(InvalidValueError) as caught:
        sessions.make_register(folder=tmp_path / "a", kdf=registers.KDF, **values)
    assert caught.value.field == field
    assert list(tmp_path.iterdir()) == []


def test_the_folder_gets_its_ending(tmp_path):
    session, _key = sessions.make_register(
        folder=tmp_path / "Sao Mai", branch="B", country="VN", language="vi", user="Lan",
        passphrase=registers.PASSPHRASE, kdf=registers.KDF,
    )  # fmt: skip
    assert session.register.folder.name == "Sao Mai.unionbook"
    assert sessions.is_register(session.register.folder)
    assert not sessions.is_register(tmp_path)
    session.close()


def test_who_is_there_is_listed_before_the_passphrase(folder):
    assert [slot.name for slot in sessions.list_slots(folder)] == [registers.HEAD]


def test_a_wrong_passphrase_a_wrong_user_and_no_register(folder, tmp_path):
    with pytest.raises(WrongPassphraseError):
        sessions.open_register(folder=folder, user=registers.HEAD, passphrase="wrong")
    with pytest.raises(NotFoundError):
        registers.open_as(folder, "Nobody")
    with pytest.raises(DamagedError, match="is not a register"):
        registers.reopen(tmp_path)
    with pytest.raises(DamagedError):
        registers.reopen(tmp_path / "nowhere")


def test_closing_twice_is_no_harm(session):
    session.close()
    session.close()
    assert sessions.holder_of(session.register.folder) is None


def test_what_a_reader_may_do_it_is_told(folder):
    reader = registers.reopen(folder, read_only=True)
    with pytest.raises(UnionbookError):
        registers.enrol(reader)
    assert reader.may("read_members")
    assert reader.may("export_members")
    assert not reader.may("enrol_member")
    assert not reader.may("make_backup")
    with pytest.raises(UnionbookError, match="read-only"):
        backups.make_backup(reader)
    reader.close()


class PowerCutError(BaseException):
    """The power fails."""


@pytest.mark.parametrize("turn", [1, 2, 3, 5, 8])
def test_a_making_that_was_cut_off_leaves_no_folder_or_says_so(tmp_path, monkeypatch, turn):
    """By a bug nothing is left; by a power cut what is left says what to do with it."""
    import shutil

    from unionbook.data import settings as kept

    calls, original = [], kept.set_setting

    def cut(store, *args):
        calls.append(args)
        if len(calls) == turn:
            shutil.copytree(tmp_path / "branch.unionbook", tmp_path / "cut.unionbook")
            raise PowerCutError
        original(store, *args)

    monkeypatch.setattr(kept, "set_setting", cut)
    with pytest.raises(PowerCutError):
        registers.make_other(tmp_path)
    monkeypatch.undo()
    monkeypatch.setenv("UNIONBOOK_HOME", str(tmp_path))
    assert not (tmp_path / "branch.unionbook").exists()
    with pytest.raises(DamagedError, match="was interrupted before anything was entered"):
        registers.reopen(tmp_path / "cut.unionbook")
