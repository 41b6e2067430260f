"""Web pages to parts: `from_html` of `read`; the other modules are its steps."""

from moot.text.html.read import from_html

__all__ = ["from_html"]
