"""The untrusted half of the grader: where a learner's code runs, and the wire to it.

    supervisor   in the judge: starts the zygote, asks for workers
    handle       in the judge, on one worker: asks, waits, kills; `answers` decodes what it said
    patience     how long that waits; `endings` says what an end means
    family       the processes of a worker that may have some: their number, their signals
    cores        which core judge and worker take turns on
    zygote       the warm parent: imports what a scenario needs, then forks a worker per submission
    worker       in the fork: takes requests off the wire, answers with observations
    confine      the walls that a worker puts up around itself before it reads any of the learner's bytes;
                 `landlock`, `seccomp` and `kernel` say them to Linux
    guard        in the worker: tells what reaches for the measurement; `audit_hook` refuses it, `extension_modules`
                 a second copy of what is written in C, and `genuine` says whether code is the library's; `tripwires`
                 stand before what is ours, `namespaces` says what was changed, `rules` which of it matters, `findings`
                 keeps the flags; `loops` keeps asyncio honest about time and tasks, `threads` tells of those that
                 nobody can wait for
    self_pipes   in the worker: what each of its many loops would make anew
    processes    in a worker that may start some: what `multiprocessing` needs behind the walls, with `semaphores`
    observe      one scenario, run once, to one observation; also used in-process for learners; `troubles` says what
                 an exception means, `real_time` stands for the clock where there is none
    loading      a learner's files as modules, imported afresh for each scenario; `current_loop` is as fresh
    plain        any value to plain data; `classes` says what a class is, whatever it says itself
    transcript   what a program prints
    frames       the wire: length-prefixed frames of plain data

From `supervisor` to `cores`, nothing is ever loaded beside a learner's code.
"""
