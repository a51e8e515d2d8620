"""What is done with a learner's `no_locks.py`. Nothing is judged here: a scenario returns what it saw.

Accounts are never hashed or compared, only told apart with `is`: a learner's class may define equality. Work that is
not over after `GIVE_UP` seconds is told as "waiting" and given up, so that a lock held for ever is seen as such.
"""

from __future__ import annotations

import asyncio

from grader.specs import scenario, stopwatch

GIVE_UP = 1000
"""Seconds after which a deposit or a transfer is told as waiting for ever; all others are over long before."""


class AuditFailed(Exception):
    """What a failing audit raises."""


class Bank:
    """Accounts of one subclass of the learner's `Account`, whose audits are those of this bank."""

    def __init__(self, submission, balances, seconds):
        bank = self

        class Customer(submission.Account):
            async def audit(self):
                await bank.look_at(self)

        self.accounts = [Customer(balance) for balance in balances]
        self.seconds = seconds
        self.audited: list[int] = []
        """The account's number for each audit that has ended well."""
        self.failure: str | None = None
        self.fails_until = float("inf")
        """Audits that begin before this time of the loop raise `failure`."""

    async def look_at(self, account):
        number = next(number for number, other in enumerate(self.accounts) if other is account)
        begun = asyncio.get_running_loop().time()
        for seconds in as_list(self.seconds[number]):
            await asyncio.sleep(seconds)
        if self.failure and begun < self.fails_until:
            raise asyncio.CancelledError if self.failure == "CancelledError" else AuditFailed("no")
        self.audited.append(number)

    def balances(self):
        return [account.balance for account in self.accounts]


def as_list(value):
    return value if isinstance(value, list) else [value]


async def ends(*actions, measured=()):
    """Run `(start, function, *arguments)`, all at once; tell how each ended, and when, in seconds from now.

    `measured` are the exceptions that are told by their name; any other one is raised.
    """
    now, times = stopwatch(), {}

    async def act(number, delay, function, *arguments):
        if delay:
            await asyncio.sleep(delay)
        try:
            await function(*arguments)
        finally:
            times[number] = now()

    tasks = [asyncio.create_task(act(number, *action)) for number, action in enumerate(actions)]
    for task in (pending := await over(tasks)):
        task.cancel()
    if pending:
        await asyncio.wait(pending, timeout=1)
    how = ["waiting" if task in pending else end_of(task, measured) for task in tasks]
    return how, [None if task in pending else times.get(number) for number, task in enumerate(tasks)]


async def over(tasks):
    """Wait until the tasks are over; those that never will be."""
    return (await asyncio.wait(tasks, timeout=GIVE_UP))[1]


def end_of(task, measured):
    if task.cancelled():
        return "cancelled"
    error = task.exception()
    if error is None:
        return "done"
    if isinstance(error, ValueError) and ValueError in measured:
        return "ValueError"
    if isinstance(error, tuple(measured)) and not isinstance(error, NotImplementedError):
        return type(error).__name__
    raise error


async def cancelled_after(seconds, function, *arguments):
    """Await `function(*arguments)` in a task that is cancelled `seconds` from now."""
    task = asyncio.create_task(function(*arguments))
    await asyncio.wait([task], timeout=seconds)
    task.cancel()
    await asyncio.wait([task])
    if not task.cancelled():
        task.exception()  # looked at, so that nobody complains that it was not


async def deposit_if_written(account, amount):
    """A deposit beside a transfer; whoever has not written `deposit` yet can do without. Gives what it added."""
    try:
        await account.deposit(amount)
    except NotImplementedError:
        return 0
    return amount


class Deposits:
    """Deposits beside transfers, and what they have added to each account."""

    def __init__(self, bank):
        self.bank = bank
        self.added = [0 for _ in bank.accounts]

    async def to(self, number, amount):
        self.added[number] += await deposit_if_written(self.bank.accounts[number], amount)


# Task 1


@scenario(call="counter = Counter(); {0!r} coroutines: {1!r} times counter.increment() between two awaits")
async def count_of_coroutines(submission, coroutines, each):
    counter = submission.Counter()

    async def visitor():
        for _ in range(each):
            await asyncio.sleep(0)
            counter.increment()
        await asyncio.sleep(0)

    await asyncio.gather(*(visitor() for _ in range(coroutines)))
    return counter.value


@scenario(call="counter = Counter(); [counter.value] + {0!r} times [counter.increment(), counter.value]")
def values_after_each_call(submission, calls):
    counter = submission.Counter()
    values = [counter.value]
    for _ in range(calls):
        counter.increment()
        values.append(counter.value)
    return values


