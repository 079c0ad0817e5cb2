"""Made-up URLs in the shape of web traffic, for measuring speed: their verdicts mean nothing."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

_HOSTS = 120_000
"""Hosts at most; a short file has one for every eight rows, as a long one."""
_ZIPF = 1.05
"""Exponent of the hosts' popularity, near that of web traffic."""
_ODD_SHARE = 0.02
_CHUNK = 100_000
"""Lines held at once, so that memory stays flat."""
_SUFFIXES = (
    *(("com",) * 12), "net", "org", "org", "de", "cn", "cn", "co.uk", "com.br", "com.cn", "ru",
    "jp", "fr", "io", "gov", "edu", "xyz", "top", "info", "shop", "github.io", "pages.dev",
)  # fmt: skip
_SYLLABLES = (
    "ba", "co", "da", "el", "fin", "go", "hu", "in", "jo", "ka", "lo", "mar", "net", "or", "pay",
    "qui", "ro", "shop", "ta", "un", "vi", "web", "xi", "yo", "zen",
)  # fmt: skip
_SUBDOMAINS = ("www.", "www.", "www.", "", "", "m.", "blog.", "cdn.", "login.", "api.eu.")
_WORDS = (
    "news", "login", "account", "products", "category", "article", "images", "assets", "2026",
    "user", "search", "cart", "help", "index.html", "view.php", "static", "wp-content", "en", "zh",
    "verify", "download", "about-us", "privacy-policy", "the-ten-best-places-to-see-in-autumn",
)  # fmt: skip
_ODD: tuple[Callable[[str, str], str], ...] = (
    lambda host, rest: f"{host}{rest}",
    lambda host, _: host,
    lambda host, rest: f"HTTPS://{host.upper()}{rest}",
    lambda host, rest: f"http://user:secret@{host}:8443{rest}",
    lambda host, rest: f"https:\\\\{host}.{rest}",
    lambda host, rest: f"hxxps://{host.replace('.', '[.]')}{rest}",
    lambda host, rest: f"http://xn--mnchen-3ya.{host}{rest}",
    lambda host, rest: f"http://bücher.{host}/suche/größe{rest}",
    lambda _, rest: f"http://3405803777{rest}",
    lambda _, rest: f"http://[2001:db8::1]{rest}",
    lambda host, rest: f"https://{host}{rest}?next=https%3A%2F%2Fexample.com%2F{'a' * 200}",
    lambda host, _: f"no URL but a sentence about {host}",
)


def write_urls(path: Path, rows: int, seed: int) -> int:
    """Write `rows` URLs, one a line, about 80 bytes each; give the size of the file in bytes."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for chunk in _chunks(rows, seed):
            file.write("\n".join(chunk) + "\n")
    return path.stat().st_size


def _chunks(rows: int, seed: int) -> Iterator[list[str]]:
    made = random.Random(seed)
    hosts = [_host(made) for _ in range(min(_HOSTS, rows // 8 + 1))]
    paths = [_path(made) for _ in range(_CHUNK // 10)]
    popularity = np.cumsum(np.arange(1, len(hosts) + 1, dtype=np.float64) ** -_ZIPF)
    draws = np.random.Generator(np.random.PCG64(seed))
    for start in range(0, rows, _CHUNK):
        size = min(_CHUNK, rows - start)
        rank = np.searchsorted(popularity / popularity[-1], draws.random(size))
        chunk = [
            f"https://{hosts[host]}{paths[path]}{number:x}"
            for number, host, path in zip(
                range(start, start + size),
                rank.tolist(),
                _below(draws, len(paths), size).tolist(),
                strict=True,
            )
        ]
        for place in np.flatnonzero(draws.random(size) < _ODD_SHARE).tolist():
            host, slash, rest = chunk[place].removeprefix("https://").partition("/")
            chunk[place] = made.choice(_ODD)(host, slash + rest)
        yield chunk


def _below(draws: np.random.Generator, end: int, size: int) -> NDArray[np.int64]:
    return (draws.random(size) * end).astype(np.int64)


def _host(made: random.Random) -> str:
    name = "".join(made.choice(_SYLLABLES) for _ in range(made.randint(2, 5)))
    name += made.choice(("", "", "", "-online", "24", f"-{made.randint(1, 999)}"))
    return f"{made.choice(_SUBDOMAINS)}{name}.{made.choice(_SUFFIXES)}"


def _path(made: random.Random) -> str:
    parts = "/".join(made.choice(_WORDS) for _ in range(made.randint(2, 6)))
    tail = made.choice(("/", "/", "?id=", "?utm_source=mail&utm_campaign=autumn&page=", "#part-"))
    return f"/{parts}{tail}"
