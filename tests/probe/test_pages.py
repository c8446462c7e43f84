"""What a document is, and how long it takes to tell."""

import gzip
import zlib
from time import perf_counter

import pytest

from keydex.probe.pages import LONGEST, document, signs_in, unpacked
from keydex.probe.trial import WIDTH, Said, foreign
from keydex.secret import Secret
from tests.server import PAGE, SIGN_IN

HTML = "text/html; charset=utf-8"
JSON = "application/vnd.pypi.simple.v1+json"


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        (HTML, PAGE, Said.PAGE),
        ("application/vnd.pypi.simple.v1+html", PAGE, Said.PAGE),
        ("", PAGE, Said.PAGE),
        ("TEXT/HTML", PAGE.upper(), Said.PAGE),
        (HTML, b"<!DOCTYPE html><html><body><a href='a/'>a</a><br/>", Said.PAGE),
        (HTML, b"<title>Links for demo</title><h1>Links</h1>", Said.PAGE),
        (HTML, b"<title>root/pypi: simple list (with inherited)</title>", Said.PAGE),
        (HTML, b"<title>Index of /simple</title><div></div>", Said.PAGE),
        (HTML, b"<title>Directory listing for /</title><ul><li>", Said.PAGE),
        (HTML, b"<!doctype html><html></html>", Said.PAGE),
        (HTML, b"<title>x</title><meta name='api-version' value='2' /><p>", Said.PAGE),
        (HTML, SIGN_IN, Said.SIGN_IN),
        (HTML, SIGN_IN + b'<script>{"api-version": "7.1"}</script>', Said.SIGN_IN),
        (HTML, b"<form method=post action=/saml><input name='SAMLRequest'>", Said.SIGN_IN),
        (HTML, b"", Said.STRANGE),
        (HTML, b"it works", Said.STRANGE),
        (HTML, b"<html><p>Welcome! <a href='/simple/'>simple</a>", Said.STRANGE),
        (HTML, b"<html><script src=app.js></script>", Said.STRANGE),
        ("text/plain", PAGE, Said.STRANGE),
        ("application/octet-stream", b"\x1f\x8b", Said.STRANGE),
        (JSON, b'{"meta": {"api-version": "1.0"}, "projects": []}', Said.PAGE),
        (JSON, b'{"name":"demo","files":[]', Said.PAGE),
        ("application/json", b'{"projects" : [', Said.PAGE),
        ("application/json", b'{"type": "list:userconfig", "result": {}}', Said.STRANGE),
        (JSON, b"", Said.STRANGE),
    ],
)
def test_what_a_document_is(kind: str, body: bytes, said: Said) -> None:
    assert document(kind, body) is said


@pytest.mark.parametrize(
    "bait",
    [b"<form ", b"<a ", b"type=", b"type" + b" " * 9, b"<title>", b"<", b'"files"' + b" " * 9],
)
@pytest.mark.parametrize("kind", [HTML, JSON])
def test_a_hostile_page_takes_no_time(bait: bytes, kind: str) -> None:
    page = (bait * LONGEST)[:LONGEST]
    begun = perf_counter()
    document(kind, page)
    assert perf_counter() - begun < 1


@pytest.mark.parametrize(
    ("path", "claims"),
    [
        ("/login", True),
        ("/users/sign_in", True),
        ("/oauth2/authorize", True),
        ("/_signin", True),
        ("/login.html", True),
        ("/simple/", False),
        ("/authors/simple/", False),
        ("/blog/in/", False),
    ],
)
def test_where_people_sign_in(path: str, claims: bool) -> None:
    assert signs_in(path) is claims


def test_compression_that_nobody_asked_for_is_undone() -> None:
    assert unpacked(gzip.compress(PAGE), "gzip") == PAGE
    assert unpacked(zlib.compress(PAGE), " Deflate") == PAGE
    assert unpacked(PAGE, "gzip") == b""
    assert unpacked(PAGE, "br") == PAGE
    assert len(unpacked(gzip.compress(bytes(2**24)), "gzip")) == LONGEST


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the index", "the index"),
        ("a\x1b[31mb\r\nc\u202e\x00", "a[31mbc"),
        ("x" * WIDTH, "x" * WIDTH),
        ("x" * 81, "x" * 79 + "…"),
        ("realm of s3cret", "realm of ****"),
    ],
)
def test_a_servers_own_text_is_made_fit_to_show(text: str, shown: str) -> None:
    assert foreign(text, (Secret("s3cret"),)) == shown
