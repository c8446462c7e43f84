"""Every reader of keydex on files, words and answers that somebody has spoiled.

`texts` are valid, `spoiling` changes them, `readers` name who reads what, `claims` are what holds
whatever was read. Some thousands run with the other tests; `python -m tests.inputs` runs more.
"""
