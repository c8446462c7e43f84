"""Files of a home folder as people write them: comments, blanks, old forms and leftovers.

In each `bob` has the password `s3cret-7f3a` at a.example, and others have their own elsewhere.
"""

from collections.abc import Mapping

PIP: Mapping[str, str] = {
    "as the documentation has it": """\
[global]
timeout = 60
index-url = https://bob:s3cret-7f3a@a.example/simple
""",
    "with comments of both kinds": """\
# pip, for work
; see the wiki
[global]
# index-url = https://bob:s3cret-7f3a@a.example/simple
index-url = https://bob:s3cret-7f3a@a.example/simple
; trusted-host = a.example

    # indented
[install]
no-compile = no
""",
    "with a list on lines of its own": """\
[global]
index-url = https://pypi.org/simple
extra-index-url =
    https://bob:s3cret-7f3a@a.example/simple
    # https://ann:other@b.example/simple
    https://ann:other@b.example/simple

trusted-host =
    a.example
    b.example
""",
    "with a list on one line": """\
[global]
extra-index-url=https://bob:s3cret-7f3a@a.example/simple https://ann:other@b.example/simple
""",
    "with tabs and colons": """\
[global]
index-url:\thttps://bob:s3cret-7f3a@a.example/simple
extra-index-url :
\thttps://ann:other@b.example/simple
timeout\t:\t10
""",
    "with a section a command": """\
[global]
disable-pip-version-check = true

[install]
index-url = https://bob:s3cret-7f3a@a.example/simple
find-links =
    /srv/wheels

[download]
index-url = https://bob:s3cret-7f3a@a.example/simple
""",
    "with a default section": """\
[DEFAULT]
index-url = https://bob:s3cret-7f3a@a.example/simple
[global]
timeout = 5
""",
    "with an underscore, in capitals": """\
[global]
Index_URL = https://bob:s3cret-7f3a@a.example/simple
""",
    "with the line ends of Windows": (
        "[global]\r\n; work\r\nindex-url = https://bob:s3cret-7f3a@a.example/simple\r\n\r\n"
        "[list]\r\nformat = columns"
    ),
}
PYPIRC: Mapping[str, str] = {
    "as the documentation has it": """\
[distutils]
index-servers =
    pypi
    corp

[pypi]
username = __token__
password = pypi-other

[corp]
repository = https://a.example/upload/
username = bob
password = s3cret-7f3a
""",
    "with colons and comments": """\
[distutils]
index-servers : corp
# ours
[corp]
repository: https://a.example/upload/
; him
username: bob
password: s3cret-7f3a
; username: ann
""",
    "with blanks around everything": """\
[distutils]
  index-servers = corp

[corp]
  repository = https://a.example/upload/
  username   = bob
  password   = s3cret-7f3a
""",
    "the old form": """\
[distutils]
index-servers =
  corp
[corp]
password=s3cret-7f3a
username=bob
repository=https://a.example/upload/
realm=pypi
[server-login]
username:ann
password:other
""",
    "with the line ends of Windows": (
        "[distutils]\r\nindex-servers =\r\n    corp\r\n\r\n[corp]\r\n"
        "repository = https://a.example/upload/\r\nusername = bob\r\npassword = s3cret-7f3a\r\n"
    ),
    "without a last line end": (
        "[distutils]\nindex-servers = corp\n"
        "[corp]\nrepository = https://a.example/upload/\nusername = bob\npassword = s3cret-7f3a"
    ),
}
NETRC: Mapping[str, str] = {
    "on one line": "machine a.example login bob password s3cret-7f3a\n",
    "on lines of its own": """\
machine a.example
    login bob
    password s3cret-7f3a
machine b.example
    login ann
    password other
""",
    "with tabs": "machine a.example\n\tlogin\tbob\n\tpassword\ts3cret-7f3a\n",
    "with comments": """\
# work
machine b.example login ann password other
# old: machine a.example login bob password old
machine a.example login bob password s3cret-7f3a
# end
""",
    "with a macro and a default": """\
machine a.example login bob password s3cret-7f3a

macdef init
cd /pub
mget *

default login anonymous password me@example.org
""",
    "with quotes": 'machine a.example login "bob" password "s3cret-7f3a"\n',
    "with an account and user": """\
machine a.example
user bob
account work
password s3cret-7f3a

machine b.example login ann account x password other
""",
    "with an account behind": """\
machine b.example login ann password other
machine a.example
login bob
password s3cret-7f3a
account work
""",
    "without a last line end": "machine b.example login ann password other\n"
    "machine a.example login bob password s3cret-7f3a",
    "with the line ends of Windows": "machine b.example login ann password other\r\n"
    "machine a.example\r\n  login bob\r\n  password s3cret-7f3a\r\n",
    "with a comment behind": "machine a.example login bob password s3cret-7f3a # work\n",
}
REFUSED: Mapping[str, tuple[str, str, str]] = {
    "two sections of one name": (
        "~/.config/pip/pip.conf",
        "[global]\nindex-url = https://bob:s3cret-7f3a@a.example/simple\n[global]\ntimeout = 5\n",
        "the section global is there twice",
    ),
    "a key twice": (
        "~/.config/pip/pip.conf",
        "[global]\nindex-url = https://bob:s3cret-7f3a@a.example/simple\nindex-url = https://b\n",
        "the key is there twice",
    ),
    "a byte order mark": (
        "~/.pypirc",
        "\ufeff[corp]\nrepository = https://a.example/upload/\npassword = s3cret-7f3a\n",
        "it begins with a byte order mark",
    ),
    "a byte order mark in a netrc": (
        "~/.netrc",
        "\ufeffmachine a.example login bob password s3cret-7f3a\n",
        "`machine`, `default` or `macdef` is expected",
    ),
    "a macro without an end": (
        "~/.netrc",
        "machine a.example login bob password s3cret-7f3a\nmacdef init\ncd /pub\n",
        "no empty line ends the macro",
    ),
}
"""What the tools themselves can't read: the file, its text, and what is said of it."""
