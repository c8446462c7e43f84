"""What real tools ask a keyring: any release is run, and what it asks and sends is written down.

    python -m tests.oracle record uv 0.6.17 0.7.0 --to recorded.json.xz
    python -m tests.oracle fuzz uv pip --worlds 100 --releases older --seed 1 --to found.json.xz
    python -m tests.oracle merge recorded.json.xz

A world (tests/oracle/worlds) is laid out on disk; the release is installed from the package index
that pip is configured for; a proxy on loopback plays every index; the keyring is one that takes
notes. `record` prints where keydex says something else than what was seen; `merge` adds rows to
those of tests/recorded, which tests/test_recorded.py holds in memory. `fuzz` draws worlds at
random (tests/oracle/fuzzing); one in which keydex says something else is shrunk to what that takes.

Left out is what no configuration decides:

- indexes of one host of which one root lies in another (uv >= 0.7.0 takes the first in the order
  of a hash, astral-sh/uv `Indexes::index_for`);
- the strategies `unsafe-first-match` and `unsafe-best-match`, which ask side by side;
- several packages up to uv 0.6.17, where the service is the page that is fetched first;
- a package that is pinned to one index while others are configured, which are asked side by side;
- several find-links of uv, which are asked side by side, and one that refuses ends the others
  (crates/uv-client/src/flat_index.rs, fetch_all);
- files that only a page names, and where a redirect leads: the server says whether that is below
  the index, which counts where variables give it another login than its URL;
- signatures for Google's and Azure's storage (UV_GCS_ENDPOINT_URL, UV_AZURE_ENDPOINT_URL), which
  need a token from the net;
- prompts of a person at a terminal.
"""
