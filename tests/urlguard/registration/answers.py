"""Answers of RDAP servers, modelled on RFC 9083 and on what registries really send."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

FULL: dict[str, Any] = {
    "rdapConformance": ["rdap_level_0", "icann_rdap_response_profile_1", "redacted"],
    "objectClassName": "domain",
    "handle": "2336799_DOMAIN_COM-VRSN",
    "ldhName": "SHOP.COM",
    "links": [
        {
            "rel": "related",
            "href": "https://rdap.names.example/domain/SHOP.COM",
            "type": "application/rdap+json",
        }
    ],
    "status": ["client transfer prohibited", "clientHold", "ok"],
    "entities": [
        {
            "objectClassName": "entity",
            "handle": "9999",
            "roles": ["registrar"],
            "publicIds": [{"type": "IANA Registrar ID", "identifier": "9999"}],
            "vcardArray": [
                "vcard",
                [["version", {}, "text", "4.0"], ["fn", {}, "text", "Names Ltd"]],
            ],
            "entities": [
                {
                    "objectClassName": "entity",
                    "roles": ["abuse"],
                    "vcardArray": [
                        "vcard",
                        [
                            ["version", {}, "text", "4.0"],
                            ["fn", {}, "text", ""],
                            ["tel", {"type": "voice"}, "uri", "tel:+1.5550100"],
                            ["email", {}, "text", "abuse@names.example"],
                        ],
                    ],
                }
            ],
        },
        {
            "objectClassName": "entity",
            "roles": ["registrant"],
            "vcardArray": [
                "vcard",
                [
                    ["version", {}, "text", "4.0"],
                    ["fn", {}, "text", "REDACTED FOR PRIVACY"],
                    [
                        "org",
                        {},
                        "text",
                        "Privacy service provided by Withheld for Privacy ehf",
                    ],
                    ["adr", {"cc": "is"}, "text", ["", "", "", "", "", "", ""]],
                    ["contact-uri", {}, "uri", "https://names.example/contact?d=shop.com"],
                ],
            ],
        },
    ],
    "events": [
        {"eventAction": "registration", "eventDate": "2026-11-02T09:30:00Z"},
        {"eventAction": "expiration", "eventDate": "2027-11-02T09:30:00Z"},
        {"eventAction": "last changed", "eventDate": "2026-11-03T00:00:00.123Z"},
        {"eventAction": "last update of RDAP database", "eventDate": "2026-11-26T12:00:00Z"},
    ],
    "secureDNS": {"delegationSigned": False},
    "nameservers": [
        {"objectClassName": "nameserver", "ldhName": "NS1.PARK.EXAMPLE."},
        {"objectClassName": "nameserver", "ldhName": "ns2.park.example"},
        {"objectClassName": "nameserver", "ldhName": "ns2.park.example"},
    ],
    "redacted": [{"name": {"description": "Registrant Name"}, "method": "emptyValue"}],
    "notices": [{"title": "Terms of Use", "description": ["Queries are subject to a rate limit."]}],
}
"""As a registry of gTLDs answers by ICANN's profile; its terms speak of a rate limit."""


def changed(**parts: object) -> dict[str, Any]:
    """Give the full answer with other parts; a part that is `...` is left out."""
    answer = {**deepcopy(FULL), **parts}
    return {key: value for key, value in answer.items() if value is not ...}


def domain_answer(domain: str) -> dict[str, Any]:
    """Give the full answer for another domain."""
    return changed(ldhName=domain)
