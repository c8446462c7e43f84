"""Entries that are not there, are elsewhere, or are refused."""

from tests.live.fixes import Place, State
from tests.live.servers import PASSWORD, USER, pypiserver
from tests.server import CHALLENGE, PAGE, Answer, Request, answer, private

STORES = ". ./entry.sh"  # What the state needs in the keyring.
OF_PIP = f"export PIP_KEYRING_PROVIDER=subprocess; {STORES}"


def _of_uv(place: Place, url: str) -> None:
    """Write a project whose only index is this one."""
    named = url.replace("://", f"://{USER}@")
    place.write(
        "pyproject.toml",
        "[project]\nname = 'demo'\nversion = '0'\n[tool.uv]\nkeyring-provider = 'subprocess'\n"
        f"[[tool.uv.index]]\nname = 'corp'\nurl = '{named}'\ndefault = true\n",
    )


def _entry(place: Place, service: str, secret: str) -> None:
    place.write("entry.sh", f"printf %s {secret} | keyring set {service} {USER}\n")


def _pypiserver(place: Place) -> str:
    folder = place.home / "index"
    folder.mkdir()
    return place.servers.enter_context(pypiserver(place.installed, folder))


def _nothing(place: Place) -> None:
    _of_uv(place, _pypiserver(place))


def _refused(place: Place) -> None:
    url = f"{place.serve(private({USER: PASSWORD}))}/simple/"
    _of_uv(place, url)
    _entry(place, url, "an-old-one")


def _forbidden(place: Place) -> None:
    url = _pypiserver(place)
    _of_uv(place, url)
    _entry(place, url, "an-old-one")


def _no_empty_password(request: Request) -> Answer:
    """Say 403 to a username alone, so that pip asks no keyring."""
    if request.login is None:
        return answer(401, headers=CHALLENGE)
    return answer(200, PAGE) if request.login == f"{USER}:{PASSWORD}" else answer(403)


def _sent_empty(place: Place) -> None:
    url = f"{place.serve(_no_empty_password)}/simple/"
    place.write("requirements.txt", f"-i {url.replace('://', f'://{USER}@')}\nzzz\n")
    _entry(place, url, PASSWORD)


def _elsewhere(place: Place) -> None:
    url = f"{place.serve(private({USER: PASSWORD}))}/simple"
    _of_uv(place, url)
    place.write("requirements.txt", f"-i {url.replace('://', f'://{USER}@')}\nzzz\n")
    _entry(place, f"{url}/", PASSWORD)


STATES = [
    State("KD060", "nothing for pypiserver", _nothing, pasted=PASSWORD, options=""),
    State("KD061", "an old password", _refused, STORES, pasted=PASSWORD, options=""),
    State("KD061", "a username alone", _sent_empty, OF_PIP, tools=("pip",), options=""),
    State("KD062", "pypiserver", _forbidden, STORES, pasted=PASSWORD, options=""),
    State("KD066", "a slash", _elsewhere, OF_PIP, tools=("uv", "pip"), options=""),
]
