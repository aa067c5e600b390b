# SPDX-License-Identifier: Apache-2.0
"""The money, the welfare and the exchange of the working day in ``secret_work``.

A second PC of the branch and a federation's desk live beside it, each with settings of its own;
everything goes between them on a stick, which is looked at like every other folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionbook.operations.sessions import Session

PLANTED = {
    "counterparty": "Hộ Kinhdoanh Kíntiếng",
    "reason of a voucher": "bồi dưỡng âmthầm",
    "who counted": "Lương Thị Đếmtiền",
    "line of a bank": "CHUYENKHOAN BIMAT LUONGTAM",
    "deducted": "87654321097",
    "illness": "ung thư tuyếnkíngiáp",
    "relative": "Trịnh Bé Kínmít",
    "words to a step": "bảohiểm khôngchịu chi",
    "paper of a case": "CHAN DOAN tuyenkingiap",
    "programme": "Quàtếtkín đáo",
    "share by hand": "hoàncảnh éole",
    "reason of a transfer": "xíchmích vớitổtrưởng",
    "answer to a conflict": "0977001122",
    "leader of a unit": "Tăng Thị Chủtịchkín",
}
ILLNESS, CHILD = PLANTED["illness"], PLANTED["relative"]
SECRETARY = "Thư ký"


def money(session: Session, given: Path, out: Path, ids: list[int]) -> None:
    """A month of dues, the employer's file, the bank's statement, the cash box, reports."""
    from unionbook.domain.ledger import Line
    from unionbook.operations import (
        bank,
        bank_matches,
        cash_counts,
        check_off,
        dues,
        dues_desk,
        dues_rules,
        ledger,
        money_papers,
        money_reports,
    )

    ledger.set_up_books(session)
    dues_rules.adopt_rule(session, key="wage_capped", since="2026-01-01")
    dues_rules.exempt_member(
        session, member_id=ids[3], reason="sickness", first="2026-09", last="2026-09"
    )
    dues.assess_month(session, month="2026-09")
    parts = dues.propose_payment(session, member_ids=ids[:2], amount=90_000)
    dues.record_payment(session, parts=parts, payer=PLANTED["counterparty"], on="2026-09-10")
    back = dues_desk.propose_refund(session, member_id=ids[0], amount=1_000)
    dues_desk.refund_dues(session, parts=back, reason=PLANTED["reason of a voucher"])
    lines = [Line(ledger.by_role(session, "bank"), 500_000),
             Line(ledger.by_role(session, "opening_fund"), -500_000)]  # fmt: skip
    posted = ledger.post_voucher(
        session, kind="receipt", lines=lines, on="2026-09-11",
        counterparty=PLANTED["counterparty"], reason=PLANTED["reason of a voucher"],
    ).rows["vouchers"]  # fmt: skip
    payroll = check_off.read_payroll(session, path=given / "payroll.xlsx", month="2026-09")
    assert payroll.lines
    check_off.to_resolve(payroll)
    preview = bank.read_statement(session, path=given / "statement.csv")
    assert bank.take_statement(session, preview=preview) is not None
    bank_matches.propose_matches(session)
    cash_counts.count_cash(
        session, pieces={20_000: 2}, people=(PLANTED["who counted"],), on="2026-09-30",
        explanation=PLANTED["reason of a voucher"],
    )  # fmt: skip
    money_papers.print_vouchers(session, path=out / "vouchers.pdf", ids=posted)
    for name in ("dues-members", "cash-book"):
        for form in ("pdf", "xlsx"):
            report = money_reports.make_report(session, name=name, period="2026-09")
            money_reports.save_report(session, report=report, path=out / f"{name}.{form}")
    ledger.close_month(session, month="2026-08")


def welfare(session: Session, given: Path, out: Path, ids: list[int]) -> None:
    """A confidential case with a paper, from the request to the receipt, and a programme."""
    import welfare_desk

    from unionbook.operations import (
        welfare,
        welfare_papers,
        welfare_rules,
        welfare_steps,
    )
    from unionbook.operations.programme_giving import give_out
    from unionbook.operations.programme_lists import ByHand, add_recipient, list_entitled
    from unionbook.operations.programmes import Plan, add_programme, list_recipients

    welfare_rules.adopt_rules(session, since="2026-01-01")
    welfare_desk.become(session, SECRETARY)
    asking = welfare.Asking(
        "serious_illness", ids[0], relation="child", relative=CHILD, event_on="2026-08-13",
        reason=ILLNESS, amount=1_500_000, on="2026-09-02",
    )  # fmt: skip
    case = welfare.request_case(session, asking=asking).case_id
    welfare_papers.attach_paper(session, case_id=case, path=given / "scan.pdf", title=ILLNESS)
    welfare_steps.check_case(session, case_id=case, note=PLANTED["words to a step"])
    welfare_desk.become(session, "Head")
    welfare_steps.approve_case(session, case_id=case, note=PLANTED["words to a step"])
    welfare_steps.pay_case(session, case_id=case)
    welfare_steps.acknowledge_case(session, case_id=case)
    full = welfare.get_case(session, case_id=case)
    assert full.about is not None
    assert full.about.reason == ILLNESS
    welfare_papers.save_paper(
        session, case_id=case, paper_id=full.papers[0].id, path=out / "scan.pdf"
    )
    plan = Plan(PLANTED["programme"], amount=100_000, planned_on="2026-12-20",
                note=PLANTED["share by hand"])  # fmt: skip
    programme = add_programme(session, plan=plan).rows["programmes"][0]
    list_entitled(session, programme_id=programme)
    by_hand = ByHand(PLANTED["share by hand"], name=PLANTED["counterparty"])
    add_recipient(session, programme_id=programme, person=by_hand)
    give_out(session, recipient_ids=[list_recipients(session, programme_id=programme)[0].id])


def exchange(session: Session, base: Path, look: Callable[[str], None], known: str) -> None:
    """A second PC joins, a federation's desk is met, and files go all ways on the stick."""
    from unionbook.operations import members

    member = members.search_members(session, text=known)[0][0]
    between_pcs(session, base, look, member)
    with_the_desk(session, base, look, known)


