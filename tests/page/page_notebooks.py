"""The notebooks that the tests open."""

from pathlib import Path

import nbformat
from nbformat import v4

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}

STOCK = """
import ipywidgets as w
slider = w.IntSlider(value=3, max=20, description="Slider")
label = w.Label("value 3")
slider.observe(lambda change: setattr(label, "value", f"value {change['new']}"), "value")
html = w.HTML('<b class="bold" style="color: rgb(200, 0, 0)">bold</b>'
              '<script>document.title = "hacked"</script><style>body { display: none }</style>')
text = w.Text(value="hello", layout=w.Layout(width="240px"))
w.Tab([w.VBox([slider, label]), w.HBox([text, w.Dropdown(options=["a", "b"])]), html],
      titles=["First tab", "Second tab", "Third tab"])
"""

OUTPUT = """
import ipywidgets as w
from IPython.display import HTML, display
out = w.Output()
with out:
    print("from the cell")
button = w.Button(description="Press")
presses = []
@out.capture()
def press(_):
    presses.append(1)
    print("pressed", len(presses))
    display(HTML(f'<i class="pressed">html {len(presses)}</i>'))
button.on_click(press)
w.VBox([button, out])
"""

RICH = """
import base64
from IPython.display import HTML, SVG, Image, display
display(SVG('<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40"/></svg>'))
display(Image(data=base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAFElEQVR4nGNkYPjPgA8w4ZUdwdIAM4QBE50oY'
                                    'joAAAAASUVORK5CYII='), width=40))
display(HTML('<p id="html" style="color: rgb(0, 0, 200)">text <a href="javascript:alert(1)">link</a></p>'))
import pandas as pd
display(pd.DataFrame({"country": ["Nepal"], "score": [1]}))
print("plain text")
"""

ANYWIDGET = """
import anywidget, traitlets as t
import ipywidgets as w
class Counter(anywidget.AnyWidget):
    _esm = '''
    function render({ model, el }) {
      const button = document.createElement("button");
      button.className = "count";
      const draw = () => (button.textContent = "count " + model.get("value"));
      button.onclick = () => { model.set("value", model.get("value") + 1); model.save_changes(); };
      model.on("change:value", draw);
      draw();
      el.append(button);
    }
    export default { render };
    '''
    _css = ".count { color: rgb(0, 120, 0) }"
    value = t.Int(0).tag(sync=True)
counter = Counter()
heard = w.Label("python 0")
counter.observe(lambda change: setattr(heard, "value", f"python {change['new']}"), "value")
display(counter, heard)
button = w.Button(description="Another")
late = w.Output()
@late.capture()
def another(_):
    class Late(anywidget.AnyWidget):
        _esm = 'export default { render({ el }) { el.textContent = "ran what a kernel sent"; } };'
    display(Counter(value=40), Late())
button.on_click(another)
display(button, late)
"""

WIDGET = """
import sys
from pathlib import Path
sys.path.insert(0, str(Path.cwd()))
import traitlets as t
from kit.forms.base import KitWidget
class Echo(KitWidget):
    _esm = Path("widgets/static/echo.js").resolve()
    _css = Path("widgets/static/echo.css").resolve()
    value = t.Unicode("from python").tag(sync=True)
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.on_msg(lambda _, content, buffers: self.send({"echo": content["say"].upper()}))
Echo()
"""

ECHO_JS = """import { line } from "./lines.js";

function render({ model, el }) {
  const text = line(model.get("value"));
  text.className = "echo";
  model.on("msg:custom", (content) => (text.textContent = content.echo));
  text.onclick = () => model.send({ say: "hello" });
  document.addEventListener("kit:connection", ({ detail }) => (text.dataset.state = detail.state));
  el.append(text);
}

export default { render };
"""

LINES_JS = """export function line(text) {
  return Object.assign(document.createElement("p"), { textContent: text });
}
"""


def write(folder: Path, name: str, *sources: str) -> None:
    cells = [v4.new_markdown_cell(f"# Page {name}\n\nSome *text*."), *(v4.new_code_cell(source) for source in sources)]
    nbformat.write(v4.new_notebook(cells=cells, metadata=KERNEL), folder / f"{name}.ipynb")


def write_all(folder: Path) -> None:
    write(folder, "stock", STOCK)
    write(folder, "output", OUTPUT)
    write(folder, "rich", RICH)
    write(folder, "anywidget", ANYWIDGET)
    write(folder, "widget", WIDGET)
    write(folder, "rtl", 'print("text")')
    write(folder, "broken", 'print("before the error")', "secret = 1 / 0", 'print("after the error")')
    static = folder / "widgets" / "static"
    static.mkdir(parents=True)
    (static / "echo.js").write_text(ECHO_JS)
    (static / "lines.js").write_text(LINES_JS)
    (static / "echo.css").write_text(".echo { color: rgb(0, 0, 120); }\n")
