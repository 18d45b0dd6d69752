"""What the product's code must never do, read from the code itself."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from service import logs

REPO = Path(__file__).parents[1]
PRODUCT = ("unhunch.py", "service", "jobs", "web", "migrations")
# What serves nobody: it draws at build time, or plays with made-up people.
APART = ("service/drawing/", "web/demo/", "web/practice/", "web/simulation/")


# Claims of an ID token, and S256; a nonce of AES-GCM has 12 bytes.
OPENID = ("authlib.oidc.core.", "authlib.oauth2.rfc7636.create_s256_code_challenge")
NONCE = ("_NONCE_BYTES",)


@cache
def files() -> list[tuple[str, ast.Module]]:
    """Give the product's modules, read once for all tests here."""
    return list(_read())


def _read() -> Iterator[tuple[str, ast.Module]]:
    for place in PRODUCT:
        path = REPO / place
        for one in [path] if path.is_file() else sorted(path.rglob("*.py")):
            name = one.relative_to(REPO).as_posix()
            if not name.startswith(APART):
                yield name, ast.parse(one.read_text("utf-8"))


def dotted(node: ast.expr) -> str:
    """Give a name as it is written, ``a.b.c``; blank for what is none."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else f"?.{node.attr}"
    return ""


@cache
def calls() -> list[tuple[str, str, ast.Call]]:
    """Give each call: the file, what is called, and the call itself."""
    return [
        (file, dotted(node.func), node)
        for file, tree in files()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    ]


def imports() -> Iterator[tuple[str, str]]:
    for file, tree in files():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((file, alias.name) for alias in node.names)
            if isinstance(node, ast.ImportFrom):
                yield from ((file, f"{node.module}.{one.name}") for one in node.names)


def found(pattern: str) -> set[tuple[str, str]]:
    wanted = re.compile(pattern)
    return {(f, name) for f, name in imports() if wanted.match(name)}


def test_no_text_is_ever_run_as_code_or_as_a_command() -> None:
    run = re.compile(
        r"(eval|exec|compile|__import__)$"
        r"|os\.(system|popen|exec[lv]\w*|spawn\w+|posix_spawn\w*)$"
        r"|(.*\.)?(render_template_string|from_string)$"
    )
    assert [(f, name) for f, name, _ in calls() if run.match(name)] == []
    assert found(r"subprocess|pty|ctypes|runpy|code\b|codeop") == set()


def test_no_object_is_read_that_could_bring_code_along() -> None:
    assert found(r"pickle|marshal|shelve|dill|joblib|xml|lxml|zipfile|tarfile") == set()
    loads = re.compile(r"yaml\.(load|unsafe_load|full_load|load_all)$")
    assert [(f, name) for f, name, _ in calls() if loads.match(name)] == []


def test_a_statement_is_never_built_from_what_somebody_typed() -> None:
    """SQL as text is a constant, or a constant's name; these two name our own."""
    ours = {"service/store/dump.py", "service/store/schema.py"}
    built = [
        (file, node.lineno)
        for file, name, node in calls()
        if name in {"text", "sa.text", "sqlalchemy.text", "literal_column"}
        and not isinstance(node.args[0], ast.Constant | ast.Name)
        and file not in ours
    ]
    assert built == []


def test_a_pattern_is_never_built_from_what_somebody_typed() -> None:
    """What is put into a pattern is a constant of ours, or escaped.

    The first three put their own lists of words in; the last an id, escaped.
    """
    ours = {
        "service/core/lint/findings.py",
        "service/core/lint/danger.py",
        "service/core/signing.py",
        "service/core/packs.py",
    }
    takes = re.compile(r"re\.(compile|match|fullmatch|search|sub|split|findall)$")
    built = {
        file
        for file, name, node in calls()
        if takes.match(name) and not isinstance(node.args[0], ast.Constant | ast.Name)
    }
    assert built <= ours


def test_only_known_algorithms_of_known_libraries_are_used() -> None:
    used = {
        name
        for _, name in found(r"(cryptography|Crypto|nacl|authlib|joserfc|jwt)\b")
        if not name.startswith("joserfc.")
    }
    assert used == {
        "cryptography.exceptions.InvalidTag",
        "cryptography.hazmat.primitives.ciphers.aead.AESGCM",
    } | {name for name in used if name.startswith(OPENID)}
    hashes = {
        name
        for _, name, _ in calls()
        if re.match(r"(hashlib|hmac)\.|\?\.hexdigest", name)
    }
    named = {name for name in hashes if not name.startswith("?")}
    assert named <= {
        "hashlib.sha256",
        "hashlib.file_digest",
        "hmac.new",
        "hmac.digest",
        "hmac.compare_digest",
    }


def test_what_nobody_may_guess_comes_from_the_system() -> None:
    assert found(r"random\b") == set()
    secret = re.compile(r"secrets\.token_(bytes|hex|urlsafe)$")
    drawn = [(file, node) for file, name, node in calls() if secret.match(name)]
    assert len(drawn) >= 5
    for file, node in drawn:
        # Without a number it is 256 bits; the number of an error is no secret.
        if node.args and file != "web/errors.py":
            size = ast.unparse(node.args[0])
            assert size in {
                "32",
                "_SECRET_BYTES",
                "_RANDOM_BYTES",
                "KEY_BYTES",
                *NONCE,
            }, file


def test_a_page_knows_what_came_in_the_address_from_what_came_in_the_form() -> None:
    mixed = [
        (name, node.lineno)
        for name, tree in files()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and dotted(node) == "request.values"
    ]
    assert mixed == []


def test_every_word_of_a_log_line_is_one_that_may_stand_there() -> None:
    """What is not listed is dropped in silence: nobody would ever read it."""
    lost = [
        (file, keyword.arg)
        for file, name, node in calls()
        if re.match(r"log\.(debug|info|warning|error)$", name)
        for keyword in node.keywords
        if keyword.arg is not None and keyword.arg not in logs.ALLOWED
    ]
    assert lost == []


def test_lines_go_to_standard_error_and_nowhere_else() -> None:
    assert found(r"syslog|logging\.handlers") == set()
    handlers = re.compile(r"(.*\.)?(\w+Handler|basicConfig|PrintLoggerFactory)$")
    opened = {
        (file, name)
        for file, name, _ in calls()
        if handlers.match(name) and "log" in name.lower()
    }
    assert opened == {
        ("service/logs.py", "logging.NullHandler"),
        ("service/logs.py", "logging.basicConfig"),
        ("service/logs.py", "structlog.PrintLoggerFactory"),
    }


def test_no_secret_stands_in_the_code() -> None:
    secret = re.compile(
        r"xox[abpe]-\d|xapp-\d|-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}"
    )
    for place in PRODUCT:
        path = REPO / place
        for one in [path] if path.is_file() else sorted(path.rglob("*")):
            if one.suffix in {".py", ".html", ".js", ".yaml", ".json"}:
                assert not secret.search(one.read_text("utf-8")), one


SCRIPTS = sorted((REPO / "web/static").glob("*.js"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_writes_text_only_and_keeps_nothing(script: Path) -> None:
    never = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\("
        r"|localStorage|sessionStorage|indexedDB|document\.cookie|postMessage"
        r"|[\"']message[\"']|__proto__|fetch\(|XMLHttpRequest|WebSocket|import\("
    )
    assert never.findall(script.read_text("utf-8")) == []


TEMPLATES = sorted((REPO / "web/templates").rglob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_page_switches_escaping_off(template: Path) -> None:
    never = re.compile(r"\|\s*safe\b|autoescape|Markup")
    assert never.findall(template.read_text("utf-8")) == []
