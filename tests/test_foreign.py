"""Languages other than English: they are recognised, told and never judged; English is never taken for another."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made
from claimcheck import files, foreign, readers

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Ran

ROOT = Path(__file__).parent.parent
SENTENCES = {
    "de": "Unser Gel ist nicht nur für die Haut, sondern auch für das Haar und wird von vielen Menschen verwendet.",
    "fr": "Notre gel est une aide pour la peau et les cheveux, et il est utilisé dans tous les pays.",
    "es": "Nuestro gel es una ayuda para la piel y el pelo, y se usa en todos los países del mundo.",
    "it": "Il nostro gel è un aiuto per la pelle e per i capelli, e viene usato in tutto il mondo da molti anni.",
    "pt": "O nosso gel é uma ajuda para a pele e o cabelo, e não é usado em todos os países do mundo.",
    "nl": "Onze gel is niet alleen voor de huid maar ook voor het haar en wordt door veel mensen gebruikt.",
    "sv": "Vår gel är inte bara för huden utan också för håret och det är många som använder den.",
    "fi": "Meidän geeli on hyvin kevyt ja se on myös hiuksille, mutta ei ole tarkoitettu lapsille.",
    "pl": "Nasz żel jest nie tylko do skóry, ale także do włosów i jest używany przez wiele osób na co dzień.",
    "tr": "Bizim jel sadece cilt için değil, saç için de çok iyi bir ürün ve her gün kullanılabilir.",
    "ru": "Наш гель помогает коже и волосам каждый день.",
    "el": "Το τζελ μας βοηθά το δέρμα και τα μαλλιά κάθε μέρα.",
    "zh": "我们的凝胶每天都能帮助皮肤和头发保持健康。",
    "ja": "わたしたちのジェルは毎日の肌と髪をやさしく守ります。",
    "ro": "Gelul nostru ajută pielea și părul, iar mulți oameni îl folosesc în fiecare zi.",
    "vi": "Gel của chúng tôi giúp da và tóc mỗi ngày, và rất nhiều người đang dùng.",
    "id": "Gel kami membantu kulit dan rambut setiap hari, dan banyak orang yang memakainya untuk anak juga.",
    "tl": "Ang aming gel ay tumutulong sa balat at buhok araw-araw, at maraming tao ang gumagamit nito.",
    "cy": "Mae ein gel yn helpu’r croen a’r gwallt bob dydd, ac mae llawer o bobl yn ei ddefnyddio.",
    "ar": "يساعد الجل الخاص بنا البشرة والشعر كل يوم.",
}

# Without a single little word: letters that only this language writes.
LETTERS = {
    "pl": "Żel łagodzi podrażnienia, nawilża skórę i włosy, pachnie różą.",
    "tr": "Jel cildi yatıştırır, saçı güçlendirir, kaşıntıyı azaltır.",
    "ja": "この品は肌を守ります。",
}


@pytest.mark.parametrize("code", LETTERS)
def test_a_language_is_told_by_its_letters_alone(code: str) -> None:
    assert foreign.language_of(LETTERS[code]) == code


@pytest.mark.parametrize("code", SENTENCES)
def test_a_language_is_told_by_its_letters_and_little_words(code: str) -> None:
    assert foreign.language_of(SENTENCES[code]) == code


ENGLISH = [
    "Our gel is for the skin.", "Less pain", "", "Ad hoc, in vitro, in situ and per se: a de novo review of et al. and des moines",
    "Die Hard is a film that many men saw in an age when all of us had more time to do as we like.",
    "Aspirin 75 mg; clopidogrel 75 mg; atorvastatin 40 mg; ramipril 5 mg", "DNA RNA mRNA PCR ELISA IgG IgM CRP ESR",
    "Łukasz Wiśniewski, Jan Dąbrowski, Żaneta Król and Nguyễn Văn An", "A visit to the café and the smörgåsbord cost nobody much",
    "Los Angeles, San Diego, La Jolla, El Paso, Santa Fe and Del Mar", "α-tocopherol and β-carotene with μg doses of γ-oryzanol",
]  # fmt: skip


@pytest.mark.parametrize("words", ENGLISH)
def test_english_is_english(words: str) -> None:
    assert foreign.language_of(words) == ""


@pytest.mark.parametrize(
    "path", sorted(files.in_folder(ROOT / "tests" / "articles")) + sorted(ROOT.glob("*.md")), ids=lambda path: path.name
)
def test_no_page_of_this_repository_is_taken_for_another_language(path: Path) -> None:
    if path.suffix in readers.suffixes() and path.suffix not in (".yaml", ".json"):
        document = readers.read(path, shown_as="a")

        assert foreign.language_of_page(document) == ""
        assert foreign.english_part(document) == document


def test_what_stands_in_another_language_is_left_out_and_told() -> None:
    source = (
        f"# A gel\n\nIt is cool. {SENTENCES['de']} It is [wet](https://a.b).\n\n> {SENTENCES['fr']}\n\n- One:\n  - two\n\n"
        f"He wrote “{SENTENCES['es']}” to *us*.\n\n{SENTENCES['ru']}\n"
    )
    document = made.page(source, "a.md")
    kept = foreign.english_part(document)
    words = [kept.words_of(at) for at in range(len(kept.blocks))]

    assert words == ["A gel", "It is cool. It is wet.", "One:", "two", "He wrote “” to us."]
    assert kept.unread == (
        "language-not-checked: words in German (line 3)",
        "language-not-checked: words in Spanish (line 10)",
        "language-not-checked: words in French (line 5)",
        "language-not-checked: words in Russian (line 12)",
    )
    assert kept.blocks[3].lead == 2
    for phrase in ("It is wet", "two", "to us"):
        at = kept.text.index(phrase)
        assert kept.source[slice(*kept.source_span(at, at + len(phrase)))].replace("[", "").replace("*", "") == phrase
    assert [kept.text[link.start : link.end] for link in kept.links] == ["wet"]


def test_a_few_words_between_two_blocks_of_a_language_are_of_it() -> None:
    source = (
        f"# Gel\n\n{SENTENCES['de']}\n\n## Unser Gel\n\n{SENTENCES['de']}\n\n## In use\n\nIt is cool.\n\n## Cool gel\n"
    )
    document = made.page(source, "a.md")
    kept = foreign.english_part(document)

    assert [kept.words_of(at) for at in range(len(kept.blocks))] == ["Gel", "In use", "It is cool.", "Cool gel"]
    assert kept.unread == ("language-not-checked: words in German (lines 3 to 7)",)


WORDS = st.sampled_from([*SENTENCES.values(), "It is cool.", "Our *gel*", "\n\n", "- ", "“", "”", " ", "# ", "> "])


@given(source=st.lists(WORDS, max_size=12).map("".join))
@settings(max_examples=150, deadline=None, derandomize=True, database=None)
def test_what_is_kept_is_a_document_like_any_other(source: str) -> None:
    document = made.page(source, "a.md")
    kept = foreign.english_part(document)
    words = [kept.words_of(at) for at in range(len(kept.blocks))]
    copied = [piece for piece in kept.pieces if piece.end - piece.start == piece.source_end - piece.source_start]

    assert kept.text == "\n".join(words)
    assert [given for given in words if not given or given != given.strip()] == []
    assert [
        p for p in copied if kept.text[p.start : p.end].split() != source[p.source_start : p.source_end].split()
    ] == []
    assert [one for one, two in pairwise(kept.pieces) if one.end > two.start] == []
    assert all(lead is None or lead < at for at, lead in enumerate(block.lead for block in kept.blocks))


@pytest.mark.usefixtures("site")
def test_a_page_in_another_language_is_skipped_and_said(run: Callable[..., Ran]) -> None:
    Path("a.md").write_text(f"# Gel\n\n{SENTENCES['de']} Only today.\n", encoding="utf-8")
    Path("b.html").write_text('<html lang="fr"><p>Seulement only today', encoding="utf-8")
    Path("c.html").write_text('<html lang="fr"><p>Yours only today, and this page is in English for all of you who read '
                              "it, as it was with the one before that.", encoding="utf-8")  # fmt: skip
    ran = run("check", "a.md", "b.html", "c.html", "--rule", "haste", "--as-of", "2026-11-01")

    assert ran.err == [
        "a.md: left out: language-not-checked: is in German",
        "b.html: left out: language-not-checked: is in French",
    ]
    assert [line.split(":")[0] for line in ran.out if line.startswith(("a", "b", "c."))] == ["c.html"]
