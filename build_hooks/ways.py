"""Shortest ways from the start to every state, kept as last steps and put together when asked for.

Written out they would take the square of a tree's depth: 400 MB for 10,000 questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Answers = tuple[tuple[str, str], ...]
State = tuple[str, Answers]


class Ways(Mapping[State, Answers]):
    """Answers by the state that they lead to, in the order in which states were found."""

    def __init__(self) -> None:
        self._last: dict[State, tuple[State, str] | None] = {}

    def begin(self, state: State) -> None:
        """Let every way begin at `state`."""
        self._last[state] = None

    def extend(self, state: State, answer: str, target: State) -> None:
        """Let the way to `target` be the way to `state` and then `answer`."""
        self._last[target] = (state, answer)

    def __getitem__(self, state: State) -> Answers:
        answers = []
        last = self._last[state]
        while last:
            before, answer = last
            answers.append((before[0], answer))
            last = self._last[before]
        return tuple(reversed(answers))

    def __contains__(self, state: object) -> bool:
        return state in self._last

    def __iter__(self) -> Iterator[State]:
        return iter(self._last)

    def __len__(self) -> int:
        return len(self._last)
