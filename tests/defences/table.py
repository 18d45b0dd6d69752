"""Each defence: the text that makes it, what stands there without it, its test."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Defence:
    """``old`` stands once in the file at ``path``; ``new`` takes the defence away."""

    name: str
    path: str
    old: str
    new: str
    test: str


DOOR = "tests/web/test_slack_door.py::"
SECURITY = "tests/web/test_security.py::"
SIGN_IN = "tests/web/test_signing_in.py::"
AUDIT = "tests/actions/test_auditing.py::"

DEFENCES = (
    # ------------------------------------------------------------ Slack's door
    Defence(
        "Slack's signature is checked",
        "web/slack/edge.py",
        "if verifier is None or not _is_signed(verifier):",
        "if verifier is None:",
        f"{DOOR}test_what_slack_did_not_sign_is_refused",
    ),
    Defence(
        "a replayed request does nothing",
        "web/slack/edge.py",
        "if not replays.first_time(app, signature):",
        "if False:",
        f"{DOOR}test_a_click_that_is_replayed_does_nothing",
    ),
    Defence(
        "what was not served may come again",
        "web/slack/edge.py",
        "if answer.status_code >= 500:",
        "if False:",
        f"{DOOR}test_what_we_could_not_serve_may_come_again_with_the_same_signature",
    ),
    Defence(
        "a body is limited before it is read",
        "web/slack/edge.py",
        "request.max_content_length = MAX_BODY",
        "request.max_content_length = None",
        f"{DOOR}test_a_body_of_two_megabytes_is_too_large",
    ),
    Defence(
        "Bolt logs no body",
        "service/logs.py",
        "        silenced.propagate = False\n",
        "        silenced.setLevel(10)\n",
        "tests/service/test_logs.py::test_what_bolt_would_say_of_a_request_is_not_said",
    ),
    # ------------------------------------------------------------ the audit log
    Defence(
        "the database refuses to change the audit log",
        "migrations/versions/0050_trust.py",
        "before update or delete or truncate on audit_log",
        "before update or delete or truncate on packs",
        f"{AUDIT}test_the_database_refuses_to_change_what_was_written",
    ),
    Defence(
        "an entry's digest covers the one before",
        "service/core/audit.py",
        "return hashlib.sha256(before + said.encode()).digest()",
        "return hashlib.sha256(said.encode()).digest()",
        f"{AUDIT}test_an_entry_that_was_written_anew_does_not_fit_the_next",
    ),
    Defence(
        "who writes to a chain waits for the one before",
        "service/store/audit.py",
        "    conn.execute(select(func.pg_advisory_xact_lock(lock)))\n",
        "    str(lock)\n",
        f"{AUDIT}test_many_who_write_at_once_make_one_chain",
    ),
    # ------------------------------------------------------------ logs
    Defence(
        "a log line holds listed keys only",
        "service/logs.py",
        "for key, value in event.items() if key in ALLOWED",
        "for key, value in event.items()",
        "tests/service/test_logs.py",
    ),
)
