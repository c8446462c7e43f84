"""Write a username to where an index is declared: the diff first, then the file."""

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Footer, Input, Label, Select

from keydex import hosts
from keydex.errors import ConfigError, KeydexError
from keydex.model import Edit
from keydex.secret import masked
from keydex.survey import Survey
from keydex.ui.commands import DIALOG
from keydex.ui.rounds import Round
from keydex.ui.session import Session
from keydex.ui.summaries import name
from keydex.ui.threads import each_in_thread, in_thread
from keydex.ui.widgets.diff import Diff
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.told import Told
from keydex.workflows import naming
