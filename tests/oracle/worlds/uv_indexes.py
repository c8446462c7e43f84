"""Which indexes uv asks, in which order, and whose login counts for which."""

from tests.oracle.worlds import BY_HOST, EMPTY_PYPI, HOST, NAMED, OTHER, URL, World, private
from tests.oracle.worlds.uv_making import ON, PROVIDER, compiled, index, locked, project

ZED = "https://zed@zed.example/simple/"
USER_FILE = "~/.config/uv/uv.toml"
A, B = f"https://{HOST}/a/simple", f"https://{HOST}/b/simple"
SEARCHED = (
    private(URL, packages=[]),
    private("https://zed.example/", "zed", packages=[]),
    private("https://other.example/", "ann", packages=[]),
    EMPTY_PYPI,
)
TWO = (private(A, packages=[]), private(B), EMPTY_PYPI)
OPEN_FIRST = ({"prefix": A, "packages": []}, private(B), EMPTY_PYPI)
ALWAYS = (0, 6, 6)


def login(url: str, who: str) -> str:
    """Write a login into a URL."""
    return url.replace("//", f"//{who}@")


def pinned(*names: str) -> str:
    """Write the sources of the package, or of two."""
    packages = ("custompkg", "otherpkg")
    lines = (
        f"{package} = {{ index = '{name}' }}"
        for package, name in zip(packages, names, strict=False)
    )
    return "\n".join(["[tool.uv.sources]", *lines, ""])


ORDER = [
    locked("indexes-of-variable", index(ZED, "zed"), server=SEARCHED,
        variables={"UV_INDEX": f"corp={NAMED} {OTHER}"}),
    locked("index-flag-over-variable", server=SEARCHED, variables={"UV_INDEX": ZED},
        command=f"lock --index corp={NAMED}"),
    locked("index-flags", server=SEARCHED, command=f"lock --index {NAMED} --index {OTHER}"),
    locked("default-flag", index(ZED, "zed"), server=SEARCHED, command=f"lock --default-index {NAMED}"),
    locked("default-flag-over-file", index(ZED, "zed", default=True), server=SEARCHED,
        command=f"lock --default-index {NAMED}"),
    locked("default-first-in-file", index(NAMED, default=True), index(ZED, "zed"), server=SEARCHED),
    locked("extra-variable", index(ZED, "zed"), server=SEARCHED,
        variables={"UV_EXTRA_INDEX_URL": f"{NAMED} {OTHER}"}),
    locked("url-variable", index(ZED, "zed"), server=SEARCHED, variables={"UV_INDEX_URL": NAMED}),
    locked("url-variable-empty", index(NAMED, default=True), server=SEARCHED, variables={"UV_INDEX_URL": ""}),
    locked("url-key-and-table", index(ZED, "zed"), settings=f'{ON}index-url = "{NAMED}"\n', server=SEARCHED),
    locked("url-key-hidden-by-default", index(ZED, "zed", default=True),
        settings=f'{ON}index-url = "{NAMED}"\n', server=SEARCHED),
    locked("extra-key-and-table", index(ZED, "zed"), settings=f'{ON}extra-index-url = ["{NAMED}"]\n',
        server=SEARCHED),
    locked("no-index-key", index(), settings=f"{ON}no-index = true\n"),
    locked("no-index-flag", index(), command="lock --no-index"),
    locked("links-key", settings=f'{ON}find-links = ["https://ci-bot@{HOST}/links/"]\n',
        server=(private(f"https://{HOST}/links/"), EMPTY_PYPI)),
    locked("links-key-beside-index", index(), settings=f'{ON}find-links = ["https://ci-bot@{HOST}/links/"]\n',
        server=(private(f"https://{HOST}/"), EMPTY_PYPI)),
    locked("links-variable", server=(private(f"https://{HOST}/links/"), EMPTY_PYPI),
        variables={"UV_FIND_LINKS": f"https://ci-bot@{HOST}/links/"}),
    compiled("links-flag", "--find-links", f"https://ci-bot@{HOST}/links/", since=(0, 1, 33),
        server=(private(f"https://{HOST}/links/"), EMPTY_PYPI)),
    compiled("links-flag-no-index", "--no-index", "--find-links", f"https://ci-bot@{HOST}/links/",
        server=(private(f"https://{HOST}/links/"),)),
    locked("name-hides-user-file", index(ZED, "corp"), server=SEARCHED,
        files={USER_FILE: f'[[index]]\nname = "corp"\nurl = "{NAMED}"\n'}),
    locked("name-hidden-login", index(NAMED), variables={"UV_INDEX": f"corp={URL}"},
        server=(private(URL), EMPTY_PYPI)),
    locked("default-hidden-login", index(NAMED, default=True), command=f"lock --default-index {URL}"),
    locked("same-url-twice", index(NAMED, "a"), index(NAMED, "b"), server=SEARCHED),
    locked("explicit-unpinned", index(explicit=True), server=(private(URL), EMPTY_PYPI)),
    locked("explicit-unpinned-login", index(explicit=True), index(URL, "open", default=True)),
    locked("explicit-two", index(login(A, "ci-bot"), "a", explicit=True),
        index(login(B, "bob"), "b", explicit=True), pinned("b"), server=(private(A), private(B, "bob"))),
    locked("pinned-by-variable", pinned("corp"), variables={"UV_INDEX": f"corp={NAMED}"}),
    locked("no-sources", index(explicit=True), index(ZED, "zed"), pinned("corp"), server=SEARCHED,
        command="lock --no-sources"),
    compiled("pip-table", provider=False, since=(0, 4, 23), files={"pyproject.toml":
        project(f'[tool.uv.pip]\n{ON}index-url = "{NAMED}"\n', settings="")}),
    compiled("pip-table-and-top", provider=False, since=(0, 4, 23), server=SEARCHED, files={"pyproject.toml":
        project(f'[tool.uv.pip]\nextra-index-url = ["{NAMED}"]\n', settings=f'{ON}index-url = "{ZED}"\n')}),
    compiled("pip-table-first", provider=False, since=(0, 4, 23), server=SEARCHED, files={"pyproject.toml":
        project(f'[tool.uv.pip]\nindex-url = "{NAMED}"\n', settings=f'{ON}index-url = "{ZED}"\n')}),
    compiled("pip-table-provider-off", provider=False, since=(0, 4, 23), files={"pyproject.toml":
        project(index(), '[tool.uv.pip]\nkeyring-provider = "disabled"\n')}),
    compiled("pip-in-project", provider=False, since=(0, 4, 23),
        files={"pyproject.toml": project(index())}),
    compiled("pip-extra-and-url", "--index-url", NAMED, "--extra-index-url", OTHER, server=SEARCHED),
    compiled("pip-index-order", "--index", NAMED, "--extra-index-url", OTHER, "--default-index", ZED,
        since=(0, 4, 23), server=SEARCHED),
    locked("pip-table-ignored", f'[tool.uv.pip]\n{ON}index-url = "{NAMED}"\n', settings=""),
]  # fmt: skip

