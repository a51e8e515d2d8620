"""What the exercise clock costs, as ratios to the plain loop, in CPU time: `python tests/benchmarks/clock.py`.

Real sleeping costs no CPU time, so the plain loop can be measured with the same programs. Each measurement runs in a
process of its own, the smallest of several runs counts, and the worlds take turns, so that a busy machine slows all
alike. Other libraries of virtual time are measured where they are installed, and each is asked whether it is right: the
program's values, the virtual time that it took, and the order of its wake-ups, with delays that nobody would wait for.

While a clock runs, garbage is collected less often. So that its ratios can be read without that, the world `plain, gc`
is the plain loop with the same thresholds.
"""

# ruff: noqa: D103, PLC0415

from __future__ import annotations

import asyncio
import contextlib
import gc
import importlib.util
import json
import subprocess
import sys
import time

process_time, perf_counter = time.process_time, time.perf_counter
WORLDS = {
    "plain": None,
    "plain, gc": None,
    "clock": "grader.clock",
    "looptime": "looptime",
    "async-solipsism": "async_solipsism",
    "aiotools": "aiotools",
}


def sleepers(count, spread=0.0):
    """A program of many sleepers: each sleeps `spread` longer than the last."""

    async def main(scale):
        woken = []

        async def sleeper(index):
            await asyncio.sleep((0.5 + index * spread) * scale)
            woken.append(index)

        if scale == 1:
            await asyncio.gather(*(asyncio.sleep(0.5 + index * spread) for index in range(count)))
            return None
        await asyncio.gather(*(sleeper(index) for index in range(count)))
        in_order = (
            woken == list(range(count)) if spread else len(woken) == count
        )  # equal ones may come in any order
        return in_order, (0.5 + (count - 1) * spread) * scale

    return main


async def nothing(scale):
    return True, 0


async def turns(scale):
    for _ in range(9_000):
        await asyncio.sleep(0)
    return True, 0


async def jumps(scale):
    for _ in range(2_000):
        await asyncio.sleep(1e-6 * scale)
    return True, 2e-3 * scale


async def lesson(scale):
    for _ in range(20):
        await asyncio.sleep(1e-6 * scale)
    return True, 2e-5 * scale


PROGRAMS = {
    "10,000 sleepers": (sleepers(10_000), 10_000, 6),
    "100,000 sleepers": (sleepers(100_000), 100_000, 3),
    "10,000 distinct deadlines": (sleepers(10_000, 1e-5), 10_000, 6),
    "one sleep(0)": (turns, 9_000, 10),
    "one jump": (jumps, 2_000, 10),
    "a lesson: 20 sleeps": (lesson, 1, 100),
    "asyncio.run of nothing": (nothing, 1, 200),
}
_LONG = 100_000
"""By how much delays are longer where it is asked whether a library is right."""
READS = "time.time, shims idle"


def runner(world):
    """Something that runs a coroutine in that world."""
    if world == "clock":
        from grader.clock import ExerciseClock, install

        install()

        def on_the_clock(main):
            with ExerciseClock():
                return asyncio.run(main)

        return on_the_clock
    if world == "looptime":
        import looptime

        return by_factory(lambda: looptime.patch_event_loop(asyncio.SelectorEventLoop()))
    if world == "async-solipsism":
        import async_solipsism

        return by_factory(async_solipsism.EventLoop)
    if world == "aiotools":
        import aiotools

        async def patched(main):
            with aiotools.VirtualClock().patch_loop():
                return await main

        return lambda main: asyncio.run(patched(main))
    if world == "plain, gc":
        gc.freeze()
        gc.set_threshold(20_000, *gc.get_threshold()[1:])
    return asyncio.run


def by_factory(factory):
    def run(main):
        with asyncio.Runner(loop_factory=factory) as each:
            return each.run(main)

    return run


def measure(world, name):
    """The smallest CPU time of a program in a world, in seconds."""
    run = runner(world)
    main, _, times = PROGRAMS[name]
    best = float("inf")
    for _ in range(times):
        start = process_time()
        run(main(1))
        best = min(best, process_time() - start)
    return best


def is_right(world, name):
    """Whether a library gives the right values, in exactly the right virtual time, and waits for none of it."""
    main = PROGRAMS[name][0]

    async def timed():
        start = asyncio.get_running_loop().time()
        result = await main(_LONG)
        return result, asyncio.get_running_loop().time() - start

    begin = perf_counter()
    (value, expected), took = runner(world)(timed())
    really = perf_counter() - begin
    return value and abs(took - expected) < 1e-6 and really <= max(expected / 2, 60)


def measure_reads(world):
    """Seconds of CPU time for one time.time(), with the shims idle, or not installed."""
    if world == "clock":
        from grader.clock import install

        install()
    best = float("inf")
    for _ in range(5):
        start = process_time()
        for _ in range(200_000):
            time.time()
        best = min(best, process_time() - start)
    return best / 200_000


def in_a_process(what, world, name):
    """What a process of its own finds out; None if it fails or takes half a minute."""
    with contextlib.suppress(subprocess.SubprocessError):
        command = [sys.executable, __file__, what, world, name]
        return json.loads(subprocess.run(command, check=True, capture_output=True, timeout=30).stdout)
    return None


def _cell(took, plain, unit, scale):
    return "failed" if took is None else f"{took * scale:.2f} {unit} {took / plain:5.2f}x"


def show(name, times, unit, scale, wrong=()):
    cells = [_cell(took, times['plain'], unit, scale) + ('!' if world in wrong else ' ')
             for world, took in times.items()]  # fmt: skip
    print(f"{name:26s}", *(f"{cell:>18s}" for cell in cells), flush=True)


def main(names):
    installed = [world for world, module in WORLDS.items() if not module or importlib.util.find_spec(module)]
    print(
        f"Python {sys.version.split()[0]}, CPU time, the smallest of several; ratio to the plain loop; !: wrong"
    )
    print(f"{'':26s}", *(f"{world + ' ':>18s}" for world in installed))
    for name in names or PROGRAMS:
        _, divisor, times = PROGRAMS[name]
        rounds = [
            {w: in_a_process("measure", w, name) for w in installed} for _ in range(3 if times <= 10 else 1)
        ]
        best = {w: min((r[w] for r in rounds if r[w] is not None), default=None) for w in installed}
        wrong = {w for w in installed if WORLDS[w] and not in_a_process("right", w, name)}
        show(name, best, "us", 1e6 / divisor, wrong)
    show(READS, {world: in_a_process("reads", world, READS) for world in ("plain", "clock")}, "ns", 1e9)


if __name__ == "__main__":
    if sys.argv[1:2] in (["measure"], ["right"], ["reads"]):
        what, world, name = sys.argv[1:]
        ask = {"measure": measure, "right": is_right, "reads": lambda world, _: measure_reads(world)}[what]
        print(json.dumps(ask(world, name)))
    else:
        main(sys.argv[1:])
