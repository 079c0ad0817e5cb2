"""Path, query and fragment, where an example of a column does not reach."""

from __future__ import annotations

import pytest

from tests.urlguard.rows import value_of


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", 0), ("/a", 0), ("/a.", 0), ("/.html", 0), ("/a.b/c", 0), ("/a.html", 1),
        ("/a.HTM", 1), ("/a.shtml", 1), ("/a.xhtml", 1), ("/a.php", 2), ("/a.php5", 2),
        ("/a.aspx", 2), ("/a.jsp", 2), ("/a.cgi", 2), ("/a.do", 2), ("/a.cfm", 2), ("/a.pl", 2),
        ("/a.pdf", 3), ("/a.docx", 3), ("/a.json", 3), ("/a.apk", 4), ("/a.exe", 4), ("/a.jar", 4),
        ("/a.jpeg", 5), ("/a.js", 5), ("/a.ico", 5), ("/a.xyz", 6), ("/a.toolong", 0),
        ("/a.b.c.php", 2),
    ],
)  # fmt: skip
def test_extension_is_classified(path: str, kind: int) -> None:
    assert kind == value_of(f"a.example{path}", "path_extension")


@pytest.mark.parametrize(
    ("target", "name", "value"),
    [
        ("a.example/wp-x", "path_system_folder", 1),
        ("a.example/b/.well-known/", "path_system_folder", 1),
        ("a.example/cgi-bin", "path_system_folder", 1),
        ("a.example/b/wpx", "path_system_folder", 0),
        ("a.example/awp-x", "path_system_folder", 0),
        ("a.example//", "path_depth", 1),
        ("a.example/a//b/", "path_depth", 3),
        ("a.example/aaa/b", "path_longest", 3),
        ("a.example/deadbeef", "path_hex_run", 0),
        ("a.example/deadbee1-f", "path_hex_run", 8),
        ("a.example/1g22", "path_hex_run", 2),
        ("a.example?", "query_length", 0),
        ("a.example#b", "query_length", 2),
        ("a.example#b", "query_parameters", 0),
        ("a.example#b", "fragment_length", 2),
        ("a.example?a&b&c", "query_parameters", 3),
        ("a.example?a=1#b&c=22", "query_parameters", 1),
        ("a.example?a=b=cc&d", "query_longest_value", 4),
        ("a.example?abc", "query_longest_value", 0),
        ("a.example?a=1#b#c", "fragment_length", 4),
        ("a.example?u=HTTPS://x", "query_has_url", 1),
        ("a.example#http", "query_has_url", 0),
        ("a.example?e=a%40b", "query_has_at", 1),
        ("a.example?e=a%4", "query_has_at", 0),
        ("a.example/@b", "query_has_at", 0),
    ],
)
def test_path_and_query_are_measured(target: str, name: str, value: float) -> None:
    assert value == value_of(target, name)
