# SPDX-License-Identifier: Apache-2.0
"""This PC's keys, requests of others, and the chain of administration keys through a crash."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest
import registers

from unionbook.data import device_keys, rekeying, this_pc
from unionbook.errors import NotAllowedError, NotFoundError, UnionbookError
from unionbook.operations import device_trust, devices, users
from unionbook.operations.device_trust import NotApprovedError
from unionbook.sync import sealing, signing
from unionbook.sync.refusals import ForgedError

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.sessions import Session


def test_neither_half_of_the_keys_is_enough(session, home):
    keys = device_trust.ready_device(session)
    assert device_keys.find_keys(session.register) == keys
    [place] = [one for one in home.rglob("*.device")]  # noqa: C416 - there is exactly one
    content = place.read_bytes()
    assert keys.signing not in content
    assert keys.box[:32] not in content
    place.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert device_keys.find_keys(session.register) is None
    place.unlink()
    assert device_keys.find_keys(session.register) is None
    # Made anew and, by a head, approved anew: the version goes up.
    device_trust.ready_device(session)
    assert device_trust.read_devices(session.register).certificates[session.site].version == 2


def test_the_keys_of_one_register_open_no_other(session, tmp_path):
    device_trust.ready_device(session)
    other = registers.make_other(tmp_path / "other")
    try:
        mine = this_pc.place_of(session.register.vault.register)
        theirs = this_pc.place_of(other.register.vault.register)
        taken = mine.with_name(f"{mine.stem}-{session.site:08x}.device").read_bytes()
        device_trust.ready_device(other)
        theirs.with_name(f"{theirs.stem}-{other.site:08x}.device").write_bytes(taken)
        assert device_keys.find_keys(other.register) is None
    finally:
        other.close()


def test_only_a_head_approves(folder):
    opened = registers.reopen(folder)
    registers.add_user(opened, "Sơn", "secretary")
    opened.close()
    secretary = registers.open_as(folder, "Sơn")
    try:
        assert not device_trust.may_certify(secretary)
        with pytest.raises(NotApprovedError):
            device_trust.ready_device(secretary)
        with pytest.raises(NotAllowedError):
            devices.revoke_device(secretary, site=1)
        [info] = devices.list_devices(secretary)
        assert (info.state, info.is_this) == ("waiting", True)
    finally:
        secretary.close()


def test_requests_that_are_not_for_this_register_are_refused(session, tmp_path):
    device_trust.ready_device(session)
    other = registers.make_other(tmp_path / "other")
    try:
        device_trust.ready_device(other)
        path = tmp_path / "r.unionbook-device"
        path.write_bytes(devices._request(other))
    finally:
        other.close()
    with pytest.raises(UnionbookError, match="another register"):
        devices.look_at_request(session, path=path)
    content = bytearray(path.read_bytes())
    content[200] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(UnionbookError):
        devices.approve_device(session, path=path)
    path.write_bytes(b"")
    with pytest.raises(UnionbookError):
        devices.look_at_request(session, path=path)


def request(session: Session, path: Path, **changes: object) -> Path:
    """Make the request of a PC that is asked for by a stranger."""
    private = signing.make_key()
    told = {
        "register": session.register.vault.register, "site": 77,
        "signing_key": signing.public_of(private),
        "box_key": sealing.public_of(sealing.make_key()),
        "computer": "PC", "user": "Sơn", "knows": {}, "made_at": "",
    }  # fmt: skip
    content = msgspec.msgpack.encode(told | changes)
    signature = signing.sign(private, b"device request 1", content)
    key = signing.key_id(signing.public_of(private))
    path.write_bytes(msgspec.msgpack.encode(signing.Signed(content, signature, key)))
    return path


@pytest.mark.parametrize("box", [b"", bytes(1216), b"\xff" * 1216])
def test_a_pc_to_which_nothing_can_be_sealed_is_not_approved(session, tmp_path, box):
    """Approved, it would keep every other PC of the branch from making a bundle."""
    device_trust.ready_device(session)
    asked = request(session, tmp_path / "x.unionbook-device", box_key=box)
    with pytest.raises(ForgedError):
        devices.approve_device(session, path=asked)
    assert [one.site for one in devices.list_devices(session)] == [session.site]


def test_a_request_takes_no_place_of_another_pc(session, tmp_path):
    device_trust.ready_device(session)
    path = tmp_path / "x.unionbook-device"
    with pytest.raises(UnionbookError, match="other keys"):
        devices.approve_device(session, path=request(session, path, site=session.site))
    devices.approve_device(session, path=request(session, path))
    held = device_trust.read_devices(session.register).certificates[77]
    for again in (path, request(session, path)):
        with pytest.raises(UnionbookError, match="other keys"):
            devices.look_at_request(session, path=request(session, again))
    devices.revoke_device(session, site=77)
    with pytest.raises(UnionbookError, match="other keys"):
        devices.approve_device(session, path=request(session, path))
    known = device_trust.read_devices(session.register).certificates
    assert (known[77].state, known[77].signing_key) == ("revoked", held.signing_key)


def test_this_pc_and_unknown_ones_are_not_struck_off(session):
    device_trust.ready_device(session)
    with pytest.raises(UnionbookError, match="you sit at"):
        devices.revoke_device(session, site=session.site)
    with pytest.raises(NotFoundError):
        devices.revoke_device(session, site=12345)
    devices.name_device(session, site=session.site, name="Văn phòng")
    assert devices.find_device(session, "văn phòng").site == session.site


def test_certificates_outlive_a_change_of_keys(session):
    keys = device_trust.ready_device(session)
    first = device_trust.read_devices(session.register).admin_key
    for name in ("Cũ", "Cũ hơn"):
        registers.add_user(session, name, "head")
        users.remove_user(session, name=name)
    found = device_trust.read_devices(session.register)
    assert found.certificates[session.site].signing_key == keys.signing_public
    assert len(found.links) == 2
    hearer = device_trust.foreign(session.register.vault.register, first, b"")
    assert hearer.merge(found.document())
    assert hearer.admin_key == session.register.vault.admin_public_key
    registers.expect_whole(session)


def test_a_change_of_keys_that_broke_off_leads_nowhere(session, monkeypatch):
    device_trust.ready_device(session)
    before = device_trust.read_devices(session.register)

    class CutError(Exception):
        """The power goes."""

    def cut(*_arguments: object) -> None:
        raise CutError

    monkeypatch.setattr(type(session.register.vault), "seal_again", cut)
    with pytest.raises(CutError):
        rekeying.change_keys(session.register, session.user, device_trust.certify_again)
    monkeypatch.undo()
    after = device_trust.read_devices(session.register)
    assert (after.admin_key, after.links) == (before.admin_key, [])
    assert after.certificates == before.certificates
    registers.add_user(session, "Cũ", "head")
    users.remove_user(session, name="Cũ")
    found = device_trust.read_devices(session.register)
    assert [one.old for one in found.links] == [before.admin_key]
    assert found.admin_key == session.register.vault.admin_public_key
    assert replace(found, links=[]).certificates.keys() == {session.site}


def test_pcs_of_one_name_can_be_told_apart(session):
    from unionbook.data import devices as rows

    device_trust.ready_device(session)
    [this] = devices.list_devices(session)
    assert this.name == this.computer
    with session.commit("name_device", right="manage_users"):
        for site, name in ((77, this.computer.upper()), (4660, "Thủ\u202e quỹ\u200b"), (78, "")):
            rows.note_place(session.register, site, name, name)
    found = {one.site: one.name for one in devices.list_devices(session)}
    assert found[77] == f"{this.computer.upper()} · 004d"
    assert found[session.site] == f"{this.computer} · {session.site % 65536:04x}"
    assert (found[4660], found[78]) == ("Thủ quỹ", "PC 78")
    assert devices.place_name(session, 77) == found[77]
    assert devices.find_device(session, found[77].swapcase()).site == 77
    with pytest.raises(NotFoundError, match="or several"):
        devices.find_device(session, this.computer)
    with pytest.raises(UnionbookError, match="already"):
        devices.name_device(session, site=77, name="thủ quỹ")
    devices.name_device(session, site=77, name="Phòng\u202e 2")
    found = {one.site: one.name for one in devices.list_devices(session)}
    assert (found[77], found[session.site]) == ("Phòng 2", this.computer)
