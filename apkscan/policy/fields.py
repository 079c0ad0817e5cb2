"""What a listing may state: each field with its kind and meaning; the one list of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Value: TypeAlias = str | bool | float | tuple[str, ...]
"""What a field holds after reading."""
NONE = ""
"""States that there is none, such as no licence; what is left out is unknown."""


@dataclass(frozen=True, slots=True)
class Field:
    """A statement that a listing can make."""

    kind: str
    """`text`, `url`, `flag`, `number`, `choice`, `choices`, `permissions`, `countries`, `md5`,
    `sha256`."""
    meaning: str
    choices: tuple[str, ...] = ()
    default: Value | None = None
    """What a listing means that does not state it; `None` means nothing."""


COUNTRY = "country"
LICENCE = "licence"
"""Name of the list of licences, and first part of their fields' names."""

_KINDS_OF_DEVICE = ("phone", "watch", "tv", "car", "xr")

FIELDS: Mapping[str, Field] = {
    "category": Field("text", "category in the store, such as finance"),
    "countries": Field("countries", "where it is offered: codes of two letters"),
    "submission": Field(
        "choice", "new app, update, or an app that is already there", ("new", "update", "existing")
    ),
    "form_factor": Field(
        "choice", "kind of device that it is made for", _KINDS_OF_DEVICE, default="phone"
    ),
    "private": Field("flag", "offered inside one organization only, for good", default=False),
    "target_api_extension": Field(
        "flag", "the store extended the date of the target API level", default=False
    ),
    "personal_loan": Field("flag", "offers, arranges or explains personal loans"),
    "core_purposes": Field(
        "choices",
        "what it is mainly for",
        ("alarm", "calling", "messaging", "lending", "banking", "shopping", "game", "other"),
    ),
    "default_handler": Field(
        "choices", "roles that it may take on the device", ("sms", "phone", "assistant")
    ),
    "declared_permissions": Field(
        "permissions", "permissions whose use the store approved after a declaration"
    ),
    "privacy_policy": Field("url", "address of the privacy policy"),
    "developer_verified": Field("flag", "the developer's identity is verified for Android"),
    "registration.package": Field("text", "package name that the developer registered"),
    "registration.certificate_sha256": Field(
        "sha256", "SHA-256 of the signing certificate that the developer registered"
    ),
    "loan.min_days": Field("number", "shortest term of repayment, in days"),
    "loan.max_days": Field("number", "longest term of repayment, in days"),
    "loan.max_apr": Field("number", "highest annual percentage rate with all fees, in percent"),
    "loan.representative_example": Field("flag", "the listing shows an example of the total cost"),
    "loan.short_term_permitted": Field(
        "flag", "the store agreed to terms of 60 days or less", default=False
    ),
    "filing.number": Field("text", "number of the app's filing in China (备案号)"),
    "filing.package": Field("text", "package name as filed"),
    "filing.public_key_md5": Field("md5", "MD5 of the public key as filed"),
    "filing.certificate_md5": Field("md5", "MD5 of the signing certificate as filed"),
    "filing.risk_level": Field(
        "choice", "level of the CAICT risk guide", ("极高", "高", "中", "低")
    ),
}
"""Fields by name; a part before the dot is a table of the file."""

LICENCE_FIELDS: Mapping[str, Field] = {
    "licence.country": Field("text", "code of the country, two letters"),
    "licence.authority": Field("text", "who gave it, such as RBI"),
    "licence.number": Field("text", "number of the licence"),
    "licence.holder": Field("text", "who holds it"),
    "licence.lenders": Field(
        "text", "licensed lenders that it works for, as the listing names them"
    ),
    "licence.listed": Field("flag", "the authority's public list names this app"),
    "licence.sole_app": Field("flag", "the holder has no other lending app"),
}
"""Fields of each `[[licence]]`, one for a country."""

ALL_FIELDS: Mapping[str, Field] = {**FIELDS, **LICENCE_FIELDS}
