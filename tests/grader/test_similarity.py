"""Copies are found in whatever disguise, and who worked alone is not suspected.

The classes are made up of the courses' own programs, right and wrong: each of them goes its own way.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.exercises import Exercise, load_course
from grader.similarity import pairs as similarity
from grader.similarity.comparing import find_pairs, idiom_of
from grader.similarity.fingerprints import MAX_BLOCKS, MAX_TOKENS, Span, blocks_of
from grader.similarity.pairs import AT_LEAST, LEAST, Match, Pair, find_pairs_of
from grader.similarity.rarity import LENGTH, programs_of
from grader.similarity.tolerant import lines_of
from grader.submissions import Submission, digest_of

COURSE = load_course(Path(__file__).resolve().parents[2])
LONG = ("08_callback", "11_cancel", "13_crowd", "16_fix_the_notes", "20_async_iteration", "21_own_loop")


def handed_in(learner: str, program: str | bytes, name: str = "kata.py", **others: str) -> Submission:
    """A submission of one file, or of some more."""
    texts = {name: program} | {f"{other}.py": text for other, text in others.items()}
    files = {file: text if isinstance(text, bytes) else text.encode() for file, text in texts.items()}
    return Submission(learner=learner, exercise="01_kata", files=files, digest=digest_of(files))


def programs(exercise: Exercise, *folders: str) -> dict[str, str]:
    """The programs of a spec's folders, by name."""
    return {
        f"{folder}/{file.stem}": file.read_text("utf-8")
        for folder in folders
        for file in sorted((exercise.hidden / folder).glob("*.py"))
    }


def a_class(exercise: Exercise, *folders: str) -> list[Submission]:
    """A class in which each learner handed in another program."""
    return [handed_in(name, text) for name, text in programs(exercise, *folders).items()]


def given_out(exercise: Exercise) -> list[dict[str, bytes]]:
    """What the course gives out, without the programs of which the classes here are made."""
    return [{"kata.py": file.read_bytes()} for file in (exercise.stub, exercise.solution)]


def learners(pair: Pair) -> set[str]:
    """Who the two are."""
    return {pair.first.learner, pair.second.learner}


def tokens(text: str) -> list[tuple[str, ...]]:
    """What is compared of a program, in an order of its own."""
    return sorted(block.tokens for block in blocks_of({"kata.py": text.encode()}))


# --- disguises --------------------------------------------------------------------------------------------------


def renamed(text: str) -> str:
    """Every variable and parameter under another name."""
    tree = ast.parse(text)
    bound = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    names = {name: f"thing_{number}" for number, name in enumerate(sorted(bound))}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
        elif isinstance(node, ast.arg | ast.keyword):
            node.arg = names.get(node.arg, node.arg)
    return ast.unparse(tree)


def reformatted(text: str) -> str:
    """Other quotes, other indents, blank lines and brackets."""
    return ast.unparse(ast.parse(text)).replace("    ", "  ").replace("\n", "\n\n").replace(", ", ",  ")


def reordered(text: str) -> str:
    """The functions and classes the other way round."""
    tree = ast.parse(text)
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    first = [node for node in tree.body if not isinstance(node, defined)]
    tree.body = [*first, *reversed([node for node in tree.body if isinstance(node, defined)])]
    return ast.unparse(tree)


