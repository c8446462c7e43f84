"""keydex: which keyring entry a Python packaging tool asks for, and whether it works.

One line runs through the package: Environment → Index → Lookup → Answer → Probe → Finding → Fix.

cli → ui → workflows → survey → {tools versions keyrings hosts probe edits} → config → environment
→ model → {secret errors}. Imports point right, never left; tests/test_architecture.py checks it.
"""

__version__ = "0.1.0"
