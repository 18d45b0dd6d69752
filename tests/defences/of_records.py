"""What protects what is written down: the audit log, log lines, sealed values."""

from tests.defences.defence import Defence

AUDIT = "tests/actions/test_auditing.py::"

OF_RECORDS = (
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
    Defence(
        "a log line holds listed keys only",
        "service/logs.py",
        "for key, value in event.items() if key in ALLOWED",
        "for key, value in event.items()",
        "tests/service/test_logs.py",
    ),
    Defence(
        "a sealed value tells nothing by its length",
        "service/store/sealing.py",
        "    return plain.ljust(size)",
        "    return plain",
        "tests/store/test_sealing.py",
    ),
)
