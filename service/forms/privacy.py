"""The one source of every sentence on what is kept, and who sees what.

The invitation, the Home, the pages, the manifest and the My data modals all say these,
so that they cannot contradict each other. CONSENT is what people agree to: its text
has a version (``service.core.consent``), and a test fails when it changes without one.
"""

from dataclasses import dataclass

from service.core.consent import CURRENT
from service.core.retention import RETENTION, Term
from service.forms.own_data import Part
from service.words import _

__all__ = ["CURRENT"]

HELLO = _("Short movement breaks, if you want them.")
WHO = _(
    "I am Unhunch, a self-hosted app that {workspace_name} runs against desk aches. "
    "Two or three times a workday I can send you a routine of one to three minutes: "
    "one part to stretch, one to strengthen, chosen for your day. Nothing comes "
    "outside your hours, and each message has a pause and a stop."
)
HR_SEES = _(
    "that you were invited, and blurred counts for groups of ten or more people"
)
HR_SEES_NOT = _("whether you agree, what you answer, what you do")
EXPORT = _(
    "On some Slack plans owners can export direct messages: an export shows that "
    "messages came, and where you pressed agree, pause, stop or 15 minutes later. It "
    "never shows what became of a routine, or what you told me."
)
FREE = _(
    "This is up to you. Saying no has no consequence, and you can stop at any time. "
    "This is the only invitation; if you leave it, nothing more comes."
)
KEPT = _(
    "What you tell about your body is sealed with a key of your own. My data in the "
    "app's Home shows all of it and deletes it."
)

CONSENT = (HELLO, WHO, HR_SEES, HR_SEES_NOT, EXPORT, KEPT, FREE)
"""What is shown before Agree, in this order."""

SHORT = _(
    "Your answers are yours. HR sees blurred counts for groups of ten or more, "
    "never you."
)
ONLY_YOU = _("Only you see this.")
STAYS = _("What you say about your body stays with you.")


@dataclass(frozen=True, kw_only=True)
class Sees:
    """One line of the table of who can see what."""

    who: str
    sees: str
    sees_not: str


WHO_SEES = (
    Sees(
        who=_("You"),
        sees=_("everything that is kept about you, under My data"),
        sees_not=_("the data of anybody else"),
    ),
    Sees(who=_("HR"), sees=HR_SEES, sees_not=HR_SEES_NOT),
    Sees(
        who=_("Colleagues and managers"),
        sees=_("nothing"),
        sees_not=_("that you were invited, agreed, or do anything"),
    ),
    Sees(
        who=_("The operator's pages"),
        sees=_("whether messages get through, as numbers over everybody"),
        sees_not=_("reports, or anybody's answers"),
    ),
    Sees(
        who=_("Owners of the Slack workspace, by an export"),
        sees=_(
            "that messages came and when; what stands in one that is still open (12 "
            "hours at most): its movements, how much of each, at times how a harder "
            "one felt as a question; that I asked how you are, or for a look at your "
            "desk; where you pressed agree, pause, stop or 15 minutes later. Where a "
            "plan keeps earlier versions of messages, all that stood in them"
        ),
        sees_not=_(
            "whether you did a routine, skipped it or left it: all three fold to one "
            "line; what you told: that stands only in windows that close, and on your "
            "own pages"
        ),
    ),
    Sees(
        who=_("Slack, the company"),
        sees=_(
            "what it carries: the messages, and what you type into a window in Slack. "
            "What you tell in the browser does not pass through Slack"
        ),
        sees_not=_("what is kept here"),
    ),
    Sees(
        who=_("Whoever runs the machine"),
        sees=_(
            "in the database and in backups: who is on the list, who agreed, declined, "
            "paused or stopped, your hours, when messages went out and when you "
            "pressed something, not what. By a command that is written into the audit "
            "log, a copy of your data for you. With the running key and full rights on "
            "the machine everything else too, if they set out to"
        ),
        sees_not=_("what you told, in the database, a dump or a backup by itself"),
    ),
)

