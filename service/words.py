"""Marks the texts that people see, so that Babel can find and translate them."""

from gettext import NullTranslations

# English only for now: another language is another Translations object here.
_translations = NullTranslations()

_ = _translations.gettext
ngettext = _translations.ngettext
