# SPDX-License-Identifier: Apache-2.0
"""Bundles that a known device signed and no program of ours would write."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import offices
import pytest
import registers

from unionbook.data import collecting, store, vectors
from unionbook.data import federation as mirror
from unionbook.data import settings as store_settings
from unionbook.data import units as mirror_units
from unionbook.domain import numbering
from unionbook.domain.exchange import Block, Kind, KnownCommit
from unionbook.domain.roles import ADMIN
from unionbook.errors import UnionbookError
from unionbook.operations import (
    bundle_files,
    bundle_history,
    bundle_parts,
    bundles,
    cases_intake,
    conflicts,
    federation,
    federation_down,
    handed_back,
    invitations,
    months,
    units,
    users,
)
from unionbook.operations.device_trust import foreign, read_devices
from unionbook.sync import bundle as format_
from unionbook.sync import signing, trust
from unionbook.sync.refusals import ForgedError, UnknownMakerError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from offices import PC

    from unionbook.data.device_keys import DeviceKeys
    from unionbook.data.units import Unit
    from unionbook.domain.exchange import Vector
    from unionbook.operations.sessions import Session


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def branch(tmp_path: Path) -> PC:
    pc = offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")
    with pc.open() as session:
        registers.enrol(session, "Trần Văn An")
    return pc


@pytest.fixture
def desk(tmp_path: Path, branch: PC, stick: Path) -> PC:
    """Give a federation's desk that the branch belongs to."""
    pc = offices.found(tmp_path / "f", "desk", branch="Liên đoàn Phường Sao", kind="federation")
    with pc.open() as session:
        [unit] = units.add_unit(session, name="Sao Mai").rows["units"]
        invitation = invitations.invite_unit(session, unit_id=unit, to=stick)
    with branch.open() as session:
        answer = invitations.answer_invitation(session, path=invitation, to=stick)
        words = " ".join(invitations.link_of(session).words)
        invitations.confirm(session, words=words)
    with pc.open() as session:
        invitations.read_answer(session, path=answer)
        invitations.confirm(session, words=words, unit_id=unit)
    return pc


def made(
    maker: PC, path: Path, *, purpose: str, blocks: list[Block], known: Vector, site: int = 0,
    counter: int = 0, **changes: Any,
) -> Path:  # fmt: skip
    """Let a device sign steps that it never made."""
    with maker.open() as session:
        keys, own = bundle_files.ready_keys(session), session.register.vault.register
        if purpose == bundle_files.BRANCH:
            stream, to = own, read_devices(session.register)
        elif purpose == bundle_files.UP:
            above = months._above(session)
            stream = above.register
            to = foreign(above.register, above.admin_key, above.trust)
        else:
            [unit] = units.list_units(session)
            stream, key, trust = unit.unit.register, unit.unit.admin_key, unit.unit.trust
            to = foreign(stream, key, trust)
        author = site or session.site
        last = counter or known.get(author, 0) + 1
        outline = bundle_files.Outline(purpose, stream, "x", changes.pop("policy", ""))
        header = bundle_files._header(session, outline, keys)
        told = KnownCommit(
            numbering.compose(author, last), int(time.time() * 1000) << 16,
            hashlib.sha256(path.name.encode()).digest(), "Head", "correct_member", "",
        )  # fmt: skip
        with path.open("wb") as stream_:
            writer = format_.Writer(
                stream_, msgspec.structs.replace(header, **changes), keys.signing
            )
            recipients = [one.box_key for one in to.active]
            until = {**known, author: last}
            with writer.part("office", recipients=recipients, since=known, until=until) as part:
                part.commits([told])
                for block in blocks:
                    part.block(block)
                if purpose == bundle_files.UP:
                    about = {"month": "2024-10", "branch": "Sao Mai", "members": 1}
                    part.notice("about", msgspec.msgpack.encode(about))
            writer.finish()
    return path


def put(table: str = "members", **values: object) -> list[Block]:
    number = numbering.compose(5, 77)
    return [
        Block(table, Kind.PUT, tuple(values), [number], [0], [[one] for one in values.values()])
    ]


