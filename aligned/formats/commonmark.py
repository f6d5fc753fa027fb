"""The syntax of Markdown files: CommonMark with what GitHub adds to it.

Those are tables, text struck out, footnotes with blocks of their own, and formulas between dollars.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

__all__ = ["parser"]

# No price is one: neither "$5 and $6" nor "US$5-US$6".
_FORMULA = re.compile(r"(?<!\w)\$(?=[^\s$])(?:\\.|[^$\\\n]){1,1000}(?<!\s)\$(?!\d)")
# A label has 999 characters at the most (CommonMark 0.31, section 4.7).
_LABEL = r"\[\^[^\]\s]{1,999}\]"
_REFERENCE = re.compile(_LABEL)
_FOOTNOTE = re.compile(rf"{_LABEL}:[ \t]*")


def parser() -> "MarkdownIt":
    """A parser whose tokens are also "footnote_open", "footnote_reference" and "formula".

    The first has where its text begins, in code points, as `meta["start"]`; links and pictures with
    a label have it in capitals, as `meta["label"]`.
    """
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"store_labels": True})
    # Addresses are to be written back as they were, and whoever reads the page judges them.
    made.normalizeLink = lambda url: url  # type: ignore[method-assign]
    made.validateLink = lambda url: True  # type: ignore[method-assign]
    made.enable(["table", "strikethrough"])
    ends = ["paragraph", "reference", "blockquote", "list"]
    made.block.ruler.before("reference", "footnote", _footnote, {"alt": ends})
    made.inline.ruler.before("escape", "footnote_reference", _footnote_reference)
    made.inline.ruler.before("escape", "formula", _formula)
    return made


def _footnote(state: "StateBlock", line: int, end: int, silent: bool) -> bool:
    """The text of a footnote: blocks, of which the first stands after the label."""
    start = state.bMarks[line] + state.tShift[line]
    label = _FOOTNOTE.match(state.src, start, state.eMarks[line])
    if label is None or state.is_code_block(line):
        return False
    if silent:
        return True
    kept = state.bMarks[line], state.tShift[line], state.sCount[line], state.parentType
    token = state.push("footnote_open", "", 1)
    token.meta["start"] = label.end()
    state.blkIndent += 4
    state.bMarks[line], state.tShift[line] = label.end(), 0
    state.sCount[line] = state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, line, end)
    state.push("footnote_close", "", -1)
    state.blkIndent -= 4
    state.bMarks[line], state.tShift[line], state.sCount[line], state.parentType = kept
    return True


def _footnote_reference(state: "StateInline", silent: bool) -> bool:
    return _as_it_stands(state, _REFERENCE, "footnote_reference", silent)


def _formula(state: "StateInline", silent: bool) -> bool:
    return _as_it_stands(state, _FORMULA, "formula", silent)


def _as_it_stands(state: "StateInline", form: re.Pattern[str], name: str, silent: bool) -> bool:
    """Take what has this form as one token."""
    found = form.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push(name, "", 0).content = found[0]
    state.pos = found.end()
    return True
