# SPDX-License-Identifier: Apache-2.0
"""Erasing somebody for ever: what goes, what stays, and what stands against it."""

from __future__ import annotations

import shutil
from threading import Event

import erased
import pytest
import registers
import replicas
import welfare_desk
from PIL import Image

from unionbook.data import database
from unionbook.data import erasing as rows
from unionbook.data.members import Criteria
from unionbook.domain.ledger import Line
from unionbook.errors import (
    CancelledError,
    InvalidValueError,
    NotAllowedError,
    UnionbookError,
)
from unionbook.operations import (
    backups,
    doubles,
    dues,
    dues_rules,
    erasing,
    events,
    groups,
    history,
    ledger,
    members,
    photos,
    welfare,
    welfare_papers,
    welfare_steps,
)

WHY = "yêu cầu bằng văn bản ngày 20/11/2026"
ILLNESS, WORDS, SCAN = "ung thư tuyếnkíngiáp", "bảohiểm khôngchịuchi", "giấy chẩnđoánriêng"
LISTED = "danhsách cầnxemlại"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Make a branch that knows much of somebody who left, once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UNIONBOOK_HOME", str(tmp_path_factory.mktemp("home")))
        opened = welfare_desk.open_branch(tmp_path_factory.mktemp("template"))
        dues_rules.adopt_rule(opened, key="wage_capped", since="2025-01-01")
        other = registers.enrol(opened, "Trần Văn An", phone="0911222333")
        number = erased.invent(opened)
        case = welfare_desk.ask(
            opened, number, "hardship", reason=ILLNESS, amount=700_000, on="2025-09-02"
        )
        paper = opened.register.folder.parent / "scan.pdf"
        paper.write_bytes(b"%PDF-1.4 x")
        welfare_papers.attach_paper(opened, case_id=case, path=paper, title=SCAN)
        welfare_desk.become(opened, registers.HEAD)
        welfare_steps.check_case(opened, case_id=case, note=WORDS)
        welfare_steps.approve_case(opened, case_id=case, note=WORDS)
        welfare_steps.pay_case(opened, case_id=case)
        picture = opened.register.folder.parent / "photo.png"
        Image.new("RGB", (300, 400), (180, 40, 40)).save(picture)
        photos.set_photo(opened, member_id=number, path=picture)
        groups.save_filter(opened, name=LISTED, criteria=Criteria(text=erased.SECRETS["full_name"]))
        erased.pay_and_leave(opened, number)
        opened.close()
    return opened.register.folder, number, other, case


@pytest.fixture
def branch(template, tmp_path):
    """Give the branch, open."""
    shutil.copytree(template[0], tmp_path / "branch.unionbook")
    opened = registers.reopen(tmp_path / "branch.unionbook")
    yield opened
    opened.close()


@pytest.fixture
def gone(template):
    """Give the number of who left."""
    return template[1]


def erase(session, number, reason=WHY):
    return erasing.erase_member(session, member_id=number, reason=reason)


def secrets() -> list[str]:
    told = [*erased.SECRETS.values(), *erased.FORMER.values(), *erased.MORE.values()]
    return [*told, ILLNESS, WORDS, SCAN, LISTED]


@pytest.mark.parametrize("large", [False, True])
def test_nothing_of_it_can_be_read_in_the_pages_of_any_store(branch, gone, large, monkeypatch):
    if large:  # a large store is written anew by another way
        monkeypatch.setattr(database, "_IN_MEMORY", 0)
    assert erased.left_of(branch, *secrets()) == secrets()
    files = list((branch.register.folder / "files").iterdir())
    assert len(files) == 2
    erase(branch, gone)
    assert erased.left_of(branch, *secrets()) == []
    assert list((branch.register.folder / "files").iterdir()) == []
    registers.expect_whole(branch)
    registers.expect_index_in_step(branch)


def test_the_books_stay_as_they_were(branch, gone, template):
    before = branch.database.rows(
        "SELECT account_id, sum(amount), count(*) FROM voucher_lines GROUP BY 1"
    )  # fmt: skip
    owed = dues.member_dues(branch, member_id=gone)
    erase(branch, gone)
    after = branch.database.rows(
        "SELECT account_id, sum(amount), count(*) FROM voucher_lines GROUP BY 1"
    )
    assert after == before
    assert dues.member_dues(branch, member_id=gone) == owed
    pseudonym = rows.pseudonyms(branch.database)[gone]
    payer = branch.database.value("SELECT counterparty FROM vouchers WHERE source = 'dues'")
    named = [row[0] for row in branch.database.rows("SELECT counterparty FROM vouchers")]
    assert named.count(pseudonym) == 2, (named, payer)
    case = welfare.get_case(branch, case_id=template[3])
    assert (case.case.payee, case.case.amount) == (pseudonym, 700_000)
    assert case.about is not None
    assert (case.about.reason, case.papers) == ("", ())


