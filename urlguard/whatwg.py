"""The slow road: any spelling of an address, read by the rules of the WHATWG URL Standard.

The one importer of `upa_url`, which passes all 555 cases of the standard's own suite.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import upa_url

from fraudlens.errors import LimitExceeded, MalformedInput
from fraudlens.limits import DEFAULT_LIMITS, Limits
from urlguard.batch import DEFANGED, IPV4, IPV6, NO_PORT, ODD_SPELLING, PUNYCODE, USER_INFO, WWW

_WEB = ("http:", "https:", "ftp:", "ws:", "wss:")
_MAIL = ("mailto:", "sip:", "sips:", "xmpp:", "im:", "skype:", "data:", "javascript:", "vbscript:")
"""Schemes behind which an `@` is no mark of a user name; all others may be one (`me:pw@host`)."""

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_HOST_AND_PORT = re.compile(r"([^/?#\\@:]+):([0-9]*)(?:[/?#\\]|\Z)")
_HOST = re.compile(r"(?:(?:https?|ftp|wss?):)?/*([^/]*).*", re.IGNORECASE | re.DOTALL)
_OF_IPV6 = re.compile(r"[0-9a-fA-F:.]{2,45}\Z")
_COLONS_OF_IPV6 = 6
"""At least, where it is not shortened: `1:2:3:4:5:6:7.8.9.10`."""
_USER_AND_HOST = re.compile(r"[^/?#\\]*@")
_IPV4 = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}\Z")
_ANY_IPV4 = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}\Z", re.IGNORECASE)
_DROPPED = dict.fromkeys(map(ord, "\t\r\n"))
"""What browsers take out of an address before they read it."""

_QUOTED = 40
_DEFANG_DOT = re.compile(
    r"\[\s?(?:\.|dot|:)\s?\]|\(\s?(?:\.|dot)\s?\)|\{\s?(?:\.|dot)\s?\}|\[\.|\.\]", re.IGNORECASE
)
_DEFANG_SCHEME = re.compile(
    r"^\s*(?!(?:https?|ftp):(?://|\\\\))"
    r"(?:h(?:xx|tt|\*\*)p(s?)|f(?:x|t)p(s?)|me(?:o|0)w(s?))"
    r"(?:\[://\]|\[?:\]?//|:\\\\|__)",
    re.IGNORECASE,
)
"""The look-ahead leaves alone what a browser opens as it stands."""


@dataclass(frozen=True, slots=True)
class SplitUrl:
    """One address in canonical parts, all ASCII."""

    host: str
    path: str
    """Begins with a slash or is empty; no slash at its end."""
    tail: str
    """`?query` and `#fragment`, empty where absent."""
    port: int
    user_info: int
    flags: int


def split(target: str, limits: Limits = DEFAULT_LIMITS) -> SplitUrl:
    r"""Read one target as a browser reads what is typed or linked.

    Raises:
        MalformedInput: it is no web address.
        LimitExceeded: it is longer than `limits.max_url_bytes`.

    >>> split("http://good.com\\\\@evil.com/").host
    'good.com'
    >>> split("hxxps://0x7f[.]1/a/../b/").host
    '127.0.0.1'
    """
    size = len(target) if target.isascii() else len(target.encode("utf-8", "surrogatepass"))
    if size > limits.max_url_bytes:
        raise LimitExceeded(
            f"address of {size} bytes, the limit is {limits.max_url_bytes}",
            hint="no browser follows such a link in practice; cut it if you must judge it",
        )
    text, flags = refang(target)
    text = _bracketed(text)
    return _canonical(_parse(text), flags | _odd(text))


def refang(target: str) -> tuple[str, int]:
    """Undo the spellings that keep people from clicking; give the text and its flag.

    >>> refang("hxxp://evil[.]com")
    ('http://evil.com', 256)
    >>> refang("http://[::1]/")
    ('http://[::1]/', 0)
    """
    text = _DEFANG_DOT.sub(lambda found: ":" if ":" in found[0] else ".", target)
    text = _DEFANG_SCHEME.sub(_scheme, text)
    return text, DEFANGED if text != target else 0


def _scheme(found: re.Match[str]) -> str:
    secure = "s" if any(found.groups()) else ""
    return ("ftp" if found[0].lstrip()[:1] in "fF" else "http") + secure + "://"


def _bracketed(text: str) -> str:
    """Put the brackets around an IPv6 address that stands alone, as lists of machines have it."""
    bare = text.strip(" \t\r\n")
    alone = _OF_IPV6.match(bare) and ("::" in bare or bare.count(":") >= _COLONS_OF_IPV6)
    return f"[{bare}]" if alone else text


def _parse(text: str) -> upa_url.URL:
    """Parse with the scheme that a browser would add."""
    stripped = text.strip(" \t\r\n\f\v")
    try:
        url = upa_url.URL(_without_surrogates(_with_scheme(stripped.translate(_DROPPED))))
    except RuntimeError as exc:
        raise MalformedInput(
            f"no browser can open {_quote(stripped)}", hint="expected a URL, a host name or an IP"
        ) from exc
    if not url.hostname.strip("."):
        raise MalformedInput(f"no host in {_quote(stripped)}", hint="expected a URL or a host name")
    return url


def _with_scheme(text: str) -> str:
    found = _SCHEME.match(text)
    if text.startswith(("//", "\\\\")):
        return f"http:{text}"
    if not found or _is_host_and_port(text):
        return f"http://{text}"
    scheme = found[0].lower()
    if scheme in _WEB:
        return text
    if scheme in _MAIL or not _USER_AND_HOST.match(text):
        raise MalformedInput(
            f"not a web address: the scheme is {_quote(scheme)}",
            hint="only http, https, ftp and ws addresses and bare hosts are judged",
        )
    return f"http://{text}"


def _is_host_and_port(text: str) -> bool:
    """Tell `host:80` and `a.example:` from a scheme."""
    found = _HOST_AND_PORT.match(text)
    return found is not None and (found[2] != "" or "." in found[1][1:-1])


def _without_surrogates(text: str) -> str:
    """Read half a character as U+FFFD, as browsers do; `upa_url` takes only whole ones."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _canonical(url: upa_url.URL, flags: int) -> SplitUrl:
    host = url.hostname.rstrip(".")
    if host.startswith("["):
        flags |= IPV6
    elif _IPV4.match(host):
        flags |= IPV4
    elif "." not in host:
        raise MalformedInput(
            f"no dot in the host {_quote(host)}", hint="a public host name has at least two labels"
        )
    if host.startswith("www.") and "." in host[4:] and not flags & IPV4:
        host = host[4:]
        flags |= WWW
    if any(label.startswith("xn--") for label in host.split(".")):
        flags |= PUNYCODE
    user = len(url.username) + len(url.password)
    if user:
        flags |= USER_INFO
    path = url.pathname
    return SplitUrl(
        host=host,
        path=path.removesuffix("/"),
        tail=url.search + url.hash,
        port=int(url.port) if url.port and int(url.port) not in (80, 443) else NO_PORT,
        user_info=user,
        flags=flags,
    )


def _odd(text: str) -> int:
    """Flag what a browser silently repairs and an honest writer does not write."""
    head = re.split(r"[?#]", text.strip(" \t\r\n"), maxsplit=1)[0]
    if "\\" in head or re.search(r"[\x00-\x1f]", text.strip()):
        return ODD_SPELLING
    host = _HOST.sub(r"\1", head).rpartition("@")[2].split(":", 1)[0]
    if "%" not in host and not _ANY_IPV4.match(host):
        return 0
    plain = _IPV4.match(host) and not re.search(r"(?:^|\.)0\d", host)
    return 0 if plain else ODD_SPELLING


def _quote(text: str) -> str:
    return repr(text if len(text) <= _QUOTED else text[:_QUOTED] + "...")
