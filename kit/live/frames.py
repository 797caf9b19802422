"""What may pass from a page to a kernel: messages of widgets, and nothing else.

A frame is taken apart, checked, and written anew from what was understood, so that no two parsers can read it in two
ways. Frames are those of v1.kernel.websocket.jupyter.org: the number of offsets and the offsets, as 64-bit integers,
then channel, header, parent header, metadata, content and buffers.
https://jupyter-server.readthedocs.io/en/latest/developers/websocket-protocols.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, NoReturn

PROTOCOL = "v1.kernel.websocket.jupyter.org"
MOST_BYTES = 2**20
"""Of one frame. The longest answer is a few kilobytes, and a page sends one change at a time."""
MOST_BUFFERS = 16
MOST_NESTED = 32
"""Lists and objects within one another; a change has four."""
_WORD, _PARTS = 8, 5
_ID = re.compile(r"[A-Za-z0-9_.:-]{1,128}")
_HEADER = ("msg_id", "session", "date", "version")


class BadFrame(Exception):
    """A frame that no page sends; the message says what is wrong with it, and holds nothing of it."""


class NotAllowed(Exception):
    """A sound message of a kind that pages may not send; the message is its kind."""


def checked(frame: bytes | str) -> bytes:
    """The frame, written anew. Raises BadFrame, and NotAllowed for a kind that is dropped."""
    parts = _parts(frame)
    header = _object(parts[1], "header")
    kind = header.get("msg_type")
    if not isinstance(kind, str) or kind not in _CONTENTS:
        raise NotAllowed(re.sub(r"[^a-z_]", "", str(kind)[:40]) or "without a kind")
    if parts[0] != b"shell":
        raise NotAllowed(f"{kind} outside the shell channel")
    for name in ("msg_id", "session"):
        if not isinstance(header.get(name), str) or not _ID.fullmatch(header[name]):
            raise BadFrame(f"{name} is no id")
    plain = {name: header[name] for name in _HEADER if isinstance(header.get(name), str) and len(header[name]) <= 128}
    content = _CONTENTS[kind](_object(parts[4], "content"))
    # The person's name is no page's to give, and a parent would have the kernel answer somebody else's message.
    return _frame(
        [b"shell", _json(plain | {"msg_type": kind, "username": ""}), b"{}", b"{}", _json(content), *parts[5:]]
    )


def _parts(frame: bytes | str) -> list[bytes]:
    if not isinstance(frame, bytes):
        raise BadFrame("text in the place of a binary frame")
    if len(frame) > MOST_BYTES:
        raise BadFrame("too long")
    count = int.from_bytes(frame[:_WORD], "little")
    if not _PARTS + 1 <= count <= _PARTS + 1 + MOST_BUFFERS or len(frame) < _WORD * (count + 1):
        raise BadFrame("wrong number of parts")
    offsets = [int.from_bytes(frame[_WORD * place : _WORD * (place + 1)], "little") for place in range(1, count + 1)]
    if offsets[0] != _WORD * (count + 1) or offsets[-1] != len(frame) or any(b < a for a, b in pairwise(offsets)):
        raise BadFrame("parts that do not lie one behind the other")
    return [frame[start:end] for start, end in pairwise(offsets)]


def _frame(parts: list[bytes]) -> bytes:
    place = _WORD * (len(parts) + 2)
    offsets = [place]
    for part in parts:
        place += len(part)
        offsets.append(place)
    return b"".join([number.to_bytes(_WORD, "little") for number in (len(offsets), *offsets)] + parts)


def _object(part: bytes, name: str) -> dict[str, Any]:
    try:
        read = json.loads(part, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise BadFrame(f"{name} is no JSON") from None
    if not isinstance(read, dict) or _too_deep(read):
        raise BadFrame(f"{name} is no object, or one that is too deep")
    return read


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _too_deep(read: Any) -> bool:
    level = [read]
    for _ in range(MOST_NESTED):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _of_comm(content: Mapping[str, Any]) -> dict[str, Any]:
    comm, data = content.get("comm_id"), content.get("data")
    if not isinstance(comm, str) or not _ID.fullmatch(comm) or not isinstance(data, dict):
        raise BadFrame("a widget's message without a widget")
    return {"comm_id": comm, "data": data}


def _of_comm_info(content: Mapping[str, Any]) -> dict[str, Any]:
    target = content.get("target_name")
    return {"target_name": target} if isinstance(target, str) and _ID.fullmatch(target) else {}


def _of_kernel_info(_: Mapping[str, Any]) -> dict[str, Any]:
    return {}


_CONTENTS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "comm_msg": _of_comm,
    "comm_info_request": _of_comm_info,
    "kernel_info_request": _of_kernel_info,
}
ALLOWED = tuple(_CONTENTS)
"""The kinds of messages that pages may send."""
