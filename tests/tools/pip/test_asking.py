"""What pip asks a keyring, by release."""

from dataclasses import replace
from pathlib import Path

import pytest

from keydex.model import Api, Origin, Role, Version, Via, When
from tests.memory import HOME, PROJECT
from tests.tools.pip.reading import (
    ALONE,
    INDEX,
    INSTALLED,
    MINE,
    NEWEST,
    Question,
    only,
    questions,
    read,
)

HOST = "pkgs.example"
LONG = "b\u00fc" * 40 + ".example"
"""A host that has no punycode."""
CREDS = ("--mode=creds", "--output=json", "get")
PLAIN = "https://pkgs.example/team/simple"


@pytest.mark.parametrize(
    ("url", "old", "new"),
    [
        (MINE, [(INDEX, "ci-bot"), (HOST, "ci-bot")], None),
        (INDEX, [(INDEX, None), (HOST, None)], None),
        (MINE[:-1], [(PLAIN, "ci-bot"), (HOST, "ci-bot")], [(INDEX, "ci-bot"), (HOST, "ci-bot")]),
        ("https://u@h.example", [("https://h.example", "u"), ("h.example", "u")],
         [("https://h.example/", "u"), ("h.example", "u")]),
        ("https://u@h.example:443/s/", [("https://h.example:443/s/", "u"), ("h.example:443", "u")],
         None),
        ("http://u@[::1]:8080/s/", [("http://[::1]:8080/s/", "u"), ("[::1]:8080", "u")], None),
        ("HTTPS://u@h.example/s/", [("https://h.example/s/", "u"), ("h.example", "u")], None),
        ("https://u@H.example/s/", [("h.example", None)], None),
        ("https://u@b\u00fccher.example/s/", [("xn--bcher-kva.example", None)], None),
        (f"https://u@{LONG}/s/", [(f"https://{LONG}/s/", "u"), (LONG, "u")], None),
        ("https://u%40x@h.example/s/", [("https://h.example/s/", "u@x"), ("h.example", "u@x")],
         None),
        ("https://@h.example/s/", [("https://h.example/s/", ""), ("h.example", "")], None),
        ("https://u@h.example/a//s/", [("https://h.example/a//s/", "u"), ("h.example", "u")], None),
        ("https://u@h.example/s//", [("https://h.example/s//", "u"), ("h.example", "u")],
         [("https://h.example/s/", "u"), ("h.example", "u")]),
        ("https://u@h.example/a%2Fb/s/", [("https://h.example/a%2Fb/s/", "u"), ("h.example", "u")],
         None),
        ("https://u@h.example/a%2fb/s/", [("h.example", None)],
         [("https://h.example/a%2fb/s/", "u"), ("h.example", "u")]),
        ("https://u@h.example/%61/s/", [("h.example", None)],
         [("https://h.example/%61/s/", "u"), ("h.example", "u")]),
        ("https://u@h.example/x/../s/", [("h.example", None)],
         [("https://h.example/x/../s/", "u"), ("h.example", "u")]),
        ("https://u@h.example/../s/.", [("h.example", None)],
         [("https://h.example/../s/./", "u"), ("h.example", "u")]),
    ],
)  # fmt: skip
def test_services_by_url(url: str, old: list[Question], new: list[Question] | None) -> None:
    assert questions(read(f"install x -i {url}", (22, 3, 1))) == old
    assert questions(read(f"install x -i {url}")) == (new or old)


def test_blanks_before_and_line_ends_in_a_url_do_not_count_since_24_1() -> None:
    variables = {"PIP_INDEX_URL": f"  {MINE[:-8]}\n{MINE[-8:]}"}
    assert not read("install x", (24, 0), variables=variables).reports
    found = read("install x", (24, 1), variables=variables)
    assert questions(found) == [(INDEX, "ci-bot"), (HOST, "ci-bot")]


