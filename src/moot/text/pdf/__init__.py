"""PDFs to parts: `from_pdf` of `read`; the other modules are its steps."""

from moot.text.pdf.read import from_pdf

__all__ = ["from_pdf"]
