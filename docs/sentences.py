"""`python -m docs.sentences`: every sentence that a person may read, as one list, to be read from beginning to end.

By the files of `cards/words`, a line each, with what is filled in between braces. Buttons and labels of up to three
words that are drawn elsewhere are seen on the cards themselves.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

WORDS = Path(__file__).parent.parent / "cards" / "words"
NEW_LINE = " / "


def sentences_of(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each literal of a Python file that has more than one word, docstrings left out."""
    tree = ast.parse(source)
    left_out = set(_docstrings(tree)) | set(_parts_of_literals(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and node not in left_out and " " in _text(node).strip():
            yield node.lineno, NEW_LINE.join(_text(node).split("\n"))


def _text(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr():
            return "".join(_text(part) for part in node.values)
        case ast.FormattedValue():
            return f"{{{ast.unparse(node.value)}}}"
        case _:
            return ""


def _docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value


def _parts_of_literals(tree: ast.Module) -> Iterator[ast.AST]:
    """What is filled in, and what stands between: both are read as part of the literal round them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from (part for part in ast.walk(node) if part is not node)


def main() -> None:
    """Print them, file by file."""
    for path in sorted(WORDS.rglob("*.py")):
        found = sorted(sentences_of(path.read_text(encoding="utf-8")))
        if found:
            print(f"\n## {path.relative_to(WORDS).as_posix()}\n")
        for _, text in found:
            print(f"- {text}")


if __name__ == "__main__":
    main()
