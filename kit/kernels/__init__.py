"""Warm kernels, and notebooks run with parameters.

`WarmProvisioner` forks Jupyter kernels from one prepared process; `kit.kernels.run` runs notebooks on them.
"""
