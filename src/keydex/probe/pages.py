"""What kind of document an index answers with."""

import re
import zlib

from keydex.probe.trial import Said

LONGEST = 64 * 2**10  # Bytes; the page of a large index has 100 million.

JSON = re.compile(r"application/(vnd\.pypi\.simple\.\w{1,20}\+)?json")
HTML = re.compile(
    r"(application/vnd\.pypi\.simple\.\w{1,20}\+html|text/html|application/xhtml\+xml)?"
)

# Every pattern takes time in proportion to the page, however hostile it is.
# PEP 629 and PEP 691: what only the page of an index holds; Artifactory writes the second.
MARK = re.compile(rb"""name=["'](pypi:repository-version|api-version)["']""")
META = re.compile(rb'"api-version"\s{0,9}:')
LISTS = re.compile(rb'"(projects|files)"\s{0,9}:')
SIGN_IN = re.compile(
    rb"""type\s{0,9}=\s{0,9}["']?password|name\s{0,9}=\s{0,9}["']?samlrequest|<form[^>]{0,300}(login|sign_?in|sso|auth)"""
)
TITLE = re.compile(
    rb"<title>[^<]{0,200}(simple (index|list)|links for|index of|directory listing for)"
)
LINK = re.compile(rb"<a\s[^>]{0,300}href")
PROSE = re.compile(rb"<(script|form|img|nav|div|p|input|iframe)[\s>/]")
MARKUP = re.compile(rb"<(!doctype html|html|body|head)")
# Where a person is sent to sign in.
SIGN_IN_PATH = re.compile(
    r"(^|/)_?(log-?in|sign[-_]?in|sso|saml2?|oauth2?|auth)(/|\.|$)", re.IGNORECASE
)


def proof(content_type: str) -> re.Pattern[bytes] | None:
    """Return what proves a page of that type to be an index; None for a type that no index has."""
    kind = content_type.partition(";")[0].strip().lower()
    if JSON.fullmatch(kind):
        return META
    return MARK if HTML.fullmatch(kind) else None


def document(content_type: str, body: bytes) -> Said:
    """Say from its beginning what a document is: PAGE, SIGN_IN or STRANGE."""
    mark = proof(content_type)
    if mark is None:
        return Said.STRANGE
    if mark.search(body):
        return Said.PAGE
    if mark is META:
        return Said.PAGE if LISTS.search(body) else Said.STRANGE
    body = body.lower()
    if SIGN_IN.search(body):
        return Said.SIGN_IN
    return Said.PAGE if is_list(body) else Said.STRANGE


def is_list(page: bytes) -> bool:
    """Say whether a page in lower case is a list of links as PEP 503 has it, maybe an empty one."""
    if TITLE.search(page):
        return True
    return not PROSE.search(page) and bool(LINK.search(page) or MARKUP.search(page))


def unpacked(body: bytes, encoding: str) -> bytes:
    """Undo the compression of a server that compresses unasked, as far as is needed."""
    if encoding.strip().lower() not in {"gzip", "x-gzip", "deflate"}:
        return body
    try:
        # 32: the header says whether it is gzip or zlib.
        return zlib.decompressobj(wbits=zlib.MAX_WBITS + 32).decompress(body, LONGEST)
    except zlib.error:
        return b""


def signs_in(path: str) -> bool:
    """Say whether a path looks like one where people sign in."""
    return bool(SIGN_IN_PATH.search(path))