@pytest.mark.parametrize(
    ("version", "url", "argv"),
    [
        ((23, 0, 1), MINE, [("get", INDEX, "ci-bot"), ("get", HOST, "ci-bot")]),
        ((26, 1, 2), MINE, [("get", INDEX, "ci-bot"), ("get", HOST, "ci-bot")]),
        ((26, 1, 2), INDEX, []),
        ((26, 2), MINE, [(*CREDS, INDEX, "ci-bot"), (*CREDS, HOST, "ci-bot")]),
        ((26, 2), INDEX, [(*CREDS, INDEX), (*CREDS, HOST)]),
        ((26, 2), "https://u@H.example/s/", [(*CREDS, "h.example")]),
    ],
)
def test_the_command_by_release(version: Version, url: str, argv: list[tuple[str, ...]]) -> None:
    found = only(
        read(f"install x -i {url}", version, installed=ALONE, commands=("/shims/keyring",))
    )
    assert [each.argv for each in found.lookups] == argv
    api = Api.CREDS if version >= (26, 2) else Api.GET
    assert {each.api for each in found.lookups} <= {api}
    assert {each.via for each in found.lookups} <= {Via.SUBPROCESS}
    assert (found.silence and found.silence.code) == (None if argv else "no-username")


@pytest.mark.parametrize(("version", "when"), [((21, 0, 1), When.BEFORE), ((21, 1), When.ON_401)])
def test_when_the_package_is_asked(version: Version, when: When) -> None:
    found = only(read(f"install x -i {MINE}", version)).lookups
    assert [(each.via, each.api, each.argv, each.when) for each in found] == [
        (Via.IMPORT, Api.GET_CREDENTIAL, None, when)
    ] * 2


@pytest.mark.parametrize(
    ("keyring", "url", "apis"),
    [
        ((15, 1), MINE, [Api.GET_PASSWORD] * 2),
        ((15, 1), INDEX, []),
        ((15, 2), INDEX, [Api.GET_CREDENTIAL] * 2),
        ((), INDEX, [Api.GET_CREDENTIAL] * 2),
    ],
)
def test_an_old_package_can_only_be_asked_with_a_username(
    keyring: Version, url: str, apis: list[Api]
) -> None:
    installed = replace(INSTALLED, keyring_version=keyring)
    found = only(read(f"install x -i {url}", installed=installed))
    assert [each.api for each in found.lookups] == apis


NESTED = "-i https://ann@pkgs.example/ --extra-index-url https://bob@pkgs.example/team/"
FIRST: list[Question] = [("https://pkgs.example/", "ann"), (HOST, "ann")]
SECOND: list[Question] = [("https://pkgs.example/team/", "bob"), (HOST, "bob")]


@pytest.mark.parametrize(
    ("version", "asked"),
    [((21, 0, 1), FIRST), ((22, 3, 1), FIRST + FIRST), ((23, 1), FIRST + SECOND)],
)
def test_an_index_below_another(version: Version, asked: list[Question]) -> None:
    assert questions(read(f"install x {NESTED}", version)) == asked


def test_of_two_logins_for_one_url_the_first_counts() -> None:
    words = f"install x -i {MINE} --extra-index-url https://ann@pkgs.example/team/simple"
    assert {user for _, user in questions(read(words))} == {"ci-bot"}


def test_one_login_served_a_whole_host() -> None:
    words = f"install x -i {MINE} --extra-index-url https://ann@pkgs.example/b/"
    first, second = read(words, (21, 0, 1)).reports
    assert first.lookups
    assert second.settled_by is not None
    assert second.settled_by.origin == first.index.origins[0]
    assert second.silence is not None
    assert second.silence.reason.startswith("pip sends to this host the login of another index")
    assert len(questions(read(words, (21, 1)))) == 4


def test_an_index_without_a_login_leaves_the_host_to_the_next() -> None:
    words = f"install x -i {INDEX} --extra-index-url https://ann@pkgs.example/b/"
    assert len(questions(read(words, (21, 0, 1)))) == 4


