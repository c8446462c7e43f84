"""Does an index accept a credential? A pair of requests, without it and with it, says so.

Only the pair proves anything: a public index says 200 to any password.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from threading import Event as Flag
from threading import Thread

from keydex.environment import Environment
from keydex.model import Log, Probe
from keydex.probe.trial import Trial

__all__ = ["AT_ONCE", "Trial", "begin_loading", "probes"]

AT_ONCE = 16  # Requests; an index of many projects is one host.


def begin_loading() -> None:
    """Load what sends requests, while the keyrings are waited for."""
    Thread(target=import_module, args=("keydex.probe.running",), daemon=True).start()


def probes(  # noqa: PLR0913 - options, all by name.
    trials: Sequence[Trial],
    environment: Environment,
    *,
    settled: Callable[[int, Probe], None] | None = None,
    log: Log | None = None,
    cancelled: Flag | None = None,
    deadline: float = 10.0,
    at_once: int = AT_ONCE,
) -> tuple[Probe, ...]:
    """Try each credential on its URL, many at once, and return what came of it, in their order.

    Runs an event loop of its own, in any thread that has none. `settled` is called in that thread,
    once for each trial, as it comes. The same question is asked once, whoever asks it: a wrong
    password that nine tools find counts once where accounts are locked. `deadline` is in seconds,
    for one request with its redirects. What `cancelled` cuts short is unclear, "cancelled".
    """
    if not trials:
        return ()
    import asyncio

    from keydex.probe.asking import Asker
    from keydex.probe.running import run

    asker = Asker(environment, deadline, log)
    return asyncio.run(run(asker, trials, settled, cancelled or Flag(), at_once))
