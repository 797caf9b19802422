"""Jupyter's own test suite for kernels, on ours."""

from __future__ import annotations

import jupyter_kernel_test


class TestWarmKernel(jupyter_kernel_test.KernelTests):  # type: ignore[misc]
    """Every test of the suite that a Python kernel can be asked."""

    kernel_name = "workplan-kit"
    language_name = "python"
    file_extension = ".py"
    code_hello_world = "print('hello, world')"
    code_stderr = "import sys; print('test', file=sys.stderr)"
    code_page_something = "zip?"
    code_generate_error = "raise ValueError('wrong')"
    code_execute_result = ({"code": "6*7", "result": "42"},)
    code_display_data = (
        {"code": "from IPython.display import HTML, display; display(HTML('<b>test</b>'))", "mime": "text/html"},
    )
    code_clear_output = "from IPython.display import clear_output; clear_output()"
    code_inspect_sample = "print"
    completion_samples = ({"text": "zi", "matches": {"zip"}},)
    complete_code_samples = ("print('hi')", "def f(x):\n  return x*2\n\n")
    incomplete_code_samples = ("print('''hi", "def f(x):")
    invalid_code_samples = ("import = 7q",)