RIGHTS = (
    _("See it: My data shows everything, in the browser and in the app's Home."),
    _(
        "Take it with you: as a page to read and as JSON, in the browser. Slack gets "
        "no file of it; without a browser the operator can give you one."
    ),
    _("Correct it: under My answers, at any time."),
    _(
        "Withdraw: Stop ends all messages with one tap, in every message and on every "
        "page. It keeps what you told, for a year, so that you can start again; Delete "
        "everything ends that too."
    ),
    _(
        "Delete it: Delete everything destroys your key and all rows at once. Nobody "
        "is told. From the next backup on, older ones cannot be read for you either: "
        "the key is gone."
    ),
)

DELETES = _(
    "This destroys your key and everything you told, what was sent to you, your "
    "answers, progress and sign-ins, at once and for good. Messages the bot sent fold "
    "to one line within minutes, as far as we still know them and Slack lets us. Your "
    "line on your employer's list stays, as of somebody who said no; you are not "
    "invited again. Figures that were published stay as they are. You can start anew "
    "at any time, from nothing."
)
BACKUPS = _(
    "Backups that whoever runs the machine has made hold copies for as long as they "
    "keep them. What you told stays sealed in them. Once you deleted everything and "
    "the next backup is made, nobody can read it there."
)
AGREE_ANEW = _("Agree to the present wording")
AGREED_ANEW = _("Noted. Thank you.")
NEWER = _(
    "What we tell before you agree has a newer wording. It asks for nothing more than "
    "the one you agreed to. Nudges go on; agree to the newer one if you like."
)
ASKS_MORE = _(
    "What we tell before you agree has a newer wording, and you have not agreed to all "
    "of it. Nudges go on as before; what is new is done only for who agrees to it."
)
AGREE_FIRST = _(
    "You have not agreed, so nothing that you tell would be kept. Agree first, under "
    "Today or in the app's Home."
)
ELSEWHERE = _(
    "Your employer's list says that you agreed elsewhere, so what we tell before that "
    "was never shown to you here. Nudges go on; read it, and agree or stop."
)
DELETED = _(
    "Everything is deleted. Nothing comes any more. If you ever want to start anew, "
    "press Agree in the app's Home."
)
STOP_KEEPS = _(
    "Nothing more comes. What you told stays for a year, so that you can start again. "
    "My data can delete it."
)


def consent_lines() -> list[str]:
    """Give the wording that people agree to, as lines."""
    app = _("your organisation")
    return [
        WHO.format(workspace_name=app),
        _("HR sees {sees}.").format(sees=HR_SEES),
        _("HR does not see {not_seen}.").format(not_seen=HR_SEES_NOT),
        EXPORT,
        KEPT,
        FREE,
    ]


def about() -> tuple[Part, ...]:
    """Say who sees what, how long it is kept, and what one can do about it."""
    return (
        Part(
            name="who_sees",
            title=_("Who can see what"),
            lines=tuple(
                _("{who}: {sees}. Not: {sees_not}.").format(**vars(one))
                for one in WHO_SEES
            ),
        ),
        Part(
            name="how_long",
            title=_("How long it is kept"),
            lines=tuple(
                _("{what}: {long}. {why}").format(what=what, long=long, why=why)
                for what, long, why in retention_lines()
            ),
        ),
        Part(name="rights", title=_("What you can do"), lines=RIGHTS),
        Part(
            name="wording",
            title=_("What we tell before you agree"),
            lines=tuple(consent_lines()),
        ),
    )


def how_long(term: Term) -> str:
    """Say how long something is kept, counted from what."""
    if term.days is None:
        return term.since
    days = _("1 day") if term.days == 1 else _("{n} days").format(n=term.days)
    return _("{days}, counted from {since}").format(days=days, since=term.since)


def retention_lines() -> list[tuple[str, str, str]]:
    """Give what is kept, how long, and why: a line for each row of the table."""
    return [(term.what, how_long(term), term.why) for term in RETENTION.values()]
