"""Says why, in one plain sentence per reason; only ever for the person's own eyes.

These sentences tell about habits and pain: they belong behind a button, in a
modal or on the person's own page, never in a message or its notification.
"""

from collections.abc import Mapping, Sequence

from service.core.reasons import Reason, ReasonCode
from service.forms import cards
from service.words import _

_BODY_PARTS: Mapping[str, str] = {
    "neck": _("neck"),
    "shoulders": _("shoulders"),
    "upper_back": _("upper back"),
    "elbows": _("elbows"),
    "wrists_hands": _("wrists and hands"),
    "low_back": _("lower back"),
    "hips_thighs": _("hips and thighs"),
    "knees": _("knees"),
    "ankles_feet": _("ankles and feet"),
}

_LIMITS: Mapping[str, str] = {
    "neck": _("your neck"),
    "shoulder": _("your shoulder"),
    "elbow": _("your elbow"),
    "wrist": _("your wrist"),
    "low_back": _("your lower back"),
    "hip": _("your hip"),
    "knee": _("your knee"),
    "ankle": _("your ankle"),
    "pregnancy": _("your pregnancy"),
    "dizziness": _("your dizziness"),
    "hypertension": _("your blood pressure"),
    "osteoporosis": _("your bones"),
    "wheelchair": _("using a wheelchair"),
}

# What a movement does for the likely load.
_EMPHASIS: Mapping[str, str] = {
    "neck": _("Your neck holds one position for long, so this lets it move."),
    "pull": _("Your arms work in front of you, so this trains the pull behind."),
    "shoulder": _("Your shoulders carry much of your day, so this trains them."),
    "push": _("Your arms do a lot, so this builds their strength bit by bit."),
    "chest_open": _(
        "Your arms are in front of you for hours, so this opens the chest."
    ),
    "thoracic": _("Your upper back stays still for long, so this lets it move."),
    "backbend": _("Your back is bent forward for long, so this goes the other way."),
    "core_front": _("Your middle helps with every load, so this trains it."),
    "core_back": _("Your back helps with every load, so this trains it."),
    "hinge": _("You lift and carry, so this trains bending at the hips."),
    "squat": _("Your legs can take load off your back, so this trains them."),
    "lunge": _("Your legs can take load off your back, so this trains them."),
    "hip_mobility": _("Your hips take part in every lift, so this lets them move."),
    "wrist": _("Your hands repeat a lot, so this is for your wrists."),
    "move": _("You stay in one position for long, so this changes it."),
}

_HABITS: Mapping[str, str] = {
    "D1_sit_hours": _("You sit for much of the day, so this moves what sitting rests."),
    "D2_unbroken": _("You sit for long stretches, so this breaks one up."),
    "D3_screen_height": _(
        "Your screen is not at eye level, so your neck and upper back work long."
    ),
    "D5_laptop_only": _(
        "You work on a bare laptop, so your neck and upper back work long."
    ),
    "D6_chair": _("Your chair gives little support, so this trains your middle."),
    "D7_reach": _(
        "You reach for keyboard or mouse, so this is for arms and shoulders."
    ),
    "D8_phone": _("You hold the phone with your shoulder, so this lets the neck move."),
    "D9_twist": _("You look to one side for long, so this turns you both ways."),
    "D11_commute": _("You sit on your way to work too, so this is for hips and legs."),
    "L1_lift": _("You lift or carry often, so this trains what lifting uses."),
    "L2_repetitive": _("Your arms repeat a lot, so this trains what they use less."),
    "L3_new_load_4wk": _("Your load is new, so this gives you a calm moment."),
    "L4_hard_training": _("You train hard, so this gives you a calm moment."),
}

_MOVEMENTS: Mapping[str, str] = {
    "neck": _("the neck"),
    "pull": _("pulling"),
    "shoulder": _("the shoulders"),
    "push": _("pushing"),
    "chest_open": _("the chest"),
    "thoracic": _("the upper back"),
    "backbend": _("bending backwards"),
    "core_front": _("the belly"),
    "core_back": _("the back"),
    "hinge": _("bending at the hips"),
    "squat": _("the legs"),
    "lunge": _("the legs"),
    "hip_mobility": _("the hips"),
    "calf": _("calves and ankles"),
    "wrist": _("wrists and hands"),
    "breath": _("calm breathing"),
    "eyes": _("the eyes"),
    "move": _("changing position"),
    "whole": _("the whole body"),
    "advice": _("good advice"),
}

_CATEGORIES: Mapping[str, str] = {
    "postural": _("Your desk set-up asks a lot of one position."),
    "overuse": _("Your body is carrying a lot of load."),
    "mixed": _(
        "Your desk set-up asks a lot of one position, "
        "and your body is carrying a lot of load."
    ),
    "unclear": _("Nothing stands out. A balanced plan is a good start."),
}

_OWN_WORDS: Mapping[str, str] = {
    "postural": _("You said that it is mostly your desk, so this goes by that."),
    "overuse": _("You said that it is lifting or training, so this goes by that."),
    "mixed": _("You said that it is desk and lifting both, so this takes turns."),
    "unclear": _("You said that you are not sure, so this is a balanced plan."),
}