def between_pcs(session: Session, base: Path, look: Callable[[str], None], member: int) -> None:
    """A second PC joins; both change one thing; a treasurer carries the cases without the key."""
    import offices
    from secret_work import HEAD, PASSPHRASE, plant

    from unionbook.operations import bundle_files, bundles, conflicts, devices, members, sessions

    stick = base / "stick"
    two = offices.PC(base / "settings-two", base / "office" / "two.unionbook", HEAD)
    copy = devices.invite_device(session, to=stick)
    with two.at():
        joined = devices.join_device(path=copy, into=two.folder, user=HEAD, passphrase=PASSPHRASE)
        second = joined.session
        plant_keys(second, plant)
        bundles.follow_up(second)
        members.correct_member(
            second, member_id=member, values={"phone": PLANTED["answer to a conflict"]}
        )
        answer = bundles.make_for_branch(second, to=stick)
        present, bundle_files.SCHEMA = bundle_files.SCHEMA, 99
        newer = bundles.make_for_branch(second, to=stick)
        bundle_files.SCHEMA = present
        second.close()
    plant_keys(session, plant)
    members.correct_member(session, member_id=member, values={"phone": "0933221100"})
    assert bundles.apply_bundle(session, path=answer.path).state == "applied"
    assert bundles.apply_bundle(session, path=newer.path).state == "held"
    [found, *_others] = conflicts.list_conflicts(session)
    conflicts.resolve_conflict(session, conflict_id=found.id, choice="take")
    gone = bundles.make_for_branch(session, to=stick)
    with two.at():
        second = sessions.open_register(folder=two.folder, user="Thủ quỹ", passphrase=PASSPHRASE)
        assert second.register.cases is None
        taken = bundles.apply_bundle(second, path=gone.path)
        assert any("sealed" in note for note in taken.notes), taken.notes
        look("carrying the cases")
        second.close()


def with_the_desk(session: Session, base: Path, look: Callable[[str], None], known: str) -> None:
    """An invitation, its answer, a month with a transfer, and what comes down."""
    import offices
    from secret_work import HEAD, KDF, PASSPHRASE, plant

    from unionbook.operations import (
        bundles,
        federation,
        federation_down,
        invitations,
        members,
        months,
        sessions,
        transfers,
        units,
    )

    stick, out = base / "stick", base / "out"
    desk = offices.PC(base / "settings-desk", base / "office" / "desk.unionbook", HEAD)
    with desk.at():
        above, _key = sessions.make_register(
            folder=desk.folder, branch="Desk", country="VN", language="vi", user=HEAD,
            passphrase=PASSPHRASE, kind="federation", kdf=KDF,
        )  # fmt: skip
        told = {"leader": PLANTED["leader of a unit"]}
        [unit] = units.add_unit(above, name="Branch", contacts=told).rows["units"]
        invitation = invitations.invite_unit(above, unit_id=unit, to=stick)
    paper = invitations.answer_invitation(session, path=invitation, to=stick)
    words = " ".join(invitations.link_of(session).words)
    invitations.confirm(session, words=words)
    transfers.ask_transfer(
        session,
        member_id=members.search_members(session, text=known)[0][0],
        to="Elsewhere",
        reason=PLANTED["reason of a transfer"],
    )
    month = months.make_month(session, to=stick)
    with desk.at():
        plant_keys(above, plant)
        invitations.read_answer(above, path=paper)
        invitations.confirm(above, words=words, unit_id=unit)
        assert bundles.apply_bundle(above, path=month.path).state == "applied"
        assert federation.search_members(above, text=known)
        federation.save_overview(above, path=out / "overview.xlsx")
        federation.save_overview(above, path=out / "overview.pdf")
        down = federation_down.make_down(above, unit_id=unit, to=stick)
        look("the desk at work")
        above.close()
    assert bundles.apply_bundle(session, path=down.path).state == "applied"


def plant_keys(session: Session, plant: Callable[[str, bytes], None]) -> None:
    """Let every private key of a register and of its PC be looked for from now on."""
    from unionbook.data import device_keys
    from unionbook.operations import bundle_parts

    for name, keys in session.register.keys.items():
        for key in keys:
            plant(f"key {name}", key)
    held = device_keys.find_keys(session.register)
    if held is not None:
        plant("key to sign with", held.signing)
        plant("key of the PC", held.box)
        plant("seed of the PC", held.box[:32])
    for key in bundle_parts.cases_keys(session):
        plant("key of the cases of bundles", key)


def papers(given: Path, name: str) -> None:
    """Make what the employer, the bank and the hospital give."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["STT", "Họ và tên", "Đoàn phí"])
    book.active.append([1, name, int(PLANTED["deducted"])])
    book.save(given / "payroll.xlsx")
    (given / "statement.csv").write_text(
        f"Ngày;Nội dung;Số tiền;Số dư\n10/09/2026;{PLANTED['line of a bank']};+90000;90000\n",
        "utf-8",
    )
    (given / "scan.pdf").write_bytes(b"%PDF-1.4 " + PLANTED["paper of a case"].encode())
