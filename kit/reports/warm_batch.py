"""Imported once before the processes of a batch are forked: what notebooks and renderers need, read and ready."""

import gc

from kit.kernels import recording, run_forked
from kit.reports import warm_notebooks, warm_renderers

__all__ = ["recording", "run_forked", "warm_notebooks", "warm_renderers"]

gc.collect()
gc.freeze()
gc.disable()
