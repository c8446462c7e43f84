"""TOML documents that are hard to change: as people write them, and as hypothesis makes them."""

from hypothesis import strategies as st

INTERLEAVED = """\
# top
[[tool.uv.index]]  # first
name = "a"
url = "https://a/simple"   # u
# tail of a

[tool.uv.sources]
x = { index = "a" }

# head of b
[[tool.uv.index]]
  url = 'https://b/simple' # lit
  name = "b"

[tool.uv]
package = false
"""

DOCUMENTS = {
    "interleaved": INTERLEAVED,
    "with the line ends of Windows": INTERLEAVED.replace("\n", "\r\n"),
    "with both line ends": INTERLEAVED.replace("\n", "\r\n", 5),
    "with a byte order mark": "\ufeff" + INTERLEAVED,
    "without final newline": INTERLEAVED.rstrip("\n"),
    "ended by a comment": INTERLEAVED + "# the end",
    "project between": """\
[[tool.uv.index]]
url = "https://a/simple"
[project]
name = "x"
[[tool.uv.index]]
url = "https://b/simple"
""",
    "sub-tables of entries": """\
[[tool.uv.index]]
url = "https://a/simple"
[tool.uv.index.cache-control]
api = "x"
[[tool.uv.index]]
[[tool.uv.index.deep]]
k = "1"
[[tool.uv.index.deep]]
k = "2"
[[tool.uv.index]]
[[tool.uv.index.deep]]
k = "3"
""",
    "inline": """\
[tool.uv]
index = [ { name = "a", url = "https://a/simple" }, # one ]
  { url = 'https://b/simple', explicit = true, deep.er = "x" },
  {},
]
""",
    "dotted": """\
tool.uv.package = false
tool . uv.index = [{ name = "a", url = "https://a/simple" }]
project.name = "x"
[other]
a.b.c = "d"
a.b.e = "f"
""",
    "quoted": """\
[["tool"."uv".'index']]
"name" = "a"
'url' = "https://a/simple"
"a.b" = "c"
"\\u00e9\\"]=" = "d"
'#' = "e"
""",
    "indented": """\
[tool.uv]
\tpackage = true

\t[[ tool . uv . index ]]
\t  name   =   "a"
\t  url    =   "https://a/simple"
""",
    "multi-line strings": '''\
[tool]
a = """
[[tool.uv.index]]
url = "https://not/simple" \\"""
"""
b = \'\'\'
url = 'https://not/simple'\'\'\'
c = """"quoted""""
d = \'\'\'\'quoted\'\'\'\'
e = """\\
  https://e/simple"""
f = """"""
g = ""
h = "\\\\"
i = "\\"]}#,"
''',
    "other values": """\
a = nan
b = [+inf, -0.0, 0xDEAD_beef, 1_000.5e+10] # c
d = 1979-05-27 07:32:00.999999 # e
f = [1979-05-27T07:32:00Z, 07:32:00, [["x", [ ]]], { }, ]
g = { h = true, i = [ "j", # k
  "l" ] }
m = "n"
""",
    "nothing but a key": 'a = "b"',
    "empty": "",
    "only a comment": "# nothing",
}

NAMES = st.sampled_from(["name", "url", "a.b", '"q r"', "'#='", "x-1", '"\\u00e9"'])
COMMENTS = st.sampled_from(["", "", '  # it\'s "so"', "# [x]", "   "])
PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="'\"\\"))
STRINGS = st.one_of(
    PLAIN.map('"{}"'.format),
    PLAIN.map("'{}'".format),
    PLAIN.map('"""\n{}\\"\n"x" """'.format),
    PLAIN.map("'''{}\n[a]'''".format),
    st.sampled_from(['"\\u0001\\n\\\\"', '""', "''", '"#]}"', '""""a""""', "'''''b'''"]),
)
SCALARS = st.one_of(STRINGS, st.sampled_from(["1", "nan", "true", "1979-05-27 07:32:00", "0.1"]))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(" , # c\n".join).map("[ {} ]".format),
        inner.map('{{ k = {}, "l" = 1 }}'.format).filter(lambda text: "\n" not in text),
        inner.map("[ # c ]\n{},\n]".format),
    ),
    max_leaves=5,
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Make a document of tables and entries in any order, comments and blanks among them."""
    blocks = [draw(_block(""))]
    for number in range(draw(st.integers(0, 5))):
        header = draw(st.sampled_from(["[[tool.uv.index]]", "[[ 'tool' . x ]]", "[tool.t{}]"]))
        blocks.append(draw(_block(header.format(number))))
    text = "".join(blocks)
    text = text.rstrip("\n") if draw(st.booleans()) else text
    text = text.replace("\n", "\r\n") if draw(st.booleans()) else text
    return draw(st.sampled_from(["", "\ufeff"])) + text


@st.composite
def _block(draw: st.DrawFn, header: str) -> str:
    indent = draw(st.sampled_from(["", "", "  ", "\t"]))
    lines = [header + draw(COMMENTS)] if header else []
    for name in draw(st.lists(NAMES, max_size=4, unique=True)):
        lines.append(f"{name} = {draw(VALUES)}{draw(COMMENTS)}")
        lines += draw(st.lists(st.sampled_from(["", "# c", "  "]), max_size=2))
    return "".join(f"{indent}{line}\n" for line in lines)
