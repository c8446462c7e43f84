"""Start a tool whose Python takes no variables: put the notes within reach, then run it as it is.

python -E started.py SCRIPT ARGUMENT…
python -I started.py -m MODULE ARGUMENT…
"""

import os
import runpy
import sys

if __name__ == "__main__":
    HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - as old Pythons have it.
    sys.path[:] = [*(each for each in sys.path if os.path.abspath(each) != HERE), HERE]  # noqa: PTH100
    if sys.argv[1] == "-m":
        module = sys.argv[2]
        sys.argv = [module, *sys.argv[3:]]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    else:
        sys.argv = sys.argv[1:]
        if not sys.flags.isolated:
            sys.path.insert(0, os.path.dirname(os.path.realpath(sys.argv[0])))  # noqa: PTH120
        runpy.run_path(sys.argv[0], run_name="__main__")
