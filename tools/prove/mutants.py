"""Proof: the tests of ``money`` and ``debts`` notice when the code is wrong.

A seeded sample of small changes (another comparison, another number, a sum for a
difference) is made to a copy, one at a time, and the tests are run on it. A change that no
test notices survives; each survivor must be explained in ``docs/proof/mutants_explained.json``,
and fewer than one in ten may survive. What was noticed before is carried over where neither its
file nor a test of then has changed (``docs/proof/mutants_noticed.json``).
"""

from __future__ import annotations

import ast
import copy
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
EXPLAINED = ROOT / "docs" / "proof" / "mutants_explained.json"
NOTICED = ROOT / "docs" / "proof" / "mutants_noticed.json"
"""Those noticed at an earlier commit."""
SEED = 20261203
SAMPLE = 400
AT_ONCE = 2
LONGEST = 400
"""Seconds; a change that makes a test run for ever is noticed."""
LINE = 120
"""Characters of a line that name a mutant."""
MOST = 0.10
"""Share that may survive."""
NEEDED = ("src", "tests", "tools", "docs", "examples", "pyproject.toml", "README.md")
ROOMS = (
    "tests/calc",
    "tests/test_money.py",
    "tests/plans",
    "tests/case",
    "tests/words",
    "tests/journal",
)
PRECISION = frozenset(
    {"_EXACT", "_WIDE", "_HAIR", "_WIDTH", "_HALVINGS", "_POLISHING", "_EVENLY", "_CLOSELY"}
)
"""How closely is computed and where is searched: another number gives the same answer."""
OPERATORS: dict[type[ast.AST], tuple[Any, str, str]] = {
    ast.Lt: (ast.LtE, "<", "<="),
    ast.LtE: (ast.Lt, "<=", "<"),
    ast.Gt: (ast.GtE, ">", ">="),
    ast.GtE: (ast.Gt, ">=", ">"),
    ast.Eq: (ast.NotEq, "==", "!="),
    ast.NotEq: (ast.Eq, "!=", "=="),
    ast.Is: (ast.IsNot, "is", "is not"),
    ast.IsNot: (ast.Is, "is not", "is"),
    ast.In: (ast.NotIn, "in", "not in"),
    ast.NotIn: (ast.In, "not in", "in"),
    ast.Add: (ast.Sub, "+", "-"),
    ast.Sub: (ast.Add, "-", "+"),
    ast.Mult: (ast.Div, "*", "/"),
    ast.Div: (ast.Mult, "/", "*"),
    ast.FloorDiv: (ast.Mult, "//", "*"),
    ast.And: (ast.Or, "and", "or"),
    ast.Or: (ast.And, "or", "and"),
}
SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """One change: in which file, at which node of its tree, what and where in words."""

    path: Path
    node: int
    name: str


def carried() -> frozenset[str]:
    """Mutants whose tests need not run again, by name.

    They were noticed at an earlier commit, their file is as it was then, and of the tests of
    then every statement but imports stands there still: what noticed them once notices them now.
    """
    if not NOTICED.exists():
        return frozenset()
    kept = json.loads(NOTICED.read_text("utf-8"))
    before = kept["commit"]
    if not all(_only_grew(before, path) for path in _tests_of(before)):
        return frozenset()
    return frozenset(
        name for name in kept["noticed"] if _as_then(before, f"src/qinghuan/{name.split()[0]}")
    )


def _tests_of(before: str) -> list[str]:
    roots = ("tests/debts", "tests/rules", *ROOMS)
    return _git("ls-tree", "-r", "--name-only", before, *roots).splitlines()


def _as_then(before: str, path: str) -> bool:
    return (ROOT / path).read_text("utf-8") == _git("show", f"{before}:{path}")


def _only_grew(before: str, path: str) -> bool:
    now = ROOT / path
    if not now.exists():
        return False
    if now.suffix != ".py":
        return path.endswith("schemas.json") or now.read_bytes() == _bytes(before, path)
    return not _statements(_git("show", f"{before}:{path}")) - _statements(now.read_text("utf-8"))


