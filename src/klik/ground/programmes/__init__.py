"""The programme of an event as a value: frozen, compared, and written in the formats that it has.

Pure functions, without a database: `programme` says what a programme is, `frozen` writes one down
and counts its changes, `differing` says what changed, `conflicts` what cannot be right, and
`calendar`, `feed`, `schedule` and `linked` write it as iCalendar, Atom, schedule.json and JSON-LD.
"""
