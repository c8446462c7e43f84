"""Which index each package of a project would come from, where a private one refuses.

`wanted` names the packages, `doubts` are the indexes that keep a tool out, and `taking` asks the
others.
"""

from keydex.resolving.doubts import used
from keydex.resolving.taking import fallbacks
from keydex.resolving.wanted import has_hashes

__all__ = ["fallbacks", "has_hashes", "used"]
