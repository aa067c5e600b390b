# SPDX-License-Identifier: Apache-2.0
"""A member of whom a register knows much, and what of it can be read in the store's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from unionbook.domain.folding import fold
from unionbook.operations import (
    dues,
    events,
    members,
    relatives,
    settings,
)
from unionbook.operations.relatives import Relative

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.sessions import Session

PAGE, RESERVED, SALT, IV = 4096, 80, 16, 16
"""SQLCipher 4: each page ends with its IV and its HMAC, the first begins with the salt."""
SECRETS = {
    "full_name": "Quách Thị Xoábỏ",
    "phone": "0977123987",
    "identity_number": "001190456123",
    "email": "xoabo@vidu.vn",
    "present_address": "12 ngõ Bímật",
    "job": "Thợ vắtsổhai",
    "note": "hay điđêmvềhôm",
}
FORMER = {"full_name": "Quách Thị Xoácũ", "phone": "0966111222", "note": "ghichúcũ"}
WAGE = 7_654_321
MORE = {
    "relative": "Lò Văn Conmọn",
    "removed relative": "Lò Văn Đãbỏ",
    "reason of leaving": "bịgiatộc épnghỉ",
    "reason of correcting": "chịấy đòiđổitên",
    "own field": "cỡáo xxlđặcbiệt",
    "consent": "bảngiấy kýtạinhà",
}


def invent(session: Session) -> int:
    """Enrol the member with all of it, let her pay a month and leave; give the number."""
    changes = members.enrol_member(
        session, values={**SECRETS, **FORMER, "wage": WAGE}, wage_from="2025-01-01",
        free={"Cỡ áo": MORE["own field"]},
    )  # fmt: skip
    number = changes.rows["members"][0]
    members.correct_member(
        session, member_id=number, values=SECRETS, reason=MORE["reason of correcting"]
    )
    added = relatives.add_relatives(
        session,
        people=[
            Relative(0, number, "child", MORE[one], "2019-03-04")
            for one in ("relative", "removed relative")
        ],
    )
    relatives.remove_relative(session, relative_id=added.rows["relatives"][1])
    settings.record_consent(
        session, member_id=number, purpose="photo", text_version="1", form=MORE["consent"]
    )
    return number


def pay_and_leave(session: Session, number: int) -> None:
    """Assess and pay a month, and leave."""
    dues.assess_month(session, month="2025-09")
    owed = dues.member_dues(session, member_id=number)
    parts = dues.propose_payment(session, member_ids=[number], amount=sum(one.left for one in owed))
    dues.record_payment(session, parts=parts, on="2025-09-20")
    events.record_event(
        session, member_ids=[number], kind="left", on="2025-10-01",
        reason=MORE["reason of leaving"],
    )  # fmt: skip


def pages(folder: Path, name: str, key: bytes) -> bytes:
    """Decrypt every page of a store's file and of its log, whatever the page is used for."""
    found = bytearray()
    plain = (folder / name).read_bytes()
    for start in range(0, len(plain), PAGE):
        found += _decrypted(plain[start : start + PAGE], key, SALT if start == 0 else 0)
    log = folder / f"{name}-wal"
    held = log.read_bytes()[32:] if log.exists() else b""
    for start in range(0, len(held), PAGE + 24):
        page = held[start + 24 : start + 24 + PAGE]
        found += _decrypted(page, key, SALT if held[start : start + 4] == b"\0\0\0\1" else 0)
    return bytes(found)


def _decrypted(page: bytes, key: bytes, skip: int) -> bytes:
    vector = page[PAGE - RESERVED :][:IV]
    reader = Cipher(AES(key), CBC(vector)).decryptor()
    return reader.update(page[skip : PAGE - RESERVED]) + reader.finalize()


def left_of(session: Session, *secrets: str) -> list[str]:
    """Give which secrets can be read in the pages of any store of a register."""
    plain = b"".join(
        pages(session.register.folder, f"{name}.db", key)
        for name, keys in session.register.keys.items()
        if name in ("office", "cases")
        for key in keys
    )
    assert b"CREATE TABLE members" in plain
    forms = {one: {one, fold(one), fold(one).split()[-1]} for one in secrets}
    return [one for one, told in forms.items() if any(form.encode() in plain for form in told)]
