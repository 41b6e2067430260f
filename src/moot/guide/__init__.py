"""The vocabulary of a guide as frozen, strict models; no input or output here."""
