"""Valid texts of every kind that keydex reads, with a secret wherever one may stand."""

SECRET = "c4nary-5ecret"
HOST = "pkgs.example"
URL = f"https://ci-bot:{SECRET}@{HOST}/team/simple/"
BARE = f"https://ci-bot@{HOST}/team/simple/"

PYPROJECT = (
    f"""\
[project]
name = "demo"
version = "1"
dependencies = ["foo>=1", "bar[x] ; python_version > '3'"]
[project.optional-dependencies]
test = ["baz @ https://x.example/baz.whl"]
[dependency-groups]
dev = ["qux", {{ include-group = "docs" }}]
docs = []
[tool.uv]
keyring-provider = "subprocess"
index-strategy = "first-index"
extra-index-url = ["{BARE}", '{URL}']
find-links = ["https://{HOST}/links"]
publish-url = "{URL}"
sources.foo = {{ index = "corp" }}
[[tool.uv.index]]
name = "corp"  # ours
url = "{URL}"
explicit = true
authenticate = "always"
[[tool.uv.index]]
url = '{BARE}'
default = true
[tool.uv.workspace]
members = ["a/*"]
""",
    f"""\
[tool.poetry]
name = "demo"
[tool.poetry.dependencies]
python = "^3.11"
foo = {{ version = "*", source = "corp" }}
[[tool.poetry.source]]
name = "corp"
url = "{BARE}"
priority = "primary"
[[tool.pdm.source]]
name = "corp"
url = "{URL}"
username = "ci-bot"
password = "{SECRET}"
verify_ssl = false
[tool.pdm.options]
install = ["--no-lock"]
[tool.hatch.publish.index.repos.corp]
url = "{URL}"
[tool.hatch.envs.default]
installer = "uv"
[tool.hatch.envs.default.env-vars]
PIP_INDEX_URL = "{BARE}"
""",
    f"""\
[project]
name = "demo"
requires-python = ">=3.11"
[tool.pixi.workspace]
channels = ["conda-forge"]
platforms = ["linux-64"]
[tool.pixi.pypi-options]
index-url = "{URL}"
extra-index-urls = ["{BARE}"]
[tool.pixi.feature.test.pypi-options]
extra-index-urls = ["{BARE}"]
[tool.pixi.environments]
test = ["test"]
""",
)
UV = (
    f"""\
keyring-provider = "subprocess"
index-url = "{BARE}"
extra-index-url = ["{URL}"]
[[index]]
name = "corp"
url = "{URL}"
[pip]
index-url = "{BARE}"
""",
)
UV_STORE = (
    f"""\
[[credential]]
service = "https://{HOST}/team/simple"
username = "ci-bot"
scheme = "basic"
password = "{SECRET}"
""",
)
POETRY = ('[keyring]\nenabled = true\n[http-basic.corp]\nusername = "ci-bot"\n',)
POETRY_AUTH = (f'[http-basic.corp]\nusername = "ci-bot"\npassword = "{SECRET}"\n',)
PDM = (
    f"""\
[pypi]
url = "{URL}"
username = "ci-bot"
password = "{SECRET}"
ignore_stored_index = true
[pypi.corp]
url = "{BARE}"
[repository.up]
url = "{URL}"
username = "ci-bot"
password = "{SECRET}"
""",
)
HATCH = (
    f"""\
mode = "local"
[publish.index]
user = "ci-bot"
auth = "{SECRET}"
repo = "corp"
[publish.index.repos.corp]
url = "{URL}"
[dirs]
cache = "cache"
""",
)
PIPFILE = (
    f"""\
[[source]]
url = "https://${{USER}}:${{WORD}}@{HOST}/simple"
verify_ssl = true
name = "corp"
[[source]]
url = "{URL}"
name = "other"
[packages]
foo = {{ version = "*", index = "corp" }}
[pipenv]
keyring_provider = "subprocess"
""",
)
PIPFILE_LOCK = (
    f'{{"_meta": {{"sources": [{{"name": "corp", "url": "{URL}", "verify_ssl": true}}]}}, '
    '"default": {"foo": {"index": "corp", "version": "==1"}}, "develop": {}}\n',
)
PIXI = (
    f"""\
[workspace]
channels = ["conda-forge"]
[pypi-dependencies]
foo = "*"
[pypi-options]
index-url = "{URL}"
[feature.test.pypi-options]
extra-index-urls = ["{BARE}"]
[target.linux-64.pypi-dependencies]
bar = {{ version = "*", index = "{URL}" }}
""",
)
PIXI_CONFIG = (
    f'authentication-override-file = "/a.json"\n[pypi-config]\nindex-url = "{URL}"\n'
    'keyring-provider = "subprocess"\nextra-index-urls = []\n',
)
PIXI_STORE = (
    f'{{"*.example": {{"BasicHTTP": {{"username": "ci-bot", "password": "{SECRET}"}}}}, '
    f'"{HOST}": {{"BearerToken": "{SECRET}"}}}}\n',
)
PIP = (
    f"""\
[global]
keyring-provider = subprocess
index-url = {URL}
extra-index-url =
    {BARE}

    # {BARE}
    https://pkgs.example/other/simple
timeout: 7
[install]
no-input = true
trusted-host = {HOST}:8080
[freeze]
""",
)
PYPIRC = (
    f"""\
[distutils]
index-servers =
    pypi
    corp
[server-login]
username: nobody
[pypi]
username = __token__
password = pypi-{SECRET}
[corp]
repository = {URL}
username = ci-bot
password = {SECRET}%%
""",
)
KEYRINGRC = ("[backend]\ndefault-keyring=keyring.backends.null.Keyring\nkeyring-path = /a\n",)
NETRC = (
    f"""\
# ours
machine {HOST} login ci-bot password {SECRET}
machine other.example
  user "a b" account x
  password {SECRET}

macdef init
  do it

default login anonymous password {SECRET}
""",
)
REQUIREMENTS = (
    f"""\
# all
--index-url {URL}
--extra-index-url="{BARE}" --trusted-host {HOST}
-f https://${{USER}}:${{WORD}}@{HOST}/links
-r more.txt
-c ./limits.txt
-e .
foo==1 \\
    --hash=sha256:0000 \\
    --hash=sha256:1111
bar[x] ; python_version > "3" # why
""",
)
SCRIPT = (
    f"""\
# /// script
# dependencies = ["foo"]
# [[tool.uv.index]]
# name = "corp"
# url = "{URL}"
# ///
print()
""",
)
PYLOCK = (
    f"""\
lock-version = "1.0"
[[packages]]
name = "foo"
version = "1"
index = "{URL}"
wheels = [{{ name = "foo-1.whl", url = "https://{HOST}/foo-1.whl", hashes = {{}} }}]
""",
)
UV_LOCK = (
    f"""\
version = 1
[[package]]
name = "foo"
version = "1"
source = {{ registry = "{BARE}" }}
sdist = {{ url = "https://{HOST}/foo.tar.gz" }}
wheels = [{{ url = "https://{HOST}/foo.whl" }}]
[[package]]
name = "demo"
source = {{ virtual = "." }}
""",
)
POETRY_LOCK = (
    f"""\
[[package]]
name = "foo"
version = "1"
[package.source]
type = "legacy"
url = "{BARE}"
reference = "corp"
[metadata]
lock-version = "2.1"
""",
)
HATCH_USERS = ('{"corp": "ci-bot", "main": "__token__"}\n',)
PYVENV = (
    "home = /usr/bin\ninclude-system-site-packages = true\nversion = 3.12.1\n"
    "version_info = 3.12.1.final.0\nuv = 0.9\n",
)
SHEBANGS = (
    "#!/venv/bin/python -E\nimport sys\n",
    "#!/usr/bin/env python3\nimport sys\n",
    "#!/bin/sh\n'''exec' \"/venv/bin/python\" -E \"$0\" \"$@\"\n' '''\n",
    "#!/bin/sh\n'''exec' "
    '"$(dirname -- "$(realpath -- "$0")")"/\'python\' "$0" "$@"\n\' \'\'\'\n',
)
DISTRIBUTIONS = (
    "twine-6.1.0.dist-info\nkeyring-25.6.0.dist-info\nartifacts_keyring-1.0.0.dist-info\n",
    "twine-5.0-py3.12.egg-info\nkeyring-24.0.0-py3.12.egg\nkeyring\n",
)
VERSIONS = ("uv 0.9.18 (abc 2026-01-01)\n", "uv 0.4.0\n")
COMMANDS = (
    f"uv\nsync\n--index\ncorp={URL}\n--keyring-provider=subprocess\n--project\nsub",
    f"UV_INDEX_URL={URL}\nuv\npip\ninstall\n-r\nrequirements.txt\n--find-links\n{BARE}",
    f"uvx\n--from\nfoo\n--default-index\n{URL}\nfoo",
    f"uv\npublish\n--publish-url\n{URL}\n--username\nci-bot\n--check-url\n{BARE}",
    f"python3\n-X\ndev\n-m\npip\ninstall\n-i\n{URL}\nfoo\n--extra-index-url={BARE}",
    "pip3.12\ndownload\n--python\n/usr/bin/python3\n-c\nlimits.txt\nfoo",
    "poetry\n-C\nsub\nadd\n--source\ncorp\nfoo",
    "poetry\npublish\n--repository\ncorp\n-u\nci-bot\n-p\n" + SECRET,
    f"pdm\npublish\n-r\n{URL}\n--username\nci-bot\n-P\n{SECRET}",
    "pdm\ninstall\n-p\nsub\n--no-lock",
    f"twine\nupload\n--repository-url\n{URL}\n-u\nci-bot\n-p\n{SECRET}\ndist/*",
    f"hatch\npublish\n-r\n{URL}\n-u\nci-bot\n-a\n{SECRET}\n-n",
    "flit\npublish\n--repository\ncorp\n--pypirc\n~/.pypirc",
    f"pipenv\ninstall\n--index\ncorp\n--pypi-mirror\n{URL}",
    "pixi\ninstall\n--manifest-path\npixi.toml\n--auth-file\na.json",
)
OWN = (
    "explain\ncorp\n--json\n--tool\nuv\n--\nuv\nsync",
    "set\ncorp\n-u\nci-bot\n--stdin\n--dry-run",
    "username\ncorp\nann\n--in\nuser\n--project\nsub",
    "doctor\n--check\nKD001\n--offline\n--report\n--format\njson",
    "delete\ncorp\n--orphans\n-C\nsub\n--yes",
)
URLS = (
    URL,
    BARE,
    f"https://ci-bot:{SECRET}@{HOST}:8443/simple/?a=b#c",
    f"https://ci-bot:{SECRET}@[::1]:80/simple",
    "https://oauth2accesstoken@europe-python.pkg.dev/p/r/simple/",
    f"https://a%40b:{SECRET}@dev.azure.example/_packaging/f/pypi/simple",
    f"https://ci-bot:{SECRET}/x@{HOST}/simple/",
)
PASTES = (
    f'{{"token": "{SECRET}", "expires": 1}}',
    f"Authorization: Bearer {SECRET}",
    URL,
    "pypi-AgEIcHlwaS5vcmc",
    "eyJhbGciOiJub25lIn0.eyJleHAiOjE3MDAwMDAwMDAsImlhdCI6MX0.c2ln",
)
REPLIES = (
    '{"version": "25.6.0", "backend": "keyring.backends.SecretService.Keyring"}\n'
    f'[0, {{"username": "ci-bot", "password": "{SECRET}"}}]\n',
    '{"version": "25.6.0", "raised": ["InitError", "KeyringError"]}\n[0, null]\n',
    '{"version": "25.6.0", "backend": "keyring.backends.null.Keyring"}\n'
    f'[0, {{"raised": ["PasswordSetError", "KeyringLocked", "{SECRET}"]}}]\n',
    '{"version": "25.6.0", "backend": "b.Keyring"}\n'
    '[0, {"backends": ["b.Keyring"], "locked": false, "prompts": false, "unlockable": true}]\n',
    '{"version": "25.6.0", "backend": "b.Keyring"}\n'
    f'[0, {{"contents": [["https://{HOST}/", "ci-bot"]], "whole": true}}]\n',
)
PRINTED = (
    f"{SECRET}\n",
    f"ci-bot\n{SECRET}\n",
    f'{{"username": "ci-bot", "password": "{SECRET}"}}\n',
    f'Traceback (most recent call last):\n  File "x"\nkeyring.errors.KeyringLocked: {SECRET}\n',
)
NOTES = (
    f'{{"id": "1", "via": "subprocess", "argv": ["get", "--mode", "creds", "{URL}", "ci-bot"]}}\n'
    '{"id": "1", "answer": "found"}\n'
    f'{{"id": "2", "api": "get_password", "service": "{HOST}", "username": null}}\n'
    '{"id": "2", "answer": "missing"}\n',
)
JOURNAL = (
    '{"schema": "keydex.journal/1", "writes": [{"act": 1, "path": "/world/proj/uv.toml", '
    '"before": "aa", "after": "bb", "start": 0, "length": 3, "replaced": "YWJj", '
    '"makes": false, "reason": ""}]}\n',
)
ANSWERS = (
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 56\r\n\r\n"
    '<html><head><meta name="pypi:repository-version"></head>',
    'HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm="it", Bearer\r\nContent-Length: 0\r\n\r\n',
    f"HTTP/1.1 302 Found\r\nLocation: /{SECRET}/?next=login\r\nContent-Length: 0\r\n\r\n",
    f"HTTP/1.1 429 Many {SECRET}\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.pypi.simple.v1+json\r\n"
    'Transfer-Encoding: chunked\r\n\r\n1a\r\n{"meta":{"api-version":"1.0\r\n0\r\n\r\n',
    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/html\r\n\r\nnot gzip",
    f"HTTP/1.1 403 {SECRET}\r\nX-Echo: {SECRET}\r\nContent-Length: 0\r\n\r\n",
)
