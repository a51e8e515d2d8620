"""Between two awaits nobody else runs, so that no lock is needed. Across an await it is another matter.

`Account.__init__` and `Account.audit` are given. You may add to `__init__`; leave `audit` as it is.
"""

import asyncio


class Counter:
    """Counts calls. Any number of coroutines may share one counter; no lock is needed.

    `value` is how often `increment` has been called on this counter: 0 at first.
    """

    value: int

    def __init__(self) -> None:
        # TODO task 1
        raise NotImplementedError

    def increment(self) -> None:
        """Add 1 to `value`, at once. An ordinary method: no `await`, and no loop is needed to call it."""
        # TODO task 1
        raise NotImplementedError


class Account:
    """An account at a bank. `balance` is the money on it."""

    def __init__(self, balance: int = 0) -> None:
        self.balance = balance

    async def audit(self) -> None:
        """The bank takes a look at the account, which takes a second. Subclasses have audits of their own.

        An audit may fail: then it raises an exception of any kind.
        """
        await asyncio.sleep(1)

    async def deposit(self, amount: int) -> None:
        """Await `self.audit()` at least once, and add `amount` to the balance.

        However many deposits run at the same time, none is lost. Deposits to other accounts are not held up.
        If the audit raises, or is cancelled, the balance is as if this deposit had never been tried, and the
        account can be used as before.
        """
        # TODO task 2
        raise NotImplementedError


async def transfer(a: Account, b: Account, amount: int) -> None:
    """Move `amount` from account `a` to account `b`: the whole of it, or nothing.

    Where `a` is `b`, nothing changes. Never waits for ever, and no money is lost or made, whatever other transfers
    and deposits run at the same time.

    Raises ValueError if `amount` is more than the balance of `a` at the moment when the money would move; then
    both accounts are as before, and can be used as before.
    """
    # TODO task 3
    raise NotImplementedError
