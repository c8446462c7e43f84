"""A keyring in a dict, for tests of what asks one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from keydex.errors import KeyringError
from keydex.model import Answer, Api, Credential, Lookup, State
from keydex.secret import Secret


@dataclass
class Entries:
    """Passwords by service and username; `state`, where given, is what everything comes to.

    `asked`, `stored` and `deleted` remember the calls, without secrets.
    """

    passwords: dict[tuple[str, str], str] = field(default_factory=dict)
    state: State | None = None
    reason: str = "so says the test"
    asked: list[Lookup] = field(default_factory=list)
    stored: list[tuple[str, str]] = field(default_factory=list)
    deleted: list[tuple[str, str]] = field(default_factory=list)

    def answers(self, lookups: Sequence[Lookup]) -> tuple[Answer, ...]:
        return tuple(map(self._answer, lookups))

    def store(self, service: str, credential: Credential) -> None:
        self._refuse(f"can't store {service} {credential.username}")
        self.stored.append((service, credential.username))
        self.passwords[service, credential.username] = credential.password.reveal()

    def delete(self, service: str, username: str) -> int:
        self._refuse(f"can't delete {service} {username}")
        self.deleted.append((service, username))
        return int(self.passwords.pop((service, username), None) is not None)

    def _answer(self, lookup: Lookup) -> Answer:
        self.asked.append(lookup)
        if self.state:
            return Answer(self.state, reason=self.reason)
        anyone = lookup.username is None and lookup.api in {Api.CREDS, Api.GET_CREDENTIAL}
        for (service, username), password in self.passwords.items():
            if service == lookup.service and (anyone or username == lookup.username):
                # `keyring get --mode creds` prints it after the username, and tools take a line.
                given = password.partition("\n")[0] if lookup.api is Api.CREDS else password
                return Answer(State.FOUND, Credential(username, Secret(given)))
        return Answer(State.MISSING)

    def _refuse(self, what: str) -> None:
        if self.state:
            raise KeyringError(f"{what}: {self.reason}")