def _statements(text: str) -> frozenset[str]:
    """Every statement of a file but its imports, of a class each, of a list of examples each."""
    found: list[str] = []
    for node in ast.parse(text).body:
        for one in node.body if isinstance(node, ast.ClassDef) else [node]:
            if isinstance(one, ast.FunctionDef):
                found += _examples(one)
                one.decorator_list = []
            if not isinstance(one, ast.Import | ast.ImportFrom):
                found.append(ast.dump(one))
    return frozenset(found)


def _examples(test: ast.FunctionDef) -> Iterator[str]:
    """What decorates ``test``, each element of a list by itself."""
    for node in test.decorator_list:
        for one in node.args if isinstance(node, ast.Call) else [node]:
            for part in one.elts if isinstance(one, ast.List) else [one]:
                yield f"{test.name}: {ast.dump(part)}"


def _git(*words: str) -> str:
    return _run(*words).decode("utf-8")


def _bytes(before: str, path: str) -> bytes:
    return _run("show", f"{before}:{path}")


def _run(*words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True).stdout


def run(count: int, seed: int, folder: Path) -> dict[str, Any]:
    """``count`` mutants of the sample, from place ``seed - SEED`` on."""
    first = seed - SEED
    chosen = sampled()[first : first + count]
    copies: Queue[Path] = Queue()
    for number in range(AT_ONCE):
        copies.put(_copied(folder / str(number)))

    known = carried()
    _begin_green(folder / "0")

    def survives(mutant: Mutant) -> bool:
        if mutant.name in known:
            return False
        where = copies.get()
        try:
            return _survives(mutant, where)
        finally:
            copies.put(where)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = list(pool.map(survives, chosen))
    survivors = [one.name for one, alive in zip(chosen, outcomes, strict=True) if alive]
    return {
        "mutants": len(chosen),
        "killed": len(chosen) - len(survivors),
        "of_them_carried_over": sum(one.name in known for one in chosen),
        "survivors": survivors,
        "failures": [],
    }


def judged(total: dict[str, Any]) -> list[str]:
    """What is wrong with the whole sample: too many survived, or one without an explanation."""
    known = json.loads(EXPLAINED.read_text("utf-8"))
    survived = total["survivors"]
    total["survivors"] = {name: known.get(name, "not explained") for name in survived}
    wrong = [f"not explained: {name}" for name in survived if name not in known]
    return wrong + ([] if len(survived) < MOST * total["mutants"] else ["too many survived"])


def sampled() -> list[Mutant]:
    """The sample: the same for the same code."""
    files = [ROOT / "src/qinghuan/money.py", *sorted((ROOT / "src/qinghuan/debts").glob("*.py"))]
    every = [mutant for path in files for mutant in _mutants(path)]
    return random.Random(SEED).sample(every, min(SAMPLE, len(every)))


def _mutants(path: Path) -> Iterator[Mutant]:
    tree = ast.parse(path.read_text("utf-8"))
    seen: dict[str, int] = {}
    for number, (node, function, line) in enumerate(_nodes(tree)):
        change = _change(copy.deepcopy(node))
        if change is None:
            continue
        what, _ = change
        name = f"{path.relative_to(ROOT / 'src/qinghuan')} {function}: {what} in {line}"
        seen[name] = seen.get(name, 0) + 1
        yield Mutant(path, number, name if seen[name] == 1 else f"{name} ({seen[name]})")


def _nodes(tree: ast.Module) -> Iterator[tuple[ast.AST, str, str]]:
    """Every node that computes, in a fixed order, with the function and line it stands in."""

    def walk(node: ast.AST, function: str, line: str) -> Iterator[tuple[ast.AST, str, str]]:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            function = f"{function}.{node.name}".lstrip(".")
        elif isinstance(node, ast.stmt):
            line = ast.unparse(node).splitlines()[0][:LINE]
        yield node, function, line
        for field, value in ast.iter_fields(node):
            if field in {"annotation", "returns", "decorator_list", "bases", "exc"}:
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _says_only(child):
                    yield from walk(child, function, line)

    return walk(tree, "", "")


