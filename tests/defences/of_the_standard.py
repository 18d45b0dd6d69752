"""Defences that the standard asks for: what leaves, what the log tells, the pages."""

from tests.defences.defence import Defence

PAGES = "tests/web/test_asvs_pages.py::"
NOTICING = "tests/web/test_noticing.py::"
TLS = "tests/gateways/test_tls.py::"
LOGS = "tests/service/test_logs.py::"
CODE = "tests/test_forbidden_calls.py::"

OF_THE_STANDARD = (
    # ------------------------------------------------------------ what leaves
    Defence(
        "a token follows no redirect",
        "service/straight.py",
        "        _Nowhere(), ProxyHandler(proxies),",
        "        ProxyHandler(proxies),",
        f"{TLS}test_neither_a_token_nor_a_fold_follows_a_redirect",
    ),
    Defence(
        "Bolt's own client follows none either",
        "web/slack/bolt.py",
        "    return StraightClient(\n",
        "    return WebClient(\n",
        f"{TLS}test_neither_a_token_nor_a_fold_follows_a_redirect",
    ),
    Defence(
        "Slack's certificate is checked",
        "service/straight.py",
        "HTTPSHandler(context=client.ssl)",
        "HTTPSHandler(context=__import__('ssl')._create_unverified_context())",
        f"{TLS}test_a_certificate_that_nobody_vouches_for_is_refused",
    ),
    Defence(
        "a token goes by https only",
        "service/settings.py",
        "        if not _is_private(urlsplit(value)):",
        "        if False:",
        "tests/service/test_settings.py"
        "::test_a_wrong_value_is_one_sentence_that_names_the_setting",
    ),
    # ------------------------------------------------------------ what the log tells
    Defence(
        "a refusal is logged",
        "web/noticing.py",
        "if answer.status_code in REFUSED:",
        "if False:",
        f"{NOTICING}test_each_refusal_is_a_line",
    ),
    Defence(
        "a way in is logged",
        "web/noticing.py",
        'log.info("signed_in", reason=IN[endpoint])',
        "pass",
        f"{NOTICING}test_each_way_in_and_out_is_a_line",
    ),
    Defence(
        "no line holds a one-time link",
        "web/noticing.py",
        "path=rule,",
        "path=request.path,",
        f"{NOTICING}test_no_line_tells_who_it_was_or_by_which_link",
    ),
    Defence(
        "nobody writes a line of their own",
        "service/logs.py",
        "structlog.processors.JSONRenderer(),",
        'lambda _, __, event: " ".join(map(str, event.values())),',
        f"{LOGS}test_nobody_can_write_a_second_line",
    ),
    Defence(
        "instants of the log are UTC",
        "service/logs.py",
        'TimeStamper(fmt="iso", utc=True)',
        'TimeStamper(fmt="iso", utc=False)',
        f"{LOGS}test_a_line_says_when_in_utc_what_and_how_grave",
    ),
    Defence(
        "a key of a log line is one that is listed",
        "service/actions/content.py",
        "where=name, reason",
        "pack=name, reason",
        f"{CODE}test_every_word_of_a_log_line_is_one_that_may_stand_there",
    ),
    # ------------------------------------------------------------ the pages
    Defence(
        "every cookie is bound to the host",
        "web/cookies.py",
        'return f"__Host-{plain}" if is_https(settings) else plain',
        "return plain",
        f"{PAGES}test_every_cookie_is_for_this_host_alone_and_for_no_script",
    ),
    Defence(
        "no notice tells what was answered",
        "web/me/answers.py",
        'GO_ON not in request.form:\n        flash(_("Saved."))',
        "GO_ON not in request.form:\n        flash(str(dict(request.form)))",
        f"{PAGES}test_no_cookie_holds_what_was_told",
    ),
    Defence(
        "a secret has 256 bits",
        "service/actions/signing_in.py",
        "_SECRET_BYTES = 32",
        "_SECRET_BYTES = 12",
        f"{PAGES}test_a_secret_has_256_bits_and_none_comes_twice",
    ),
    Defence(
        "SQL is never put together",
        "service/store/packs.py",
        'text("lock table packs in exclusive mode")',
        'text(f"lock table {packs.name} in exclusive mode")',
        f"{CODE}test_a_statement_is_never_built_from_what_somebody_typed",
    ),
)
