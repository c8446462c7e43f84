"""What there is to say of the entries of one feed, below their table."""

from collections.abc import Iterator, Sequence

from keydex.matrix import FILE, Entry, Stocks, serving
from keydex.matrix import commands as asked
from keydex.survey import Survey
from keydex.ui.texts import listed, safe


def commands(entry: Entry) -> dict[str, list[str]]:
    """Return each command line by which an entry is asked for, with the tools that ask so."""
    return {safe(line): tools for line, tools in asked(entry).items()}


def notes(
    survey: Survey, feed: str, entries: Sequence[Entry], stocks: Stocks
) -> Iterator[tuple[str, str]]:
    """Yield what is worth knowing of how the tools' questions differ, and of the store."""
    asking = {one.installation.tool for one, report in survey.feeds()[feed] if report.lookups}
    lacking = asking - {tool for entry in entries for tool in entry.found_by}
    for entry in entries:
        if entry.found_by and (others := sorted(lacking - {*entry.asked_by})):
            finds = "finds" if len(entry.found_by) == 1 else "find"
            does = "does" if len(others) == 1 else "do"
            text = f"{listed(entry.found_by)} {finds} {safe(entry.shown)}"
            yield "differs", f"{text}; {listed(others)} {does} not ask for it"
    most = serving(survey, feed, entries)
    if most and len(most[1]) > 1:
        yield "most", f"an entry for {safe(most[0].shown)} serves {listed(most[1])}"
    if any(ask and ask.turn == FILE for entry in entries for ask in entry.asks):
        yield FILE, "with a lock, it is asked about the files, which lie outside the index"
    if any(not each.is_whole for each in stocks.values()):
        yield "?", "not every keyring can be listed: it may hold more than what is asked for"
