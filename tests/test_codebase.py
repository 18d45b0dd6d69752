"""Promises about the code itself, which no linter of ours keeps."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

REPO = Path(__file__).parents[1]
PRODUCT = ("unhunch.py", "service", "jobs", "web", "migrations")
MOST_LINES = 250
MOST_LINES_OF_A_FUNCTION = 40
# A file that may be longer, and why.
LONGER = {
    "unhunch.py": "one short function per command, and the root holds no second module",
}
ENTRYPOINTS = (
    "web",
    "jobs",
    "service.actions",
    "service.app",
    "service.bootstrap",
    "service.commands",
    "service.core",
    "service.settings",
)


def python_files(*places: str) -> Iterator[Path]:
    for place in places:
        path = REPO / place
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(REPO).as_posix()


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            found.add(str(node.module))
    return found


def is_within(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == one or module.startswith(f"{one}.") for one in packages)


def is_standard(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] in sys.stdlib_module_names


def committed() -> list[Path]:
    """Give the files of the repository, as far as one is there."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=REPO,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is no git checkout")
    paths = [REPO / line for line in listed.stdout.splitlines()]
    return [path for path in paths if path.is_file()]


def test_the_command_line_imports_entrypoints_only() -> None:
    others = {
        module
        for module in imports_of(REPO / "unhunch.py")
        if module != "click" and not is_standard(module)
        if not is_within(module, ENTRYPOINTS)
    }
    assert others == set()


def test_no_file_is_longer_than_a_person_reads_in_one_go() -> None:
    too_long = {
        name_of(path)
        for path in python_files(*PRODUCT)
        if len(path.read_text("utf-8").splitlines()) > MOST_LINES
    }
    assert too_long == set(LONGER)


def test_no_function_is_longer_than_a_screen() -> None:
    too_long = [
        f"{name_of(path)}: {node.name}"
        for path in python_files(*PRODUCT)
        if not name_of(path).startswith("migrations/versions/")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        if (node.end_lineno or 0) - node.lineno >= MOST_LINES_OF_A_FUNCTION
    ]
    assert too_long == []


def test_every_module_says_in_a_line_what_it_is() -> None:
    for path in python_files(*PRODUCT):
        text = path.read_text("utf-8")
        if text:
            said = ast.get_docstring(ast.parse(text)) or ""
            assert said.split("\n")[0].endswith("."), name_of(path)


def test_the_core_needs_nothing_but_the_standard_library() -> None:
    for path in python_files("service/core"):
        foreign = {
            module
            for module in imports_of(path)
            if not is_standard(module) and not is_within(module, ("service.core",))
        }
        assert foreign == set(), name_of(path)


def test_the_tests_of_the_core_need_nothing_but_pytest(tmp_path: Path) -> None:
    site = Path(pytest.__file__).parents[1]
    for name in ("pytest", "_pytest", "py.py", "pluggy", "iniconfig", "packaging"):
        (tmp_path / name).symlink_to(site / name)
    (tmp_path / "pygments").symlink_to(site / "pygments")
    words = ["--collect-only", "--quiet", "--confcutdir", "tests/core", "tests/core"]
    done = subprocess.run(
        [sys.executable, "-S", "-m", "pytest", "-p", "no:cacheprovider", *words],
        cwd=REPO,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{tmp_path}{os.pathsep}{REPO}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_names_a_package_index_or_a_place_on_one_machine() -> None:
    # Written apart, so that this file does not name them either.
    forbidden = [
        "py" + "pi.org",
        "python" + "hosted.org",
        "--" + "index-url",
        "--" + "extra-index-url",
        "--" + "find-links",
        "/" + "work/main",
        "/" + "work/shared",
        "/" + "root/",
        "/" + "home/",
    ]
    found = [
        f"{name_of(path)}: {words}"
        for path in committed()
        if path.suffix not in {".png", ".gif", ".jpg", ".ico", ".woff2"}
        for words in forbidden
        if words in path.read_text("utf-8")
    ]
    assert found == []


@pytest.mark.parametrize("name", ["runtime", "dev", "build"])
def test_every_requirement_is_pinned_with_its_hashes(name: str) -> None:
    text = (REPO / "requirements" / f"{name}.txt").read_text("utf-8")
    wanted = [part for part in re.split(r"\n(?=\S)", text.strip()) if part[0] != "#"]
    assert wanted
    for part in wanted:
        assert re.match(r"[A-Za-z0-9._-]+(\[[^]]*\])?==\S+", part), part
        assert "--hash=sha256:" in part


def test_the_texts_for_translators_are_up_to_date() -> None:
    with (REPO / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    with (REPO / "service/data/locale/unhunch.pot").open("rb") as file:
        listed = {message.id for message in read_po(file) if message.id}
    found = {
        message
        for _file, _line, message, _comments, _context in extract_from_dir(
            str(REPO), methods, options
        )
    }
    assert listed == found, "run `make words`"


def test_a_silenced_check_has_its_reason() -> None:
    silenced = re.compile(r"# (noqa|type: ignore)(?!.* (-|#) )")
    for path in python_files(*PRODUCT):
        before = ""
        for line in path.read_text("utf-8").splitlines():
            reasoned = before.strip().startswith("#")
            assert reasoned or not silenced.search(line), f"{name_of(path)}: {line}"
            before = line
