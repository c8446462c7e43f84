"""Settings that turn the keyring off, or end the search before it."""

from keydex.rules.settings import builds, credentials, files, policies, providers, tools

ROWS = (
    *providers.ROWS,
    *files.ROWS,
    *builds.ROWS,
    *credentials.ROWS,
    *tools.ROWS,
    *policies.ROWS,
)
