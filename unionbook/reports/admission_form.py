# SPDX-License-Identifier: Apache-2.0
"""The application for membership, empty or filled in with what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.domain.fields import BY_NAME, CHOICE_LABELS, Kind
from unionbook.reports import form
from unionbook.reports.canvas import MM
from unionbook.reports.formats import date_text
from unionbook.reports.lettering import clean, wrap
from unionbook.reports.page import LINE, NOTE, STRONG, Letterhead, Paper, Printed
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PHOTO_WIDTH, _PHOTO_HEIGHT = 30 * MM, 40 * MM
_BESIDE_PHOTO = 6 * MM

_PERSON: tuple[tuple[tuple[str, float], ...], ...] = (
    (("identity_issued_on", 0.8), ("identity_issued_by", 1.2)),
    (("nationality", 1.0), ("phone", 1.0), ("email", 1.6)),
)
_ADDRESSES = ("permanent", "present")
_WORK: tuple[tuple[tuple[str, float], ...], ...] = (
    (("employer", 1.0),),
    (("department", 1.2), ("employee_number", 1.0)),
    (("job", 1.2), ("hired_on", 1.0)),
)


def admission_form(
    *,
    letterhead: Letterhead,
    printed: Printed,
    values: Mapping[str, object] | None = None,
    check_off: bool = False,
    declarations: Sequence[str] = (),
    identity_kinds: Sequence[str] = (),
) -> bytes:
    """Make the form as a PDF; ``values`` are a member's stored values by field.

    ``identity_kinds`` are the kinds of papers of the country, by default all there are.
    ``check_off`` adds the consent that the employer deducts the dues; ``declarations`` are what
    the branch asks for besides.
    """
    known = values or {}
    paper = Paper(
        letterhead=letterhead, title=_("Application for union membership"), printed=printed
    )
    paper.open()
    for line in wrap(_to(letterhead), STRONG.face, STRONG.size, paper.area.width):
        paper.centred(line, paper.area.left + paper.area.width / 2, paper.y - 6, STRONG)
        paper.y -= STRONG.leading
    paper.y -= 4
    _draw_person(paper, known, identity_kinds)
    _draw_work(paper, known)
    _draw_request(paper, check_off=check_off, declarations=declarations)
    paper.signatures([(_("Applicant"), ""), (_("Head of the union group"), "")], space=44)
    _draw_decision(paper, known)
    return paper.close()


def _to(letterhead: Letterhead) -> str:
    return _("To: the executive committee of {branch}").format(branch=clean(letterhead.branch))


def _draw_person(paper: Paper, known: Mapping[str, object], identity_kinds: Sequence[str]) -> None:
    form.section(paper, _("1. About me"))
    top = paper.y
    room = paper.area.width - _PHOTO_WIDTH - _BESIDE_PHOTO
    form.line(paper, [_blank(known, "full_name")], room=room)
    form.choices(paper, _label("sex"), _options(known, "sex"), room=room)
    form.line(paper, [_blank(known, "born_on"), _blank(known, "birth_place", 1.5)], room=room)
    kinds = _options(known, "identity_kind", identity_kinds)
    form.choices(paper, _label("identity_kind"), kinds, room=room)
    form.line(paper, [_blank(known, "identity_number")], room=room)
    _draw_photo_place(paper, top)
    paper.y = min(paper.y, top - _PHOTO_HEIGHT - 4)
    for line in _PERSON:
        form.line(paper, [_blank(known, field, share) for field, share in line])
    for kind in _ADDRESSES:
        label = _label(f"{kind}_address")
        form.line(paper, [form.Blank(label, _address(known, kind))])


def _draw_photo_place(paper: Paper, top: float) -> None:
    left = paper.area.right - _PHOTO_WIDTH
    paper.pen.frames([(left, top - _PHOTO_HEIGHT, _PHOTO_WIDTH, _PHOTO_HEIGHT)], LINE, 0.8)
    middle = left + _PHOTO_WIDTH / 2
    y = top - _PHOTO_HEIGHT / 2
    for line in wrap(_("Photo 3 by 4 cm"), NOTE.face, NOTE.size, _PHOTO_WIDTH - 8):
        paper.centred(line, middle, y, NOTE)
        y -= NOTE.leading


def _draw_work(paper: Paper, known: Mapping[str, object]) -> None:
    form.section(paper, _("2. My work"))
    for line in _WORK:
        form.line(paper, [_blank(known, field, share) for field, share in line])
    form.choices(paper, _label("contract_kind"), _options(known, "contract_kind"))


def _draw_request(paper: Paper, *, check_off: bool, declarations: Sequence[str]) -> None:
    form.section(paper, _("3. My request"))
    form.statement(
        paper,
        _(
            "I know the union's statutes, ask to be admitted, and will keep to them and pay the "
            "dues."
        ),
    )
    form.statement(
        paper,
        _(
            "I agree that the branch keeps these data to run my membership, dues and welfare. I "
            "may see them, have them corrected and withdraw this consent."
        ),
    )
    if check_off:
        form.statement(
            paper,
            _("I agree that my employer deducts the union dues from my wage and pays them over."),
        )
    for sentence in declarations:
        form.statement(paper, sentence)


def _draw_decision(paper: Paper, known: Mapping[str, object]) -> None:
    paper.need(60)
    paper.rule(paper.y)
    form.section(paper, _("For the branch"))
    form.line(
        paper,
        [
            form.Blank(_("Decision no.")),
            form.Blank(_("Date")),
            form.Blank(_("Admitted on"), _shown(known, "joined_on")),
        ],
    )
    form.line(
        paper,
        [
            form.Blank(_label("local_number"), _shown(known, "local_number")),
            form.Blank(_label("official_number"), _shown(known, "official_number"), 1.3),
        ],
    )


def _label(field: str) -> str:
    return _(BY_NAME[field].label)


def _blank(known: Mapping[str, object], field: str, share: float = 1.0) -> form.Blank:
    return form.Blank(_label(field), _shown(known, field), share)


def _shown(known: Mapping[str, object], field: str) -> str:
    value = known.get(field)
    if value is None or value == "":
        return ""
    return date_text(str(value)) if BY_NAME[field].kind is Kind.DATE else clean(str(value))


def _options(
    known: Mapping[str, object], field: str, codes: Sequence[str] = ()
) -> list[tuple[str, bool]]:
    return [
        (_(CHOICE_LABELS[field][code]), known.get(field) == code)
        for code in codes or BY_NAME[field].choices
    ]


def _address(known: Mapping[str, object], kind: str) -> str:
    parts = (known.get(f"{kind}_{part}") for part in ("address", "commune", "district", "province"))
    return ", ".join(clean(str(part)) for part in parts if part)
