"""What became of the cases of a tree, and of what they reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_hooks.api.digest import as_data
from build_hooks.checking import Checked
from build_hooks.coverage import Coverage, Passed, coverage
from build_hooks.model.cases import Case


@dataclass(frozen=True, slots=True)
class CaseChanges:
    """Cases by their titles, and how far they reach."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    before: Coverage | None
    """None where the tree has errors or is not there."""
    after: Coverage | None

    @property
    def left(self) -> tuple[str, ...]:
        """Outcomes that no case reaches, and that are new or were reached before."""
        lonely = _lonely(self.before.outcomes) if self.before else set()
        now = _lonely(self.after.outcomes) if self.after else set()
        return tuple(sorted(now - lonely))

    @property
    def same(self) -> bool:
        """Whether there is nothing to say about cases."""
        return not (self.added or self.changed or self.removed or self.left)


def case_changes(tree: str, base: Checked, head: Checked) -> CaseChanges:
    """Compare the cases of `tree`."""
    was, now = _cases(tree, base), _cases(tree, head)
    return CaseChanges(
        tuple(_title(case) for id_, case in now.items() if id_ not in was),
        tuple(
            _title(case)
            for id_, case in now.items()
            if id_ in was and as_data(was[id_]) != as_data(case)
        ),
        tuple(_title(case) for id_, case in was.items() if id_ not in now),
        _coverage(tree, base),
        _coverage(tree, head),
    )


def reached(many: Sequence[Passed]) -> int:
    """How many of them any case passes."""
    return sum(bool(one.real or one.others) for one in many)


def _cases(tree: str, checked: Checked) -> dict[str, Case]:
    found = checked.content.case_files.get(tree)
    return {str(id_): case for id_, case in found.cases.items()} if found else {}


def _title(case: Case) -> str:
    return str(case.title or case.id)


def _coverage(tree: str, checked: Checked) -> Coverage | None:
    proof = checked.proofs.get(tree)
    return coverage(proof.tree, checked.content) if proof else None


def _lonely(outcomes: Sequence[Passed]) -> set[str]:
    return {one.what for one in outcomes if not (one.real or one.others)}