@pytest.mark.parametrize(
    ("version", "link", "asked"),
    [
        ((21, 0, 1), "https://lu@links.example/l/", [("links.example", "lu")]),
        ((21, 1), "https://lu@links.example/l/", [("links.example", None)]),
        ((23, 0, 1), "https://lu@pkgs.example/l/", [(HOST, None)]),
        ((23, 1), "https://lu@pkgs.example/l/", [(INDEX, "ci-bot"), (HOST, "ci-bot")]),
        (
            (23, 0, 1),
            "https://lu@pkgs.example/team/simple/l/",
            [(INDEX, "ci-bot"), (HOST, "ci-bot")],
        ),
    ],
)
def test_find_links(version: Version, link: str, asked: list[Question]) -> None:
    found = read(f"install x -i {MINE} -f {link}", version).reports
    (report,) = (each for each in found if each.index.role is Role.FIND_LINKS)
    assert [(each.service, each.username) for each in report.lookups] == asked


def test_a_link_to_the_index_itself_is_the_index() -> None:
    found = read(f"install x -i https://ann@pkgs.example/ --extra-index-url {MINE} -f {MINE}")
    assert questions(found)[0] == (INDEX, "ci-bot")


def test_without_an_index_pip_still_knows_the_login_of_an_extra_one() -> None:
    words = f"install x --no-index --extra-index-url {MINE} -f https://pkgs.example/l/"
    assert questions(read(words)) == [(INDEX, "ci-bot"), (HOST, "ci-bot")]


@pytest.mark.parametrize(
    ("version", "asked"),
    [
        ((20, 2, 4), [(HOST, "ci-bot")]),
        ((20, 3), [(INDEX, "ci-bot"), (HOST, "ci-bot")]),
    ],
)
def test_an_index_of_a_requirements_file(version: Version, asked: list[Question]) -> None:
    found = read("install -r r.txt", version, {"r.txt": f"-i {MINE}\n"})
    assert questions(found) == asked


FULL = "https://ci-bot:pw@pkgs.example/team/simple/"


@pytest.mark.parametrize("version", [(19, 2), (21, 0, 1), (21, 1), (26, 3)])
@pytest.mark.parametrize("url", [FULL, "https://ci-bot:@h.example/", "https://:pw@h.example/"])
def test_a_password_in_the_url_ends_the_search(version: Version, url: str) -> None:
    found = only(read(f"install x -i {url}", version))
    assert found.settled_by is not None
    assert (found.settled_by.kind, found.settled_by.origin) == ("url", Origin(flag="--index-url"))
    assert found.silence is not None
    assert (found.silence.code, found.lookups) == ("settled", ())


def test_a_password_that_pip_loses_is_only_sent_first() -> None:
    for words in (f"--no-index -f {FULL}", "-i https://u:pw@H.example/s/"):
        found = only(read(f"install x {words}"))
        assert found.sent_first is not None
        assert found.sent_first.kind == "url"
        assert [each.username for each in found.lookups] == [None]


NETRC = "machine pkgs.example login me password secret\n"


@pytest.mark.parametrize(("version", "kind"), [((21, 0, 1), "netrc"), ((21, 1), None)])
def test_what_netrc_gives_is_sent_to_the_whole_host(version: Version, kind: str | None) -> None:
    words = f"install x -i {INDEX} --extra-index-url https://bob@pkgs.example/b/"
    _, found = read(words, version, {"~/.netrc": NETRC}).reports
    assert (found.settled_by.kind if found.settled_by else None) == kind


@pytest.mark.parametrize(
    ("version", "url", "netrc", "how"),
    [
        ((21, 0, 1), INDEX, NETRC, "settled"),
        ((21, 0, 1), MINE, NETRC, None),
        ((21, 0, 1), MINE, "default login me password secret", "settled"),
        ((21, 1), INDEX, NETRC, "sent"),
        ((22, 1), INDEX, NETRC, "settled"),
        ((22, 1), MINE, NETRC, "settled"),
        ((22, 1, 1), INDEX, "machine other.example login me password secret", None),
        ((22, 1, 2), INDEX, NETRC, "sent"),
        ((25, 1, 1), MINE, NETRC, None),
        ((25, 1, 1), MINE, "default login me password secret", "sent"),
        ((25, 2), MINE, NETRC, "sent"),
        (NEWEST, INDEX, NETRC + "machine pkgs.example login me2 password x", "sent"),
        (NEWEST, INDEX, "default login me password secret", "sent"),
        (NEWEST, "https://pkgs.example:8443/s/", NETRC, "sent"),
        (NEWEST, "https://PKGS.example/s/", NETRC, "sent"),
        (NEWEST, INDEX, "machine other.example login me password secret", None),
        (NEWEST, INDEX, "nonsense\n" + NETRC, None),
    ],
)
def test_netrc(version: Version, url: str, netrc: str, how: str | None) -> None:
    found = only(read(f"install x -i {url}", version, {"~/.netrc": netrc}))
    assert (found.settled_by is not None) == (how == "settled")
    assert (found.sent_first is not None) == (how == "sent")
    assert bool(found.lookups) == (how != "settled")
    source = found.settled_by or found.sent_first
    if source and source.credential:
        assert source.kind == "netrc"
        assert source.origin == Origin(HOME / ".netrc", len(netrc.splitlines()))
        assert source.credential.username == ("me2" if "me2" in netrc else "me")


