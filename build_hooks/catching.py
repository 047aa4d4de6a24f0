"""Hold mutants against the verifier and the cases: who catches a mistake?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from build_hooks.cases import run_case
from build_hooks.compile import Payload, compile_tree
from build_hooks.findings import Report, errors_in
from build_hooks.model.cases import Case
from build_hooks.model.content import Content
from build_hooks.mutations.mutant import Class, Mutant
from build_hooks.proof import examine
from build_hooks.verify import TREE_RULES


class By(StrEnum):
    """Who caught a mutant; the verifier is asked first for structure, the cases for meaning."""

    VERIFIER = "verifier"
    CASES = "cases"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Caught:
    """A mutant, and who caught it first."""

    mutant: Mutant
    by: By

    @property
    def as_wanted(self) -> bool:
        """Whether it was caught by the one who should."""
        return self.by is WANTED[self.mutant.class_]


WANTED = {Class.STRUCTURAL: By.VERIFIER, Class.MEANING: By.CASES}


def catch(mutant: Mutant, content: Content) -> Caught:
    """Ask the verifier and the cases of `content`, those first who should catch it."""
    by_verifier = (By.VERIFIER, verifier_catches)
    by_cases = (By.CASES, cases_catch)
    structural = mutant.class_ is Class.STRUCTURAL
    order = (by_verifier, by_cases) if structural else (by_cases, by_verifier)
    return Caught(
        mutant, next((by for by, catches in order if catches(mutant, content)), By.NOBODY)
    )


def verifier_catches(mutant: Mutant, content: Content) -> bool:
    """Whether the verifier reports an error; the proof is made if the rules find none."""
    return rules_catch(mutant, content) or proof_catches(mutant, content)


def rules_catch(mutant: Mutant, content: Content) -> bool:
    """Whether a rule reports an error; the first one is enough."""
    report = Report()
    for rule in TREE_RULES:
        rule(mutant.tree, content, report)
        if errors_in(report.findings):
            return True
    return False


def proof_catches(mutant: Mutant, content: Content) -> bool:
    """Whether the proof of a tree of sound shape finds an error on some route."""
    report = Report()
    examine(mutant.tree, content, report)
    return bool(errors_in(report.findings))


def cases_catch(mutant: Mutant, content: Content) -> bool:
    """Whether some case no longer agrees."""
    payload = compile_tree(replace(mutant.tree, outcomes={}))  # a case walks questions only
    return any(_disagrees(case, mutant, payload, content) for case in _may_notice(mutant, content))


def _may_notice(mutant: Mutant, content: Content) -> Iterator[Case]:
    """All cases; if an outcome was changed, those that end there: the ways are as they were."""
    for case in content.cases(mutant.tree):
        if case.outcome == mutant.node or mutant.node not in mutant.tree.outcomes:
            yield case


def _disagrees(case: Case, mutant: Mutant, payload: Payload, content: Content) -> bool:
    report = Report()
    try:
        run_case(case, mutant.tree, payload, content, report)
    except ValueError:  # no branch holds for the answers of the case
        return True
    return bool(report.findings)


@dataclass(frozen=True, slots=True)
class Rate:
    """Of how many mutants how many were caught by the one who should."""

    caught: int
    total: int

    @property
    def percent(self) -> float:
        """As a share of hundred; nothing to catch is all caught."""
        return 100 * self.caught / self.total if self.total else 100.0


def rate(results: Iterable[Caught], class_: Class) -> Rate:
    """The rate of one class of mutants."""
    own = [result for result in results if result.mutant.class_ is class_]
    return Rate(sum(result.as_wanted for result in own), len(own))
