"""Text for SARIF: bounded, visible, and without what a viewer would take for markup."""

from __future__ import annotations

import re

from fraudlens.reports.defang import defanged_text
from fraudlens.reports.escape import cut, visible

_SOURCE = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/%?#=&+,:;@!$-]*)?")
_SOURCE_CHARACTERS = 500


def message_text(text: str, most: int) -> str:
    r"""Make a message of any text: its braces stand for themselves, and nothing in it is a link.

    Braces are doubled, since `{0}` would be filled in, and `](` is parted, since it makes a link
    (SARIF 2.1.0, 3.11.5 and 3.11.6). Addresses are written so that no viewer makes them a link.

    >>> message_text("[a](http://x.example/{0})\x1b", 60)
    '[a] (hxxp://x[.]example/{{0}})\\x1b'
    """
    shown = cut(defanged_text(visible(cut(text, most))), most)
    return shown.replace("](", "] (").replace("{", "{{").replace("}", "}}")


def sentence(text: str, lang: str) -> str:
    """Begin with a capital and end with a stop.

    >>> sentence("looks like malware", "en")
    'Looks like malware.'
    """
    stop = "。" if lang == "zh" else "."
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith((stop, '?', '!')) else stop}"


def source_address(text: str) -> str:
    """Give an address that a report may lead to; empty if it is none.

    >>> source_address("https://support.google.com/googleplay/answer/9876821")
    'https://support.google.com/googleplay/answer/9876821'
    >>> source_address("javascript:alert(1)")
    ''
    """
    return text if len(text) <= _SOURCE_CHARACTERS and _SOURCE.fullmatch(text) else ""
