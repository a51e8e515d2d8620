"""Grades exercises on Python's generators, coroutines and asyncio.

The way of a submission through the package:

    collecting → judge → scoring → gradebook → reports        put together in `pipeline`, `publishing`
    (collect)    (judge)  (score)              (report)

    `collecting` reads `submissions`, with `layouts`, `findings`, `sources`, `folders` and `archives`

    cli            arguments, printing, exit codes; `watching` is `grader watch`, `keyboard` its keys
    errors         whose fault it is
    exercises      exercise.toml
    specs          what the author of a spec imports
    clock          virtual time for asyncio and threads, usable by itself
    sandbox        the untrusted half: where a learner's code runs
    judge          the trusted half: the pytest session that runs the specs
    plugin         the pytest adapter; `items` says what becomes of a check, `telling` how pytest tells it,
                   `summary` what it says at the end, `whereabouts` finds what a command names,
                   `learners` and `watchdog` run a learner's code
    observation    what was seen of a run;  results: what was concluded from it;  flags: what a person must look at
    scan           reads the text of a submission for what reaches at its measurement
    diagnosis      why a check did not pass, with `failures`, `timing`, `sighted`, `differences`;
                   reasons: what a beginner may not know;  causes: the records
    explaining     what a learner is told;  feedback: how, on a `screen`;  timelines, lane_drawing: what ran when
    language       sentences in English and Chinese;  sentences, translation: which there are, and what is missing;
                   folding: what a program's texts come to
    recording      keeps what a learner's run found;  progress: where, and how far they are
    guidance       what the learner's commands say of it;  hints: from the READMEs;  drawings: of the last run
    policy         when exercises are due;  lateness: what being late costs;  written, tables: read what people write
    roster         who is in a class;  overrides: scores that a person has set;  settlement: what finally counts;
                   statistics: figures of the class
    results_file   writes and reads results.json, of which every report is made
    submission_times   when a submission was made, and who says so: `git` (a checkout), `manifests` (a list), or files
    checkout       grades the checkout that a learner works in
    similarity     who of a class is alike, beyond what everybody writes
    resetting      puts a stub back;  running: a learner's pytest in a process;  focus: on one task, for `watch`
    doctor         says what this machine can enforce;  printable: text of others without what steers a terminal
    authoring      proves that exercises are sound, with `programs`, `examples`;  documents: that READMEs are;
                   headlines: what is told first
    mutation       tells which mistakes no check sees;  mutants: makes them;  mutation_operators: which there are

Importing this package imports none of that: a worker loads only what it needs.
"""

__version__ = "0.1.0"
