"""Parameters of notebooks: injected by papermill, and refused when the notebook does not know them."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import lru_cache

import nbformat
from nbformat import NotebookNode
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from papermill.utils import find_first_tagged_cell_index

from kit.kernels.spec import NAME


class UnknownParameter(ValueError):
    """A notebook was given a parameter that its `parameters` cell does not set."""


def parameterised(nb: NotebookNode, parameters: Mapping[str, object], *, defaults: bool = True) -> NotebookNode:
    """A copy of `nb` with `parameters` in a cell of their own, after the notebook's `parameters` cell.

    Without `defaults` that cell is left out where it does nothing but set what is set anew: each cell costs a page
    milliseconds of processor time. Raises `UnknownParameter`, naming every parameter that the notebook does not have.
    """
    loaded, known, defaults_only = _loaded(nbformat.writes(nb))  # type: ignore[no-untyped-call]
    _refuse_unknown(parameters, known)
    copy = deepcopy(loaded)
    if not parameters:
        return copy
    filled: NotebookNode = parameterize_notebook(copy, dict(parameters), kernel_name=NAME, language="python")
    if not defaults and defaults_only and set(known) <= set(parameters):
        del filled.cells[find_first_tagged_cell_index(filled, "parameters")]
    return filled


@lru_cache(maxsize=32)
def _loaded(text: str) -> tuple[NotebookNode, tuple[str, ...], bool]:
    """A notebook as papermill loads it, its parameters' names, and whether their cell holds nothing but constants.

    The same few are filled in for every page. Python's own parser finds the names: papermill's inspection leaves out
    values that hold an equals sign.
    """
    nb = load_notebook_node(nbformat.reads(text, as_version=4))  # type: ignore[no-untyped-call]
    index = find_first_tagged_cell_index(nb, "parameters")
    names: list[str] = []
    defaults_only = index >= 0
    for statement in ast.parse(nb.cells[index].source).body if index >= 0 else ():
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        found = [target.id for target in targets if isinstance(target, ast.Name)]
        defaults_only &= len(found) == len(targets) and isinstance(getattr(statement, "value", None), ast.Constant)
        names += found
    return nb, tuple(names), defaults_only


def _refuse_unknown(parameters: Mapping[str, object], known: Sequence[str]) -> None:
    problems = []
    for name in parameters:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            problems.append(f"{name} (did you mean {close[0]}?)" if close else name)
    if problems:
        its = f"its parameters are {', '.join(known)}" if known else "it has no cell tagged parameters"
        raise UnknownParameter(f"The notebook does not know {', '.join(problems)}; {its}.")
