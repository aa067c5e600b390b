# SPDX-License-Identifier: Apache-2.0
"""Departments, workshops, union teams and self-managed worker groups; filters kept by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import groups, saved_filters
from unionbook.data.groups import Group
from unionbook.data.saved_filters import SavedFilter
from unionbook.domain import clock
from unionbook.domain.folding import tidy
from unionbook.errors import InvalidValueError, NotFoundError, UnionbookError
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionbook.data.journal import Changes
    from unionbook.data.members import Criteria
    from unionbook.operations.sessions import Session

__all__ = ["Group", "SavedFilter"]

GROUP_KINDS = {
    "department": N_("Department"),
    "workshop": N_("Workshop"),
    "union_team": N_("Union team"),
    "worker_group": N_("Self-managed worker group"),
}
_CHANGEABLE = ("name", "parent_id", "head_id", "place", "decision", "note", "closed_on")


def list_groups(session: Session, *, kind: str | None = None) -> list[Group]:
    """Give the groups, of one kind or all, by name."""
    session.require("read_members")
    return groups.list_groups(session.database, kind)


def find_group(session: Session, *, name: str, kind: str | None = None) -> int:
    """Give the number of the group that is called so. Raises NotFoundError."""
    for one in [kind] if kind else GROUP_KINDS:
        found = groups.find_group(session.database, name, one)
        if found:
            return found
    raise NotFoundError(_("There is no group “{name}”.").format(name=name))


def add_group(
    session: Session,
    *,
    kind: str,
    name: str,
    head_id: int | None = None,
    place: str = "",
    decision: str = "",
    parent_id: int | None = None,
) -> Changes:
    """Add a group. Raises InvalidValueError where the name is missing or taken."""
    if kind not in GROUP_KINDS:
        raise InvalidValueError(_("Choose a kind of group."), field="kind")
    _check_free(session, kind, name, 0)
    with session.commit("add_group", right="change_groups") as changes:
        groups.add_group(
            session.office,
            session.site,
            kind,
            name,
            head_id=head_id,
            parent_id=parent_id,
            place=place.strip() or None,
            decision=decision.strip() or None,
        )
    return changes


def change_group(session: Session, *, group_id: int, values: Mapping[str, object]) -> Changes:
    """Rename a group, give it another head or place, or close it."""
    wrong = set(values) - set(_CHANGEABLE)
    if wrong or not values:
        raise InvalidValueError(_("Name what is to change in the group."), field="name")
    if "name" in values:
        _check_name(session, group_id, str(values["name"] or ""))
    with session.commit("change_group", right="change_groups") as changes:
        groups.change_group(session.office, group_id, values)
    return changes


def _check_name(session: Session, group_id: int, name: str) -> None:
    kind = groups.kind_of(session.database, group_id)
    if kind is None:
        raise NotFoundError(_("There is no such group."))
    _check_free(session, kind, name, group_id)


def _check_free(session: Session, kind: str, name: str, own: int) -> None:
    if not name.strip():
        raise InvalidValueError(_("Give the name of the group."), field="name")
    other = groups.find_group(session.database, name, kind)
    if other and other != own:
        raise InvalidValueError(
            _("There is a group “{name}” already.").format(name=name.strip()), field="name"
        )


def put_in_group(session: Session, *, group_id: int, member_ids: Sequence[int]) -> Changes:
    """Put members into a worker group or union team, from today on."""
    _check_not_department(session, group_id)
    with session.commit("put_in_group", right="change_groups") as changes:
        groups.put_in(session.office, session.site, group_id, member_ids, clock.today())
    return changes


def take_out_of_group(session: Session, *, group_id: int, member_ids: Sequence[int]) -> Changes:
    """Take members out of a group, from today on; that they were in it stays known."""
    _check_not_department(session, group_id)
    with session.commit("take_out_of_group", right="change_groups") as changes:
        groups.take_out(session.office, group_id, member_ids, clock.today())
    return changes


def _check_not_department(session: Session, group_id: int) -> None:
    kind = groups.kind_of(session.database, group_id)
    if kind is None:
        raise NotFoundError(_("There is no such group."))
    if kind == groups.DEPARTMENT:
        raise UnionbookError(
            _("A department is a field of the member: change it in the member's record.")
        )


def list_filters(session: Session) -> list[SavedFilter]:
    """Give the lists kept by name."""
    session.require("read_members")
    return saved_filters.list_filters(session.database)


def save_filter(session: Session, *, name: str, criteria: Criteria) -> Changes:
    """Keep a list by name; one of that name is replaced."""
    if not name.strip():
        raise InvalidValueError(_("Give the filter a name."), field="name")
    with session.commit("save_filter", right="change_filters") as changes:
        saved_filters.save_filter(session.office, session.site, tidy(name), criteria)
    return changes


def forget_filter(session: Session, *, filter_id: int) -> Changes:
    """Keep a list no longer."""
    with session.commit("forget_filter", right="change_filters") as changes:
        if not saved_filters.forget_filter(session.office, filter_id):
            raise NotFoundError(_("There is no such filter."))
    return changes
