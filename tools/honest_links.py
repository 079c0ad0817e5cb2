"""Which hosts a file of a public repository names as sites: links, homepages, or bare names."""

from __future__ import annotations

import re

_HOST = r"https?://([A-Za-z0-9.\-]{4,253})(?![A-Za-z0-9.\-@:])"
_BARE = r"(?:https?://)?([A-Za-z0-9.\-]{4,253})(?![A-Za-z0-9.\-@:])"
_IS = r"""["'`]?\s{0,9}[:=]\s{0,9}["'`]?"""
_HOME = r"home_?page(?:_url)?|(?:author)?web_?site|site(?:_?url)?|html_?url|blog|info_?url"
_LINK = r"link|url|href|html_?url|site|web_?site|blog|home_?page"
READ = {
    "links": re.compile(
        rf"(?<![A-Za-z_-])(?:{_LINK}){_IS}{_HOST}"
        rf"|(?<!!)\[[^\]\[]{{0,200}}\]\(\s{{0,9}}<?{_HOST}",
        re.IGNORECASE,
    ),
    "homepages": re.compile(rf"(?<![A-Za-z_-])(?:{_HOME}){_IS}{_HOST}", re.IGNORECASE),
    "names": re.compile(rf"(?<![A-Za-z_-])url{_IS}{_BARE}", re.IGNORECASE),
}
"""`links`: a field of an entry, or a Markdown link that is no picture. `homepages`: a field that
says so, where other fields lead to downloads. `names`: a field that may leave out the scheme."""
AVOIDED = re.compile(
    r"casino|porn|sex|xxx|togel|slot|judi|poker|escort|lottery|caipiao|qipai|bocai"
    r"|(?:^|[.-])bet|bet\d\d|example|your-?(?:site|domain|blog|name)|(?:^|\.)(?:cdn|img|static|api)\d?\.",
)
_NO_HOST = re.compile(r"\.\.|^[.-]|[.-]$|^[^.]*$|^[\d.]+$|\.(?:onion|i2p|local)$")


def hosts(text: str, how: str = "links") -> list[str]:
    """Give the hosts that a text names, sorted, each once."""
    found = {match[match.lastindex or 0].lower() for match in READ[how].finditer(text)}
    return sorted(host for host in found if not _NO_HOST.search(host))