def test_another_record_stays_as_it_was(branch, gone, template):
    before = members.get_member(branch, member_id=template[2])
    erase(branch, gone)
    assert members.get_member(branch, member_id=template[2]) == before
    assert history.history_of_member(branch, member_id=template[2])


def test_the_history_of_the_erased_says_no_value(branch, gone):
    erase(branch, gone)
    pseudonym = rows.pseudonyms(branch.database)[gone]
    told = {
        value
        for change in history.history_of_member(branch, member_id=gone)
        for value in (change.before, change.after)
        if isinstance(value, str)
    }
    assert not told & set(secrets())
    assert pseudonym in told


def test_the_preview_says_what_would_happen_and_changes_nothing(branch, gone):
    last = history.list_steps(branch, limit=1)
    takes = erasing.what_erasing_takes(branch, member_id=gone)
    assert takes.possible, takes.against
    assert takes.full_name == erased.SECRETS["full_name"]
    assert any("relatives 1" in one for one in takes.goes)
    assert any("vouchers 2" in one or "vouchers 3" in one for one in takes.stays), takes.stays
    assert takes.backups == ()
    assert history.list_steps(branch, limit=1) == last
    backups.make_backup(branch)
    takes = erasing.what_erasing_takes(branch, member_id=gone)
    assert len(takes.backups) == 1
    assert "1 backup" in takes.elsewhere[0]


def test_only_the_head_may(branch, gone):
    for name in (welfare_desk.SECRETARY, welfare_desk.TREASURER):
        welfare_desk.become(branch, name)
        with pytest.raises(NotAllowedError):
            erasing.what_erasing_takes(branch, member_id=gone)
        with pytest.raises(NotAllowedError):
            erase(branch, gone)


@pytest.mark.parametrize("reason", ["", "  ", f"{erased.SECRETS['full_name']} yêu cầu"])
def test_a_reason_is_needed_that_names_nobody(branch, gone, reason):
    with pytest.raises(InvalidValueError) as refused:
        erase(branch, gone, reason)
    assert refused.value.field == "reason"
    assert not rows.is_erased(branch.database, gone)


def test_who_is_a_member_is_not_erased(branch, template):
    with pytest.raises(UnionbookError, match="Still a member"):
        erase(branch, template[2])


def test_what_is_not_settled_stands_against_it(branch):
    number = registers.enrol(branch, "Lê Thị Nợ", wage=10_000_000, joined_on="2025-01-01")
    branch_case = welfare_desk.ask(branch, number, "wedding")
    welfare_desk.become(branch, registers.HEAD)
    dues.assess_month(branch, month="2025-10")
    events.record_event(branch, member_ids=[number], kind="left")
    against = erasing.what_erasing_takes(branch, member_id=number).against
    assert len(against) == 2
    assert "Welfare cases under way: 1" in against[1]
    assert branch_case
    with pytest.raises(UnionbookError, match="Dues are not settled"):
        erase(branch, number)


def test_it_is_done_once(branch, gone):
    erase(branch, gone)
    with pytest.raises(UnionbookError, match="erased already"):
        erase(branch, gone)


def test_it_tells_how_far_it_is_and_can_be_stopped_with_nothing_done(branch, gone):
    told, stop = [], Event()
    stop.set()
    with pytest.raises(CancelledError):
        erasing.erase_member(branch, member_id=gone, reason=WHY, cancelled=stop)
    assert not rows.is_erased(branch.database, gone)
    assert erased.left_of(branch, erased.SECRETS["phone"])
    registers.expect_whole(branch)
    erasing.erase_member(
        branch, member_id=gone, reason=WHY, progress=lambda *at: told.append(at), cancelled=Event()
    )
    assert told
    assert all(0 <= done <= total for done, total in told)


def test_several_go_in_one_step_or_none(branch, gone, template):
    names = ("Đinh Thị Thứhai", "Lưu Văn Thứba")
    numbers = [gone, *(registers.enrol(branch, one, note=f"ghichú {one}") for one in names)]
    events.record_event(branch, member_ids=numbers[1:], kind="left")
    with pytest.raises(UnionbookError, match="Trần Văn An: Still a member"):
        erasing.erase_members(branch, member_ids=[*numbers, template[2]], reason=WHY)
    assert rows.pseudonyms(branch.database) == {}
    changes = erasing.erase_members(branch, member_ids=numbers, reason=WHY)
    assert set(changes.rows["erasures"]) == set(numbers)
    assert erased.left_of(branch, *secrets(), "Đinh Thị Thứhai", "ghichú Lưu Văn Thứba") == []
    registers.expect_whole(branch)


