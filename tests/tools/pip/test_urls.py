"""URLs as they are sent."""

import pytest

from keydex.tools.pip import urls


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://H.Example", "https://h.example"),
        ("HTTPS://h.example:443/A/", "https://h.example:443/A/"),
        ("https://h.example:0443/", "https://h.example:443/"),
        ("https://h.example:/a", "https://h.example/a"),
        (
            "https://b\u00fccher.example/t\u00e9am/a b",
            "https://xn--bcher-kva.example/t%C3%A9am/a%20b",
        ),
        ("https://h.example/a/./b/../c/", "https://h.example/a/c/"),
        ("https://h.example/../../a", "https://h.example/a"),
        ("https://h.example/a/.", "https://h.example/a/"),
        ("https://h.example/a/b/..", "https://h.example/a/"),
        ("https://h.example/%61%2f%7e?x=%61", "https://h.example/a%2F~?x=%61"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]:80/"),
    ],
)
def test_a_url_is_sent_normalised(url: str, sent: str) -> None:
    assert urls.sent(url) == sent


@pytest.mark.parametrize(
    ("index", "page"),
    [("https://h.example/s", "https://h.example/s/x/"), ("https://h/s/", "https://h/s/x/")],
)
def test_the_page_of_a_package(index: str, page: str) -> None:
    assert urls.page(index, "x") == page
