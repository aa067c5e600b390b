# SPDX-License-Identifier: Apache-2.0
"""Whom a row of a sheet means, and what it would change: decided before anything is written.

A number names a person where the names agree; name and birth date, or name and phone, do where
nothing speaks against it. Two or more who fit, or a number whose owner is called otherwise, are for
a person to decide.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from unionbook.data.import_data import STRONG_KEYS, Snapshot
from unionbook.domain.folding import fold
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ALIKE = 0.75
_WHOLE_DAY = 10


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a row means: one member, or several candidates and why a person must decide."""

    member: int = 0
    candidates: tuple[int, ...] = ()
    reason: str = ""


_NOBODY = Match()


@dataclass(slots=True)
class Matcher:
    """Finds the member a row means; remembers whom earlier rows meant."""

    snapshot: Snapshot
    taken: dict[int, int] = field(default_factory=dict)

    def match(self, row: int, values: Mapping[str, Any]) -> Match:
        """Give whom the row with these values means."""
        found = self._by_number(values) or self._by_person(values)
        if found.member:
            first = self.taken.setdefault(found.member, row)
            if first != row:
                reason = _("The same person as in row {row}.").format(row=first)
                return Match(0, (found.member,), reason)
        return found

    def _by_number(self, values: Mapping[str, Any]) -> Match | None:
        hits: dict[int, str] = {}
        for key, owners in self.snapshot.by_key.items():
            value = values.get(key)
            named = owners.get(str(value).casefold()) if value else None
            for member in (named,) if isinstance(named, int) else named or ():
                hits.setdefault(member, key)
        if not hits:
            return None
        if len(hits) > 1:
            return Match(0, tuple(hits), _("Its numbers belong to several members."))
        member = next(iter(hits))
        name = fold(str(values.get("full_name") or ""))
        if name and not same_name(name, self.snapshot.names[member]):
            return Match(0, (member,), _("The number belongs to a member of another name."))
        return Match(member)

    def _by_person(self, values: Mapping[str, Any]) -> Match:
        named = self.snapshot.by_name.get(fold(str(values.get("full_name") or "")))
        namesakes = (named,) if isinstance(named, int) else named or ()
        fitting = tuple(member for member in namesakes if self._fits(member, values))
        if len(fitting) == 1 and not self._contradicts(fitting[0], values):
            return Match(fitting[0])
        if fitting:
            return Match(0, fitting, _("Name and birth date or phone are those of a member."))
        phone = values.get("phone")
        if phone and phone in self.snapshot.by_phone:
            owner = self.snapshot.by_phone[phone]
            owners = (owner,) if isinstance(owner, int) else owner
            return Match(0, owners, _("The phone is that of a member of another name."))
        if namesakes and not values.get("born_on") and not self._has_number(values):
            return Match(0, namesakes, _("A member is called so; nothing else tells them apart."))
        return _NOBODY

    def _fits(self, member: int, values: Mapping[str, Any]) -> bool:
        born_on, phone = values.get("born_on"), values.get("phone")
        known = self.snapshot.born.get(member, "")
        if born_on and known:
            shorter = min(len(born_on), len(known))
            return bool(born_on[:shorter] == known[:shorter])
        owner = self.snapshot.by_phone.get(phone) if phone else None
        return owner == member or (isinstance(owner, tuple) and member in owner)

    def _contradicts(self, member: int, values: Mapping[str, Any]) -> bool:
        """Whether a number differs, or the birth dates agree only in the year."""
        held = self.snapshot.numbers.get(member, ())
        for key, old in zip(self.snapshot.by_key, held, strict=False):
            new = values.get(key)
            if new and old and str(new).casefold() != old.casefold():
                return True
        born_on, known = values.get("born_on"), self.snapshot.born.get(member, "")
        whole = born_on and len(born_on) == len(known) == _WHOLE_DAY
        return not whole and self.snapshot.by_phone.get(values.get("phone") or "") != member

    def _has_number(self, values: Mapping[str, Any]) -> bool:
        return any(values.get(key) for key in STRONG_KEYS)


def same_name(first: str, second: str) -> bool:
    """Tell whether two folded names may be one person's: alike, or the one within the other."""
    if first == second:
        return True
    words, others = set(first.split()), set(second.split())
    if words <= others or others <= words:
        return True
    return SequenceMatcher(None, first, second).ratio() >= _ALIKE


def names_person(keys: Iterable[str]) -> tuple[str, ...]:
    """Give the fields that a match looks at, beside ``keys``."""
    return ("full_name", "born_on", "phone", *keys)


def differences(new: Mapping[str, Any], present: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Give, by field, what is there now and what the row would make of it.

    A blank changes nothing, nor does a value that only says less than what is there: without
    accents, in capitals, or a year where the day is known.
    """
    return {
        name: (present.get(name), value)
        for name, value in new.items()
        if name in present and differs(value, present[name])
    }


def differs(new: Any, present: Any) -> bool:
    """Tell whether a row's value would change what is there."""
    return new != present and new not in ("", None) and not _says_less(new, present)


def _says_less(new: Any, old: Any) -> bool:
    if not isinstance(new, str) or not isinstance(old, str):
        return False
    if fold(new) != fold(old):
        return new.isdigit() and len(new) < _WHOLE_DAY and old.startswith(f"{new}-")
    plainer = new.isascii() and not old.isascii()
    return plainer or (new.isupper() and not old.isupper()) or new.casefold() == old.casefold()
