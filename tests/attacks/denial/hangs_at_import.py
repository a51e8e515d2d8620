"""Never gets through its own import.

Tries: denial
Exercise: 01_yield
Earns: nothing
Seen: Still running
"""

while True:
    pass
