"""Start the warm process: `python kit/kernels/__main__.py SOCKET LIFELINE FOLDER`, as `kit.kernels.warm` does."""

import sys

if not sys.flags.safe_path:
    # This file's own folder; kernels shall not import from it.
    del sys.path[0]

from kit.kernels.zygote import main

main()
