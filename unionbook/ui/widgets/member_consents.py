# SPDX-License-Identifier: Apache-2.0
"""What a member agreed to: for what, on which text, when and how, and whether it still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit

from unionbook.operations.settings import record_consent, withdraw_consent
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.widgets.part import Part

if TYPE_CHECKING:
    from unionbook.operations.members import MemberRecord
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

FORMS = {
    "paper": N_("On paper, signed"),
    "spoken": N_("Spoken"),
    "electronic": N_("Electronically"),
}
_PURPOSES = (
    N_("Keeping the member's record"),
    N_("Photo on the card"),
    N_("Sensitive fields"),
    N_("Deducting dues from pay"),
    N_("Messages by phone or e-mail"),
)


class MemberConsents(Part):
    """The consents, and a form for a new one."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(desk, buttons, _("Consents"), right="record_consent")
        self.purpose = QComboBox()
        self.purpose.setEditable(True)
        for text in _PURPOSES:
            self.purpose.addItem(_(text))
        self.form_box = QComboBox()
        for code, text in FORMS.items():
            self.form_box.addItem(_(text), code)
        self.text_version = QLineEdit()
        self.on = QLineEdit()
        self.fields["purpose"] = self.form.add(_("Agreed to"), self.purpose)
        inner = self.purpose.lineEdit()
        if inner is not None:
            inner.setAccessibleName(_("Agreed to"))
        self.fields["form"] = self.form.add(_("How"), self.form_box)
        self.fields["text_version"] = self.form.add(
            _("Which text"), self.text_version, _("Its name or date, “form of 2026” say.")
        )
        self.fields["on"] = self.form.add(_("Date"), self.on, _("Left empty: today."))
        self.let_add(_("Record a consent"), self._on_save)
        for line in (self.text_version, self.on):
            line.returnPressed.connect(self._on_save)

    def show_record(self, record: MemberRecord) -> None:
        """Show a member's consents."""
        self.clear(record.id)
        for consent in record.consents:
            way = _(FORMS[consent.form]) if consent.form in FORMS else consent.form
            given = _("given {date}").format(date=formats.shown_date(consent.given_on))
            withdrawn = (
                _("withdrawn {date}").format(date=formats.shown_date(consent.withdrawn_on))
                if consent.withdrawn_on
                else ""
            )
            parts = (given, way, consent.text_version, withdrawn)
            told = "  ·  ".join(part for part in parts if part)
            self._add(consent.id, consent.purpose, told, over=bool(withdrawn))
        if not record.consents:
            self.add_nothing(_("No consent is recorded."))

    def _add(self, number: int, purpose: str, told: str, *, over: bool) -> None:
        away = self._buttons.quiet(
            _("Withdraw: {purpose}").format(purpose=purpose),
            "close",
            lambda: self._on_withdraw(number),
        )
        self.add_row(purpose, told, *([away] if self.may and not over else []))

    def open_form(self) -> None:
        """Ask for a new consent."""
        self.text_version.clear()
        self.on.clear()
        super().open_form()

    def _on_save(self) -> None:
        member = self.member_id
        told = {
            "purpose": self.purpose.currentText(),
            "text_version": self.text_version.text(),
            "form": str(self.form_box.currentData()),
            "on": self.on.text(),
        }
        self._desk.write(
            self,
            lambda session, _task: record_consent(session, member_id=member, **told),
            sentence=_("The consent is recorded."),
            done=lambda _changes: self.close_form(),
            failed=self.refuse,
        )

    def _on_withdraw(self, number: int) -> None:
        self._desk.write(
            self,
            lambda session, _task: withdraw_consent(session, consent_id=number),
            sentence=_("The consent is withdrawn from today on. That it was given stays known."),
        )
