"""Every defence that is taken away, in turn."""

from tests.defences.defence import Defence
from tests.defences.of_keys import OF_KEYS
from tests.defences.of_records import OF_RECORDS
from tests.defences.of_sign_in import OF_SIGN_IN
from tests.defences.of_the_standard import OF_THE_STANDARD
from tests.defences.of_the_web import OF_THE_WEB

DEFENCES: tuple[Defence, ...] = (
    *OF_THE_WEB,
    *OF_SIGN_IN,
    *OF_KEYS,
    *OF_RECORDS,
    *OF_THE_STANDARD,
)
