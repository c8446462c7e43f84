"""The way to an index, as the environment has it: proxies, and the roots that TLS trusts."""

import ssl
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from keydex.environment import Environment
from keydex.errors import UnreachableError
from keydex.nouns import dataclass
from keydex.secret import Secret

# uv 0.13 reads the former; requests 2.32, below pip and poetry, the latter.
OWN_ROOTS = ("SSL_CERT_FILE", "SSL_CERT_DIR")
OTHER_ROOTS = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


@dataclass(frozen=True, slots=True)
class Way:
    """A proxy, whose URL may hold a password, and the variable that names it; or straight."""

    variable: str = ""
    proxy: Secret | None = None

    @property
    def needs_tls(self) -> bool:
        """Whether the proxy itself is spoken to by TLS."""
        return self.proxy is not None and self.proxy.reveal().lower().startswith("https:")

    @property
    def stays_here(self) -> bool:
        """Whether the way leaves this machine only behind a proxy on it, if at all."""
        if self.proxy is None:
            return True
        try:
            return is_loopback(urlsplit(self.proxy.reveal()).hostname or "")
        except ValueError:
            return False


STRAIGHT = Way()


def way(scheme: str, host: str, port: int, variables: Mapping[str, str]) -> Way:
    """Find the proxy for a request; the lower-case name of a variable wins, as in curl."""
    if skips_proxy(host, port, _either(variables, "no_proxy")[1]):
        return STRAIGHT
    for name in (f"{scheme}_proxy", "all_proxy"):
        variable, proxy = _either(variables, name)
        if proxy:
            return Way(variable, Secret(proxy if "://" in proxy else f"http://{proxy}"))
    return STRAIGHT


def _either(variables: Mapping[str, str], name: str) -> tuple[str, str]:
    """Return the spelling that is set, and its value; one that is set to nothing counts."""
    spelling = name if name in variables else name.upper()
    return spelling, variables.get(spelling, "").strip()


def skips_proxy(host: str, port: int, rules: str) -> bool:
    """Say whether NO_PROXY names the host: `*`, a domain and all below it, an address, a network.

    A rule may end in a port. As in curl and requests; a leading dot or `*.` means nothing.
    """
    return any(_fits(host, port, rule.strip().lower()) for rule in rules.split(","))


def _fits(host: str, port: int, rule: str) -> bool:
    if rule in {"", "*"}:
        return rule == "*"
    if address := _address(host):
        try:
            return address in ip_network(rule.strip("[]"), strict=False)
        except ValueError:
            return rule in {f"{host}:{port}", f"[{host}]:{port}"}
    domain, _, only = rule.removeprefix("*").removeprefix(".").partition(":")
    return only in {"", str(port)} and (host == domain or host.endswith(f".{domain}"))


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine, by its name alone."""
    address = _address(host)
    return address.is_loopback if address else host == "localhost"


def root_variables(environment: Environment) -> list[str]:
    """Name the variables that say which authorities are trusted; none leaves the usual ones."""
    own = [name for name in OWN_ROOTS if environment.variables.get(name)]
    return own or [name for name in OTHER_ROOTS if environment.variables.get(name)][:1]


def roots(environment: Environment) -> ssl.SSLContext:
    """Load the authorities that the environment names, else the system's and certifi's.

    Raises UnreachableError where a variable names what can't be read.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    names = root_variables(environment)
    for name in names:
        _load(context, name, environment)
    if not names:
        import certifi

        context.load_default_certs()
        context.load_verify_locations(certifi.where())
    return context


def _load(context: ssl.SSLContext, name: str, environment: Environment) -> None:
    """Add the authorities of a file, or of a folder with the names that OpenSSL gives."""
    value = environment.variables[name]
    path = environment.folder / value
    if name == "SSL_CERT_DIR":
        separator = ";" if environment.platform == "win32" else ":"
        for part in filter(None, value.split(separator)):
            context.load_verify_locations(capath=environment.folder / part)
        return
    if environment.machine.is_folder(path):
        context.load_verify_locations(capath=path)
        return
    try:
        text = environment.machine.read(path).decode("ascii", "ignore")
    except OSError as error:
        reason = error.strerror or error
        raise UnreachableError(f"{name} names {path}, which can't be read: {reason}") from None
    try:
        context.load_verify_locations(cadata=text)
    except (ssl.SSLError, ValueError):
        raise UnreachableError(f"{name} names {path}, which holds no certificate") from None
