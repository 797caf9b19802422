"""Start the warm process: `python -P -m kit.kernels SOCKET LIFELINE PARENT FOLDER`, as `kit.kernels.warm` does."""

from kit.kernels.zygote import main

main()
