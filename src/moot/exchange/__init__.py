"""Formats of other programs: bibliographies into readings, spreadsheets into questions and back.

source.py   bytes of a file to text, within limits
bib.py      a BibTeX or CSL-JSON file to the data of readings
bibtex.py   BibTeX to records (the only bibtexparser): syntax, abbreviations, names
fields.py   which BibTeX field means what
csl.py      CSL-JSON to records
record.py   a record of either kind to the data of one reading
dates.py    dates as people write them to the dates of a guide
table.py    questions to a table and back
cells.py    what stands in one cell of it
calendar.py    sessions to a calendar file (the only icalendar)
invitation.py  what such a file says of a meeting
"""