def retold(text: str) -> str:
    """Other comments, other docstrings, and types for all."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for argument in node.args.args:
                argument.annotation = ast.Name("object")
            node.returns = ast.Name("object")
            node.body.insert(0, ast.Expr(ast.Constant("My own work.")))
    return "# all mine\n" + ast.unparse(ast.fix_missing_locations(tree)).replace("\n", "  # !\n")


def padded(text: str) -> str:
    """A statement that does nothing after every other one of a function."""
    tree = ast.parse(text)
    for node in [*ast.walk(tree)]:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [
                each
                for number, statement in enumerate(node.body)
                for each in (statement, *(ast.parse("never = 17").body if number % 2 == 0 else ()))
            ]
    return ast.unparse(tree)


def spelt_out(text: str) -> str:
    """`asyncio.sleep` under its own name."""
    return "from asyncio import *\nfrom asyncio import sleep as nap_\n" + text.replace(
        "asyncio.sleep(", "nap_("
    )


def in_disguise(text: str) -> str:
    """All of that at once."""
    for disguise in (renamed, padded, reordered, retold):
        text = disguise(text)
    return text


@pytest.mark.parametrize("slug", LONG)
def test_a_copy_in_disguise_stands_on_top(slug):
    """Whichever of the right programs somebody has taken over: renamed, reordered, padded, it heads the list."""
    exercise = COURSE.by_slug[slug]
    for name, text in programs(exercise, "right").items():
        copy = handed_in("copy", in_disguise(text))
        found = find_pairs_of([*a_class(exercise, "right", "wrong"), copy], given_out(exercise)).pairs
        # Among the wrong programs there are some that were made of one another.
        found = tuple(pair for pair in found if not all(each.startswith("wrong/") for each in learners(pair)))
        assert learners(found[0]) == {"copy", name}


@pytest.mark.parametrize(
    ("disguise", "least"),
    [
        (renamed, 1),
        (reformatted, 1),
        (reordered, 1),
        (retold, 1),
        (spelt_out, 1),
        (padded, 0.8),
        (in_disguise, 0.7),
    ],
)
def test_a_disguise_hides_little(disguise, least):
    """Names, layout, order, comments and types change nothing at all; statements in between take a little."""
    exercise = COURSE.by_slug["10_concurrency"]
    text = programs(exercise, "right")["right/workers_over_a_queue"]
    submissions = [*a_class(exercise, "right"), handed_in("copy", disguise(text))]
    (pair,) = find_pairs_of(submissions, given_out(exercise)).pairs
    assert learners(pair) == {"copy", "right/workers_over_a_queue"}
    assert least <= pair.alike <= 1


@pytest.mark.parametrize("disguise", [renamed, reformatted, reordered, retold, spelt_out])
def test_what_is_compared_knows_nothing_of_a_disguise(disguise):
    """Of every right program the same tokens stay, whatever it is dressed up as."""
    for exercise in COURSE.exercises:
        for name, text in programs(exercise, "right").items():
            assert tokens(disguise(text)) == tokens(text), name


def test_fields_and_keywords_may_be_called_anything():
    """A field or a keyword under another name changes nothing; a method of the library's that is another one does."""
    text = "class A:\n    def f(self, x):\n        self.rows = x\n        self.rows.append(g(limit=1))\n"
    assert tokens(text.replace("rows", "lines").replace("limit", "most")) == tokens(text)
    assert tokens(text.replace("append", "remove")) != tokens(text)


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda exercise: exercise.slug)
def test_who_worked_alone_is_in_no_pair(exercise):
    """The right programs of an exercise, each another way to do it, make no pair: not in any of the exercises."""
    assert find_pairs_of(a_class(exercise, "right"), given_out(exercise)).pairs == ()


def test_a_program_of_two_authors_is_like_both():
    """Half of one and half of another: both pairs are found, since either author's part counts for itself."""
    exercise = COURSE.by_slug["21_own_loop"]
    right = programs(exercise, "right")
    both = right["right/requests"] + right["right/one_heap"]
    found = find_pairs_of([*a_class(exercise, "right"), handed_in("both", both)], given_out(exercise)).pairs
    assert {*map(frozenset, map(learners, found))} == {
        frozenset({"both", "right/requests"}),
        frozenset({"both", "right/one_heap"}),
    }


# --- what is no evidence ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda exercise: exercise.slug)
def test_what_the_course_gives_out_is_no_evidence(exercise):
    """Two stubs, two solutions, two of the ways that the course knows: no pair, though they are the same."""
    texts = [exercise.stub.read_text("utf-8"), exercise.solution.read_text("utf-8")]
    texts += programs(exercise, "right").values()
    submissions = [handed_in(f"{who}{number}", text) for number, text in enumerate(texts) for who in "ab"]
    assert find_pairs_of(submissions, idiom_of(exercise)).pairs == ()


def test_examples_of_a_readme_are_given_out(own_course):
    """A session's input and a snippet, both long enough to be suspicious, are no evidence once a README has them."""
    (exercise,) = load_course(own_course).exercises
    first, *others = OWN.splitlines()
    typed = "\n".join([f">>> {first}", *(f"... {line}" for line in others), "...", ">>> f([])", "{}\n"])
    submissions = [handed_in(learner, renamed(OWN)) for learner in "ab"]
    assert len(find_pairs_of(submissions, idiom_of(exercise)).pairs) == 1
    readme = exercise.folder / "README.md"
    readme.write_text(readme.read_text("utf-8") + f"\n```python\n{typed}```\n", "utf-8")
    assert find_pairs_of(submissions, idiom_of(exercise)).pairs == ()


OWN = """\
def f(words, limit=3):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    best = sorted(counts, key=lambda word: (-counts[word], word))[:limit]
    print(f"{len(best)} of {len(counts)}")
    while best and counts[best[-1]] < limit:
        best.pop()
    return {word: counts[word] for word in best if not word.startswith("_")}
"""
"""A function that nobody else writes like that."""
SECOND = OWN.replace("word", "term").replace("counts.get(term, 0) + 1", "term * 2 if term else counts")
"""Another, which differs from it in a line."""
SHORT = """\
def f(words):
    for word in words:
        yield word.strip().lower()
"""


