"""`results.json`: everything that was judged, from which every rendering is made. Written and read here, nowhere else.

The format is `grader/results/v1`; its schema is `grader/results.v1.schema.json`. Points are given
twice: as a number, for tools, and as an exact fraction (`"10/3"`), which is the value. A check that passed is a letter
of its result's `outcomes`, in the order of the exercise's checks; only the others are told in full. Each result is a
line of its own, so that a class of ten thousand can be written and read one learner at a time.

What follows from a course's rules (`final`, `lateness`, `override`) stands there for other programs; reading, it is
worked out again from the rules, which the file keeps as they were written.

`records` has what stands in the file, `writing` and `reading` are the two ways.
"""

from grader.results_file.reading import load
from grader.results_file.records import NAME, Results
from grader.results_file.writing import dump

__all__ = ["NAME", "Results", "dump", "load"]