def test_one_file_of_a_hostile_branch_stops_no_other(branch: PC, desk: PC, stick: Path):
    inbox = stick / "inbox"
    inbox.mkdir()
    with desk.open() as session:
        [unit] = units.list_units(session)
        known = mirror.known_of(session.database, unit.unit.id)
    for name, values in (
        ("a", {"full_name": "X", "phone": b"\xff"}),
        ("b", {"full_name": b"\xff"}),
        ("c", {"full_name": "x" * 100_000}),
    ):
        made(branch, inbox / f"{name}.unionbundle", purpose="up", policy="district", known=known,
             blocks=put(**values))  # fmt: skip
    with branch.open() as session:
        months.make_month(session, to=inbox / "d.unionbundle")
    with desk.open() as session:
        taken = [one.state for one in bundles.apply_folder(session, folder=inbox)]
        assert sorted(taken) == ["applied", "refused", "refused", "refused"]
        found = [one.member.full_name for one in federation.search_members(session, text="")]
        assert found == ["Trần Văn An"]
        registers.expect_whole(session)


def test_a_desk_tells_no_steps_in_the_name_of_a_branch(
    tmp_path: Path, branch: PC, desk: PC, stick: Path
):
    two = offices.join(tmp_path / "a", "two", branch, stick)
    with two.open() as session:
        site = session.site
        first = bundles.make_for_branch(session, to=stick)
    with branch.open() as session:
        assert bundles.apply_bundle(session, path=first.path).state == "applied"
        known = vectors.vector(session.office)
    with two.open() as session:
        registers.enrol(session, "Lê Thị Bình")
        honest = bundles.make_for_branch(session, to=stick)
    path = made(desk, stick / "down.unionbundle", purpose="down", policy="down", known={},
                blocks=[], site=site, counter=known[site] + 1)  # fmt: skip
    shutil.copy(path, stick / "again.unionbundle")
    with branch.open() as session:
        with pytest.raises(UnionbookError):
            bundles.apply_bundle(session, path=path)
        # Nothing of it stands in the way of what the other PC really did.
        assert bundles.apply_bundle(session, path=honest.path).state == "applied"
        registers.expect_whole(session)


def test_steps_in_the_name_of_this_pc_are_told_of(tmp_path: Path, branch: PC, stick: Path):
    two = offices.join(tmp_path / "a", "two", branch, stick)
    with branch.open() as session:
        site, known = session.site, vectors.vector(session.office)
    path = made(two, stick / "x.unionbundle", purpose="branch", known=known, site=site,
                counter=known[site] + 1, blocks=put(full_name="Lê Thị Bình"))  # fmt: skip
    with branch.open() as session:
        taken = bundles.apply_bundle(session, path=path)
        assert "in the name of this PC" in taken.notes[-1]
        assert session.site != site


def test_an_invitation_asks_for_nothing_but_what_goes_up(
    branch: PC, desk: PC, stick: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(invitations, "UPWARD", ("down",))
    with desk.open() as session:
        [unit] = units.add_unit(session, name="Hướng Dương").rows["units"]
        path = invitations.invite_unit(session, unit_id=unit, to=stick, policy="down")
    monkeypatch.undo()
    with branch.open() as session, pytest.raises(ForgedError):
        invitations.answer_invitation(session, path=path, to=stick)


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("members", {"full_name": b"\xff\x00", "phone": b"\x00"}),
        ("member_events", {"member_id": 1, "kind": "nonsense", "happened_on": "?"}),
        ("dues_rules", {"name": "x", "terms": "{", "since": "2025-01-01"}),
    ],
)
def test_what_no_program_writes_is_set_aside_and_stops_nothing(
    tmp_path: Path, branch: PC, stick: Path, table: str, values: dict[str, object]
):
    two = offices.join(tmp_path / "a", "two", branch, stick)
    with branch.open() as session:
        [member] = session.database.rows("SELECT id FROM members")
        known = vectors.vector(session.office)
    if "member_id" in values:
        values = {**values, "member_id": member[0]}
    path = made(two, stick / "x.unionbundle", purpose="branch", known=known,
                blocks=put(table, **values))  # fmt: skip
    with branch.open() as session:
        before = registers.content(session)[table]
        taken = bundles.apply_bundle(session, path=path)
        assert (taken.state, taken.set_aside) == ("applied", 1)
        assert registers.content(session)[table] == before
        assert len(conflicts.list_set_aside(session)) == 1
        registers.expect_whole(session)


