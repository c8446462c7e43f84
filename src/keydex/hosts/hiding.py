"""Where secrets hide in the URL and the username of an index."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from keydex.hosts.kinds import kind
from keydex.model import Index
from keydex.secret import VARIABLE, Secret, mistyped

# Forms that only a token has: PyPI, GitLab, GitHub, Azure's and other JWTs, AWS, Hugging Face.
TOKEN = re.compile(
    r"(pypi-Ag|glpat-|gldt-|glcbt-|gh[opsu]_|github_pat_|hf_|eyJ|AKC|cmVm|dckr_pat_)[\w.=+/-]{16,}|"
    r"(?=[^a-z]*[a-z])(?=[^0-9]*[0-9])[A-Za-z0-9]{28,}|[0-9a-f]{32,}"
)
SHORTEST = 16  # Characters; what is shorter in a query is hardly a token.
# Names in a query behind which a secret stands.
QUERY = re.compile(r"token|key|sig|secret|pass|auth", re.IGNORECASE)


def secrets(index: Index) -> tuple[Secret, ...]:
    """Name the parts of an index's username and path that are themselves the secret."""
    host = kind(index.url)
    found = []
    username = index.username or ""
    in_url = index.username_from == "url"
    if username and (TOKEN.fullmatch(username) or (host and host.secret_username and in_url)):
        found.append(Secret(username))
    found += mistyped(index.url)
    try:
        url = urlsplit(index.url)
    except ValueError:
        return tuple(found)
    parts = [unquote(part) for part in url.path.split("/") if part]
    for position, part in enumerate(parts):
        is_named = host and host.secret_segment == position and not VARIABLE.fullmatch(part)
        if is_named or re.match(TOKEN.pattern.partition("|(?=")[0], part):
            found.append(Secret(part))
    for name, value in parse_qsl(url.query):
        if TOKEN.fullmatch(value) or (QUERY.search(name) and len(value) >= SHORTEST):
            found.append(Secret(value))
    return tuple(found)
