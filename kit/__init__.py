"""A kit for workshops of several countries that end with finished workplans."""

import sys

# Jupyter's schemas are checked by jsonschema, which for addresses in other scripts builds a grammar at every start:
# 1.3 s of a server's 3 s. None of the schemas has such an address; without the module jsonschema leaves that check out.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # "not there", in the import system's words
