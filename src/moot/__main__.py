"""`python -m moot`."""

import sys

# The `moot` script is safer: what Python itself imports before this line (importlib, warnings) cannot be kept out.
# `-m` puts the current folder first on the path: a guide folder holding a `yaml.py` must not be able to run code.
if (sys.path and sys.path[0] == "") or (sys.path and not sys.flags.safe_path):
    del sys.path[0]

from moot.cli import main

if __name__ == "__main__":
    main()
