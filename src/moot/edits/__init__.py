"""Edits of a guide or of a group's adaptation by id, for people who do not like YAML: each changes only its lines.

target.py    which guide or file is edited, and what stands in it
guide.py     edits of a guide's folder
readings.py  edits of its readings, and where they are used
entries.py   sections, claims, people and terms that are added to it
places.py    where in the guide's text these belong
group.py     the same edits as verbs of an adaptation: add, edit, drop, order
pending.py   the files as they would be; written together when all is well
trial.py     whether they would still load: nothing is written that brings a new error
values.py    the words of a command as the fields of a question or reading
library.py   entries of a bibliography, as readings to add
table.py     questions of a spreadsheet, as edits
ids.py       ids for questions that have none
"""
