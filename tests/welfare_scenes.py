# SPDX-License-Identifier: Apache-2.0
"""A small branch with books and the usual kinds of welfare, and a second person beside its head."""

from __future__ import annotations

import registers

from unionbook.data.register import user_of
from unionbook.domain.roles import Role
from unionbook.operations import ledger, members, welfare, welfare_rules
from unionbook.operations.sessions import Session
from unionbook.operations.welfare import Asking

SECRETARY = "Trần Thị Thư"


def set_up(session: Session) -> list[int]:
    """Set up books and kinds and let a secretary in; give the members by name."""
    ledger.set_up_books(session)
    welfare_rules.adopt_rules(session, since="2026-01-01")
    registers.add_user(session, SECRETARY, Role.SECRETARY)
    return list(members.list_member_ids(session))


def asked_by_another(session: Session, member: int, kind: str) -> int:
    """Let the secretary ask for a case, over the same open register; give it."""
    slot = next(one for one in session.register.vault.slots if one.role is Role.SECRETARY)
    other = Session(session.register, user_of(session.register, slot))
    asking = Asking(kind, member, reason="Nằm viện", event_on="2026-02-01", on="2026-02-03")
    return welfare.request_case(other, asking=asking).case_id
