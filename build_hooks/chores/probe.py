"""Ask a server whether a page is still there, as politely as a person would.

One question at a time to each host, with a pause; HEAD first, then GET where HEAD is refused; once
more after a pause where it failed. A server that turns programs away has not lost its page: that
is no verdict.
"""

from __future__ import annotations

import http.client
import socket
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

GONE = (404, 410)
TURNED_AWAY = (401, 403, 412, 429, 451)
"""No answer to our question, and no reason to ask again at once."""
AGENT = "Mozilla/5.0 (compatible; weiquan-link-check/1)"
HOSTS_AT_ONCE = 8
SAFE = "/:?#[]@!$&'()*+,;=%~-._"


class State(StrEnum):
    """What is known of an address."""

    ALIVE = "alive"
    DEAD = "dead"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and in a word why that is the verdict."""

    state: State
    why: str
    retry: bool = True
    """Whether it makes sense to ask again."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How long to wait, in seconds."""

    pause: float = 2.0
    timeout: float = 20.0


def probe_all(urls: Iterable[str], manners: Manners) -> Mapping[str, Answer]:
    """Ask about every address; hosts are asked side by side, each of them one at a time."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[urlsplit(url).netloc].append(url)
    found: dict[str, Answer] = {}
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as threads:
        for answers in threads.map(lambda some: _one_host(some, manners), hosts.values()):
            found |= answers
    return found


def _one_host(urls: list[str], manners: Manners) -> dict[str, Answer]:
    found = {}
    for number, url in enumerate(urls):
        if number:
            time.sleep(manners.pause)
        found[url] = probe(url, manners)
    return found


def probe(url: str, manners: Manners) -> Answer:
    """Ask about one address, and once more if that failed."""
    answer = _ask(url, manners)
    if answer.state is State.ALIVE or not answer.retry:
        return answer
    time.sleep(manners.pause)
    return _ask(url, manners)


def _ask(url: str, manners: Manners) -> Answer:
    answer = _request("HEAD", url, manners.timeout)
    refused = answer.why.isdecimal() and answer.retry
    return _request("GET", url, manners.timeout) if refused else answer


def _request(method: str, url: str, timeout: float) -> Answer:
    request = Request(quote(url, safe=SAFE), method=method, headers={"User-Agent": AGENT})
    try:
        with urlopen(request, timeout=timeout) as reply:
            return _arrived(url, reply.url)
    except HTTPError as error:
        error.close()
        state = State.DEAD if error.code in GONE else State.UNSURE
        return Answer(state, str(error.code), error.code not in TURNED_AWAY)
    except URLError as error:
        return not_reached(error.reason)
    except (OSError, ValueError, http.client.HTTPException) as error:
        return not_reached(error)


def _arrived(asked: str, reached: str) -> Answer:
    """A page that leads to the front page instead is likely gone, but who knows."""
    was, now = urlsplit(asked), urlsplit(reached)
    has_lost_its_way = now.path in ("", "/") and not now.query and was.path not in ("", "/")
    if has_lost_its_way:
        return Answer(State.UNSURE, "front-page", retry=False)
    return Answer(State.ALIVE, "")


def not_reached(reason: object) -> Answer:
    """No answer at all: a name that nobody has any more is a verdict, a lost network is none."""
    if isinstance(reason, socket.gaierror) and reason.errno == socket.EAI_NONAME:
        return Answer(State.DEAD, "no-host")
    name = "timeout" if isinstance(reason, TimeoutError) else type(reason).__name__
    return Answer(State.UNSURE, name)
