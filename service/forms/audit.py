"""The audit log in plain words."""

from collections.abc import Mapping

from service.core.audit import Audited, Event, Unheard
from service.core.roles import Role
from service.forms.set_up import ROLES
from service.words import _

MACHINE = _("Whoever holds the machine")
SERVICE = _("Unhunch itself")
SOMEBODY = _("somebody")
SOMEBODY_DID = _("Somebody")
UNHEARD = _("did something that this version does not know")

# {whom}: a person who may be named, or "somebody"; other names are the details'.
WHAT: Mapping[Audited, str] = {
    Audited.ROLE_CHANGED: _("changed the role of {whom} from {from} to {to}"),
    Audited.SETUP_LINK_MADE: _("made a one-time set-up link"),
    Audited.SETUP_LINK_USED: _("opened the set-up page with a one-time link"),
    Audited.SETTING_CHANGED: _("changed a setting: {subject} ({details})"),
    Audited.TEST_MESSAGE_SENT: _("sent a test message to {whom}"),
    Audited.ROSTER_IMPORTED: _("imported a roster ({details})"),
    Audited.WAVE_STARTED: _("started an invitation wave to {people} people"),
    Audited.WORKSPACE_CHANGED: _("set the workspace {subject} to {state}"),
    Audited.SIGNED_IN: _("signed in as {role}"),
    Audited.SIGNED_OUT_EVERYWHERE: _("signed out everywhere"),
    Audited.PERSON_EXPORTED: _("exported one person's data"),
    Audited.PERSON_ERASED: _("erased one person's data"),
    Audited.REPORT_VIEWED: _("looked at a report ({details})"),
    Audited.REPORT_EXPORTED: _("exported a report ({details})"),
    Audited.KEYS_ROTATED: _("rotated the keys"),
    Audited.BACKUP_MADE: _("made a backup"),
    Audited.BACKUP_RESTORED: _("restored a backup"),
}


class _Named(dict[str, object]):
    """Leaves out what an entry of an older version did not write down."""

    def __missing__(self, key: str) -> str:
        return "?"


def what(event: Event, whom: str) -> str:
    """Say what was done; ``whom`` names the subject where that is a person."""
    if isinstance(event.action, Unheard):
        return UNHEARD
    details = dict(event.details)
    listed = ", ".join(f"{name} {value}" for name, value in sorted(details.items()))
    for side in ("from", "to"):
        if details.get(side) in set(Role):
            details[side] = ROLES[Role(str(details[side]))]
    values = {"whom": whom, "subject": event.subject, "details": listed, **details}
    return WHAT[event.action].format_map(_Named(values))
