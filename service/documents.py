"""The one way in which a YAML file is read: safely, and no key twice."""

from typing import Any

import yaml

from service.core.errors import Refused

# The C parser is ten times faster, where it was built.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DEEPEST = 50
"""Levels of lists and fields; the parser would end the process somewhere below."""

MOST_NODES = 200_000
"""Values, counted as often as they are repeated by reference; ours has 11,000."""


def read_yaml(name: str, text: str | bytes) -> Any:
    """Read one document; ``name`` is the file's, for what is said about it.

    Raises:
        Refused: it is no YAML, says one key twice, or repeats itself without end.
    """
    try:
        _refuse_deep(name, text)
        loader = _Loader(text)
        root = loader.get_single_node()
        _refuse_repeated(name, root)
        return None if root is None else loader.construct_document(root)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise Refused(f"{name} is no YAML{where}: mend it there.") from None
    except (ValueError, LookupError, AttributeError) as error:
        # A day or a number that does not exist, or a word that is tagged as one.
        raise Refused(f"{name} holds a wrong value: {error}.") from None


def _refuse_deep(name: str, text: str | bytes) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise Refused(f"{name} is nested too deep: write it plainly.")


def _refuse_repeated(name: str, root: yaml.Node | None) -> None:
    """Refuse keys that stand twice, of which YAML would keep only the last."""
    open_nodes = [root]
    for _ in range(MOST_NODES):
        if not open_nodes:
            return
        node = open_nodes.pop()
        if isinstance(node, yaml.SequenceNode):
            open_nodes += reversed(node.value)
        elif isinstance(node, yaml.MappingNode):
            open_nodes += [value for _, value in reversed(node.value)]
            _refuse_twice(name, node)
    raise Refused(f"{name} is too large, or repeats itself by & and *: split it up.")


def _refuse_twice(name: str, node: yaml.MappingNode) -> None:
    seen: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        if key.value in seen:
            line = key.start_mark.line + 1
            raise Refused(f"{name}: line {line} has {key.value} again: keep only one.")
        seen.add(key.value)
