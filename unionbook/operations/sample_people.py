# SPDX-License-Identifier: Apache-2.0
"""Invented members for the sample branch: the same ones every time.

Nobody here exists. Identity numbers have the right shape, but serials that no register office has
ever reached; telephone numbers begin with digits that no operator has. The words the people are
made of lie in ``resources/sample/``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Any

from unionbook import paths
from unionbook.domain.countries import country as country_data
from unionbook.domain.folding import fold
from unionbook.domain.number_templates import fill_template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WOMEN_IN_NIK = 40  # a woman's day of birth is written with 40 added
_ADULT, _OLD, _USUAL = 18, 57, 29
_YEAR = 365.25
_AMONG = 150  # the first members, among whom the posts are given
_ONE_YEAR_KNOWN = 61  # one birth in so many is known by its year only


@dataclass(frozen=True, slots=True)
class SampleEvent:
    """One thing that happened to a sample member; ``kind`` as in the register, ``on`` ISO."""

    kind: str
    on: str
    decision: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """A sample member: values by field name in stored form, and what happened, oldest first."""

    values: dict[str, object]
    events: tuple[SampleEvent, ...]


@lru_cache(maxsize=4)
def sample_branch(country: str) -> Mapping[str, Any]:
    """Give what is known of a country's sample branch: names, departments, numbers, its list."""
    branches: dict[str, Any] = _read("branch.json")
    branch: dict[str, Any] = branches[country]
    return branch


def sample_passphrase(country: str) -> str:
    """Give the passphrase of a country's sample register, in which nobody is real."""
    return str(sample_branch(country)["passphrase"])


def make_people(*, country: str, count: int = 400, seed: int = 2026) -> tuple[SamplePerson, ...]:
    """Make ``count`` members of a country's sample branch.

    The n-th member is the same for every ``count``, so that a list can hold people who are in the
    register and others who come after them.
    """
    wanted = max(count, _AMONG)
    people = [_Maker(country, number, seed).person() for number in range(wanted)]
    for number, code in _posts(sample_branch(country), people[:_AMONG]).items():
        post = _label(country, "union_posts", code)
        people[number] = replace(
            people[number], values=people[number].values | {"union_post": post}
        )
    return tuple(people[:count])


def _posts(branch: Mapping[str, Any], people: Sequence[SamplePerson]) -> dict[int, str]:
    """Say who holds which post: the highest ones those who have been members for longest."""
    codes = [code for code, times in branch["posts"].items() for _time in range(times)]
    active = [number for number, person in enumerate(people) if len(person.events) == 1]
    longest = sorted(active, key=lambda number: str(people[number].values["joined_on"]))
    return dict(zip(longest, codes, strict=False))


@lru_cache(maxsize=8)
def _read(name: str) -> Any:
    text = (paths.resources() / "sample" / name).read_text(encoding="utf-8")
    return json.loads(text)


def _label(country: str, topic: str, code: str) -> str:
    language = sample_branch(country)["language"]
    terms = getattr(country_data(country), topic)
    return next(str(term.label(language)) for term in terms if term.code == code)