# Where the detail picks the sentence.
_CHOSEN: Mapping[ReasonCode, Mapping[str, str]] = {
    ReasonCode.EMPHASIS: _EMPHASIS,
    ReasonCode.HABIT: _HABITS,
    ReasonCode.CATEGORY: _CATEGORIES,
    ReasonCode.OWN_WORD: _OWN_WORDS,
}

# Where the detail is a word of the sentence.
_WORDS: Mapping[ReasonCode, Mapping[str, str]] = {
    ReasonCode.BALANCE: _MOVEMENTS,
    ReasonCode.SORE_REGION: _BODY_PARTS,
    ReasonCode.LIMIT_CARE: _LIMITS,
}

_SENTENCES: Mapping[ReasonCode, str] = {
    # The same fixed words as on the cards, whatever was ticked.
    ReasonCode.FLAG_EMERGENCY: cards.EMERGENCY.text,
    ReasonCode.FLAG_URGENT: cards.URGENT.text,
    ReasonCode.FLAG_SOFT: cards.SOFT.text,
    ReasonCode.TOLD_NOT_TO_EXERCISE: cards.TOLD.text,
    ReasonCode.PAIN_SEVERE: cards.SEVERE.text,
    ReasonCode.PAIN_RISE: cards.RISE.text,
    ReasonCode.UPPER_BACK_UNCHECKED: cards.UPPER_BACK.text,
    ReasonCode.HOLD_STANDS: cards.STANDS.text,
    ReasonCode.PAIN_UNSETTLED: cards.UNSETTLED.text,
    ReasonCode.ASK_FIRST: cards.ASK_FIRST.text,
    ReasonCode.PAIN_MODERATE: _("You rated your pain at {detail}, so it stays gentle."),
    ReasonCode.CATEGORY: _("This is the load your answers point to."),
    ReasonCode.OWN_WORD: _("This goes by what you said yourself."),
    ReasonCode.MANY_BLANKS: _(
        "Some questions are still open, so this is a balanced start."
    ),
    ReasonCode.FIRST_STEPS: _(
        "You have not answered the safety questions yet, so this is small and seated."
    ),
    ReasonCode.GENTLE: _("This is short and gentle today."),
    ReasonCode.SPARE_SORE: _(
        "Your load is new, so what hurts gets a rest from training."
    ),
    ReasonCode.SHORT: _("You asked for the 60-second version."),
    ReasonCode.EMPHASIS: _("This fits the load your answers point to."),
    ReasonCode.HABIT: _("This fits how you work."),
    ReasonCode.SORE_REGION: _(
        "Your {detail} felt sore, so this adds a little easy movement there."
    ),
    ReasonCode.LIMIT_CARE: _("You told me about {detail}, so go easy on this one."),
    ReasonCode.INSTEAD: _("Another movement hurt, so this comes in its place."),
    ReasonCode.NOT_RECENT: _("You have not had this one lately."),
    ReasonCode.BALANCE: _("Your plan is for the whole body; this part is {detail}."),
    ReasonCode.MORE: _(
        "You did this kind several times and it was easy, so it is a little more now."
    ),
    ReasonCode.HARDER: _(
        "You did the one before at its fullest and it was easy, so this is the next."
    ),
    ReasonCode.LESS_HURT: _("Something like this hurt, so it is less now."),
    ReasonCode.LESS_SORE: _("The day after felt worse, so it is less now."),
    ReasonCode.LESS_HARD: _("Something like this was too hard, so it is less now."),
    ReasonCode.LESS_ASKED: _("You asked for something easier, so it is less now."),
    ReasonCode.AFTER_A_GAP: _(
        "You had a break from this kind, so it starts small again."
    ),
    ReasonCode.AFRESH: _("You had a long break, so everything starts small again."),
    ReasonCode.HELD_RAMP: _(
        "It went well. It gets more in a later week; slow is the plan at first."
    ),
    ReasonCode.HELD_PATIENCE: _(
        "It went well. It stays a little while, because not everything gets harder "
        "at once."
    ),
    ReasonCode.HELD_CARE: _(
        "It went well. It stays this much, because you told me to go easy here."
    ),
    ReasonCode.HELD_TOP: _("It went well. This is the most of its kind that I have."),
    ReasonCode.HELD_OUT_OF_REACH: _(
        "It went well. The next one needs another place or more equipment, or does "
        "not fit your limits, so it stays as it is."
    ),
    ReasonCode.STRONGER_BAND: _(
        "It went well at its fullest. If you like, take the next stronger band."
    ),
}


GENERAL = _("A balanced start for a usual desk day.")
"""Where nothing else spoke."""


def because(reasons: Sequence[Reason]) -> str:
    """Say several reasons; two that read the same are said once."""
    said = dict.fromkeys(sentence(reason) for reason in reasons)
    return " ".join(one for one in said if one)


def sentence(reason: Reason) -> str:
    """Say the reason in plain words, the same for every detail it does not know."""
    chosen = _CHOSEN.get(reason.code, {}).get(str(reason.detail))
    if chosen:
        return chosen
    word = _WORDS.get(reason.code, {}).get(str(reason.detail), reason.detail)
    return _SENTENCES[reason.code].format(detail=word)
