"""Who of a class is alike, beyond what everybody writes.

`comparing` reads the course and compares a class; `pairs` finds who shares what is rare, `rarity` says what is, of the
`fingerprints` of programs, whose texts `tolerant` reads. Nothing is run. The page of it is
`grader.reports.similarity_page`.
"""
