"""Settings and servers that let packages come from a public index."""

from tests.live.fixes import Place, State
from tests.live.servers import PASSWORD, USER
from tests.server import private, public

URL = f"https://{USER}@pkgs.example.invalid/simple/"
GITLAB = "https://git.example.invalid/api/v4/groups/7/-/packages/pypi/simple"


def _project(place: Place, url: str, more: str = "", index: str = "") -> None:
    place.write(
        "pyproject.toml",
        "[project]\nname = 'demo'\nversion = '0'\ndependencies = ['zzz']\n[tool.uv]\n"
        f"keyring-provider = 'subprocess'\n{more}"
        f"[[tool.uv.index]]\nname = 'corp'\nurl = '{url}'\n{index}",
    )


def _setting(place: Place) -> None:
    _project(place, URL, "index-strategy = 'unsafe-best-match'\n")


def _of_user(place: Place) -> None:
    _project(place, URL)
    place.write("~/config/uv/uv.toml", "index-strategy = 'unsafe-first-match'\n")


def _variable(place: Place) -> None:
    _project(place, URL)


def _stranger(place: Place) -> None:
    _project(place, GITLAB)


def _refused(place: Place) -> None:
    url = f"{place.serve(private({USER: PASSWORD}))}/simple/"
    other = f"{place.serve(public)}/simple/"
    default = f"[[tool.uv.index]]\nname = 'public'\nurl = '{other}'\ndefault = true\n"
    _project(
        place,
        url.replace("://", f"://{USER}@"),
        "index-strategy = 'unsafe-best-match'\n",
        default,
    )


STATES = [
    State("KD080", "a setting of the project", _setting),
    State("KD080", "a setting of the user", _of_user),
    State("KD080", "a variable", _variable, "export UV_INDEX_STRATEGY=unsafe-best-match"),
    State("KD081", "an index without an entry", _refused, pasted=PASSWORD, options=""),
    State("KD082", "GitLab without a username", _stranger),
]
