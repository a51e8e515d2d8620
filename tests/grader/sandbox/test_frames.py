"""The wire carries plain data without loss, and refuses everything else."""

import io
import math
import struct

import msgspec
import pytest

from grader.observation import Opaque
from grader.sandbox.frames import (
    FRAME_LIMIT,
    FrameTooLarge,
    WireError,
    encodable,
    pack,
    read_frame,
    tag,
    untag,
)


def ascii_without_address(value):
    """An id that is the same in every process."""
    return "extension" if isinstance(value, msgspec.msgpack.Ext) else ascii(value)


VALUES = [
    None,
    True,
    -1,
    2**63,
    -(2**200),
    0.1,
    math.inf,
    "",
    "协程",
    "\ud800",
    b"\x00\xff",
    [1, [2, (3,)]],
    [1, 2, 3],
    [-(2**63), 2**63 - 1],
    (0, 2**63),
    (-(2**63) - 1, 0),
    [1, True, 0.5, None, b"x"],
    [None, 0.5, False],
    ["a", "\ud800"],
    {3, 2**64},
    (),
    {"a": (1, 2), 3: None},
    {(1, 2): {3}},
    {1, "a"},
    frozenset({(1,)}),
    Opaque(type="generator", text="<generator>"),
]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_plain_data_comes_back_as_it_was(value):
    """What is tagged, packed, read and untagged is equal, and of the same type."""
    payload = msgspec.msgpack.encode(tag(value))
    back = untag(msgspec.msgpack.decode(read_frame(io.BytesIO(pack(payload)).read)))
    assert back == value
    assert type(back) is type(value)


def test_not_a_number_comes_back():
    """NaN, which equals nothing, arrives as NaN."""
    assert math.isnan(untag(msgspec.msgpack.decode(msgspec.msgpack.encode(tag(math.nan)))))


def test_only_plain_data_is_sent():
    """Anything that is not plain is a mistake of ours, and said at once."""
    with pytest.raises(TypeError, match="not plain data: object"):
        tag(object())


@pytest.mark.parametrize(
    "forged",
    [
        {"a": 1},
        [],
        ["nothing"],
        ["str", "x"],
        ["int", 5],
        msgspec.msgpack.Ext(1, b""),
        ["list"],
        ["list", 3],
        ["list", "text"],
        ["tuple", {"a": 1}],
        ["dict", [[1]]],
        ["dict", [[["list", []], 1]]],
        ["set", [["list", []]]],
        ["int", "0xzz"],
        ["str", b"\xff"],
        ["list", [], []],
        [["list", []], []],
        ["list", [{"deep": 1}]],
        [3, 4],
    ],
    ids=ascii_without_address,
)
def test_what_tag_does_not_write_is_refused(forged):
    """Untag gives WireError, and no other exception, for whatever else comes over the wire."""
    with pytest.raises(WireError):
        untag(forged)


@pytest.mark.parametrize("kind", ["set", "frozenset", "dict"])
def test_numbers_with_one_hash_are_not_looked_up(kind):
    """Keys that all hash alike are refused where there are many, before they are told apart one by one."""
    alike = [["int", hex(number * (2**61 - 1))] for number in range(2, 20_000)]
    forged = [kind, [[key, 0] for key in alike] if kind == "dict" else alike]
    with pytest.raises(WireError, match="keys that are neither text nor small integers"):
        untag(forged)


def test_many_texts_and_small_integers_are_looked_up():
    """A large set of texts, and a large dictionary of integers, come back."""
    texts, squares = {str(number) for number in range(5000)}, {number: number**2 for number in range(5000)}
    assert untag(tag([texts, squares])) == [texts, squares]


def test_a_frame_that_claims_too_much_is_refused_unread():
    """A header that claims 4 GB is refused before a byte of the payload is asked for."""
    stream = io.BytesIO(struct.pack(">I", 2**32 - 1) + b"x" * 100)
    with pytest.raises(FrameTooLarge):
        read_frame(stream.read)
    assert stream.tell() == 4


def test_a_payload_over_the_limit_is_not_sent():
    """Pack refuses what read_frame would refuse."""
    pack(b"x" * FRAME_LIMIT)
    with pytest.raises(FrameTooLarge):
        pack(b"x" * (FRAME_LIMIT + 1))


@pytest.mark.parametrize("cut", [0, 1, 3, 4, 7])
def test_half_a_frame_is_the_end(cut):
    """A stream that ends inside a frame raises EOFError."""
    with pytest.raises(EOFError):
        read_frame(io.BytesIO(pack(b"12345678")[:cut]).read)


def test_text_that_utf8_cannot_carry_is_escaped():
    """A lone surrogate is written as an escape, everything else stays."""
    assert encodable("协程 \ud800") == "协程 \\ud800"
