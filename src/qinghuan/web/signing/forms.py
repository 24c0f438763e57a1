"""The forms of this room; a passphrase is used once and never stands on a page again."""

from __future__ import annotations

import base64
import binascii
from typing import Any, Final

from django import forms

from qinghuan.evidence.certificates import LONGEST_NAME, SHORTEST_PASSPHRASE
from qinghuan.evidence.entries import Level
from qinghuan.evidence.signing import ROLES
from qinghuan.web.forms import Ask

YEARS: Final = ("1", "3", "5")
WITHOUT: Final[tuple[Level, ...]] = ("B", "drawn")
WITH: Final[tuple[Level, ...]] = ("B", "B-T", "B-LTA", "drawn")
"""Levels without and with the address of an authority in the settings."""
_DATA: Final = "data:image/png;base64,"


def _secret(kind: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": kind})


class NewCertificate(Ask):
    """A certificate to be made: the name in it, how long, a passphrase typed twice."""

    ROOM = "web_signing"
    name = forms.CharField(max_length=LONGEST_NAME)
    years = forms.ChoiceField()
    passphrase = forms.CharField(max_length=200, widget=_secret("new-password"), strip=False)
    again = forms.CharField(max_length=200, widget=_secret("new-password"), strip=False)

    def __init__(self, *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        self.auto_id = "new_%s"
        self.fields["years"].choices = self.choices("web_signing.years", YEARS)

    def clean(self) -> dict[str, Any]:
        """Long enough, and the same twice."""
        given: dict[str, Any] = self.cleaned_data
        first, second = given.get("passphrase", ""), given.get("again", "")
        if first and len(first) < SHORTEST_PASSPHRASE:
            words = self.words("web_signing.fault.short", least=SHORTEST_PASSPHRASE)
            self.add_error("passphrase", words)
        elif first and second and first != second:
            self.add_error("again", self.words("web_signing.fault.again"))
        return given


class BringCertificate(Ask):
    """A certificate that is there already, with its passphrase to try it."""

    ROOM = "web_signing"
    p12 = forms.FileField(widget=forms.FileInput(attrs={"accept": ".p12,.pfx"}))
    passphrase = forms.CharField(
        max_length=200, widget=_secret("current-password"), required=False, strip=False
    )

    def __init__(self, *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        self.auto_id = "bring_%s"


class Sign(Ask):
    """How the paper is signed."""

    ROOM = "web_signing"
    role = forms.ChoiceField()
    level = forms.ChoiceField(widget=forms.RadioSelect)
    drawn = forms.CharField(required=False, max_length=900_000, widget=forms.HiddenInput)
    picture = forms.FileField(required=False, widget=forms.FileInput(attrs={"accept": "image/png"}))
    drawn_name = forms.CharField(required=False, max_length=LONGEST_NAME)
    passphrase = forms.CharField(
        max_length=200, widget=_secret("current-password"), required=False, strip=False
    )

    def __init__(self, *given: Any, levels: tuple[Level, ...], **how: Any) -> None:
        super().__init__(*given, **how)
        self.fields["role"].choices = self.choices("signatures.role", ROLES)
        self.fields["level"].choices = self.choices("web_signing.level", levels)

    def clean(self) -> dict[str, Any]:
        """A picture alone needs the name of whoever drew it."""
        given: dict[str, Any] = self.cleaned_data
        if given.get("level") == "drawn":
            if not given.get("drawn_name"):
                self.add_error("drawn_name", self.words("web.fault.required"))
            if not self.bytes_of_picture():
                self.add_error("picture", self.words("web_signing.fault.picture"))
        return given

    def bytes_of_picture(self) -> bytes:
        """The PNG that was chosen, else the one drawn with a finger; nothing for neither."""
        chosen = self.cleaned_data.get("picture")
        if chosen:
            chosen.seek(0)
            return bytes(chosen.read())
        typed = self.cleaned_data.get("drawn", "")
        if not typed.startswith(_DATA):
            return b""
        try:
            return base64.b64decode(typed.removeprefix(_DATA), validate=True)
        except binascii.Error:
            return b"?"
