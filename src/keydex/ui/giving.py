"""A secret on its way: tried at the index, written, read back; each thing told as it is done."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from keydex.model import Credential, Step, Verdict
from keydex.secret import Secret
from keydex.survey import Survey
from keydex.ui.jobs import Job
from keydex.ui.session import Session
from keydex.ui.texts import counted
from keydex.ui.threads import each_in_thread, in_thread
from keydex.ui.widgets.told import Told
from keydex.workflows import pasting, plainly, storing


class Giving:
    """What a dialog or a card does with a secret that was handed over."""

    def __init__(self, session: Session, told: Told) -> None:
        self._session, self._told = session, told
        self._job: Job | None = None
        self.is_writing = False

    @property
    def is_trying(self) -> bool:
        """Say whether the index is asked."""
        return self._job is not None

    def doubt(self, survey: Survey, plan: pasting.Plan, secret: Secret) -> None:
        """Say what may be wrong with a secret."""
        for doubt in pasting.doubts(secret, plan, survey.environment, datetime.now(UTC)):
            self._told.add(f"! {doubt}", "tone--lacking")

    async def try_it(self, survey: Survey, plan: pasting.Plan, secret: Secret) -> None:
        """Ask the index; raises KeydexError where it refuses the secret or gives no answer."""
        self._told.start("asking the index …")
        self._job = Job(self._session)
        credential = Credential(plan.username, secret)
        verified = partial(storing.verified, survey, plan.feed, credential)
        try:
            said = await in_thread(partial(verified, self._job.means))
        finally:
            self._job.flag.set()
            self._job = None
        self._told.start()
        if said.verdict is Verdict.ACCEPTED:
            self._told.add(f"✓ the index accepts it: {said.reason}", "tone--good")
        else:
            self._told.add(f"? {said.reason}", "tone--lacking")

    async def write(self, survey: Survey, plan: pasting.Plan, secret: Secret) -> int:
        """Write every entry, and count them; what has begun is brought to its end."""
        self.is_writing, written = True, 0
        self._told.busy = "writing …"
        try:
            async for step in each_in_thread(self._steps(survey, plan, secret)):
                self._told.step(step)
                written += step.outcome == "done"
        finally:
            self.is_writing = False
            self._told.busy = ""
        if isinstance(plan, storing.Plan):
            self._told.add(f"{counted(written, 'entry', 'entries')} written and read back.")
        for sentence in pasting.end(secret, datetime.now(UTC)):
            self._told.add(sentence)
        return written

    def _steps(self, survey: Survey, plan: pasting.Plan, secret: Secret) -> Iterator[Step]:
        means = Job(self._session).means
        if isinstance(plan, plainly.Plan):
            return plainly.stored(survey, plan, secret, means)
        return storing.stored(survey, plan, secret, means)