@scenario(call="counters = [Counter() for _ in range({0!r})]; for n in {1!r}: counters[n].increment()")
def counts_of_several(submission, counters, calls):
    all_of_them = [submission.Counter() for _ in range(counters)]
    for number in calls:
        all_of_them[number].increment()
    return [counter.value for counter in all_of_them]


@scenario(call="counter.increment() in coroutines, each value seen right after the call")
async def values_in_coroutines(submission, coroutines):
    counter = submission.Counter()
    values = []

    async def visitor():
        counter.increment()
        values.append(counter.value)
        await asyncio.sleep(0)

    await asyncio.gather(*(visitor() for _ in range(coroutines)))
    return values


# Task 2


@scenario(call="account = Account(); for amount in {0!r}: await account.deposit(amount)")
async def deposits_in_turn(submission, amounts):
    account = submission.Account()
    balances = [account.balance]
    for amount in amounts:
        await account.deposit(amount)
        balances.append(account.balance)
    return balances


@scenario(call="Account({0!r}).deposit({1!r}), Account(balance={0!r}).deposit({1!r})")
async def deposit_to_a_full_account(submission, balance, amount):
    accounts = [submission.Account(balance), submission.Account(balance=balance)]
    for account in accounts:
        await account.deposit(amount)
    return [account.balance for account in accounts]


@scenario(
    call="account = Account({0!r}); gather(account.deposit(amount) for amount in {1!r})  # audit: {2!r} s"
)
async def deposits_at_once(submission, balance, amounts, seconds):
    bank = Bank(submission, [balance], [seconds])
    how, _ = await ends(*((0, bank.accounts[0].deposit, amount) for amount in amounts))
    return {"ends": how, "balance": bank.balances()[0], "audits": len(bank.audited)}


@scenario(call="deposits {1!r} to Account({0!r}), begun at {2!r} s  # audit: {3!r} s")
async def deposits_one_after_another(submission, balance, amounts, starts, seconds):
    bank = Bank(submission, [balance], [seconds])
    actions = [
        (start, bank.accounts[0].deposit, amount) for start, amount in zip(starts, amounts, strict=True)
    ]
    how, _ = await ends(*actions)
    return {"ends": how, "balance": bank.balances()[0]}


@scenario(call="gather(account.deposit(5) for account in accounts)  # audits: {0!r} s")
async def deposits_to_several(submission, seconds):
    alone = []
    for number in range(len(seconds)):
        bank = Bank(submission, [0 for _ in seconds], seconds)
        alone += (await ends((0, bank.accounts[number].deposit, 5)))[1]
    bank = Bank(submission, [0 for _ in seconds], seconds)
    _, together = await ends(*((0, account.deposit, 5) for account in bank.accounts))
    return {"alone": alone, "together": together, "balances": bank.balances()}


@scenario(
    call="account = Account({0!r}); await account.deposit({1!r})  # its audit raises; the next one does not"
)
async def deposit_with_a_failing_audit(submission, balance, amount, failure, seconds):
    bank = Bank(submission, [balance], [seconds])
    bank.failure = failure
    account = bank.accounts[0]
    await ends((0, account.deposit, amount), measured=[Exception])
    after_the_failure = account.balance
    bank.failure = None
    how, _ = await ends((0, account.deposit, amount))
    return {"failed": after_the_failure, "next": how[0], "balance": account.balance}


@scenario(call="deposits {1!r} to Account({0!r}) at the same time  # the audit of the first one raises {2}")
async def deposits_behind_a_failing_audit(submission, balance, amounts, failure):
    bank = Bank(submission, [balance], [2])
    bank.failure, bank.fails_until = failure, asyncio.get_running_loop().time() + 0.25
    deposit = bank.accounts[0].deposit
    (_, *others), _ = await ends(
        (0, deposit, amounts[0]), *((0.5, deposit, amount) for amount in amounts[1:]), measured=[Exception]
    )
    return {"others": others, "balance": bank.balances()[0]}


@scenario(
    call="deposits {1!r} to Account({0!r}), begun at {2!r} s; number {3!r} is cancelled at {4!r} s  # audit: 2 s"
)
async def deposits_with_one_cancelled(submission, balance, amounts, starts, cancelled, at):
    bank = Bank(submission, [balance], [2])
    deposit = bank.accounts[0].deposit
    actions = [(start, deposit, amount) for start, amount in zip(starts, amounts, strict=True)]
    start = starts[cancelled]
    actions[cancelled] = (start, cancelled_after, at - start, deposit, amounts[cancelled])
    how, _ = await ends(*actions)
    await asyncio.sleep(10)
    return {
        "others": [end for number, end in enumerate(how) if number != cancelled],
        "balance": bank.balances()[0],
    }


