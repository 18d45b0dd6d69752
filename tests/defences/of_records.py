"""What protects what is written down: the audit log, log lines, sealed values."""

from tests.defences.defence import Defence

AUDIT = "tests/actions/test_auditing.py::"
BACKUPS = "tests/actions/test_backups.py::"
ENVELOPE = "tests/store/test_envelope.py::"
KEYS = "tests/service/test_keys.py::"

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
        "a sealed value is bound to its place",
        "service/store/envelope.py",
        "return json.dumps([*bound, used.hex()]).encode()",
        "return json.dumps([used.hex()]).encode()",
        f"{ENVELOPE}test_any_two_places_that_differ_cannot_change_their_values",
    ),
    Defence(
        "a sealed value is bound to its key's id",
        "service/store/envelope.py",
        "return json.dumps([*bound, used.hex()]).encode()",
        "return json.dumps([*bound]).encode()",
        f"{ENVELOPE}test_the_key_id_is_bound_in_beside_the_place",
    ),
    Defence(
        "a sealed value tells nothing by its length",
        "service/store/sealing.py",
        "    return plain.ljust(size)",
        "    return plain",
        "tests/store/test_sealing.py",
    ),
    Defence(
        "keys that others may read are refused",
        "service/closed.py",
        "        if path.stat().st_mode & _OTHERS:",
        "        if False:",
        "tests/service/test_bootstrap.py",
    ),
    Defence(
        "a secret of the operator that others may use is refused",
        "service/closed.py",
        "    if path.stat().st_mode & _BEYOND_GROUP:",
        "    if False:",
        f"{KEYS}test_a_secret_in_a_file_that_others_may_use_is_refused",
    ),
    Defence(
        "a lost key is not made anew over sealed data",
        "service/bootstrap.py",
        "        if person_keys.are_there(conn) and not path.exists():",
        "        if False:",
        f"{KEYS}test_a_lost_key_is_not_made_anew_over_sealed_data",
    ),
    Defence(
        "a start with a wrong key is refused",
        "service/bootstrap.py",
        "    person_keys.check(conn, _keyring(settings))\n",
        "    str(person_keys)\n",
        f"{KEYS}test_a_start_with_another_data_key_is_refused_before_it_does_harm",
    ),
    Defence(
        "a backup signs nobody in",
        "service/store/dump.py",
        "        if name not in _FLEETING",
        "        if name",
        f"{BACKUPS}test_a_restore_signs_nobody_in",
    ),
    Defence(
        "a changed backup is refused",
        "service/actions/backup_file.py",
        'if hashlib.file_digest(file, "sha256").digest() != _digest(key, seal):',
        "if not seal:",
        f"{BACKUPS}test_a_spoiled_backup_is_refused_and_nothing_is_restored",
    ),
    Defence(
        "keys older than the backup are refused",
        "service/core/backups.py",
        "    if keys_made_at < header.made_at:",
        "    if False:",
        f"{BACKUPS}test_keys_older_than_the_backup_are_refused",
    ),
    Defence(
        "whoever was erased since a backup stays erased",
        "service/actions/restoring.py",
        "        sealed_rows.forget(conn, place, person)\n",
        "        str(sealed_rows)\n",
        f"{BACKUPS}test_whoever_was_erased_since_stays_erased",
    ),
    Defence(
        "a restore sends nothing of before",
        "service/actions/restoring.py",
        "        lose_due(conn, queue, app.now())\n",
        "        str(lose_due)\n",
        f"{BACKUPS}test_nothing_that_was_due_is_sent_after_a_restore",
    ),
)