def test_a_copy_tells_the_same_times_as_the_pc_it_was_made_of(
    tmp_path: Path, branch: PC, stick: Path, monkeypatch: pytest.MonkeyPatch
):
    ahead = datetime.now(UTC) + timedelta(days=400)

    class Ahead(datetime):
        @classmethod
        def now(cls, _tz: object = UTC) -> datetime:
            return ahead

    with branch.open() as session, monkeypatch.context() as patch:
        patch.setattr(store, "datetime", Ahead)
        registers.enrol(session, "Lê Thị Bình")
    two = offices.join(tmp_path / "a", "two", branch, stick)
    times = []
    for pc in (branch, two):
        with pc.open() as session:
            collecting.collect(session.office, since={}, site=session.site)
            ranges = [(1, (1 << 63) - 1)]
            found = vectors.commits_in(session.database, ranges)
            times.append({one.id: one.clock for one in found})
    both = times[0].keys() & times[1].keys()
    assert both
    assert {one: times[0][one] for one in both} == {one: times[1][one] for one in both}
    assert max(times[1].values()) >> 16 < ahead.timestamp() * 1000


@pytest.mark.parametrize(
    "changes",
    [{"name": ""}, {"name": " "}, {"name": "a\0"}, {"unit": 1 << 63}, {"unit": -1}, {"place": ()}],
)
def test_an_invitation_that_says_nothing_is_refused_in_a_sentence(
    branch: PC, stick: Path, changes: dict[str, Any]
):
    key = signing.make_key()
    own = signing.public_of(key)
    trust = msgspec.msgpack.encode(("x", (), ()))
    told = {
        "register": "x", "name": "Liên đoàn", "country": "VN", "policy": "district",
        "place": ("Sao Mai",),
        "unit": 5, "nonce": bytes(16), "admin_key": own, "devices": trust, "made_at": "",
    }  # fmt: skip
    body = msgspec.msgpack.encode(told | changes)
    signature = signing.sign(key, invitations._INVITATION, body)
    path = stick / "x.unionbook-invitation"
    paper = signing.Signed(body, signature, signing.key_id(own))
    path.write_bytes(msgspec.msgpack.encode(paper))
    with branch.open() as session:
        with pytest.raises(UnionbookError):
            invitations.answer_invitation(session, path=path, to=stick)
        assert invitations.link_of(session) is None


@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not take")
def test_the_name_of_a_file_disguises_nothing(tmp_path: Path, branch: PC, stick: Path):
    two = offices.join(tmp_path / "a", "two", branch, stick)
    with two.open() as session:
        first = bundles.make_for_branch(session, to=stick)
    with branch.open() as session:
        path = first.path.rename(stick / os.fsdecode(b"a\xff\xe2\x80\xaeb\nc.unionbundle"))
        assert bundles.apply_bundle(session, path=path).state == "applied"
        [file] = session.database.rows("SELECT file FROM bundles WHERE direction = 'taken'")
        assert file == ("ab c.unionbundle",)
        registers.expect_whole(session)


def test_a_removed_head_who_goes_on_in_the_name_of_the_branch_is_told_of(
    branch: PC, desk: PC, stick: Path
):
    """Whoever comes first is believed; the other one is told of, whichever it is."""
    with branch.open() as session:
        evil = session.register.keys[ADMIN][0]
        registers.add_user(session, "Vũ Hữu Danh", "head")
        users.remove_user(session, name="Vũ Hữu Danh")
        honest = read_devices(session.register)
        stranger = msgspec.structs.replace(
            honest.certificates[session.site], site=9, signing_key=signing.public_of(evil)
        )
        false = foreign(honest.register, signing.public_of(evil), b"")
        new = signing.make_key()
        false.follow([trust.sign_link(honest.register, evil, new)])
        false.add(trust.sign_certificate(stranger, new))
        document = false.document()
    with desk.open() as session:
        [place] = units.list_units(session)
        with session.commit("note", right="apply_bundle"):
            mirror_units.change_unit(session.office, place.unit.id,
                                     admin_key=false.admin_key, trust=document)  # fmt: skip
    with branch.open() as session:
        sent = months.make_month(session, to=stick)
    with desk.open() as session, pytest.raises(UnknownMakerError, match="two ways"):
        bundles.apply_bundle(session, path=sent.path)


