"""A few checks of five exercises as unittest tests for gradescope-utils, as a teacher would write them, in real time.

Run by `throughput.py` in a folder that holds the submission: `python gradescope_tests.py 10_concurrency`. Delays are
tenths of a second and compared with a tolerance. Each exercise has four checks here, its spec fifty to seventy.
"""

# ruff: noqa: D101, D102, D103, PLC0415, PT009

import asyncio
import io
import sys
import time
import unittest
from contextlib import redirect_stdout

from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

sys.path.insert(0, ".")


def printed(function):
    with redirect_stdout(io.StringIO()) as output:
        function()
    return output.getvalue()


class Yield(unittest.TestCase):
    @weight(1)
    def test_foo_pauses(self):
        from generator import foo

        g = foo()
        self.assertEqual(printed(lambda: [next(g), next(g)]), "starting...\nres None\n")

    @weight(1)
    def test_count_up(self):
        from generator import count_up

        self.assertEqual(list(count_up(3, 6)), [3, 4, 5])

    @weight(1)
    def test_count_up_without_stop(self):
        from generator import count_up

        forever = count_up(10)
        self.assertEqual([next(forever), next(forever)], [10, 11])

    @weight(1)
    def test_running_total(self):
        from generator import running_total

        self.assertEqual(list(running_total([5, 1, 2])), [5, 6, 8])


class Send(unittest.TestCase):
    @weight(1)
    def test_foo_prints(self):
        from send import foo

        g = foo()
        self.assertEqual(printed(lambda: [next(g), g.send(10)]), "starting...\nres 10\n")

    @weight(1)
    def test_averager(self):
        from send import averager

        g = averager()
        next(g)
        self.assertEqual([g.send(10), g.send(20)], [10, 15])

    @weight(1)
    def test_primed(self):
        from send import averager, primed

        self.assertEqual(primed(averager)().send(4), 4)

    @weight(1)
    def test_collector(self):
        from send import collector

        g = collector()
        next(g)
        self.assertEqual([g.send("a"), g.send("b")], [1, 2])


class ProducerConsumer(unittest.TestCase):
    def setUp(self):
        from producer_consumer import broadcast, consumer, produce, stage

        self.log = []
        self.broadcast, self.consumer, self.produce, self.stage = broadcast, consumer, produce, stage

    @weight(1)
    def test_in_turn(self):
        self.produce(self.consumer(self.log), [1, 2], self.log)
        self.assertEqual(len(self.log), 4)

    @weight(1)
    def test_order(self):
        self.produce(self.consumer(self.log), [7], self.log)
        self.assertTrue(self.log[0].startswith("生产者") and self.log[1].startswith("消费者"))

    @weight(1)
    def test_stage(self):
        stage = self.stage(lambda x: x * 2, self.consumer(self.log))
        self.produce(stage, [4], self.log)
        self.assertIn("消费者消费产品 8", self.log)

    @weight(1)
    def test_broadcast(self):
        other = []
        both = self.broadcast(self.consumer(self.log), self.consumer(other))
        self.produce(both, [4], self.log)
        self.assertEqual(other, ["消费者消费产品 4"])


class Concurrency(unittest.TestCase):
    def took(self, main):
        start = time.monotonic()
        result = asyncio.run(main)
        return result, time.monotonic() - start

    @weight(1)
    def test_run_all(self):
        from concurrency import run_all

        results, took = self.took(run_all([0.1, 0.2, 0.4]))
        self.assertEqual(results, ["Done after 0.1s", "Done after 0.2s", "Done after 0.4s"])
        self.assertLess(took, 0.6)

    @weight(1)
    def test_first_done(self):
        from concurrency import first_done

        result, took = self.took(first_done([0.4, 0.1, 0.2]))
        self.assertEqual(result, "Done after 0.1s")
        self.assertLess(took, 0.3)

    @weight(1)
    def test_as_they_finish(self):
        from concurrency import as_they_finish

        async def all_of():
            return [result async for result in as_they_finish([0.4, 0.1])]

        results, _ = self.took(all_of())
        self.assertEqual(results, ["Done after 0.1s", "Done after 0.4s"])

    @weight(1)
    def test_at_most(self):
        from concurrency import at_most

        _, took = self.took(at_most(2, [0.2, 0.2, 0.2, 0.2]))
        self.assertAlmostEqual(took, 0.4, delta=0.15)


class Cancel(unittest.TestCase):
    @weight(1)
    def test_state_of(self):
        from cancel import state_of

        async def main():
            task = asyncio.create_task(asyncio.sleep(0.1))
            before = state_of(task)
            await task
            return before, state_of(task)

        self.assertEqual(asyncio.run(main()), ("pending", "done"))

    @weight(1)
    def test_cancel_all(self):
        from cancel import cancel_all

        async def main():
            tasks = [asyncio.create_task(asyncio.sleep(5), name=name) for name in "ba"]
            await asyncio.sleep(0.1)
            return await cancel_all(), [task.cancelled() for task in tasks]

        self.assertEqual(asyncio.run(main()), (["a", "b"], [True, True]))

    @weight(1)
    def test_worker_cleans_up(self):
        from cancel import worker

        async def main():
            task = asyncio.create_task(worker(log, 5))
            await asyncio.sleep(0.1)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        log: list[str] = []
        asyncio.run(main())
        self.assertEqual(log, ["start", "cleanup"])

    @weight(1)
    def test_run_until_interrupted(self):
        from cancel import run_until_interrupted

        async def nap():
            await asyncio.sleep(0.1)

        self.assertEqual(run_until_interrupted(nap()), (["nap"], []))


EXERCISES = {
    "01_yield": Yield,
    "03_send": Send,
    "04_producer_consumer": ProducerConsumer,
    "10_concurrency": Concurrency,
    "11_cancel": Cancel,
}

if __name__ == "__main__":
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(EXERCISES[sys.argv[1]])
    JSONTestRunner(visibility="visible", stream=sys.stdout).run(suite)
