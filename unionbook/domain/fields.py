# SPDX-License-Identifier: Apache-2.0
"""The fields of a member record: the one table that forms, imports, exports and history read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from unionbook.texts import N_


class Kind(StrEnum):
    """What a field holds, and in which canonical form it is stored."""

    TEXT = "text"
    NAME = "name"
    DATE = "date"
    """Text ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``: a year-only birth stays a year."""
    IDENTITY = "identity"
    PHONE = "phone"
    """Text: national form with its leading 0, or ``+`` and digits for another country."""
    EMAIL = "email"
    CHOICE = "choice"
    """One of ``Field.choices``."""
    MONEY = "money"
    """Integer in the smallest unit of the register's currency."""
    NUMBER_CODE = "number_code"
    """Text that looks like a number: leading zeros count."""
    LONG_TEXT = "long_text"
    PHOTO = "photo"


class Section(StrEnum):
    """The groups in which the fields are shown."""

    PERSON = "person"
    CONTACT = "contact"
    WORK = "work"
    UNION = "union"
    PRIVATE = "private"
    OTHER = "other"


SECTION_LABELS = {
    Section.PERSON: N_("Person"),
    Section.CONTACT: N_("Contact and address"),
    Section.WORK: N_("Work"),
    Section.UNION: N_("Union"),
    Section.PRIVATE: N_("Sensitive"),
    Section.OTHER: N_("Other"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the member record.

    ``stored`` is false for a value that lives in a table of its own or is derived (department,
    wage, status). ``sensitive`` fields are off until the branch turns them on.
    """

    name: str
    label: str
    kind: Kind
    section: Section
    choices: tuple[str, ...] = ()
    sensitive: bool = False
    stored: bool = True
    countries: tuple[str, ...] = ("VN", "ID")


SEXES = ("female", "male", "other")
IDENTITY_KINDS = ("cccd", "cmnd", "nik", "passport", "other")
CONTRACT_KINDS = (
    "indefinite",
    "fixed_term",
    "seasonal",
    "probation",
    "daily",
    "outsourced",
    "other",
)
STATUSES = (
    "active",
    "exempt",
    "suspended",
    "transferred",
    "left",
    "expelled",
    "deceased",
)

CHOICE_LABELS: dict[str, dict[str, str]] = {
    "sex": {"female": N_("Female"), "male": N_("Male"), "other": N_("Other")},
    "identity_kind": {
        "cccd": N_("Citizen card (CCCD)"),
        "cmnd": N_("Old identity card (CMND)"),
        "nik": N_("NIK"),
        "passport": N_("Passport"),
        "other": N_("Other paper"),
    },
    "contract_kind": {
        "indefinite": N_("Indefinite term"),
        "fixed_term": N_("Fixed term"),
        "seasonal": N_("Seasonal"),
        "probation": N_("Probation"),
        "daily": N_("Daily labour"),
        "outsourced": N_("Outsourced"),
        "other": N_("Other contract"),
    },
    "status": {
        "active": N_("Member"),
        "exempt": N_("Exempt"),
        "suspended": N_("Suspended"),
        "transferred": N_("Transferred out"),
        "left": N_("Left"),
        "expelled": N_("Expelled"),
        "deceased": N_("Deceased"),
    },
}


def _person(name: str, label: str, kind: Kind = Kind.TEXT, choices: tuple[str, ...] = ()) -> Field:
    return Field(name, label, kind, Section.PERSON, choices)


FIELDS: tuple[Field, ...] = (
    _person("full_name", N_("Full name"), Kind.NAME),
    _person("sex", N_("Sex"), Kind.CHOICE, choices=SEXES),
    _person("born_on", N_("Date of birth"), Kind.DATE),
    _person("birth_place", N_("Place of birth")),
    _person("identity_kind", N_("Identity paper"), Kind.CHOICE, choices=IDENTITY_KINDS),
    _person("identity_number", N_("Identity number"), Kind.IDENTITY),
    _person("identity_issued_on", N_("Identity issued on"), Kind.DATE),
    _person("identity_issued_by", N_("Identity issued by")),
    _person("nationality", N_("Nationality")),
    Field("phone", N_("Phone"), Kind.PHONE, Section.CONTACT),
    Field("phone_other", N_("Other phone"), Kind.PHONE, Section.CONTACT),
    Field("email", N_("E-mail"), Kind.EMAIL, Section.CONTACT),
    Field("permanent_address", N_("Permanent address"), Kind.TEXT, Section.CONTACT),
    Field("permanent_commune", N_("Permanent commune"), Kind.TEXT, Section.CONTACT),
    Field("permanent_district", N_("Permanent district"), Kind.TEXT, Section.CONTACT),
    Field("permanent_province", N_("Permanent province"), Kind.TEXT, Section.CONTACT),
    Field("present_address", N_("Present address"), Kind.TEXT, Section.CONTACT),
    Field("present_commune", N_("Present commune"), Kind.TEXT, Section.CONTACT),
    Field("present_district", N_("Present district"), Kind.TEXT, Section.CONTACT),
    Field("present_province", N_("Present province"), Kind.TEXT, Section.CONTACT),
    Field("employee_number", N_("Employee number"), Kind.NUMBER_CODE, Section.WORK),
    Field("employer", N_("Employer"), Kind.TEXT, Section.WORK),
    Field("department", N_("Department"), Kind.TEXT, Section.WORK, stored=False),
    Field("job", N_("Job"), Kind.TEXT, Section.WORK),
    Field("trade", N_("Trade"), Kind.TEXT, Section.WORK),
    Field("education", N_("Education"), Kind.TEXT, Section.WORK),
    Field("contract_kind", N_("Contract"), Kind.CHOICE, Section.WORK, choices=CONTRACT_KINDS),
    Field("contract_number", N_("Contract number"), Kind.TEXT, Section.WORK),
    Field("hired_on", N_("Hired on"), Kind.DATE, Section.WORK),
    Field("wage", N_("Wage"), Kind.MONEY, Section.WORK, stored=False),
    Field("social_insurance_number", N_("Social insurance number"), Kind.NUMBER_CODE, Section.WORK),
    Field("tax_number", N_("Tax number"), Kind.NUMBER_CODE, Section.WORK),
    Field("local_number", N_("Local number"), Kind.NUMBER_CODE, Section.UNION),
    Field("official_number", N_("Official member code"), Kind.NUMBER_CODE, Section.UNION),
    Field("card_number", N_("Card number"), Kind.NUMBER_CODE, Section.UNION),
    Field("union_post", N_("Post in the union"), Kind.TEXT, Section.UNION),
    Field("joined_on", N_("Joined the union on"), Kind.DATE, Section.UNION),
    Field("status", N_("Status"), Kind.CHOICE, Section.UNION, choices=STATUSES, stored=False),
    Field("left_on", N_("Left on"), Kind.DATE, Section.UNION, stored=False),
    Field("ethnicity", N_("Ethnicity"), Kind.TEXT, Section.PRIVATE, sensitive=True),
    Field("religion", N_("Religion"), Kind.TEXT, Section.PRIVATE, sensitive=True),
    Field("health", N_("Health"), Kind.LONG_TEXT, Section.PRIVATE, sensitive=True),
    Field("bank_name", N_("Bank"), Kind.TEXT, Section.PRIVATE, sensitive=True),
    Field("bank_account", N_("Bank account"), Kind.NUMBER_CODE, Section.PRIVATE, sensitive=True),
    Field("note", N_("Note"), Kind.LONG_TEXT, Section.OTHER),
    Field("photo", N_("Photo"), Kind.PHOTO, Section.OTHER),
)

BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}
STORED: tuple[str, ...] = tuple(field.name for field in FIELDS if field.stored)
SENSITIVE: tuple[str, ...] = tuple(field.name for field in FIELDS if field.sensitive)

IMPORT_LABELS: dict[str, str] = {
    "family_name": N_("Family name"),
    "middle_name": N_("Middle name"),
    "given_name": N_("Given name"),
    "title": N_("Title"),
    "row_number": N_("Row number (not kept)"),
    "password": N_("Password (never kept)"),
    "sex_female_mark": N_("Mark: female"),
    "sex_male_mark": N_("Mark: male"),
    "birth_place_and_date": N_("Place and date of birth"),
    "identity_issued_on_and_by": N_("Identity issued on and by"),
    "born_day": N_("Day of birth"),
    "born_month": N_("Month of birth"),
    "born_year": N_("Year of birth"),
    "born_if_male": N_("Date of birth (men)"),
    "born_if_female": N_("Date of birth (women)"),
    "ignore": N_("Leave out"),
}
"""What else a column of a sheet may be taken for, which becomes part of a field or of none."""
