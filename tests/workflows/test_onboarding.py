"""The card of an index is what is there now: what is done, what is open, what comes later."""

from dataclasses import replace

import pytest

from keydex.keyrings import Store
from keydex.keyrings.replies import FAIL
from keydex.model import Probe, State, Verdict
from keydex.words import Sign
from keydex.workflows import onboarding
from keydex.workflows.onboarding import Card, Stage, Turn, Walk, Way, cards, command
from tests.entries import Entries
from tests.hosts.jwts import jwt
from tests.rules.cases import OPEN, Ring, World, probed, uv
from tests.rules.plugins import two_tools
from tests.rules.rings import GAUTH, PUBLIC

PLAIN = "https://pkgs.example/simple"
AZURE = "pkgs.dev.azure.com/acme/_packaging/core/pypi/simple"
GOOGLE = "europe-python.pkg.dev/acme/repo/simple"
AWS = "acme-123456789012.d.codeartifact.eu-west-1.amazonaws.com/pypi/r/simple"
GITLAB = "gitlab.example/api/v4/projects/7/packages/pypi/simple"
INTO = f"uv pip install {PUBLIC} --python /tools/ring"
UNSET = ""
NONE = Entries()
WANTS = probed(Verdict.MISSING)
ACCEPTS = Probe(Verdict.ACCEPTED, "401 without the credential, 200 with it", 200, 401)
PROMPTS = Store(("keyring.backends.macOS.Keyring",), (25, 7, 0), prompts=True)
STORELESS = Store((FAIL,), (25, 7, 0), prompts=False)
LOCKED = Store(
    ("keyring.backends.SecretService.Keyring",),
    (25, 7, 0),
    locked=True,
    prompts=False,
    unlockable=True,
)
ARTIFACTS = Ring(packages={"artifacts_keyring": "1.0.0"})


def world(url: str, provider: str = "keyring-provider = 'subprocess'", **more: object) -> World:
    """Return a project of uv with one index, an open store and an empty keyring."""
    made = World({"pyproject.toml": uv(url, provider=provider)}, entries=NONE, store=OPEN)
    return replace(made, **more)  # type: ignore[arg-type]


def holding(url: str, user: str, secret: str) -> World:
    """Return a project whose keyring has the login of its index, which accepts it."""
    feed = f"https://{url}"
    return world(
        f"https://{user}@{url}", entries=Entries({(feed, user): secret}), probes={feed: ACCEPTS}
    )


def card(made: World) -> Card:
    """Return the only card."""
    (found,) = cards(made.case())
    return found


def glyphs(made: World) -> str:
    """Write the states of the stages in their order: d, o, l."""
    return "".join(each.state[0] for each in card(made).tasks)


BARE = world(PLAIN, UNSET, probes={PLAIN: WANTS})
STATES = {
    "nothing at all": (replace(BARE, rings=(), path="/tools"), "dolll"),
    "no provider": (BARE, "dolll"),
    "no keyring command": (world(f"https://bob@{PLAIN[8:]}", rings=()), "oddol"),
    "no username": (world(PLAIN, probes={PLAIN: WANTS}), "ddoll"),
    "nothing stored": (world(f"https://bob@{PLAIN[8:]}"), "dddol"),
    "it may prompt": (world(f"https://bob@{PLAIN[8:]}", entries=None, store=PROMPTS), "dddol"),
    "no store": (world(f"https://bob@{PLAIN[8:]}", store=STORELESS), "oddol"),
    "a locked store": (
        world(f"https://bob@{PLAIN[8:]}", store=LOCKED, entries=Entries(state=State.LOCKED)),
        "oddol",
    ),
    "not asked of the index": (replace(holding(PLAIN[8:], "bob", "s3cret"), probes={}), "ddddl"),
    "all done": (holding(PLAIN[8:], "bob", "s3cret"), "ddddd"),
    "refused": (
        replace(holding(PLAIN[8:], "bob", "s3cret"), probes={PLAIN: probed(Verdict.REFUSED)}),
        "dddol",
    ),
    "unreachable": (
        replace(holding(PLAIN[8:], "bob", "s3cret"), probes={PLAIN: probed(Verdict.UNREACHABLE)}),
        "ddddo",
    ),
}


