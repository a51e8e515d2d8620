"""Reads where machines keep what they must not tell: accounts, tokens, sockets of services, devices.

Tries: leak
Exercise: 01_yield
Earns: task 2, task 3
Seen: /etc/passwd: refused ... /etc/shadow: refused ... serviceaccount/token: refused ... /dev/mem: refused ... /dev/tty: refused
"""

PLACES = (
    "/etc/passwd",
    "/etc/shadow",
    "/etc/hosts",
    "/etc/resolv.conf",
    "/etc/hostname",
    "/etc/machine-id",
    "/run/secrets/kubernetes.io/serviceaccount/token",
    "/var/run/docker.sock",
    "/var/log/syslog",
    "/var/spool/cron/crontabs/root",
    "/dev/mem",
    "/dev/kmem",
    "/dev/sda",
    "/dev/tty",
    "/dev/pts/0",
    "/dev/console",
    "/dev/zero",
    "/sys/class/dmi/id/product_uuid",
    "/boot/config",
)


def foo():
    for place in PLACES:
        try:
            with open(place, "rb") as file:
                print(f"{place}: read {file.read(60)!r}")
        except OSError as error:
            print(f"{place}: refused {type(error).__name__}")


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
