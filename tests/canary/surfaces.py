"""What was seen, and where."""

from dataclasses import dataclass, field

from tests.canary.places import Cage
from tests.canary.scanning import Hit, hits


@dataclass
class Surfaces:
    """What was seen, by the name of where it was; `holds` is what may be there."""

    seen: list[tuple[str, bytes, frozenset[str]]] = field(default_factory=list)

    def add(self, name: str, content: bytes, holds: frozenset[str] = frozenset()) -> None:
        """See one more."""
        self.seen.append((name, content, holds))

    def hits(self, cage: Cage) -> list[Hit]:
        """Return every canary where it may not be."""
        once = {(text, holds): name for name, text, holds in reversed(self.seen)}
        found: list[Hit] = []
        for (text, holds), name in once.items():
            others = [each for each in cage.canaries.values() if each.place not in holds]
            found += hits(name, text, others, cut_off=not holds)
        return found
