"""Requests: one at a time, each followed by hand, none read further than needed."""

import asyncio
import ssl
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from time import perf_counter
from types import TracebackType
from typing import Self

import httpx

from keydex.environment import Environment
from keydex.errors import UnreachableError
from keydex.model import Event, Log, Probe
from keydex.probe.faults import fault, through
from keydex.probe.replies import REDIRECTS, page, redirect, refusal
from keydex.probe.transports import closing, forms, request_to, transport_by
from keydex.probe.trial import Reply, Said, Trial
from keydex.probe.urls import Origin, flaw, host, is_private, origin, port, target
from keydex.probe.verdicts import verdict
from keydex.probe.ways import Way, root_variables, roots, way
from keydex.secret import Secret, masked, pieces

HOPS = 5  # Requests in a row; the indexes we know redirect once.
HURRY = 4  # Of the deadline this part is left to a host that has been silent.

FAULTS = (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError)
SILENT = "its host has let others wait in vain, and is not asked again"
CLEARTEXT = "the credential is not sent over plain http; use https"


@dataclass(repr=False)
class Asker:
    """One round of questions, each asked once, however many trials want to know."""

    environment: Environment
    deadline: float
    log: Log | None = None
    transports: dict[tuple[Way, bool], httpx.AsyncHTTPTransport] = field(default_factory=dict)
    replies: dict[Trial, asyncio.Task[Reply]] = field(default_factory=dict)
    secrets: dict[str, set[Secret]] = field(default_factory=lambda: defaultdict(set))
    """What must not be shown of answers, by netloc: a server may send back what it got before."""
    heard: set[Origin] = field(default_factory=set)
    silent: dict[Origin, float] = field(default_factory=dict)
    """When those that let a question wait in vain first had; who has answered is asked on."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for transport in self.transports.values():
            await transport.aclose()

    @cached_property
    def context(self) -> ssl.SSLContext:
        """What certificates are checked against, loaded when first needed."""
        return roots(self.environment)

    async def probe(self, trial: Trial) -> Probe:
        """Ask without the credential, then with it, unless there is no point in it."""
        if reason := flaw(trial):
            return verdict(Reply(Said.UNSENT, reason=reason))
        plain = Trial(str(target(trial)), None, trial.file, secrets=trial.secrets)
        self.secrets[pieces(plain.url).netloc].update(trial.secrets + forms(trial.credential))
        without = await self.reply(plain)
        asks = trial.credential and without.status and without.said is not Said.LATER
        using = await self.reply(replace(plain, credential=trial.credential)) if asks else None
        return verdict(without, using, hides_404=trial.hides_404)

    async def reply(self, trial: Trial) -> Reply:
        """Return the reply to a question, which is asked if nobody has."""
        if trial not in self.replies:
            self.replies[trial] = asyncio.create_task(self.ask(trial))
        return await self.replies[trial]

    async def ask(self, trial: Trial) -> Reply:
        """Send one request, follow it within its origin, and say what came of it."""
        url = httpx.URL(trial.url)
        by = self.way(url)
        if trial.credential and not is_private(url, by):
            return Reply(Said.UNSENT, reason=CLEARTEXT)
        begun = perf_counter()
        patience = self.patience(origin(url), begun)
        if not patience:
            return Reply(Said.NOTHING, reason=SILENT)
        try:
            async with asyncio.timeout(patience):
                return await self.follow(trial, url)
        except TimeoutError:
            self.silent.setdefault(origin(url), perf_counter())
            reason = through(by, f"there is no whole answer within {patience:g} s")
        except UnreachableError as error:
            reason = error.message
        except FAULTS as error:
            reason = fault(error, by, root_variables(self.environment))
        self.note(trial, url, reason, begun)
        return Reply(Said.NOTHING, reason=reason)

    def patience(self, place: Origin, now: float) -> float:
        """Return how many seconds a question may take; none where there is no point in it.

        One slow index must not hide another of its host: those that begin soon after get a short
        time, too.
        """
        if place in self.heard or place not in self.silent:
            return self.deadline
        shortly = self.deadline / HURRY
        return shortly if now < self.silent[place] + shortly / 2 else 0.0

    async def follow(self, trial: Trial, url: httpx.URL) -> Reply:
        """Ask, and ask where a redirect leads."""
        for _ in range(HOPS):
            reply, onward = await self.exchange(trial, url)
            if onward is None:
                break
            url = onward
        return reply

    async def exchange(self, trial: Trial, url: httpx.URL) -> tuple[Reply, httpx.URL | None]:
        """Make one request; return what it said, and the URL that it leads on to."""
        begun = perf_counter()
        request = request_to(url, trial)
        async with closing(request):
            response = await self.transport(url).handle_async_request(request)
            self.heard.add(origin(url))
            self.note(trial, url, str(response.status_code), begun)
            try:
                return await self.understood(trial, url, response)
            finally:
                await response.aclose()

    async def understood(
        self, trial: Trial, url: httpx.URL, response: httpx.Response
    ) -> tuple[Reply, httpx.URL | None]:
        """Read a response; return what it said, and the URL that it leads on to."""
        secrets = tuple(self.secrets[pieces(trial.url).netloc])
        if response.status_code in REDIRECTS and "location" in response.headers:
            return redirect(trial, url, response, secrets)
        if not response.is_success:
            return refusal(response, secrets), None
        if trial.file:
            return Reply(Said.PAGE, response.status_code), None
        return await page(response, secrets), None

    def way(self, url: httpx.URL) -> Way:
        """Find the proxy for a URL."""
        return way(url.scheme, host(url), port(url), self.environment.variables)

    def transport(self, url: httpx.URL) -> httpx.AsyncHTTPTransport:
        """Return the transport for the way to a URL."""
        by = self.way(url)
        key = by, url.scheme == "https" or by.needs_tls
        if key not in self.transports:
            context = self.context if key[1] else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            self.transports[key] = transport_by(by, context)
        return self.transports[key]

    def note(self, trial: Trial, url: httpx.URL, outcome: str, begun: float) -> None:
        """Log one request, without its query and without what is secret."""
        if self.log:
            secrets = tuple(self.secrets[pieces(trial.url).netloc])
            bare = masked(str(url.copy_with(query=None)), secrets)
            how = "with a credential" if trial.credential else "without a credential"
            self.log(Event("index", f"GET {bare} → {outcome}, {how}", perf_counter() - begun))
