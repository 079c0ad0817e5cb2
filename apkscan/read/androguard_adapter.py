"""The only importer of androguard: binary XML as its parser reads it, as a tree of `Element`.

Its event parser is used, not its printer: the printer turns typed values into text, needs names
that XML allows, and is super-linear in nesting. Loading it costs 0.12 s, once a process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from apkscan.read.element import ATTRIBUTE_NAMES, STRING, Element, Value

if TYPE_CHECKING:
    from collections.abc import Callable

_START_TAG: Final = 2
_END_TAG: Final = 3
_TEXT: Final = 4


def read_with_androguard(data: bytes) -> Element | str:
    """Tree of a binary XML file, or why androguard gave up.

    The file must have passed the walk of `apkscan.read.axml`: androguard reads what a tag claims,
    65,535 attributes each, not what is there.
    """
    parser_of = _parser()
    try:
        return _tree(parser_of(data))
    except Exception as exc:  # noqa: BLE001  it raises what its input makes it raise
        return f"error: {type(exc).__name__}: {exc}"[:200]


def _parser() -> Callable[[bytes], Any]:
    """Its parser, silent: its default log would be megabytes, and even a filter costs a third."""
    from loguru import logger  # noqa: PLC0415  40 ms

    logger.disable("androguard")
    from androguard.core.axml import AXMLParser  # noqa: PLC0415  80 ms

    parser: Callable[[bytes], Any] = AXMLParser
    return parser


def _tree(parser: Any) -> Element | str:  # noqa: ANN401  androguard has no types
    root: Element | None = None
    above: list[Element] = []
    while parser.is_valid():
        event = next(parser)
        if event == _START_TAG:
            element = Element(parser.name, _attributes(parser))
            if above:
                above[-1].children.append(element)
            root = root or element
            above.append(element)
        elif event == _END_TAG and above:
            above.pop()
        elif event == _TEXT and above:
            above[-1].text += parser.text
        elif event not in {_END_TAG, _TEXT}:
            break
    if not parser.is_valid():
        return "error: not valid for androguard"
    return root if root is not None else "error: no element"


def _attributes(parser: Any) -> dict[str, Value]:  # noqa: ANN401  androguard has no types
    found: dict[str, Value] = {}
    identifiers = parser.m_resourceIDs
    flat = parser.m_attributes
    for at in range(0, len(flat), 5):
        _, name, raw, kind, data = flat[at : at + 5]
        key = ATTRIBUTE_NAMES.get(identifiers[name] if name < len(identifiers) else 0)
        text = parser.sb[raw] if kind == STRING else None
        found.setdefault(key or parser.sb[name], Value(kind, data, text))
    return found
