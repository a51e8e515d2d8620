"""The untrusted half of the grader: where a learner's code runs, and the wire to it.

    supervisor   in the judge: starts the zygote, asks for workers, keeps deadlines, kills
    zygote       the warm parent: imports what a scenario needs, then forks a worker per submission
    worker       in the fork: takes requests off the wire, answers with observations
    confine      the walls that a worker puts up around itself before it reads any of the learner's bytes;
                 `landlock`, `seccomp` and `kernel` say them to Linux
    observe      one scenario, run once, to one observation; also used in-process for learners
    loading      a learner's files as modules, imported afresh for each scenario
    plain        any value to plain data
    transcript   what a program prints
    frames       the wire: length-prefixed frames of plain data

The supervisor is the only one of these that is never loaded beside a learner's code.
"""