def test_three_lines_are_no_evidence():
    """In a short exercise two, or all, who write the same three lines are no pair; a longer function is one."""
    others = [
        handed_in(f"other{number}", f"def f(x):\n    return x{' + 1' * number}\n") for number in range(8)
    ]
    assert find_pairs_of([*others, handed_in("a", SHORT), handed_in("b", SHORT)]).pairs == ()
    (pair,) = find_pairs_of([*others, handed_in("a", OWN), handed_in("b", OWN)]).pairs
    assert pair.alike == 1
    assert pair.weight > LEAST


@pytest.mark.parametrize(
    ("holders", "size", "found"), [(2, 10, 1), (3, 10, 3), (10, 10, 0), (50, 1000, 0), (3, 1000, 3)]
)
def test_what_many_have_is_no_evidence(holders, size, found):
    """Two or three of a class are pairs; all of a small class, or a twentieth of a large one, are not."""
    submissions = [handed_in(f"with{number:04}", OWN * 2) for number in range(holders)]
    submissions += [handed_in(f"without{number:04}", SHORT) for number in range(size - holders)]
    assert len(find_pairs_of(submissions).pairs) == found


@pytest.mark.parametrize(
    ("holders", "size", "rare"),
    [(2, 2, True), (3, 3, False), (9, 40, True), (10, 40, False), (14, 300, True), (15, 300, False),
     (49, 1200, True), (50, 1200, False)],
)  # fmt: skip
def test_what_is_rare_depends_on_the_class(holders, size, rare):
    """Fewer than 10 learners, or fewer than a twentieth of the class, but not 50 of them."""
    submissions = [handed_in(f"with{number:04}", OWN) for number in range(holders)]
    submissions += [handed_in(f"without{number:04}", "") for number in range(size - holders)]
    assert any(program.weights for program in programs_of(submissions, ())) is rare


def test_what_fewer_have_weighs_more():
    """The same lines are weaker evidence when a third learner has them too."""
    others = [handed_in(f"other{number}", SHORT) for number in range(8)]
    two = find_pairs_of([*others, handed_in("a", OWN * 2), handed_in("b", OWN * 2)]).pairs
    three = find_pairs_of([*others, *(handed_in(learner, OWN * 2) for learner in "abc")]).pairs
    assert three[0].weight < two[0].weight


# --- evidence ---------------------------------------------------------------------------------------------------


def test_evidence_names_files_and_lines():
    """A function that moved to another file, and one that moved down: ranges on both sides, in order of the first."""
    first = handed_in("a", OWN + "\n\n" + SECOND)
    other = handed_in("b", "import os\n\n\n" + SECOND, helper=OWN)
    (pair,) = find_pairs_of([first, other]).pairs
    # The two differ in a line, so that of each the other half is found with either.
    spans = {(match.first.file, match.second.file) for match in pair.evidence}
    assert spans == {("kata.py", "kata.py"), ("kata.py", "helper.py")}
    assert (
        Match(first=Span(file="kata.py", first=1, last=9), second=Span(file="helper.py", first=1, last=9))
        in pair.evidence
    )
    assert (
        Match(first=Span(file="kata.py", first=12, last=20), second=Span(file="kata.py", first=4, last=12))
        in pair.evidence
    )
    assert [match.first.first for match in pair.evidence] == sorted(
        match.first.first for match in pair.evidence
    )


def test_lines_apart_are_ranges_apart():
    """What is one's own between two parts that are alike is in neither of the ranges."""
    between = "\n\ndef g(x):\n" + "".join(f"    x = x[{sign}x]\n" for sign in "+-~")
    (pair,) = find_pairs_of(
        [handed_in("a", SECOND + between + "\n\n" + OWN), handed_in("b", SECOND + "\n\n# mine\n\n\n" + OWN)]
    ).pairs
    assert [(match.first.first, match.first.last) for match in pair.evidence] == [(1, 9), (18, 26)]
    assert [(match.second.first, match.second.last) for match in pair.evidence] == [(1, 9), (15, 23)]


def test_a_line_is_evidence_once():
    """Who has a function twice shares it once with somebody who has it once."""
    (pair,) = find_pairs_of([handed_in("a", OWN + OWN), handed_in("b", OWN)]).pairs
    assert pair.evidence == (
        Match(first=Span(file="kata.py", first=1, last=9), second=Span(file="kata.py", first=1, last=9)),
    )


