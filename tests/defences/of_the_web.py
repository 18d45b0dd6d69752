"""What protects the web and Slack's door."""

from tests.defences.defence import Defence

DOOR = "tests/web/test_slack_door.py::"
EVERYWHERE = "tests/web/test_every_address.py::"
HOSTS = "tests/web/test_hosts.py::"
LIMITS = "tests/web/test_limits.py::"

OF_THE_WEB = (
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
        "Bolt logs no body",
        "service/logs.py",
        "        silenced.propagate = False\n",
        "        silenced.setLevel(10)\n",
        "tests/service/test_logs.py::test_what_bolt_would_say_of_a_request_is_not_said",
    ),
    Defence(
        "every form is checked for its token",
        "web/security.py",
        "            guard.protect()\n",
        "            guard.exempt\n",
        f"{EVERYWHERE}test_no_form_is_taken_that_does_not_come_from_a_page_of_ours",
    ),
    Defence(
        "every form is checked for its origin",
        "web/security.py",
        "            if not _is_from_here(settings):",
        "            if False:",
        f"{EVERYWHERE}test_no_form_is_taken_that_does_not_come_from_a_page_of_ours",
    ),
    Defence(
        "a body that says it is too large is not read",
        "web/security.py",
        "    if (request.content_length or 0) > most:",
        "    if False:",
        f"{EVERYWHERE}test_a_body_that_is_too_large_is_refused_unread",
    ),
    Defence(
        "a body that does not say how large it is is cut off",
        "web/security.py",
        "request.max_content_length = request.max_form_memory_size = most",
        "request.max_content_length = request.max_form_memory_size = None",
        f"{EVERYWHERE}test_a_body_that_does_not_say_how_large_it_is_is_cut_off",
    ),
    Defence(
        "every answer carries the headers",
        "web/security.py",
        "        answer.headers.update(HEADERS)\n",
        "        str(answer.headers)\n",
        f"{EVERYWHERE}test_every_answer_carries_the_headers",
    ),
    Defence(
        "https is held to https",
        "web/security.py",
        '            answer.headers["Strict-Transport-Security"] = HSTS\n',
        "            str(HSTS)\n",
        f"{EVERYWHERE}test_every_answer_carries_the_headers",
    ),
    Defence(
        "no script but ours runs",
        "web/security.py",
        "script-src 'self'; ",
        "script-src 'self' 'unsafe-inline'; ",
        f"{EVERYWHERE}test_the_policy_lets_nothing_in",
    ),
    Defence(
        "no page of ours stands in another's frame",
        "web/security.py",
        "frame-ancestors 'none'",
        "frame-ancestors *",
        f"{EVERYWHERE}test_the_policy_lets_nothing_in",
    ),
    Defence(
        "pages are kept nowhere",
        "web/security.py",
        '        answer.headers.setdefault("Cache-Control", NO_STORE)\n',
        "        str(NO_STORE)\n",
        f"{EVERYWHERE}test_nothing_but_files_is_kept_anywhere",
    ),
    Defence(
        "an error tells nothing of the inside",
        "web/errors.py",
        "said = ERRORS.get(status, OURS if status >= 500 else THEIRS)",
        "said = Said(what=repr(error), now=repr(error.__traceback__))",
        f"{EVERYWHERE}test_an_error_shows_nothing_of_the_inside",
    ),
    Defence(
        "only the known hosts are served",
        "web/hosts.py",
        "    if _name(asked) not in names:",
        "    if False:",
        f"{HOSTS}test_another_host_is_refused",
    ),
    Defence(
        "only listed proxies are believed",
        "web/hosts.py",
        'if is_listed(environ.get("REMOTE_ADDR", ""), self._listed):',
        'if environ.get("REMOTE_ADDR", ""):',
        f"{HOSTS}test_others_are_not",
    ),
    Defence(
        "too many requests wait",
        "web/limits.py",
        "        if waits is not None:",
        "        if False:",
        f"{LIMITS}test_too_many_wait_until_the_next_stretch",
    ),
    Defence(
        "addresses of the network are kept as keyed hashes",
        "service/actions/limiting.py",
        "return hmac.digest(app.secret_key, ",
        "return subject.encode() or hmac.digest(app.secret_key, ",
        f"{LIMITS}test_no_address_is_kept",
    ),
    Defence(
        "nothing that is typed runs on a page",
        "web/app.py",
        "    flask = Flask(__name__)\n",
        "    flask = Flask(__name__)\n    flask.jinja_env.autoescape = False\n",
        "tests/web/test_hostile_input.py",
    ),
)
