"""Has functions, files and attributes with names of a hundred thousand letters, which messages would tell.

Tries: denial
Exercise: 01_yield
Earns: test_calling_foo_prints_nothing
Built: yes
Seen: expected
Seen: Raised
"""

NAME = "n" * 45_000
FILES = {
    "generator.py": f"""
def {NAME}():
    raise AttributeError("{NAME[:9000]}", name="{NAME[:9000]}")
def foo():
    return type("{NAME}", (), {{}})()
def count_up(start, stop=None):
    return {NAME}()
def running_total(numbers):
    return {NAME}(1)
""".encode()
}
