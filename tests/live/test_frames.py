"""What may pass from a page to a kernel: frames are understood whole and written anew, or they do not pass."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1

from kit.live.frames import ALLOWED, MOST_BUFFERS, MOST_BYTES, MOST_NESTED, BadFrame, NotAllowed, checked

HEADER = {"msg_id": "m1", "msg_type": "comm_msg", "session": "s1", "username": "mayor", "version": "5.4"}
COMM: dict[str, Any] = {"comm_id": "c1", "data": {"method": "custom", "content": {"type": "hello"}}}


def framed(*parts: bytes) -> bytes:
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return b"".join([n.to_bytes(8, "little") for n in (len(offsets), *offsets)] + list(parts))


def frame(
    header: object = None,
    content: object = COMM,
    channel: str = "shell",
    parent: object = None,
    buffers: tuple[bytes, ...] = (),
) -> bytes:
    parts = [HEADER if header is None else header, parent or {}, {}, content]
    return framed(channel.encode(), *(p if isinstance(p, bytes) else json.dumps(p).encode() for p in parts), *buffers)


def test_buffers_pass_as_they_are() -> None:
    _, parts = deserialize_msg_from_ws_v1(checked(frame(buffers=(b"\0\1", b""))))
    assert parts[4:] == [b"\0\1", b""]


def test_a_message_as_jupyterlab_sends_it_passes() -> None:
    message = Session().msg("comm_msg", {**COMM, "data": {"method": "update", "state": {"value": "ආයුබෝවන්"}}})
    packed = serialize_msg_to_ws_v1(message, "shell", Session().pack)
    channel, parts = deserialize_msg_from_ws_v1(checked(packed))
    assert channel == "shell"
    assert json.loads(parts[3]) == message["content"]
    assert not parts[4:]
    assert json.loads(parts[0])["msg_id"] == message["header"]["msg_id"]


def test_nothing_passes_but_what_was_understood() -> None:
    header = HEADER | {"subshell_id": "x", "extra": 1}
    doubled = json.dumps(header)[:-1].encode() + b', "msg_type": "comm_msg"}'
    _, parts = deserialize_msg_from_ws_v1(checked(frame(doubled, {**COMM, "more": 1}, parent={"msg_id": "other"})))
    assert set(json.loads(parts[0])) == {"msg_id", "session", "version", "msg_type", "username"}
    assert json.loads(parts[0])["username"] == ""
    assert parts[1:3] == [b"{}", b"{}"]
    assert set(json.loads(parts[3])) == {"comm_id", "data"}


OTHER_KINDS = [
    "execute_request",
    "comm_open",
    "comm_close",
    "input_reply",
    "shutdown_request",
    "interrupt_request",
    "debug_request",
    "complete_request",
    "inspect_request",
    "history_request",
    "create_subshell_request",
    "COMM_MSG",
]


@pytest.mark.parametrize("kind", [*OTHER_KINDS, "comm_msg ", 7, None, []])
def test_messages_of_other_kinds_are_dropped(kind: object) -> None:
    with pytest.raises(NotAllowed):
        checked(frame(HEADER | {"msg_type": kind}, {"code": "1"}))


def test_the_second_of_two_kinds_in_one_header_counts_and_is_the_only_one_written() -> None:
    doubled = json.dumps(HEADER)[:-1].encode() + b', "msg_type": "execute_request"}'
    with pytest.raises(NotAllowed):
        checked(frame(doubled))


@pytest.mark.parametrize("channel", ["control", "stdin", "iopub", "", "shell\0", "Shell"])
def test_messages_on_other_channels_are_dropped(channel: str) -> None:
    with pytest.raises(NotAllowed):
        checked(frame(channel=channel))


DEEP = b"[" * 100_000 + b"]" * 100_000
BAD = {
    "text": "hello",
    "empty": b"",
    "short": b"\1\0",
    "too long": b"\0" * (MOST_BYTES + 1),
    "no parts": (0).to_bytes(8, "little"),
    "more parts than bytes": (2**63).to_bytes(8, "little") + b"x" * 64,
    "too few parts": framed(b"shell", b"{}", b"{}"),
    "too many buffers": frame(buffers=(b"",) * (MOST_BUFFERS + 1)),
    "end missing": frame()[:-1],
    "something behind the end": frame() + b"x",
    "offsets backwards": b"".join(n.to_bytes(8, "little") for n in (6, 56, 60, 58, 60, 60, 60)) + b"xxxx",
    "header no JSON": frame(b"{'msg_type': 'comm_msg'}"),
    "header a list": frame(b"[]"),
    "header deep": frame(b'{"a":' + DEEP + b"}"),
    "not a number": frame(content=b'{"comm_id": "c", "data": {"x": NaN}}'),
    "endless number": frame(content=b'{"comm_id": "c", "data": {"x": ' + b"9" * 10_000 + b"}}"),
    "not UTF-8": frame(content=b'{"comm_id": "\xff\xfe", "data": {}}'),
    "id of another shape": frame(HEADER | {"msg_id": "a\nb"}),
    "session a number": frame(HEADER | {"session": 1}),
    "no widget": frame(content={"data": {}}),
    "widget no words": frame(content={"comm_id": ["c"], "data": {}}),
    "data a list": frame(content={"comm_id": "c", "data": []}),
    "too deep": frame(content={"comm_id": "c", "data": json.loads('{"a":' * MOST_NESTED + "{}" + "}" * MOST_NESTED)}),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_malformed_frames_are_refused(name: str) -> None:
    with pytest.raises(BadFrame) as refused:
        checked(BAD[name])  # type: ignore[arg-type]
    assert len(str(refused.value)) < 80


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KINDS = st.sampled_from([*ALLOWED, "execute_request", "comm_open"]) | JSON
HEADERS = st.fixed_dictionaries({}, optional=dict.fromkeys(HEADER, JSON) | {"subshell_id": JSON}).flatmap(
    lambda h: st.builds(
        lambda kind, good: (HEADER | {"msg_type": kind}) if good else h | {"msg_type": kind}, KINDS, st.booleans()
    )
)
CONTENTS = JSON | st.builds(
    lambda data: {"comm_id": "c1", "data": data}, st.dictionaries(st.text(max_size=8), JSON, max_size=3)
)
FRAMES = st.builds(frame, HEADERS, CONTENTS, st.sampled_from(["shell", "control", "stdin"]), JSON)


@st.composite
def bent(draw: st.DrawFn) -> bytes:
    """A frame with some bytes changed, cut or put in."""
    words = bytearray(draw(FRAMES))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(words) - 1)))
        words[at : at + draw(st.integers(0, 9))] = draw(st.binary(max_size=9))
    return bytes(words)


@settings(max_examples=150, deadline=None)
@given(FRAMES | bent() | st.binary(max_size=200) | st.text(max_size=50))
def test_whatever_is_sent_is_refused_or_is_a_widgets_message(sent: bytes | str) -> None:
    try:
        passed = checked(sent)
    except (BadFrame, NotAllowed):
        return
    channel, parts = deserialize_msg_from_ws_v1(passed)
    assert channel == "shell"
    header, content = json.loads(parts[0]), json.loads(parts[3])
    assert header["msg_type"] in ALLOWED
    assert header["username"] == ""
    assert parts[1:3] == [b"{}", b"{}"]
    if header["msg_type"] == "comm_msg":
        assert isinstance(content["data"], dict)
    assert checked(passed) == passed
