"""The signs that stop or soften the exercises, in plain words without disease names.

Signs as in health services' published lists for back and neck pain; the words are
our own. Every text has to be confirmed by a clinician before launch (design).
"""

from collections.abc import Mapping

from service.forms.fields import Choice
from service.words import _

EMERGENCY_TEXT: Mapping[str, Choice] = {
    "A1_saddle_numb_or_bladder_bowel": Choice(
        text=_("New numbness around the genitals, buttocks or inner thighs"),
        more=_("or new trouble with bladder, bowels or sexual function"),
    ),
    "A2_both_legs_or_sudden_limb_weakness": Choice(
        text=_("Pain, weakness or numbness in both legs"),
        more=_("or sudden clear weakness in an arm or a leg"),
    ),
    "A3_chest_pain_or_breathless": Choice(
        text=_("Chest pain, tightness or breathlessness"),
        more=_("or pain that spreads to an arm or the jaw"),
    ),
    "A4_serious_accident": Choice(
        text=_("Pain that began after a serious accident, fall or blow")
    ),
    "A5_worst_headache_speech_vision_face_drop_attack": Choice(
        text=_("Worst-ever headache, double vision, slurred speech, drooping face"),
        more=_("or trouble swallowing, sudden falls, unsteadiness with neck pain"),
    ),
    "A6_fever_stiff_neck_drowsy_or_rash": Choice(
        text=_("High fever with a stiff neck, drowsiness or a rash"),
        more=_("or with light hurting the eyes"),
    ),
}

LIFELONG_TEXT: Mapping[str, Choice] = {
    "B3_cancer_history": Choice(text=_("Cancer, now or at any time before")),
    "B7_fragile_bones_or_steroids": Choice(
        text=_("Fragile bones, or steroid tablets for a long time")
    ),
    "B8_low_immunity_or_injection": Choice(
        text=_("A weak immune system, a recent infection, or injected drugs")
    ),
    "B13_pregnant_with_bleeding_or_contractions": Choice(
        text=_("Pregnant, with bleeding, fluid or contractions"),
        more=_("or the baby moves less than before"),
    ),
}

URGENT_TEXT: Mapping[str, Choice] = {
    "B1_fever_or_unwell": Choice(
        text=_("Fever, chills or feeling really unwell with the pain")
    ),
    "B2_weight_loss": Choice(text=_("Weight loss that I cannot explain")),
    "B4_night_or_constant_pain": Choice(
        text=_("Constant pain that no rest or position eases"),
        more=_("or pain that is worse at night"),
    ),
    "B5_arm_or_leg_weak_numb_or_clumsy": Choice(
        text=_("Arm or leg pain with weakness, numbness or tingling"),
        more=_("or clumsy hands, odd walking, electric shocks on bending the neck"),
    ),
    "B6_new_lump_or_shape": Choice(
        text=_("A new lump, swelling or change in the shape of the back")
    ),
    "B10_upper_back_pain_not_linked_to_movement": Choice(
        text=_("Upper back pain that does not change with movement or position")
    ),
    "B11_worse_with_cough_or_strain": Choice(
        text=_("Pain that is worse with coughing, sneezing or straining")
    ),
    "B12_calf_hot_swollen": Choice(text=_("One calf is hot, swollen or tender")),
}

FIRST_EVER_TEXT: Mapping[str, Choice] = {
    "B9_first_ever_under20_over55": Choice(
        text=_("This is the first back or neck pain of my life")
    ),
}

SOFT_TEXT: Mapping[str, Choice] = {
    "C1_over_6_weeks_no_better": Choice(
        text=_("It has lasted over 6 weeks and is no better")
    ),
    "C2_stops_sleep_or_daily_tasks": Choice(
        text=_("It keeps me from sleep or from daily tasks")
    ),
    "C3_morning_stiff_over_30min": Choice(
        text=_("I am stiff for over 30 minutes in the morning"),
        more=_("and it gets better with moving"),
    ),
    "C4_keeps_coming_back": Choice(text=_("It keeps coming back")),
}

UNCHECKED_TEXT: Mapping[str, Choice] = {
    "C5_upper_back_pain_never_checked": Choice(
        text=_("Upper back pain that nobody has checked")
    ),
}

FLAG_TEXT: Mapping[str, Choice] = {
    **EMERGENCY_TEXT,
    **LIFELONG_TEXT,
    **URGENT_TEXT,
    **FIRST_EVER_TEXT,
    **SOFT_TEXT,
    **UNCHECKED_TEXT,
}
"""All flags; the last group and the first-ever one are derived, not ticked so."""
