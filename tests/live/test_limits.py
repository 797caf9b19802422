"""Wrong codes wait, right ones do not, and nobody's neighbours shut them out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from kit.domain.viewer import Role
from kit.live.access_log import without_code
from kit.live.door import CannotListen, checked_url, networks
from kit.live.forwarded import is_from, visitor_address
from kit.live.limits import (
    WINDOW_SECONDS,
    WRONG_HALVES,
    WRONG_HALVES_OVERALL,
    WRONG_TRIES,
    Bucket,
    TryLimit,
    network_of,
)
from kit.live.options import WrongOptions, door_of, openid_of
from kit.live.staff import StaffUnreadable, read_staff


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_address_with_too_many_wrong_codes_waits_and_then_may_go_on() -> None:
    limit = TryLimit(clock := Clock())
    for number in range(WRONG_TRIES):
        assert limit.wait_after_wrong("10.0.0.1") == 0
        limit.wrong("10.0.0.1", f"{number:04}-XXXX")
    assert limit.wait_after_wrong("10.0.0.1") == WINDOW_SECONDS
    assert limit.wait_after_wrong("10.0.0.2") == 0
    clock.now = WINDOW_SECONDS + 1
    assert limit.wait_after_wrong("10.0.0.1") == 0


def test_other_codes_may_still_be_used_from_that_address() -> None:
    limit = TryLimit(Clock())
    for number in range(1000):
        limit.wrong("10.0.0.1", f"{number:04}-XXXX")
    assert limit.wait_for_code("10.0.0.1", "7KQX-M2PA") == 0


def test_whoever_has_half_of_a_code_cannot_try_for_the_rest() -> None:
    limit = TryLimit(Clock())
    for number in range(WRONG_HALVES):
        assert limit.wait_for_code("10.0.0.1", "7kqx 0000") == 0
        limit.wrong("10.0.0.1", f"7KQX-{number:04}")
    assert limit.wait_for_code("10.0.0.1", "7KQX-M2PA") > 0
    assert limit.wait_for_code("10.0.0.2", "7KQX-M2PA") == 0
    assert limit.wait_for_code("10.0.0.1", "9ZZZ-AAAA") == 0


def test_half_of_a_code_cannot_be_tried_from_many_addresses_either() -> None:
    limit = TryLimit(Clock())
    for number in range(WRONG_HALVES_OVERALL):
        limit.wrong(f"10.0.{number}.1", "7KQX-0000")
    assert limit.wait_for_code("192.0.2.1", "7KQX-M2PA") > 0
    assert limit.wait_for_code("192.0.2.1", "9ZZZ-AAAA") == 0


def test_memory_is_bounded_whoever_tries() -> None:
    limit = TryLimit(Clock())
    for number in range(20_000):
        limit.wrong(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", f"{number:04}")
    assert len(limit._wrong) <= 50_003


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("10.0.0.1", "::ffff:10.0.0.1", True),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("nonsense", "nonsense", True),
    ],
)
def test_an_ipv6_subscriber_counts_as_one(one: str, other: str, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("", "127.0.0.1"),
        ("203.0.113.9", "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9", "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9, 10.1.2.3", "203.0.113.9"),
        ("10.1.2.3, 10.1.2.4", "10.1.2.3"),
        ("1.1.1.1, nonsense, 10.1.2.3", "10.1.2.3"),
        ("203.0.113.9:1234", "127.0.0.1"),
        ("2001:DB8::1", "2001:db8::1"),
        ("' OR 1=1", "127.0.0.1"),
    ],
)
def test_the_visitor_is_the_last_address_that_no_trusted_proxy_has(forwarded: str, address: str) -> None:
    assert visitor_address(networks(["127.0.0.1", "10.0.0.0/8"]), "127.0.0.1", forwarded) == address


def test_only_named_proxies_are_believed() -> None:
    assert is_from(networks(["127.0.0.1"]), "127.0.0.1")
    assert is_from(networks(["127.0.0.1"]), "::ffff:127.0.0.1")
    assert not is_from(networks(["127.0.0.1"]), "127.0.0.2")
    assert not is_from((), "127.0.0.1")
    assert not is_from(networks(["127.0.0.1"]), "/run/kit.sock")


def test_a_bucket_lets_a_burst_through_and_then_a_trickle() -> None:
    bucket = Bucket(10, 2, clock := Clock())
    assert [bucket.take() for _ in range(11)] == [True] * 10 + [False]
    clock.now = 1
    assert [bucket.take() for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize("url", ["https://x.example/kit", "workshop.example", "ftp://x.example", "https://", "/kit"])
def test_an_address_with_a_path_or_without_a_name_is_refused(url: str) -> None:
    with pytest.raises(CannotListen):
        checked_url(url)
    with pytest.raises(WrongOptions, match="--url"):
        door_of("127.0.0.1", 1, url)


def test_options_that_do_not_belong_together_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(WrongOptions, match="--certfile"):
        door_of("127.0.0.1", 1, None, keyfile=tmp_path / "key.pem")
    with pytest.raises(WrongOptions, match=r"10\.0\.0\.0/24"):
        door_of("127.0.0.1", 1, None, proxies=("my-proxy",))
    with pytest.raises(WrongOptions, match="--openid-client"):
        openid_of(tmp_path, openid="https://id.example")
    with pytest.raises(WrongOptions, match="https"):
        openid_of(tmp_path, openid="http://id.example", client="kit")
    with pytest.raises(WrongOptions, match=r"staff\.yaml"):
        openid_of(tmp_path, openid="https://id.example", client="kit")
    assert openid_of(tmp_path) is None


@pytest.mark.parametrize("words", ["not a certificate", ""])
def test_a_file_that_is_no_certificate_is_said(tmp_path: Path, words: str) -> None:
    file = tmp_path / "server.pem"
    file.write_text(words)
    with pytest.raises(CannotListen) as refused:
        door_of("127.0.0.1", 1, None, certfile=file).tls()
    assert refused.value.code == "live.certificate_unusable"
    with pytest.raises(CannotListen):
        door_of("127.0.0.1", 1, None, certfile=tmp_path / "none.pem").tls()


def test_the_list_of_staff_is_read_in_any_case_and_organisers_overrule(tmp_path: Path) -> None:
    file = tmp_path / "staff.yaml"
    file.write_text("organisers:\n  - Amina@Example.org\nfacilitators: [amina@example.org, ben@example.org]\n")
    assert read_staff(file) == {"amina@example.org": Role.ORGANISER, "ben@example.org": Role.FACILITATOR}


@pytest.mark.parametrize(
    "words",
    ["", "organisers: x", "admins: [a@b.org]", "organisers: [a]", "organisers: [[a@b.org]]", "- a@b.org",
     "organisers: [", "a: &a [*a]", "organisers: !!python/name:os.system", "\0", "organisers: [1]", "[" * 900],
)  # fmt: skip
def test_a_list_of_staff_that_is_none_is_said(tmp_path: Path, words: str) -> None:
    file = tmp_path / "staff.yaml"
    file.write_text(words)
    with pytest.raises(StaffUnreadable):
        read_staff(file)


def test_a_code_in_an_old_links_path_is_not_logged() -> None:
    assert without_code("/join/7KQX-M2PA") == "/join/…"
    assert without_code("/join") == "/join"
