"""Say by which names a machine without a keyring hands its logins over: names only, no value."""

from keydex.workflows.exporting.snippets import SNIPPETS, Snippet
from keydex.workflows.exporting.ways import JOB_USER, Export, Way, planned

__all__ = ["JOB_USER", "SNIPPETS", "Export", "Snippet", "Way", "planned"]