def test_the_order_of_the_submissions_does_not_matter():
    """A class that is read in another order has the same pairs, and the first of a pair is the first by name."""
    exercise = COURSE.by_slug["20_async_iteration"]
    submissions = a_class(exercise, "right", "wrong")
    submissions += [handed_in("a copy", in_disguise(programs(exercise, "right")["right/shielded"]))]
    shuffled = random.Random(1).sample(submissions, len(submissions))
    found = find_pairs_of(submissions, given_out(exercise))
    assert find_pairs_of(shuffled, given_out(exercise)) == found
    assert found.pairs[0].first.learner == "a copy"


def test_a_higher_bar_leaves_fewer_pairs():
    """`at_least` is the share from which on a pair is told."""
    padding = handed_in("b", padded(padded(OWN)))
    (pair,) = find_pairs_of([handed_in("a", OWN), padding], at_least=0.5).pairs
    assert AT_LEAST < pair.alike < 1
    assert find_pairs_of([handed_in("a", OWN), padding], at_least=1).pairs == ()


# --- text that is no Python, or means harm ----------------------------------------------------------------------


def test_a_slip_in_one_function_hides_none_of_the_others():
    """A copy that does not even compile is compared by those of its functions that do."""
    broken = "def g(:\n    pass\n\n\n@property\n" + renamed(OWN) + "\n\nx = (\n"
    (pair,) = find_pairs_of([handed_in("a", OWN), handed_in("b", broken)]).pairs
    assert pair.alike > 0.9
    assert pair.evidence[0].second == Span(file="kata.py", first=6, last=14)


def test_a_slip_elsewhere_changes_nothing_of_a_function():
    """Of a file with a slip in one function, the others are read as ever, each with all of its decorators."""
    sound = "@first\n@second(\n    3\n)\n" + OWN + "\nif OWN:\n    pass\nelse:\n    print(1, 2, 3)\n"
    assert set(tokens(sound)) <= set(tokens("def g(:\n    pass\n" + sound)) | {()}
    assert tokens("x = '\\d'") == tokens("x = 'd'")


def test_a_line_that_is_no_python_hides_no_function():
    """A copy of a single function with a bracket too many in one line is compared by all the other lines."""
    text = "def f(x):\n" + "".join(f"    {line}\n" for line in OWN.splitlines())
    (pair,) = find_pairs_of([handed_in("a", text), handed_in("b", renamed(text))]).pairs
    broken = renamed(text).replace("print(", "print((")
    (other,) = find_pairs_of([handed_in("a", text), handed_in("b", broken)], at_least=0.5).pairs
    assert 0.5 * pair.weight < other.weight < pair.weight


def test_what_is_no_python_is_compared_word_by_word():
    """Two copies of a program for Python 2, in other words and with other comments, are a pair."""
    signs = ("+", "-", "*", "/", "%", "^", "&", "|", "<", ">")
    old = "\n".join(f"print rows[i] {sign} rows" for sign in (*signs, *map("".join, pairwise(signs)), *signs))
    other = old.replace("rows", "lines").replace("[i]", "[n]  ").replace("\n", "  # so\n")
    (pair,) = find_pairs_of([handed_in("a", old), handed_in("b", other)]).pairs
    assert pair.alike == 1


