"""keydex: which keyring entry a Python packaging tool asks for, and whether it works.

One line runs through the package:
Environment → Index → Lookup → Answer → Probe → Finding → Fix.

What the tools do: `config` reads files, `tools` say what is asked for, `survey` joins both;
`asking` puts the questions to `keyrings` and, by `probe`, to the indexes; `matrix` sets entries
beside tools.
What is wrong: `examining` gathers a case of `survey`, `rings`, `looks` and `resolving`; `rules`
find what is wrong with it, and name the fix.
What is told: `reference` has a page for each tool, written by these rules (tests/pages).
What is done: `edits` change files, `naming` and `workflows` do the rest, for `cli` and `ui` alike.

cli → demo → ui → workflows → matrix → examining → rules → resolving → looks → asking → naming
→ documents → survey → rings → {words typed} → {tools versions keyrings hosts probe edits} → config
→ environment → findings → model → {secret errors} → {nouns dumps}. Imports point right, never left;
tests/test_architecture.py checks it.
"""

__version__ = "0.1.0"
