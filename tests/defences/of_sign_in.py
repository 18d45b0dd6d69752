"""What protects the way in, and staying in."""

from tests.defences.defence import Defence

SESSIONS = "tests/web/test_sessions.py::"
SIGN_IN = "tests/web/test_signing_in.py::"
SLACK = "tests/web/test_slack_sign_in.py::"
TOKEN = "tests/gateways/test_id_token.py::"

OF_SIGN_IN = (
    Defence(
        "a link works once",
        "service/actions/links.py",
        "signing_in.use_up_links(conn, (workspace_id, person.person_id), now)",
        "str(now)",
        f"{SIGN_IN}test_a_link_works_once",
    ),
    Defence(
        "of many who use a link at once, one gets in",
        "service/actions/links.py",
        "one finds it unused after it got the lock.\n        if ",
        "none does.\n        if False and ",
        f"{SIGN_IN}test_of_many_at_once_one_gets_in",
    ),
    Defence(
        "a link is looked at without being used up",
        "web/signing_in.py",
        "    if not links.link_works(app, secret, ASKED.read(app.settings)):",
        "    if not links.use_link(app, secret, ASKED.read(app.settings)):",
        f"{SIGN_IN}test_looking_at_a_link_does_not_use_it_up",
    ),
    Defence(
        "a link that was asked for here works in this browser only",
        "service/actions/links.py",
        'asked_hash=hashed(asked or ""))',
        "asked_hash=None)",
        f"{SESSIONS}test_a_link_asked_for_here_works_in_this_browser_only",
    ),
    Defence(
        "secrets of links and sessions are kept as hashes",
        "service/actions/signing_in.py",
        'return hashlib.sha256(random.encode(errors="replace")).digest()',
        'return random.encode(errors="replace") or hashlib.sha256(b"").digest()',
        f"{SIGN_IN}test_neither_links_nor_sessions_can_be_read_in_the_database",
    ),
    Defence(
        "a session ends when it rests or grows old",
        "service/core/sign_in.py",
        "return now - seen_at < stay.idle and now - opened_at < stay.longest",
        "return now >= opened_at and bool(stay and seen_at)",
        f"{SESSIONS}test_how_long_one_stays_depends_on_the_role",
    ),
    Defence(
        "a session ends with the role it was opened with",
        "service/actions/signing_in.py",
        "        and session.role is person.role\n",
        "",
        f"{SESSIONS}test_another_role_ends_every_session_at_once",
    ),
    Defence(
        "a session ends with the account",
        "service/actions/signing_in.py",
        "    return person.standing is not Standing.LEFT",
        "    return person is not Standing.LEFT",
        f"{SIGN_IN}test_somebody_who_left_is_out_at_once",
    ),
    Defence(
        "signing out everywhere ends all sessions",
        "service/actions/signing_in.py",
        "        close_sessions_of(conn, *key)\n",
        "        str(key)\n",
        f"{SESSIONS}test_signing_out_everywhere_ends_all_of_it_and_is_written_down",
    ),
    Defence(
        "nothing is left in the browser that signed out",
        "web/signing_in.py",
        'answer.headers["Clear-Site-Data"] = ',
        'answer.headers["X-Nothing"] = ',
        f"{SESSIONS}test_signing_out_leaves_nothing_in_the_browser",
    ),
    Defence(
        "who signs in is led to pages of ours only",
        "web/signing_in.py",
        "wanted = local_path(session.get(WANTED), url_for(PAGE))",
        "wanted = session.get(WANTED) or str(local_path and url_for(PAGE))",
        f"{SESSIONS}test_who_signs_in_is_led_nowhere_else",
    ),
    Defence(
        "a path is what no browser reads as a host",
        "service/core/local_path.py",
        "(?![/\\\\])",
        "",
        "tests/core/test_local_path.py",
    ),
    Defence(
        "an ID token has one algorithm",
        "service/gateways/id_token.py",
        'ALGORITHMS = ["RS256"]',
        'ALGORITHMS = ["RS256", "HS256", "none", "RS512", "PS256"]',
        f"{TOKEN}test_a_forged_one_is_not",
    ),
    *(
        Defence(
            f"an ID token is held to {claim}",
            "service/gateways/id_token.py",
            f'"{claim}": {{"essential": True, "value": expected.{value}}},',
            f'"{claim}": {{"essential": bool(expected)}},',
            f"{TOKEN}test_a_forged_one_is_not",
        )
        for claim, value in (("iss", "issuer"), ("aud", "audience"), ("nonce", "nonce"))
    ),
    Defence(
        "an ID token is held to its times",
        "service/gateways/id_token.py",
        "claims.validate(now=int(expected.now.timestamp()), leeway=LEEWAY_S)",
        "claims.validate(now=int(expected.now.timestamp()), leeway=10**9)",
        f"{TOKEN}test_a_forged_one_is_not",
    ),
    Defence(
        "an ID token names an installed workspace",
        "service/actions/slack_sign_in.py",
        "        if account.workspace_id not in places.alive(conn):",
        "        if not places.alive(conn):",
        f"{SLACK}test_who_or_what_is_gone_lets_nobody_in",
    ),
    Defence(
        "the answer comes to the browser that asked",
        "service/actions/slack_sign_in.py",
        "if not hmac.compare_digest(walked.state.encode(), returned.state.encode()):",
        "if not hmac.compare_digest(walked.state.encode(), walked.state.encode()):",
        f"{SLACK}test_an_answer_without_its_state_lets_nobody_in",
    ),
    Defence(
        "an answer works once",
        "service/actions/slack_sign_in.py",
        "        if not signing_in.use_attempt(conn, state_hash, now):",
        "        if not (state_hash and signing_in):",
        f"{SLACK}test_an_answer_works_once",
    ),
    Defence(
        "a way to Slack and back takes ten minutes at most",
        "service/actions/slack_sign_in.py",
        "if cookie is None or not attempt_lives(cookie, now):",
        "if cookie is None or not (attempt_lives and now):",
        f"{SLACK}test_an_attempt_is_over_after_ten_minutes",
    ),
    Defence(
        "an answer that names another issuer is refused",
        "service/actions/slack_sign_in.py",
        '    if returned.issuer not in ("", app.openid.issuer):',
        "    if returned.issuer is None:",
        f"{SLACK}test_an_answer_that_names_another_issuer_lets_nobody_in",
    ),
)
