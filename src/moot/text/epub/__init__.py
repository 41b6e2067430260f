"""EPUBs to parts: `from_epub` of `read`; the other modules are its steps."""

from moot.text.epub.read import from_epub

__all__ = ["from_epub"]