LOGINS = [
    locked("one-named-one-not", index(login(A, "ci-bot"), "a"), index(B, "b"), server=TWO),
    locked("one-not-one-named", index(A, "a"), index(login(B, "ci-bot"), "b"), server=OPEN_FIRST),
    locked("one-named-one-not-hit", index(login(A, "ci-bot"), "a"), index(B, "b"), server=TWO, entries=BY_HOST),
    locked("password-beside-none", index(login(A, "ci-bot:s3cret"), "a"), index(B, "b"), server=TWO),
    locked("password-beside-user", index(login(A, "ci-bot:s3cret"), "a"), index(login(B, "ci-bot"), "b"),
        server=TWO),
    locked("password-beside-other", index(login(A, "ci-bot:s3cret"), "a"), index(login(B, "bob"), "b"),
        server=(private(A, packages=[]), private(B, "bob"), EMPTY_PYPI)),
    locked("variable-beside-none", index(A, "a"), index(B, "b"), server=TWO,
        variables={"UV_INDEX_A_USERNAME": "ci-bot"}),
    locked("variables-beside-user", index(A, "a"), index(login(B, "ci-bot"), "b"), server=TWO,
        variables={"UV_INDEX_A_USERNAME": "ci-bot", "UV_INDEX_A_PASSWORD": "s3cret"}),
    locked("http-and-https", index("http://ci-bot@feed.example/a/simple", "a"),
        index("https://feed.example/b/simple", "b"),
        server=(private("http://feed.example/", packages=[]), private("https://feed.example/"), EMPTY_PYPI)),
    compiled("pip-one-named-one-not", "--index-url", login(B, "ci-bot"), "--extra-index-url", A, server=OPEN_FIRST),
    locked("always", index(URL, default=True, authenticate="always"), since=ALWAYS),
    locked("always-user", index(default=True, authenticate="always"), since=ALWAYS),
    locked("always-variable", index(URL, default=True, authenticate="always"), since=ALWAYS,
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot"}),
    locked("always-port", index("http://feed.example:8000/simple/", default=True, authenticate="always"),
        since=ALWAYS, server=(private("http://feed.example:8000/"),)),
    locked("always-dependabot", index(URL, default=True, authenticate="always"), since=ALWAYS,
        variables={"DEPENDABOT": "true"}),
    locked("always-dependabot-user", index(default=True, authenticate="always"), since=ALWAYS,
        variables={"DEPENDABOT": "true"}),
    locked("always-dependabot-open", index(URL, default=True, authenticate="always"), since=ALWAYS,
        variables={"DEPENDABOT": "true"}, server=({"prefix": URL},)),
    locked("always-password", index(NAMED.replace("ci-bot", "ci-bot:s3cret"), default=True, authenticate="always"),
        since=ALWAYS),
    locked("always-explicit", index(URL, explicit=True, authenticate="always"), pinned("corp"), since=ALWAYS),
    locked("always-in-uv-toml", settings="", since=ALWAYS, files={"uv.toml":
        f'{ON}[[index]]\nname = "corp"\nurl = "{URL}"\ndefault = true\nauthenticate = "always"\n'}),
    locked("always-beside-auto", index(A, "a", authenticate="always"), index(B, "b"), server=TWO, since=ALWAYS),
    locked("never-variable", index(URL, default=True, authenticate="never"), since=ALWAYS,
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot", "UV_INDEX_CORP_PASSWORD": "s3cret"}),
    compiled("pip-always", provider=False, since=ALWAYS, files={"pyproject.toml":
        project(index(URL, default=True, authenticate="always"))}),
    compiled("pip-never", provider=False, since=ALWAYS, files={"pyproject.toml":
        project(index(default=True, authenticate="never"))}),
    compiled("pip-always-flag-instead", "--default-index", URL, provider=False, since=ALWAYS,
        variables=PROVIDER, files={"pyproject.toml": project(index(URL, default=True, authenticate="always"))}),
    locked("always-root-below", index(f"https://{HOST}/team/pypi", default=True, authenticate="always"),
        since=ALWAYS, server=(private(f"https://{HOST}/team/"),)),
]  # fmt: skip

WORLDS: list[World] = [*ORDER, *LOGINS]
