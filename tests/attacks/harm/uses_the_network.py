"""Opens sockets of every family, looks up names, and sends what it knows to somewhere.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: INET ... SOCK_STREAM: refused ... NETLINK ... refused ... lookup: refused
"""

import socket

FAMILIES = ("AF_INET", "AF_INET6", "AF_NETLINK", "AF_PACKET", "AF_ALG", "AF_VSOCK", "AF_BLUETOOTH", "AF_CAN", "AF_TIPC")


def foo():
    for family in FAMILIES:
        for kind in ("SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW", "SOCK_SEQPACKET"):
            try:
                with socket.socket(getattr(socket, family), getattr(socket, kind)) as made:
                    print(f"{family} {kind}: done {made}")
            except BaseException as error:
                print(f"{family} {kind}: refused {type(error).__name__}")
    for name, way in {
        "lookup": lambda: socket.getaddrinfo("example.org", 80),
        "connection": lambda: socket.create_connection(("127.0.0.1", 22), 1),
        "server": lambda: socket.create_server(("", 0)),
        "metadata": lambda: __import__("urllib.request").request.urlopen("http://169.254.169.254/", timeout=1),
    }.items():
        try:
            print(f"{name}: done {way()}")
        except BaseException as error:
            print(f"{name}: refused {type(error).__name__}")


def count_up(start, stop=None):
    number = start
    while stop is None or number < stop:
        yield number
        number += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