# Task 3


@scenario(call="a, b = Account({0!r}), Account({1!r}); await transfer(a, b, {2!r})")
async def transfer(submission, a, b, amount):
    bank = Bank(submission, [a, b], [1, 1])
    how, _ = await ends((0, submission.transfer, *bank.accounts, amount), measured=[ValueError])
    return {"ends": how, "balances": bank.balances()}


@scenario(
    call="a, b = Account({0!r}), Account({1!r}); await transfer(a, b, {2!r}); then deposits, and transfers back"
)
async def overdraft(submission, a, b, amount):
    bank = Bank(submission, [a, b], [1, 1])
    how, _ = await ends((0, submission.transfer, *bank.accounts, amount), measured=[Exception])
    refused = bank.balances()
    return {"end": how[0], "balances": refused, **await use(submission, bank, [0, 1])}


async def use(submission, bank, pair):
    """A deposit to each of the accounts, then a transfer of 1 between those of `pair`."""
    before, deposits = bank.balances(), Deposits(bank)
    used = [(0, deposits.to, number, 1) for number in range(len(before))]
    first, _ = await ends(*used)
    then, _ = await ends((0, submission.transfer, *(bank.accounts[number] for number in reversed(pair)), 1))
    after = bank.balances()
    changes = [now - old - new for now, old, new in zip(after, before, deposits.added, strict=True)]
    return {"used": [*first, *then], "moved": [changes[number] for number in pair]}


@scenario(
    call="balances {0!r}; deposits {2!r} and transfers (start, from, to, amount) {1!r}  # audits: {3!r} s"
)
async def transfers_beside_deposits(submission, balances, transfers, amounts, seconds):
    bank = Bank(submission, balances, seconds)
    deposits, accounts = Deposits(bank), bank.accounts
    running = [(0, deposits.to, number, amount) for number, amount in enumerate(amounts) if amount]
    moves = [
        (start, submission.transfer, accounts[a], accounts[b], amount) for start, a, b, amount in transfers
    ]
    how, _ = await ends(*running, *moves, measured=[ValueError])
    changed = [now - added for now, added in zip(bank.balances(), deposits.added, strict=True)]
    return {"deposits": how[: len(running)], "transfers": how[len(running) :], "without_deposits": changed}


@scenario(call="a = Account({0!r}); await transfer(a, a, {1!r})  # begun {2}")
async def transfer_to_itself(submission, balance, amount, when):
    bank = Bank(submission, [balance, 0], [2, 1])
    deposits = Deposits(bank)
    a = bank.accounts[0]
    actions = [(1, submission.transfer, a, a, amount)]
    if when == "while a deposit is under way":
        actions.append((0, deposits.to, 0, 7))
    how, _ = await ends(*actions, measured=[ValueError])
    changed = bank.balances()[0] - deposits.added[0]
    return {"ends": how, "balance": changed, **await use(submission, bank, [1, 0])}


@scenario(call="a, b = Account({0!r}), Account({1!r}); await transfer(a, b, {2!r})  # every audit raises")
async def transfer_while_audits_fail(submission, a, b, amount):
    bank = Bank(submission, [a, b], [1, 1])
    bank.failure = "AuditFailed"
    how, _ = await ends((0, submission.transfer, *bank.accounts, amount), measured=[Exception])
    balances = bank.balances()
    bank.failure = None
    return {"end": how[0], "balances": balances, **await use(submission, bank, [0, 1])}


@scenario(
    call="transfer(a, b, {2!r}) cancelled at {3!r} s  # a: {0!r}, b: {1!r}, a deposit to each is under way"
)
async def transfer_cancelled(submission, a, b, amount, at):
    bank = Bank(submission, [a, b], [2, 5])
    deposits = Deposits(bank)
    how, _ = await ends(
        (0, deposits.to, 0, 10),
        (0, deposits.to, 1, 20),
        (0.5, cancelled_after, at - 0.5, submission.transfer, *bank.accounts, amount),
    )
    await asyncio.sleep(20)
    balances = [now - added for now, added in zip(bank.balances(), deposits.added, strict=True)]
    return {"ends": how, "balances": balances, **await use(submission, bank, [0, 1])}
