"""Word documents to parts: `from_docx` of `read`; the other modules are its steps."""

from moot.text.docx.read import from_docx

__all__ = ["from_docx"]