def _says_only(node: ast.AST) -> bool:
    """Whether it decides nothing: a docstring, an import or export, types, a precision."""
    if isinstance(node, ast.keyword) and node.arg in {"strict", "silent"}:
        return True
    if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) in PRECISION:
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
        return True
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript):
        return ast.unparse(node.value).startswith(("Literal[", "Annotated[", "Mapping[", "dict["))
    alias = isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias"
    return alias or isinstance(node, ast.Import | ast.ImportFrom)


def _change(node: Any) -> tuple[str, Any] | None:
    """What is changed, in words, and the changed node; None where nothing can be."""
    if isinstance(node, ast.Compare):
        new, old_sign, new_sign = OPERATORS[type(node.ops[0])]
        node.ops[0] = new()
        return f"{old_sign} → {new_sign}", node
    if isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp) and type(node.op) in OPERATORS:
        new, old_sign, new_sign = OPERATORS[type(node.op)]
        node.op = new()
        return f"{old_sign} → {new_sign}", node
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return "not dropped", node.operand
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return "minus dropped", node.operand
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SWAPPED:
        old, node.func.id = node.func.id, SWAPPED[node.func.id]
        return f"{old} → {node.func.id}", node
    return _constant(node) if isinstance(node, ast.Constant) else None


def _constant(node: ast.Constant) -> tuple[str, Any] | None:
    old = node.value
    if isinstance(old, bool):
        node.value = not old
    elif isinstance(old, int):
        node.value = old + 1
    elif isinstance(old, str) and old:
        node.value = f"{old}?"
    else:
        return None
    return f"{old!r} → {node.value!r}", node


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> Any:
        return self.new if node is self.old else super().visit(node)


def mutated(mutant: Mutant) -> str:
    """The text of the file with the change made."""
    tree = ast.parse(mutant.path.read_text("utf-8"))
    old = next(node for number, (node, *_) in enumerate(_nodes(tree)) if number == mutant.node)
    change = _change(copy.deepcopy(old))
    assert change is not None
    return ast.unparse(ast.fix_missing_locations(_Replace(old, change[1]).visit(tree)))


def _copied(target: Path) -> Path:
    """What the tests need, with everything compiled but what is changed."""
    target.mkdir(parents=True)
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, target / name, symlinks=True, ignore=ignored)
        elif source.exists():
            shutil.copy(source, target / name)
    subprocess.run([sys.executable, "-m", "compileall", "-q", "src"], cwd=target, check=True)
    return target


def _begin_green(where: Path) -> None:
    """Without a change every test passes; else every change would seem to be noticed.

    Raises :class:`SystemExit`.
    """
    for tests in _tests(where / "src/qinghuan/money.py", where):
        if not _passes(tests, where):
            raise SystemExit(f"mutants: without a change {' '.join(tests)} does not pass")


def _survives(mutant: Mutant, where: Path) -> bool:
    path = where / mutant.path.relative_to(ROOT)
    original = path.read_text("utf-8")
    for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
        compiled.unlink()
    path.write_text(mutated(mutant), "utf-8")
    try:
        return all(_passes(tests, where) for tests in _tests(path, where))
    finally:
        path.write_text(original, "utf-8")


def _tests(path: Path, where: Path) -> Sequence[Sequence[str]]:
    """The mirrored tests first: they notice most; then all the rest."""
    room = "tests" if path.name == "money.py" else "tests/debts"
    mirrored = where / room / f"test_{path.name}"
    first = [[str(mirrored.relative_to(where))]] if mirrored.exists() else []
    quick = ["tests/debts", "tests/rules", "--ignore=tests/debts/test_claims.py"]
    return [*first, quick, ROOMS]


def _passes(tests: Sequence[str], where: Path) -> bool:
    environment = {**os.environ, "PYTHONPATH": "src", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(
            command, cwd=where, env=environment, capture_output=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
