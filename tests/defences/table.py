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
ENVELOPE = "tests/store/test_envelope.py::"
ROTATING = "tests/actions/test_rotating.py::"
BACKUPS = "tests/actions/test_backups.py::"

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
    # ------------------------------------------------------------ keys and backups
    Defence(
        "the place of a sealed value is bound in",
        "service/store/envelope.py",
        "return json.dumps([*bound, used.hex()]).encode()",
        "return json.dumps([used.hex()]).encode()",
        f"{ENVELOPE}test_any_two_places_that_differ_cannot_change_their_values",
    ),
    Defence(
        "the parts of a place cannot run into each other",
        "service/store/envelope.py",
        "return json.dumps([*bound, used.hex()]).encode()",
        "return ''.join([*bound, used.hex()]).encode()",
        f"{ENVELOPE}test_any_two_places_that_differ_cannot_change_their_values",
    ),
    Defence(
        "the key's id is bound in",
        "service/store/envelope.py",
        "return json.dumps([*bound, used.hex()]).encode()",
        "return json.dumps([*bound]).encode()",
        f"{ENVELOPE}test_the_key_id_is_bound_in_beside_the_place",
    ),
    Defence(
        "the owner is bound into a sealed value",
        "service/store/sealing.py",
        "return owner.workspace_id, owner.person_id, place",
        "return owner.workspace_id, place, place",
        "tests/store/test_sealing.py::test_not_even_where_both_have_one_key",
    ),
    Defence(
        "a wrapped key is bound to its owner",
        "service/store/person_keys.py",
        'return "person_keys", self.workspace_id, self.person_id',
        'return "person_keys", "", ""',
        "tests/store/test_sealing.py::test_not_even_with_their_keys",
    ),
    Defence(
        "whoever makes a key holds off the end of a rotation",
        "service/store/person_keys.py",
        "query = _select(owner).with_for_update(read=shared)",
        "query = _select(owner)",
        f"{ROTATING}test_a_key_that_is_being_made_is_waited_for",
    ),
    Defence(
        "the database says which key wraps",
        "service/store/person_keys.py",
        "_put(conn, owner, owner.keyring.by_id(wrapping))",
        "_put(conn, owner, owner.keyring.newest)",
        f"{ROTATING}test_a_process_that_was_asleep_wraps_with_the_new_key",
    ),
    Defence(
        "a running process reads the key file again",
        "service/gateways/keyring.py",
        "        if found is None:\n            self._keys = read_keys(self._read())\n",
        "        if found is None:\n            self._keys = self._keys[:]\n",
        f"{ROTATING}test_live_answers_lose_nothing_while_keys_are_rotated_again_and_again",
    ),
    Defence(
        "a rotation keeps the old key until its end",
        "service/gateways/keyring.py",
        "self._write(secrets.token_bytes(KEY_BYTES), *self._keys)",
        "self._write(secrets.token_bytes(KEY_BYTES))",
        f"{ROTATING}test_killed_at_any_step_it_goes_on_when_it_is_run_again",
    ),
    Defence(
        "a rotation that was cut short goes on with its own new key",
        "service/gateways/keyring.py",
        "        if len(self._keys) == 1:\n            self._write(",
        "        if self._keys:\n            self._write(",
        "tests/gateways/test_keyring.py"
        "::test_a_rotation_that_was_cut_short_goes_on_with_its_new_key",
    ),
    Defence(
        "a rotation drops the old key",
        "service/gateways/keyring.py",
        "self._write(self.newest)",
        "self._write(*self._keys)",
        f"{ROTATING}test_everything_reads_as_before_and_the_old_key_is_gone",
    ),
    Defence(
        "rotations take turns",
        "service/actions/rotating.py",
        "        if not alone:\n",
        "        if alone is None:\n",
        f"{ROTATING}test_two_rotations_at_once_are_one_too_many",
    ),
    Defence(
        "a lost data key is not made anew",
        "service/bootstrap.py",
        "if person_keys.are_there(conn) and not path.exists():",
        "if person_keys.are_there(conn) and path is None:",
        "tests/service/test_keys.py::test_a_lost_key_is_not_made_anew_over_sealed_data",
    ),
    Defence(
        "every data key in use is looked for at the start",
        "service/bootstrap.py",
        "    person_keys.check(conn, _keyring(settings))\n",
        "    _keyring(settings)\n",
        "tests/service/test_keys.py"
        "::test_one_key_that_cannot_be_opened_among_many_is_enough",
    ),
    Defence(
        "our own keys are closed to others",
        "service/gateways/keyring.py",
        "        refuse_open(path.parent, path)\n",
        "",
        "tests/service/test_bootstrap.py::test_a_key_that_others_can_read_is_refused",
    ),
    Defence(
        "a named file with a secret is closed to others",
        "service/settings.py",
        "    if _is_secret(field_name):\n        refuse_named_open(path)\n",
        "",
        "tests/service/test_keys.py"
        "::test_a_secret_in_a_file_that_others_may_use_is_refused",
    ),
    Defence(
        "a backup leaves the keys out",
        "service/store/dump.py",
        "for table in metadata.sorted_tables if not table.schema}",
        "for table in metadata.sorted_tables}",
        f"{BACKUPS}test_everything_comes_back",
    ),
    Defence(
        "a backup is of one moment",
        "service/store/dump.py",
        'isolation_level="REPEATABLE READ"',
        'isolation_level="READ COMMITTED"',
        f"{BACKUPS}test_a_backup_shows_one_moment",
    ),
    Defence(
        "nobody stays signed in after a restore",
        "service/store/dump.py",
        "if name not in _FLEETING",
        "if name",
        f"{BACKUPS}test_a_restore_signs_nobody_in",
    ),
    Defence(
        "a table that no backup knows is a fault",
        "service/store/dump.py",
        "    if strange:\n",
        "    if strange is None:\n",
        f"{BACKUPS}test_a_table_that_no_backup_knows_is_a_fault",
    ),
    Defence(
        "a spoiled backup is refused",
        "service/actions/backup_file.py",
        'if hashlib.file_digest(file, "sha256").digest() != _digest(key, seal):',
        "if not seal:",
        f"{BACKUPS}test_a_spoiled_backup_is_refused_and_nothing_is_restored",
    ),
    Defence(
        "a backup of another installation is refused",
        "service/actions/backup_file.py",
        "        return decrypt(key, seal, _BOUND)\n    except Refused:\n",
        "        return decrypt(key, seal, _BOUND)\n    except ValueError:\n",
        f"{BACKUPS}test_a_backup_of_another_installation_is_refused",
    ),
    Defence(
        "keys older than the backup are refused",
        "service/core/backups.py",
        "    if keys_made_at < header.made_at:\n",
        "    if keys_made_at is None:\n",
        f"{BACKUPS}test_keys_older_than_the_backup_are_refused",
    ),
    Defence(
        "a restore needs an empty database",
        "service/actions/restoring.py",
        "            _refuse_full(conn)\n",
        "",
        f"{BACKUPS}test_a_database_with_data_is_left_as_it_is",
    ),
    Defence(
        "whoever was erased stays erased after a restore",
        "service/actions/restoring.py",
        "sealed_rows.key_ids(conn) - known}",
        "sealed_rows.key_ids(conn) & known}",
        f"{BACKUPS}test_whoever_was_erased_since_stays_erased",
    ),
    Defence(
        "what was due before a restore is not sent",
        "service/actions/restoring.py",
        "        lose_due(conn, queue, app.now())\n",
        "        str(queue)\n",
        f"{BACKUPS}test_nothing_that_was_due_is_sent_after_a_restore",
    ),
    Defence(
        "workspaces wait for the operator after a restore",
        "service/actions/restoring.py",
        "paused=workspaces.pause_all(conn, _REASON),",
        "paused=[],",
        f"{BACKUPS}test_what_comes_after_it_waits_for_the_operator",
    ),
    Defence(
        "no backup between two data keys",
        "service/actions/backing_up.py",
        "    if len(used) != 1:\n",
        "    if not used:\n",
        f"{BACKUPS}test_no_backup_between_two_data_keys",
    ),
    Defence(
        "a file is written whole or not at all",
        "service/closed.py",
        "        written.unlink(missing_ok=True)\n",
        "        str(written)\n",
        f"{BACKUPS}test_no_backup_between_two_data_keys",
    ),
    Defence(
        "an error of COPY does not show the row",
        "service/store/dump.py",
        "could not be copied ({reason}).",
        "could not be copied ({error}).",
        f"{BACKUPS}test_a_restore_that_fails_at_its_end_leaves_nothing",
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