def sealed(maker: PC, path: Path, *, part: str, fill: Callable[[format_.PartWriter], None]) -> Path:
    """Let a PC of the branch sign a part beside an empty office."""
    with maker.open() as session:
        keys, own = bundle_files.ready_keys(session), session.register.vault.register
        to = [one.box_key for one in read_devices(session.register).active]
        published = store_settings.list_settings(session.database, "cases_key.").values()
        wanted = [bytes.fromhex(one) for one in published] if part == "cases" else to
        header = bundle_files._header(session, bundle_files.Outline("branch", own, "x"), keys)
        with path.open("wb") as stream:
            writer = format_.Writer(stream, header, keys.signing)
            with writer.part("office", recipients=to, since={}, until={}) as office:
                office.commits([])
            until = {5: 1} if part == "cases" else {}
            with writer.part(part, recipients=wanted, since={}, until=until) as more:
                fill(more)
            writer.finish()
    return path


@pytest.fixture
def treasurers(tmp_path: Path, branch: PC, stick: Path) -> PC:
    """Give a second PC of the branch, at which nobody may open the cases."""
    with branch.open() as session:
        registers.add_user(session, "Phạm Quang Sơn", "treasurer")
    two = offices.join(tmp_path / "a", "two", branch, stick, "Phạm Quang Sơn")
    with two.open() as session:
        first = bundles.make_for_branch(session, to=stick)
    with branch.open() as session:
        bundles.apply_bundle(session, path=first.path)
    return two


def test_cases_that_are_none_keep_no_others_away(branch: PC, treasurers: PC, stick: Path):
    with branch.open() as session:
        honest = bundles.make_for_branch(session, to=stick)
        digest = honest.digest

    def carried(part: format_.PartWriter) -> None:
        part.file(f"cases-{'a' * 64}", 5, io.BytesIO(b"hello"))
        part.file(f"cases-{digest}", 5, io.BytesIO(b"hello"))

    hostile = sealed(branch, stick / "x.unionbundle", part="carried", fill=carried)
    with treasurers.open() as session:
        bundles.apply_bundle(session, path=hostile)
        bundles.apply_bundle(session, path=honest.path)
        [kept] = bundle_parts.kept_cases(session)
        assert kept.name == f"cases-{digest}"
        # What a power cut left of another is not handed on.
        kept.with_name(f"cases-{'b' * 64}.part").write_bytes(b"")
        made_here = bundles.make_for_branch(session, to=stick)
    with treasurers.open(branch.user) as session:
        assert cases_intake.open_carried(session) == 1
    with branch.open() as session:
        assert bundles.apply_bundle(session, path=made_here.path).state == "applied"


def test_cases_that_nobody_can_read_stop_nothing(branch: PC, treasurers: PC, stick: Path):
    def nonsense(part: format_.PartWriter) -> None:
        told = KnownCommit(numbering.compose(5, 1), 1 << 16, bytes(32), "x", "y", "")
        part.commits([told])
        part.block(Block("nonsense", Kind.PUT, ("a",), [1], [0], [[1]]))

    hostile = sealed(branch, stick / "x.unionbundle", part="cases", fill=nonsense)
    with branch.open() as session:
        honest = bundles.make_for_branch(session, to=stick)
    with treasurers.open() as session:
        assert bundles.apply_bundle(session, path=hostile).state == "applied"
        bundles.apply_bundle(session, path=honest.path)
        assert len(bundle_parts.kept_cases(session)) == 2
    with treasurers.open(branch.user) as session:
        assert len(bundles.follow_up(session)) == 1
        assert len(bundle_parts.kept_cases(session)) == 1
        registers.expect_whole(session)
    own = sealed(treasurers, stick / "y.unionbundle", part="cases", fill=nonsense)
    with branch.open() as session:
        taken = bundles.apply_bundle(session, path=own)
        assert (taken.state, len(taken.notes)) == ("applied", 1)
        assert "were left out" in taken.notes[0]
        registers.expect_whole(session)


def told_down(
    desk: PC, path: Path, kind: str, body: Callable[[Session, Unit, DeviceKeys], object]
) -> Path:
    """Let a desk send one paper that no program of ours writes."""
    with desk.open() as session:
        [place] = units.list_units(session)
        unit, keys = (
            units.get_unit(session, unit_id=place.unit.id),
            bundle_files.ready_keys(session),
        )
        to = foreign(unit.register, unit.admin_key, unit.trust)
        outline = bundle_files.Outline(bundle_files.DOWN, unit.register, "x", "down")

        def fill(writer: format_.Writer) -> bundle_files.Filled:
            recipients = [one.box_key for one in to.active]
            with writer.part("office", recipients=recipients, since={}, until={}) as part:
                part.commits([])
                part.notice(kind, body(session, unit, keys))
            return bundle_files.Filled()

        return bundle_files.write_bundle(session, to=path, outline=outline, fill=fill).path


