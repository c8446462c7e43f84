"""Project files as people wrote them, with where each is from and under which licence."""

import json
import lzma
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Written:
    """A file of a public repository; `source` is repository, commit and path."""

    of: str
    licence: str
    source: str
    text: str = field(repr=False)

    @property
    def name(self) -> str:
        """Return the name that the file has."""
        return self.source.rpartition("/")[2].rpartition(":")[2]


def corpus() -> tuple[Written, ...]:
    """Return all of them."""
    content = lzma.decompress(Path(__file__).with_name("corpus.json.xz").read_bytes())
    rows = json.loads(content)
    return tuple(Written(row["of"], row["licence"], row["from"], row["text"]) for row in rows)
