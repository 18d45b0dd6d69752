"""Every defence that is taken away, in turn."""

from tests.defences.defence import Defence
from tests.defences.of_records import OF_RECORDS
from tests.defences.of_sign_in import OF_SIGN_IN
from tests.defences.of_the_web import OF_THE_WEB

DEFENCES: tuple[Defence, ...] = (*OF_THE_WEB, *OF_SIGN_IN, *OF_RECORDS)
