"""Every noun of keydex: what is configured, what is asked, what is there, what the index says."""

from keydex.model.asked import (
    Answer,
    Api,
    Credential,
    Lookup,
    Probe,
    Seen,
    State,
    Verdict,
    Via,
    When,
)
from keydex.model.configured import (
    Access,
    Choice,
    Command,
    Index,
    Installation,
    Origin,
    Problem,
    Role,
    Silence,
    Source,
)
from keydex.model.done import Edit, Event, Log, Step
from keydex.model.reports import Configuration, Fallback, Report
from keydex.model.spelling import Key, Version, dotted, spelled, undotted

__all__ = [
    "Access",
    "Answer",
    "Api",
    "Choice",
    "Command",
    "Configuration",
    "Credential",
    "Edit",
    "Event",
    "Fallback",
    "Index",
    "Installation",
    "Key",
    "Log",
    "Lookup",
    "Origin",
    "Probe",
    "Problem",
    "Report",
    "Role",
    "Seen",
    "Silence",
    "Source",
    "State",
    "Step",
    "Verdict",
    "Version",
    "Via",
    "When",
    "dotted",
    "spelled",
    "undotted",
]
