"""Two backends that keyring chains: one that gives tokens and keeps nothing, and one that keeps."""

from tests.backends.keeping import Keeps


class Tokens(Keeps):
    """Answers before any other, and leaves what is written to the next."""

    priority = 9.0

    def get_password(self, service: str, username: str) -> str | None:
        return "token" if service == "token" else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError
