"""When work was committed and pushed, read from a learner's `.git` without running git.

A repository is a program as much as a record: its configuration names commands that git runs for hooks, filters,
pagers and watchers, and other places that it reads from. Here nothing is read but what the dates stand in, as data,
through the same bounded folders as the work itself: the branch that is checked out, its commits and folders, and the
record of pushes. So no configuration can do anything, nothing is written, nothing outside is opened, a checkout in a
zip is as good as one on the disk, and a class of thousands starts no process.

    history   which commit brought a file as it is, when that was made, and when it was pushed
    refs      the commit that is checked out, the record of pushes
    objects   commits and folders by their ids;  packs: those that git has packed together
    budget    how much a repository may cost

What git can do and is not read here makes dates unknown, never wrong: a worktree whose `.git` is a file, borrowed
objects (`clone --shared`), references in a reftable, packs from before 2008.
"""