GIVEN = {"given_at": "2026-11-20T10:00:00+00:00", "vector": {7: 1}}


@pytest.mark.parametrize(
    "changes",
    [
        {"given_at": "zzzz"}, {"given_at": "2026-11-20"}, {"given_at": "2026-11-20T10:00:00"},
        {"given_at": "2090-01-01T10:00:00+00:00"},
        {"vector": {-4: 7}}, {"vector": {1 << 40: 7}},
        {"vector": {7: -1}}, {"vector": {7: 1 << 40}},
    ],
)  # fmt: skip
def test_a_receipt_that_says_nothing_confirms_nothing(
    branch: PC, desk: PC, stick: Path, changes: dict[str, Any]
):
    def receipt(session: Session, unit: Unit, keys: DeviceKeys) -> bytes:
        offices_ = {"federation": session.register.vault.register, "register": unit.register}
        body = msgspec.msgpack.encode(offices_ | GIVEN | changes)
        signature = signing.sign(keys.signing, federation_down.RECEIPT_PURPOSE, body)
        paper = signing.Signed(body, signature, signing.key_id(keys.signing_public))
        return msgspec.msgpack.encode(paper)

    path = told_down(desk, stick / "x.unionbundle", "receipt", receipt)
    with branch.open() as session:
        with pytest.raises(UnionbookError):
            bundles.apply_bundle(session, path=path)
        assert bundle_history.waiting(session).last_receipt == ""


def test_a_number_from_above_is_written_as_it_is_seen(branch: PC, desk: PC, stick: Path):
    with branch.open() as session:
        [[member]] = session.database.rows("SELECT id FROM members")
    path = told_down(desk, stick / "x.unionbundle", "codes", lambda *_: msgspec.msgpack.encode(
        [(member, "LD\u202e\0 0001\x1b[2J", " \u200b")]))  # fmt: skip
    with branch.open() as session:
        bundles.apply_bundle(session, path=path)
        numbers = session.database.rows("SELECT official_number, card_number FROM members")
        assert numbers == [("LD 0001[2J", None)]
        registers.expect_whole(session)


@pytest.mark.parametrize(
    ("told_at", "values"),
    [
        ("zzzz", {"full_name": "Lê Thị Bình"}),
        ("2026-11-20T10:00:00+00:00", {"full_name": "Lê\0Bình"}),
    ],
)
def test_what_is_handed_back_is_looked_at(
    branch: PC, desk: PC, stick: Path, told_at: str, values: dict[str, str]
):
    row = ("members", numbering.compose(5, 5), True, {"sex": "?", "born_on": "?"} | values)
    path = told_down(desk, stick / "x.unionbundle", "handed back",
                     lambda *_: msgspec.msgpack.encode((told_at, [row])))  # fmt: skip
    with branch.open() as session:
        with suppress(UnionbookError):
            bundles.apply_bundle(session, path=path)
        if handed_back.find_offer(session) is not None:
            handed_back.take_handed_back(session)
        [name] = session.database.rows("SELECT full_name FROM members")
        assert name == ("Trần Văn An",)
        registers.expect_whole(session)


def test_a_key_that_is_none_keeps_nobody_from_making_a_bundle(
    tmp_path: Path, branch: PC, stick: Path
):
    two = offices.join(tmp_path / "a", "two", branch, stick)
    with two.open() as session:
        first = bundles.make_for_branch(session, to=stick)
    with branch.open() as session:
        bundles.apply_bundle(session, path=first.path)
        known = vectors.vector(session.office)
    values = {"key": "cases_key.00", "value": "ff" * 1216}
    path = made(two, stick / "x.unionbundle", purpose="branch", known=known,
                blocks=put("settings", **values))  # fmt: skip
    with branch.open() as session:
        assert bundles.apply_bundle(session, path=path).set_aside == 0
        assert bundles.make_for_branch(session, to=stick).size