def test_records_folded_in_go_as_well(branch, gone):
    folded = registers.enrol(branch, "Quách Xoá", note="kýhiệu lạkỳ")
    doubles.merge_members(branch, keep=gone, other=folded)
    with pytest.raises(UnionbookError, match="folded into"):
        erase(branch, folded)
    erase(branch, gone)
    assert erased.left_of(branch, "kýhiệu lạkỳ") == []
    registers.expect_whole(branch)


def test_a_namesake_keeps_the_name_in_the_vouchers(branch, gone):
    registers.enrol(branch, erased.SECRETS["full_name"])
    name = erased.SECRETS["full_name"]
    cash, fund = (ledger.by_role(branch, role) for role in ("cash", "opening_fund"))
    ledger.post_voucher(
        branch, kind="receipt", lines=[Line(cash, 5), Line(fund, -5)],
        counterparty=name, on="2025-09-25",
    )  # fmt: skip
    erase(branch, gone)
    named = [row[0] for row in branch.database.rows("SELECT counterparty FROM vouchers")]
    assert named.count(name) == 1
    assert named.count(rows.pseudonyms(branch.database)[gone]) == 2


def test_a_text_that_names_both_records_of_a_person_keeps_neither_name(branch, gone):
    folded = registers.enrol(branch, "Quách Kýdanh")
    doubles.merge_members(branch, keep=gone, other=folded)
    cash, fund = (ledger.by_role(branch, role) for role in ("cash", "opening_fund"))
    both = f"{erased.SECRETS['full_name']} tức QUÁCH KÝDANH"
    ledger.post_voucher(
        branch, kind="receipt", lines=[Line(cash, 5), Line(fund, -5)],
        counterparty="x", reason=both, on="2025-09-25",
    )  # fmt: skip
    erase(branch, gone)
    assert erased.left_of(branch, erased.SECRETS["full_name"], "Quách Kýdanh") == []
    told = [row[0] for row in branch.database.rows("SELECT reason FROM vouchers")]
    names = rows.pseudonyms(branch.database)
    assert f"{names[gone]} tức {names[folded]}" in told
    registers.expect_whole(branch)


def test_an_erased_voucher_is_neither_altered_nor_open_to_alteration(branch, gone):
    erase(branch, gone)
    registers.expect_whole(branch)
    for change in ("amount = amount + 1", "note = 'x'", "member_id = NULL"):
        with pytest.raises(Exception, match="never changed"), branch.commit("record_payment"):
            branch.database.execute(f"UPDATE voucher_lines SET {change}")


def test_payroll_lines_that_were_kept_stay_put_down_without_the_name(branch, gone):
    with branch.commit("record_payment"):
        branch.database.execute(
            "INSERT INTO payroll_lines(id, month, file, row, number, name, member_id, amount, "
            "expected, kind, reason, settled) VALUES (77, '2025-09', 'a.xlsx', 3, 'NVXOÁ-88123', "
            "?, ?, 5, 6, 'amount', '', 'chịấy đãtrảriêng')",
            [erased.SECRETS["full_name"], gone],
        )
    assert erased.left_of(branch, "NVXOÁ-88123", "chịấy đãtrảriêng")
    erase(branch, gone)
    assert erased.left_of(branch, *secrets(), "NVXOÁ-88123", "chịấy đãtrảriêng") == []
    assert branch.database.value("SELECT settled IS NOT NULL FROM payroll_lines")
    registers.expect_whole(branch)


def test_two_people_one_after_the_other(branch, gone):
    other = registers.enrol(branch, "Đinh Thị Thứhai", phone="0900111222", note="ghi chúhai")
    members.correct_member(branch, member_id=other, values={"note": "ghi chúba"})
    events.record_event(branch, member_ids=[other], kind="left", reason="đi nướcngoài")
    erase(branch, gone)
    erase(branch, other)
    told = ["Đinh Thị Thứhai", "0900111222", "ghi chúhai", "ghi chúba", "đi nướcngoài"]
    assert erased.left_of(branch, *secrets(), *told) == []
    registers.expect_whole(branch)


def test_a_case_that_comes_later_from_another_pc_is_erased_there_and_here(branch, gone, tmp_path):
    other = replicas.second(branch, tmp_path / "other.unionbook")
    erase(branch, gone)
    welfare_desk.ask(other, gone, "hardship", reason="chuyện kínmớihay", amount=1_000)
    welfare_desk.become(other, registers.HEAD)
    assert erased.left_of(other, "chuyện kínmớihay")
    replicas.settle(branch, other)
    erasing.finish_erasures(other)
    assert erased.left_of(other, *secrets(), "chuyện kínmớihay") == []
    replicas.expect_equal(branch, other)
    other.close()
