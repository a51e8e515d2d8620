"""Never gets through its own import.

Tries: denial
Exercise: 01_yield
Earns: nothing
Seen: does not get through its import
"""

while True:
    pass
