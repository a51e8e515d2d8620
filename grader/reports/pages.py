"""What the HTML pages have in common: Jinja with everything escaped, the style, and numbers and sentences as text.

A page is one file that opens from the disk: its style and script stand in it, and nothing is fetched. What is on which
page is the business of the modules that render them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from grader.language import Words
from grader.reports.numbers import points_text


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("grader.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["points"] = points_text
    return environment


def page(template: str, words: Words, **values: Any) -> str:
    """The page that a template of `templates/` makes of `values`; `words` is the language it speaks.

    In a template `said(...)` gives a sentence in that language. Sentences are made in Python, with `say`, where the
    catalogue finds them.
    """
    return _environment().get_template(template).render(words=words, said=words.of, **values)
