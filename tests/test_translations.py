"""Chinese is complete (R5.5): every term of every add-on, nothing broken in it.

The terms are those that Odoo exports from a live database with all add-ons. After a
change of texts, `scripts/translations` brings the files up to date.
"""

import re
from collections import Counter

import pytest
from ground import addons, translations

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z](?![a-z])|\{\w*\}")
TAG = re.compile(r"<[^>]+>")
# Attributes that people read.
WORDS_IN_TAG = re.compile(r' (title|alt|placeholder|aria-label|string)="[^"]*"')
ASCII_BESIDE_CHINESE = re.compile(r"[\u4e00-\u9fff][,;:!?]|[\u4e00-\u9fff]\.(?!\w)")


@pytest.fixture(scope="module")
def everything(bench):
    """The add-ons by name."""
    return addons.installable(bench.settings)


@pytest.fixture(scope="module")
def fresh(bench, template, everything):
    """The terms that Odoo exports now, by add-on."""
    return translations.exported(bench, template, everything)


@pytest.fixture(scope="module")
def chinese(everything):
    """The entries of every add-on's Chinese file, by add-on and term."""
    return {
        name: {
            entry.msgid: entry
            for entry in translations.read(translations.language_path(addon))
            if not entry.obsolete
        }
        for name, addon in everything.items()
    }


def wrong_pairs(chinese, is_wrong):
    return [
        (name, term, entry.msgstr)
        for name, entries in chinese.items()
        for term, entry in entries.items()
        if entry.msgstr and is_wrong(term, entry.msgstr)
    ]


def marks(pattern, text):
    return Counter(pattern.findall(text))


def skeleton(text):
    """Return the tags of a text without the words in them."""
    return Counter(WORDS_IN_TAG.sub("", tag) for tag in TAG.findall(text))


def test_every_term_has_a_chinese_translation(fresh, chinese):
    """R5.5: no term of any add-on is left in English, none is marked as doubtful."""
    left = {
        (name, entry.msgid)
        for name, terms in fresh.items()
        for entry in terms
        if not (known := chinese[name].get(entry.msgid))
        or not known.msgstr
        or known.fuzzy
    }

    assert fresh
    assert not left


def test_templates_say_what_the_add_ons_say(fresh, everything):
    """R5.5: whoever translates into another language starts from present texts."""
    stale = [
        name
        for name, terms in fresh.items()
        if translations.content(terms)
        != translations.content(
            translations.read(translations.template_path(everything[name]))
        )
    ]

    assert not stale


def test_translations_keep_placeholders(chinese):
    """R5.5: names, numbers and amounts appear in the translation too."""
    wrong = wrong_pairs(
        chinese,
        lambda term, text: marks(PLACEHOLDER, term) != marks(PLACEHOLDER, text),
    )

    assert not wrong


def test_translations_keep_markup(chinese):
    """R5.5: icons, emphasis and what scripts look for stay in place."""
    wrong = wrong_pairs(chinese, lambda term, text: skeleton(term) != skeleton(text))

    assert not wrong


def test_punctuation_is_chinese(chinese):
    """R5.5: no comma or full stop of the Latin script after a Chinese word."""
    wrong = wrong_pairs(chinese, lambda _term, text: ASCII_BESIDE_CHINESE.search(text))

    assert not wrong