@pytest.mark.parametrize(
    ("variables", "files", "path"),
    [
        ({}, {"~/_netrc": NETRC}, HOME / "_netrc"),
        ({"NETRC": "my"}, {"my": NETRC, "~/.netrc": NETRC}, PROJECT / "my"),
        ({"NETRC": "~/my"}, {"~/my": NETRC}, HOME / "my"),
        ({"NETRC": "none"}, {"~/.netrc": NETRC}, None),
        ({}, {}, None),
    ],
)
def test_which_netrc_counts(
    variables: dict[str, str], files: dict[str, str], path: Path | None
) -> None:
    found = only(read(f"install x -i {INDEX}", files=files, variables=variables))
    assert (found.sent_first and found.sent_first.origin.path) == path


def test_the_variable_for_netrc_counts_since_20_3() -> None:
    for version, name in [((20, 2, 4), ".netrc"), ((20, 3), "my")]:
        files = {"my": NETRC, "~/.netrc": NETRC}
        found = only(read(f"install x -i {INDEX}", version, files, {"NETRC": "my"}))
        assert found.settled_by is not None
        assert found.settled_by.origin.path is not None
        assert found.settled_by.origin.path.name == name


def test_a_broken_netrc_is_named_and_does_not_stop_pip() -> None:
    found = read(f"install x -i {INDEX}", files={"~/.netrc": "machine\n"})
    assert found.ignored is not None
    assert (found.ignored.path, found.problems) == (HOME / ".netrc", ())
    assert questions(found)


@pytest.mark.parametrize(
    ("url", "trusted", "version", "is_asked"),
    [
        ("https://h.example/", "", NEWEST, True),
        ("http://h.example/", "", NEWEST, False),
        ("http://h.example/", "H.example", NEWEST, True),
        ("http://h.example:8080/", "h.example", NEWEST, True),
        ("http://h.example:8080/", "h.example:8080", NEWEST, True),
        ("http://h.example:8080/", "h.example:8080", (19, 2, 3), False),
        ("http://h.example:8080/", "h.example", (19, 2, 3), True),
        ("http://h.example:8080/", "h.example:9", NEWEST, False),
        ("http://h.example:8080/", "h.example:port", NEWEST, False),
        ("http://h.example/", "http://h.example", NEWEST, False),
        ("http://localhost:8080/", "", NEWEST, True),
        ("http://127.0.0.2:8080/", "", NEWEST, True),
        ("http://[::1]:8080/", "", NEWEST, True),
        ("http://[2001:db8::1]/", "2001:db8::1", NEWEST, True),
        ("http://10.0.0.1/", "", NEWEST, False),
    ],
)
def test_pip_leaves_out_what_it_does_not_trust(
    url: str, trusted: str, version: Version, is_asked: bool
) -> None:
    found = read(f"install x -i {url}", version, variables={"PIP_TRUSTED_HOST": trusted})
    assert bool(questions(found)) == is_asked
    silence = only(found).silence
    assert (silence and silence.code) == (None if is_asked else "settings-ignored")


def test_a_requirements_file_may_name_whom_to_trust() -> None:
    files = {"r.txt": "-i http://u@h.example/\n--trusted-host h.example\n"}
    assert questions(read("install -r r.txt", files=files))