class _Maker:
    """Makes one member; every number has its own dice, so that no member moves another."""

    def __init__(self, country: str, number: int, seed: int) -> None:
        self.country = country
        self.number = number
        self.branch = sample_branch(country)
        self.names = _read(self.branch["names"])
        self.dice = Random(f"{seed}/{country}/{number}")  # noqa: S311 - a sample, not a secret
        self.today = date.fromisoformat(self.branch["as_of"])
        self.home = self._weighed(self.branch["homes"])
        self.department = self._weighed(self.branch["departments"])
        self.sex = "female" if self.dice.random() < self.department["women"] else "male"
        self.born = self._born()
        self.hired = self._hired()
        self.joined = min(self.hired + timedelta(days=30 * self.dice.randint(1, 8)), self.today)

    def person(self) -> SamplePerson:
        """Give the member."""
        name = self._name_vi() if self.country == "VN" else self._name_id()
        values = {
            "full_name": name,
            "sex": self.sex,
            "born_on": self._written_birth(),
            **self._identity(),
            **self._contact(name),
            **self._work(),
            **self._union(),
        }
        kept = {key: value for key, value in values.items() if value not in ("", None)}
        return SamplePerson(kept, self._events())

    def _weighed(self, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
        return self.dice.choices(rows, [row["share"] for row in rows])[0]

    def _drawn(self, shares: Mapping[str, int]) -> str:
        return self.dice.choices(list(shares), list(shares.values()))[0]

    def _born(self) -> date:
        age = self.dice.triangular(_ADULT + 0.5, _OLD, _USUAL)
        return self.today - timedelta(days=round(age * _YEAR))

    def _hired(self) -> date:
        earliest = max(
            self.born + timedelta(days=round(_ADULT * _YEAR)), date(self.branch["founded"], 3, 1)
        )
        # Most have not been here for long: such factories lose a fifth of their people a year.
        span = max((self.today - earliest).days - 60, 1)
        return earliest + timedelta(days=round(span * self.dice.random() ** 0.5))

    def _written_birth(self) -> str:
        if self.number % _ONE_YEAR_KNOWN == 1:
            return str(self.born.year)
        return self.born.isoformat()

    def _name_vi(self) -> str:
        words = self.names[self.sex]
        family, middle = self._drawn(self.names["family"]), self._drawn(words["middle"])
        taken = middle.split()
        given = self.dice.choice([word for word in words["given"] if word not in taken])
        return f"{family} {middle} {given}"

    def _name_id(self) -> str:
        shape = self._drawn(self.names["shapes"])
        parts = [self.dice.choice(self.names[self.sex][part]) for part in shape.split()]
        prefix = self._drawn(self.names[f"prefix_{self.sex}"])
        return " ".join(dict.fromkeys(filter(None, (prefix, *parts))))

    def _identity(self) -> dict[str, object]:
        kind = self.branch["identity"]
        issued = max(date(2021, 3, 1), self.born + timedelta(days=round(14 * _YEAR)))
        issued += timedelta(days=self.dice.randint(0, 600))
        is_cccd = self.country == "VN"
        return {
            "identity_kind": kind["kind"],
            "identity_number": self._cccd() if is_cccd else self._nik(),
            "identity_issued_on": min(issued, self.today).isoformat() if is_cccd else "",
            "identity_issued_by": kind["issued_by"],
            "nationality": self.branch["nationality"],
        }

    def _cccd(self) -> str:
        century_and_sex = (self.born.year - 1900) // 100 * 2 + (self.sex == "female")
        serial = self.branch["identity"]["first_serial"] + self.number
        return f"{self.home['code']}{century_and_sex}{self.born:%y}{serial:06}"

    def _nik(self) -> str:
        day = self.born.day + _WOMEN_IN_NIK * (self.sex == "female")
        serial = self.branch["identity"]["first_serial"] + self.number % 1000
        return f"{self.home['code']}{day:02}{self.born:%m%y}{serial:04}"

    def _contact(self, name: str) -> dict[str, object]:
        phone, present = self.branch["phone"], self.branch["present"]
        rest = phone["digits"] - len(phone["start"])
        pattern = self.dice.choice(present["address"])
        n, m, k = self.dice.randint(1, 98), self.dice.randint(1, 12), self.dice.randint(1, 9)
        mailbox = fold(name).replace(" ", ".").replace("..", ".")
        return {
            "phone": f"{phone['start']}{100003 + self.number * 37:0{rest}}",
            "email": f"{mailbox}.{self.number}@example.org" if self.number % 8 == 0 else "",
            "permanent_commune": self.dice.choice(self.home["communes"]),
            "permanent_district": self.home.get("district", ""),
            "permanent_province": self.home["province"],
            "present_address": pattern.format(n=n, m=m, k=k, b="ABCDEFGH"[n % 8]),
            "present_commune": self.dice.choice(present["communes"]),
            "present_district": present.get("district", ""),
            "present_province": present["province"],
        }

    def _work(self) -> dict[str, object]:
        wage = self.branch["wage"]
        years = (self.today - self.hired).days // 365
        raised = self.department["wage"] * self.dice.uniform(1.0, 1.12) + years * wage["years"]
        number = fill_template(
            self.branch["employee_number"], serial=1000 + self.number, on=self.hired
        )
        return {
            "employee_number": number,
            "employer": self.branch["employer"],
            "department": self.department["name"],
            "job": self.dice.choice(self.department["jobs"]),
            "education": _label(
                self.country, "education_levels", self._drawn(self.branch["education"])
            ),
            "contract_kind": self._drawn(self.branch["contracts"]),
            "hired_on": self.hired.isoformat(),
            "wage": int(raised // wage["step"] * wage["step"]),
            "social_insurance_number": f"99{10_000_000 + self.number * 91:08}",
        }

    def _union(self) -> dict[str, object]:
        serial = self.number + 1
        return {
            "local_number": fill_template(
                self.branch["local_number"], serial=serial, on=self.joined
            ),
            "joined_on": self.joined.isoformat(),
        }

    def _events(self) -> tuple[SampleEvent, ...]:
        template = self.branch["decision"]
        decision = fill_template(template, serial=self.joined.month, on=self.joined)
        admitted = SampleEvent("admitted", self.joined.isoformat(), decision)
        fate, days = self.dice.random(), (self.today - self.joined).days
        later = self.joined + timedelta(days=round(days * self.dice.uniform(0.5, 1.0)))
        if fate < 0.05:  # noqa: PLR2004 - one in twenty has left
            reason = self.branch["leaving"][self.number % len(self.branch["leaving"])]
            return admitted, SampleEvent("left", later.isoformat(), reason=reason)
        if fate > 0.93 and self.sex == "female" and days > 400:  # noqa: PLR2004 - on maternity
            since = self.today - timedelta(days=self.dice.randint(5, 150))
            exempted = SampleEvent(
                "exempted", since.isoformat(), reason=self.branch["exempt_reason"]
            )
            return admitted, exempted
        return (admitted,)
