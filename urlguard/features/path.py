"""How path, query and fragment are built."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.features import Block, Feature
from urlguard.features.characters import measure, share
from urlguard.kernel import kernel

if TYPE_CHECKING:
    from fraudlens.detector import FloatMatrix
    from urlguard.batch import Bytes, Columns

_BARE = "example.com"
_PATH = "https://example.com/wp-content/Login_9f8e7d6c/index.php"
_QUERY = "https://example.com/a?id=12345&u=https%3A%2F%2Fx.example&e=me@example.com#top"

PATH = Block(
    "path_shape",
    "the build of the path",
    "路径的结构",
    (
        Feature("path_length", "length", "characters", "Length of the path.",
                ((_BARE, 0), (_PATH, 36))),
        Feature("path_depth", "count", "segments", "Segments of the path.",
                ((_BARE, 0), (_PATH, 3))),
        Feature("path_longest", "length", "characters", "Longest segment of the path.",
                ((_BARE, 0), (_PATH, 14))),
        Feature("path_digit_share", "ratio", "1", "Share of digits in the path.",
                ((_BARE, 0), ("example.com/a1", 0.3333))),
        Feature("path_upper_share", "ratio", "1", "Share of capitals among its letters.",
                ((_BARE, 0), ("example.com/Ab", 0.5))),
        Feature("path_hyphens", "count", "characters", "Hyphens in the path.",
                ((_BARE, 0), ("example.com/a-b-c", 2))),
        Feature("path_dots", "count", "characters", "Dots in the path.", ((_BARE, 0), (_PATH, 1))),
        Feature("path_percents", "count", "characters", "Percent signs in the path.",
                ((_BARE, 0), ("example.com/a%20b", 1))),
        Feature("path_tildes", "count", "characters", "Tildes in the path.",
                ((_BARE, 0), ("example.com/~me", 1))),
        Feature("path_underscores", "count", "characters", "Underscores in the path.",
                ((_BARE, 0), (_PATH, 1))),
        Feature("path_entropy", "bits", "bits/character", "Entropy of the path.",
                ((_BARE, 0), ("example.com/aaa", 0.8113))),
        Feature("path_digit_run", "count", "characters", "Longest run of digits in the path.",
                ((_BARE, 0), ("example.com/x2024/1", 4))),
        Feature("path_consonant_run", "count", "characters",
                "Longest run of consonants in the path.",
                ((_BARE, 0), ("example.com/xkcdq", 5))),
        Feature("path_switches", "count", "times", "Changes between letter and digit in the path.",
                ((_BARE, 0), ("example.com/a1b2", 3))),
        Feature("path_hex_run", "count", "characters",
                "Longest run of hexadecimal digits with at least one digit in it.",
                ((_BARE, 0), (_PATH, 8))),
        Feature("path_vowel_share", "ratio", "1", "Share of vowels among the path's letters.",
                ((_BARE, 0), ("example.com/ab", 0.5))),
        Feature("path_extension", "index", "1",
                "Kind of the last segment's extension: 0 none, 1 page (.html), 2 script (.php), "
                "3 document, 4 program (.apk, .exe), 5 image or style, 6 other.",
                ((_BARE, 0), (_PATH, 2), ("example.com/a.apk", 4))),
        Feature("path_system_folder", "flag", "1",
                "The path runs through a folder of a content system "
                "(wp-content, .well-known, ...).",
                ((_BARE, 0), (_PATH, 1))),
    ),
)  # fmt: skip

QUERY = Block(
    "query_shape",
    "the build of query and fragment",
    "查询参数与锚点的结构",
    (
        Feature("query_length", "length", "characters", "Length of query and fragment.",
                ((_BARE, 0), ("example.com/?a=1", 4))),
        Feature("query_parameters", "count", "parameters", "Parameters of the query.",
                ((_BARE, 0), (_QUERY, 3))),
        Feature("query_digit_share", "ratio", "1", "Share of digits in query and fragment.",
                ((_BARE, 0), ("example.com/?a=1", 0.25))),
        Feature("query_entropy", "bits", "bits/character", "Entropy of query and fragment.",
                ((_BARE, 0), ("example.com/?aaa", 0.8113))),
        Feature("query_longest_value", "length", "characters", "Longest value of a parameter.",
                ((_BARE, 0), ("example.com/?a=1&b=234", 3))),
        Feature("query_has_url", "flag", "1", "Query or fragment carries another address.",
                ((_BARE, 0), (_QUERY, 1))),
        Feature("query_has_at", "flag", "1",
                "Query or fragment carries an `@`, as e-mail addresses do.",
                ((_BARE, 0), (_QUERY, 1))),
        Feature("fragment_length", "length", "characters", "Length of the fragment, with its mark.",
                ((_BARE, 0), (_QUERY, 4))),
    ),
)  # fmt: skip


@kernel
def fill_path(parts: Columns, out: FloatMatrix, column: int) -> None:
    """Fill the columns of `PATH` from `column` on."""
    counts = np.zeros(256, np.int32)
    for row in range(len(parts.start)):
        begin, end = parts.host_end[row], parts.path_end[row]
        if begin == end:
            out[row, column : column + 18] = 0
            continue
        span = measure(parts.text, begin, end, counts)
        depth, longest, percents, tildes, underscores, hexes = _segments(parts.text, begin, end)
        out[row, column] = span.length
        out[row, column + 1] = depth
        out[row, column + 2] = longest
        out[row, column + 3] = share(span.digits, span.length)
        out[row, column + 4] = share(span.upper, span.letters)
        out[row, column + 5] = span.hyphens
        out[row, column + 6] = span.dots
        out[row, column + 7] = percents
        out[row, column + 8] = tildes
        out[row, column + 9] = underscores
        out[row, column + 10] = span.entropy
        out[row, column + 11] = span.digit_run
        out[row, column + 12] = span.consonant_run
        out[row, column + 13] = span.switches
        out[row, column + 14] = hexes
        out[row, column + 15] = share(span.vowels, span.letters)
        out[row, column + 16] = _extension(parts.text, begin, end)
        out[row, column + 17] = _system_folder(parts.text, begin, end)


@kernel
def _segments(text: Bytes, begin: int, end: int) -> tuple[int, int, int, int, int, int]:
    depth = longest = length = percents = tildes = underscores = 0
    hexes = run = digits = 0
    for i in range(begin, end):
        byte = text[i]
        depth += byte == 47
        length = 0 if byte == 47 else length + 1
        longest = max(longest, length)
        percents += byte == 37
        tildes += byte == 126
        underscores += byte == 95
        digit = 48 <= byte <= 57
        if digit or 97 <= (byte | 32) <= 102:
            run += 1
            digits += digit
        else:
            run = digits = 0
        if digits:
            hexes = max(hexes, run)
    return depth, longest, percents, tildes, underscores, hexes


@kernel
def _extension(text: Bytes, begin: int, end: int) -> int:
    """Classify the extension by its first letters, packed into one number."""
    packed = 0
    i = end - 1
    while i > begin and end - i <= 6 and text[i] != 46 and text[i] != 47:
        i -= 1
    if text[i] != 46 or end - i > 6 or i + 1 == end or text[i - 1] == 47:
        return 0
    for k in range(i + 1, min(end, i + 4)):
        packed = packed * 256 + (text[k] | 32)
    return _kind_of_extension(packed)


@kernel
def _kind_of_extension(packed: int) -> int:
    """Map three packed letters: htm sht xht | php asp jsp cgi do | pdf doc ... | apk exe ..."""
    if packed in (0x68746D, 0x736874, 0x786874):
        return 1
    if packed in (0x706870, 0x617370, 0x6A7370, 0x636769, 0x646F, 0x63666D, 0x706C):
        return 2
    if packed in (0x706466, 0x646F63, 0x786C73, 0x707074, 0x747874, 0x786D6C, 0x6A736F, 0x637376):
        return 3
    if packed in (0x61706B, 0x657865, 0x7A6970, 0x726172, 0x6D7369, 0x646D67, 0x697061, 0x6A6172):
        return 4
    if packed in (0x6A7067, 0x6A7065, 0x706E67, 0x676966, 0x637373, 0x6A73, 0x737667, 0x69636F):
        return 5
    return 6


@kernel
def _system_folder(text: Bytes, begin: int, end: int) -> bool:
    """Find `wp-`, a dot or `cgi` at the start of a segment of three or more bytes."""
    for i in range(begin, end - 3):
        if text[i] != 47:
            continue
        a, b, c = text[i + 1], text[i + 2], text[i + 3]
        if a == 46 or (a == 119 and b == 112 and c == 45) or (a == 99 and b == 103 and c == 105):
            return True
    return False


@kernel
def fill_query(parts: Columns, out: FloatMatrix, column: int) -> None:
    """Fill the columns of `QUERY` from `column` on."""
    counts = np.zeros(256, np.int32)
    for row in range(len(parts.start)):
        begin, end = parts.path_end[row], parts.end[row]
        out[row, column : column + 8] = 0
        if begin == end:
            continue
        span = measure(parts.text, begin, end, counts)
        parameters, longest, url, at, fragment = _parameters(parts.text, begin, end)
        out[row, column] = span.length
        out[row, column + 1] = parameters
        out[row, column + 2] = share(span.digits, span.length)
        out[row, column + 3] = span.entropy
        out[row, column + 4] = longest
        out[row, column + 5] = url
        out[row, column + 6] = at
        out[row, column + 7] = fragment


@kernel
def _parameters(text: Bytes, begin: int, end: int) -> tuple[int, int, bool, bool, int]:
    parameters = longest = length = 0
    url = at = False
    fragment = 0
    inside = False
    for i in range(begin, end):
        byte = text[i]
        if byte == 35 and not fragment:
            fragment = end - i
        if fragment == 0 and (byte == 38 or i == begin):
            parameters += 1
            inside = False
        length = length + 1 if inside and byte != 38 else 0
        inside = inside or byte == 61
        longest = max(longest, length)
        at |= byte == 64 or (byte == 37 and i + 2 < end and text[i + 1] == 52 and text[i + 2] == 48)
        url |= (
            i + 4 < end
            and (byte | 32) == 104
            and (text[i + 1] | 32) == 116
            and (text[i + 2] | 32) == 116
            and (text[i + 3] | 32) == 112
        )
    return parameters, longest, url, at, fragment