@pytest.mark.parametrize("name", STATES)
def test_a_card_says_how_far_each_stage_is(name: str) -> None:
    made, expected = STATES[name]
    assert glyphs(made) == expected
    assert card(made).is_done == ("o" not in expected)


WAYS = {
    "paste": (STATES["nothing stored"][0], Way.PASTE, "keydex set corp"),
    "a refused one anew": (STATES["refused"][0], Way.PASTE, "keydex set corp"),
    "ask": (STATES["it may prompt"][0], Way.ASK, "keydex status corp"),
    "copy": (
        two_tools(Entries({(f"https://{AZURE}/", "VssSessionToken"): "a token"})),
        Way.MEND,
        "keydex fix KD066 corp",
    ),
    "in plain text": (STATES["no store"][0], Way.PLAIN, "keydex set corp --to netrc"),
}


@pytest.mark.parametrize("name", WAYS)
def test_a_credential_comes_by_the_way_that_there_is(name: str) -> None:
    made, way, typed = WAYS[name]
    found = card(made)
    task = next(each for each in found.tasks if each.stage is Stage.CREDENTIAL)
    assert (task.way, command(found, task)) == (way, typed)


# The first open step of each kind of index, where nothing is stored, and what does it.
KINDS = {
    "azure, lacks its plugin": (
        world(f"https://VssSessionToken@{AZURE}"),
        Stage.KEYRING,
        f"{INTO} artifacts-keyring",
    ),
    "azure, has its plugin": (
        world(f"https://VssSessionToken@{AZURE}", rings=(ARTIFACTS,), entries=None, store=PROMPTS),
        Stage.CREDENTIAL,
        "keydex status corp",
    ),
    "azure, without a username": (
        world(f"https://{AZURE}"),
        Stage.USERNAME,
        "keydex username corp VssSessionToken",
    ),
    "google": (
        world(f"https://oauth2accesstoken@{GOOGLE}"),
        Stage.KEYRING,
        f"{INTO} keyrings.google-artifactregistry-auth",
    ),
    "google, has its plugin": (
        world(f"https://oauth2accesstoken@{GOOGLE}", rings=(Ring(packages=GAUTH),)),
        Stage.CREDENTIAL,
        "gcloud auth login",
    ),
    "aws": (
        world(f"https://aws@{AWS}"),
        Stage.KEYRING,
        f"{INTO} keyrings.codeartifact",
    ),
    "gitlab": (world(f"https://__token__@{GITLAB}"), Stage.CREDENTIAL, "keydex set corp"),
    "gitlab, without a username": (
        world(f"https://{GITLAB}", probes={f"https://{GITLAB}": WANTS}),
        Stage.USERNAME,
        "keydex username corp __token__",
    ),
    "plain": (world(f"https://bob@{PLAIN[8:]}"), Stage.CREDENTIAL, "keydex set corp"),
    "plain, without a username": (
        world(PLAIN, probes={PLAIN: WANTS}),
        Stage.USERNAME,
        "keydex fix KD018 corp",
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_the_first_open_step_of_each_kind_of_index(name: str) -> None:
    made, stage, typed = KINDS[name]
    found = card(made)
    first = found.open[0]
    assert (first.stage, command(found, first)) == (stage, typed)


TOKENS = {
    "azure": (f"https://VssSessionToken@{AZURE}", "Packaging (Read)", "", "tokens"),
    "google": (f"https://oauth2accesstoken@{GOOGLE}", "", "gcloud auth login", ""),
    "aws": (f"https://aws@{AWS}", "", "aws sso login", ""),
    "gitlab": (f"https://__token__@{GITLAB}", "read_api", "", "scopes=read_api"),
    "": (f"https://bob@{PLAIN[8:]}", "", "", ""),
}


@pytest.mark.parametrize("kind", TOKENS)
def test_a_card_says_which_token_an_index_takes_and_where_it_is_made(kind: str) -> None:
    url, scope, login, page = TOKENS[kind]
    found = card(world(url))
    assert (found.kind or "", found.token.login) == (kind, login)
    assert scope in found.token.install
    assert page in found.token.page
    assert bool([*found.token.sentences()]) == bool(kind)


def test_a_card_says_when_what_is_found_ends() -> None:
    held = jwt(exp="2027-06-01")
    assert card(holding(PLAIN[8:], "bob", held)).expires.startswith("It expires on ")
    assert card(holding(PLAIN[8:], "bob", "s3cret")).expires == ""


def test_a_card_names_each_tool_with_its_state() -> None:
    assert card(BARE).tools == (("uv", Sign.SILENT),)
    assert card(holding(PLAIN[8:], "bob", "s3cret")).tools == (("uv", Sign.WORKS),)


LACKING = {
    "sure": (f"https://bob@{PLAIN[8:]}", NONE, True),
    "nobody says that it wants one": (PLAIN, NONE, False),
    "not asked": (f"https://bob@{PLAIN[8:]}", None, False),
    "there is one": (f"https://bob@{PLAIN[8:]}", Entries({(PLAIN, "bob"): "s3cret"}), False),
}


@pytest.mark.parametrize("name", LACKING)
def test_what_is_shown_first_is_sure(name: str) -> None:
    url, entries, expected = LACKING[name]
    assert onboarding.is_lacking(tuple(cards(world(url, entries=entries).case()))) is expected


def test_an_upload_is_set_up_only_if_it_is_named() -> None:
    provider = "keyring-provider = 'subprocess'\npublish-url = 'https://bob@up.example/legacy/'"
    case = world(f"https://bob@{PLAIN[8:]}", provider).case()
    assert [each.feed for each in cards(case)] == [PLAIN]
    assert [each.feed for each in cards(case, ["https://up.example/legacy"])] == [
        "https://up.example/legacy"
    ]


def turn(walk: Walk, made: World) -> Turn:
    """Return what is next."""
    found = walk.turn(tuple(cards(made.case())))
    assert found
    return found


def test_a_walk_takes_what_is_open_in_its_order_and_ends() -> None:
    walk, made = Walk(), STATES["no store"][0]
    first = turn(walk, made)
    assert (first.task.stage, first.finding and first.finding.code) == (Stage.KEYRING, "KD040")
    second = turn(walk.after(first), made)
    assert (second.task.stage, second.task.way) == (Stage.CREDENTIAL, Way.PLAIN)
    walk = walk.after(first).after(second)
    assert walk.turn(tuple(cards(made.case()))) is None


def test_who_has_no_keyring_asked_pastes() -> None:
    walk, made = Walk(), STATES["it may prompt"][0]
    asked = turn(walk, made)
    assert asked.task.way is Way.ASK
    assert walk.after(asked).prompts
    pasted = turn(walk.without(asked), made)
    assert (pasted.task.way, walk.without(asked).prompts) == (Way.PASTE, False)


def test_a_login_that_did_not_help_gives_way_to_a_paste() -> None:
    walk, made = Walk(), KINDS["google, has its plugin"][0]
    asked = turn(walk, made)
    assert asked.task.way is Way.LOGIN
    assert turn(walk.after(asked), made).task.way is Way.PASTE


def test_an_index_that_is_skipped_gives_way_to_the_next() -> None:
    text = uv(f"https://bob@{PLAIN[8:]}", "[[tool.uv.index]]\nurl = 'https://a@b.example/s'\n")
    case = world("", files={"pyproject.toml": text}).case()
    found = tuple(cards(case))
    first = Walk().turn(found)
    assert first
    second = Walk().without(first, whole=True).turn(found)
    assert second
    assert (first.card.feed, second.card.feed) == (PLAIN, "https://b.example/s")


def test_a_person_who_says_whom_a_name_is_for_has_it_written() -> None:
    made = KINDS["plain, without a username"][0]
    codes = [turn(walk, made).finding for walk in (Walk(), Walk(names=True))]
    assert [each and each.code for each in codes] == ["KD018", "KD012"]