BOMBS = {
    "brackets": "(" * 30_000,
    "minus": "-" * 60_000 + "1",
    "sum": "+".join("1" * 30_000),
    "dots": "a" + ".b" * 30_000,
    "calls": "f" + "()" * 30_000,
    "classes": "\n".join(f"{' ' * depth}class A:" for depth in range(90)) + f"\n{' ' * 90}pass",
    "digits": "9" * 60_000,
    "functions": "def f(): return a, b, c, d, e, g, h, i\n" * 5_000,
    "broken functions": "def f(): x =\n" * 5_000,
    "nothing": "a\0b",
    "surrogates": b"x = '\xed\xa0\x80'\r\r\n\x0c\xff\xfe",
    "a line": "x = 1; " * 9_000,
    "escapes": r"x = '\d'",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_hostile_text_does_no_harm(bomb):
    """No nest, no length and no byte ends the comparison, or hides the copies of others; two bombs may be a pair."""
    submissions = [
        handed_in("a", OWN),
        handed_in("b", renamed(OWN)),
        handed_in("x", bomb),
        handed_in("y", bomb),
    ]
    found = find_pairs_of(submissions).pairs
    assert {"a", "b"} in map(learners, found)
    assert all(learners(pair) in ({"a", "b"}, {"x", "y"}) for pair in found)


def test_what_is_looked_at_is_bounded():
    """However much is handed in, so many tokens and blocks are compared, and no more."""
    tokens = blocks_of({"kata.py": b"x = 1\n" * 9_000, "other.py": b"y = 2\n" * 9_000})
    assert sum(len(block.tokens) for block in tokens) == MAX_TOKENS
    assert len(blocks_of({"kata.py": b"def f(): return 1\n" * 3_000})) == MAX_BLOCKS


def test_lines_are_counted_as_python_counts_them():
    """Neither a form feed nor a line separator begins a line; a carriage return does."""
    text = "a = 1\r\nb = '\u2028'\rc = 2\x0c\nd = 3\n"
    lines = lines_of(b"\xef\xbb\xbf" + text.encode())
    assert lines == ["a = 1", "b = '\u2028'", "c = 2\x0c", "d = 3", ""]
    (block,) = blocks_of({"kata.py": text.encode()})
    assert sorted(set(block.lines)) == [1, 2, 3, 4]


def test_the_index_alone_finds_the_pairs(monkeypatch):
    """Of the 80,000 pairs in a class of 400, that one alone is looked at closely in which there is something to see."""
    looked_at: list[object] = []
    compare: Callable[..., Pair] = similarity._compared
    monkeypatch.setattr(similarity, "_compared", lambda *two: looked_at.append(two) or compare(*two))
    steps = ("total += x", "total -= 1", "print(total)", "yield total", "x = abs(x)", "del total", "return x")
    draw = random.Random(7)
    submissions = [
        handed_in(
            f"{number:03}",
            "def f(x):\n    total = x\n" + "".join(f"    {draw.choice(steps)}\n" for _ in range(12)),
        )
        for number in range(398)
    ]
    found = find_pairs_of([*submissions, handed_in("a", OWN), handed_in("b", OWN)]).pairs
    assert [*map(learners, found)] == [{"a", "b"}]
    assert len(looked_at) == 1


def test_too_many_pairs_are_counted(monkeypatch):
    """When there are more promising pairs than can be looked at, those that share most are, and the rest is told."""
    monkeypatch.setattr(similarity, "MOST_PAIRS", 1)
    longer = programs(COURSE.by_slug["21_own_loop"], "right")["right/requests"]
    submissions = [handed_in(learner, OWN) for learner in "ab"]
    submissions += [handed_in(learner, longer) for learner in "cd"]
    found = find_pairs_of(submissions)
    assert [*map(learners, found.pairs)] == [{"c", "d"}]
    assert found.left_out == 1


def test_prints_are_longer_than_a_call():
    """A print is longer than `return await f(x)`, which everybody writes."""
    (block,) = [
        block for block in blocks_of({"kata.py": b"async def g(x):\n    return await f(x)\n"}) if block.tokens
    ]
    assert len(block.tokens) <= LENGTH


# --- a class ----------------------------------------------------------------------------------------------------


def of(learner: str, exercise: Exercise, text: str) -> Submission:
    """A submission to an exercise of the course."""
    files = {f"{exercise.module}.py": text.encode()}
    return Submission(learner=learner, exercise=exercise.slug, files=files, digest=digest_of(files))


def test_each_exercise_is_compared_by_itself():
    """Pairs come by exercise, in the order that was asked for; what was handed in to others does not count."""
    chosen = COURSE.pick(("10_concurrency", "11_cancel"))
    submissions = [of(learner, chosen[0], OWN) for learner in "ab"]
    submissions += [of(learner, chosen[1], OWN) for learner in "cde"]
    submissions += [of("a", COURSE.by_slug["12_blocking"], OWN)]
    found = find_pairs(submissions, chosen)
    assert [(one.exercise.id, one.found.submissions, len(one.found.pairs)) for one in found] == [
        ("10_concurrency", 2, 1),
        ("11_cancel", 3, 0),
    ]


def test_only_what_was_judged_is_compared():
    """With the digests of a gradebook, a file that changed since ends it with its learner's name; others do not."""
    exercise = COURSE.by_slug["10_concurrency"]
    submissions = [of(learner, exercise, OWN) for learner in "ab"]
    judged = {(one.learner, one.exercise): one.digest for one in submissions}
    (found,) = find_pairs(submissions, [exercise], judged=judged | {("gone", exercise.slug): None})
    assert len(found.found.pairs) == 1
    changed = [submissions[0], of("b", exercise, OWN + "# later\n")]
    with pytest.raises(UsageError) as caught:
        find_pairs(changed, [exercise], judged=judged)
    assert str(caught.value) == (
        "what 'b' handed in for 10_concurrency is not what was judged (1 of 2 differ): grade the class again, or give "
        "the folder that was graded"
    )
