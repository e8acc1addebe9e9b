"""Document -> the part of it that is in English, and what is in another language: that is told, and never judged.

A text is told by its letters, then by the little words that every language repeats. A dozen words are enough; where
fewer stand, or where nothing speaks for another language, a text is taken for English, but for a few words between two
blocks of one other language.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from itertools import filterfalse
from typing import TYPE_CHECKING

from claimcheck.document_part import without
from claimcheck.words import sentences_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from claimcheck.model import Document

# The commonest words that are no words of English, so that a name or a loan decides nothing.
_LITTLE = {
    "de": "der die das und ist nicht ein eine einen dem den des mit für auf sich auch wird sind zu von im bei oder wie "
    "ihre ihr wir sie werden haben kann durch nach über aus dass zur zum unser unsere bis noch nur mehr als ich",
    "fr": "le la les des et est une du pour dans que qui sur avec ce cette pas plus par sont vous nous votre nos "
    "vos au aux ou mais être ont leur ces comme son sa ses de en il elle je un tout fait très",
    "es": "el los las que y en un una por con para es se del al lo como más pero sus su está son este esta muy también "
    "fue ha sin sobre entre cuando nuestro nuestra usted de la le si ya o puede todo",
    "it": "il di che è e la per un una in con non sono del della dei delle al alla da si più come anche questo questa "
    "nel nella gli le lo ha ma suo sua nostro nostra tutti molto essere può i dal",
    "pt": "o os as que e do da dos das em um uma para com não "
    "por mais como mas foi ao na no se seu sua são está também "
    "pelo pela nos muito já você nosso nossa ser tem de pode todos é",
    "nl": "de het een en van is dat niet op te zijn met voor er aan door ook naar uit bij maar om deze wordt worden "
    "heeft hebben onze ons uw wij jij ik die dit als nog of meer kan",
    "sv": "och att det som är på av för med den till ett inte har om vi kan från din ditt vår vårt också när eller mer "
    "så var sig de jag du hos dina våra en",
    "da": "og at det som er på af for med den til et ikke har om vi kan fra din dit vores også når eller mere så var "
    "sig de jeg du hos dine blev en",
    "nb": "og at det som er på av for med den til et ikke har "
    "om vi kan fra din ditt vår vårt også når eller mer så var "
    "seg de jeg du hos dine ble en",
    "fi": "ja on ei se että ovat myös tai kun niin ole oli voi mutta kuin sekä jos hän me te joka jotka tämä tämän "
    "olla mukaan kanssa hyvin enemmän",
    "pl": "i w nie na się z że jest do to jak o za od przez po dla są oraz ale tak czy być może nasze nasz lub które "
    "który która tego jego także już tylko",
    "cs": "a je se na v že to s z do o pro jsou jako za po ale od nebo také tak být může naše náš které který která "
    "jeho jen více při není však",
    "hu": "a az és hogy nem is egy van meg de ez mint csak vagy már el fel még ha ki azt lehet mert minden nagyon "
    "után között által szerint",
    "ro": "și de la în cu pe nu este care o un mai pentru "
    "din ce sunt se au fost sau prin dar ca noastră nostru dumneavoastră "
    "această acest poate fi",
    "tr": "ve bir bu için ile da de çok olarak daha olan gibi ne var en kadar sonra ama veya her değil olduğu "
    "sizin bizim tarafından",
    "id": "dan yang di untuk dengan ini itu dari pada tidak adalah "
    "atau juga akan kami anda dalam dapat ke oleh sebagai "
    "telah lebih bisa karena",
    "vi": "và của là các có cho không được một những trong với để người khi này đã từ đến bạn cũng về như chúng tôi",
    "tl": "ang ng mga sa ay ito na kung para hindi ako mo ko niya natin namin inyong iyong aming ating may po rin din "
    "nang lang upang kapag dahil",
    "cy": "yn yr y mae ar gan gyda o am ac nid yw wedi ei eich ein eu bod hyn hwn hon sydd ond neu fel chi ni sy dros",
}  # fmt: skip
# The letters that no name of the other languages brings into English often: a word with one is a word of the language.
_LETTERS = {
    "pl": "ąęłńśźż", "cs": "ěřůťď", "hu": "őű", "tr": "ğış", "ro": "ășțţ", "de": "ß", "sv": "å",
    "vi": "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơư",
}  # fmt: skip
_ENGLISH = frozenset(
    "the of and to in is that for it as was with be by on not he his but at are this have from or had an they "
    "which one you were all her she there would their we him been has when who will no more if out so what up its "
    "about than into them can only other time new some could these two may first then do any like my now over "
    "such our man me even most made after also did many off before must through back years where much your way "
    "well down should because each just those how too us a i".split()
)
_NAMES = {
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
    "sv": "Swedish", "da": "Danish", "nb": "Norwegian", "fi": "Finnish", "pl": "Polish", "cs": "Czech",
    "hu": "Hungarian", "ro": "Romanian", "tr": "Turkish", "id": "Indonesian", "vi": "Vietnamese", "ru": "Russian",
    "tl": "Filipino", "cy": "Welsh",
    "el": "Greek", "he": "Hebrew", "ar": "Arabic", "hi": "Hindi", "th": "Thai", "zh": "Chinese", "ja": "Japanese",
    "ko": "Korean",
}  # fmt: skip
_SCRIPTS = (
    ("ja", "\u3040-\u30ff"), ("ko", "\uac00-\ud7af\u1100-\u11ff"), ("zh", "\u4e00-\u9fff\u3400-\u4dbf"),
    ("ru", "\u0400-\u04ff"), ("el", "\u0370-\u03ff"), ("he", "\u0590-\u05ff"), ("ar", "\u0600-\u06ff"),
    ("hi", "\u0900-\u097f"), ("th", "\u0e00-\u0e7f"),
)  # fmt: skip
_IN_SCRIPT = tuple((code, re.compile(f"[{letters}]")) for code, letters in _SCRIPTS)
_IN_ANY_SCRIPT = re.compile(f"[{''.join(letters for _, letters in _SCRIPTS)}]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_QUOTED = re.compile(r"“([^“”]{20,})”|«([^«»]{20,})»|„([^„“”]{20,})[“”]|\"([^\"]{20,})\"")
_LETTERS_OF_WORDS = 12  # a letter of Chinese or Japanese is a word, nearly
_FEWEST_WORDS = 6
_SHARE_OF_LITTLE_WORDS = 0.15
_FEWEST_LITTLE = 3
_FEWEST_ENGLISH = 2
# What a page is told by need not be longer.
_MOST_CHARACTERS = 60_000


def _by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code, words in _LITTLE.items():
        for word in words.split():
            found.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in found.items()}


_CODES = _by_word()
_BY_LETTER = {letter: code for code, letters in _LETTERS.items() for letter in letters}


def name_of(code: str) -> str:
    """Return the name of a language by its code."""
    return _NAMES.get(code, f"“{code}”")


@lru_cache(maxsize=4096)
def language_of(words: str) -> str:
    """Return the language of some words by its code, "" where they are English or too few to tell."""
    words = words[:_MOST_CHARACTERS]
    if not words.isascii() and (code := _by_letters(words)):
        return code
    counted, english, number = _counted(words)
    if number < _FEWEST_WORDS or not counted:
        return ""
    code, most = max(counted.items(), key=lambda item: (item[1], item[0]))
    if most < _SHARE_OF_LITTLE_WORDS * number or most <= 2 * english:
        return ""
    distinct = {word for word in words.lower().split() if code in _codes(word)}
    return code if len(distinct) >= _FEWEST_LITTLE else ""


def _codes(word: str) -> Collection[str]:
    """Return the languages that a word in small letters speaks for: as one of their little words, or by a letter."""
    if word.isascii() or word in _CODES:
        return _CODES.get(word, ())
    return {code for letter in word if (code := _BY_LETTER.get(letter))}


# A block is asked for whole, by its neighbours and by its sentences.
@lru_cache(maxsize=4096)
def _counted(words: str) -> tuple[Mapping[str, int], int, int]:
    """Return how many little words of each language stand in a text, how many of English, and how many words in all."""
    given = _WORD.findall(words)
    # A word in capitals is a part of a name: Los Angeles, El Paso.
    little = Counter([*map(str.lower, given[:1]), *filter(str.islower, given[1:])])
    counted: dict[str, int] = {}
    # Words of plain letters speak for a language only as one of its little words.
    for word in (little.keys() & _CODES.keys()).union(filterfalse(str.isascii, little)):
        for code in _codes(word):
            counted[code] = counted.get(code, 0) + little[word]
    return counted, sum([little[word] for word in _ENGLISH & little.keys()]), len(given)


def _is_english(words: str) -> bool:
    """Return whether a sentence among others in another language is English for sure."""
    counted, english, _ = _counted(words)
    return english >= _FEWEST_ENGLISH and english > max(counted.values(), default=0)


def _by_letters(words: str) -> str:
    if _IN_ANY_SCRIPT.search(words) is None:
        return ""
    letters = sum(1 for sign in words if sign.isalpha())
    for code, pattern in _IN_SCRIPT:
        number = sum(1 for _ in pattern.finditer(words))
        # Japanese is written with the signs of Chinese for the greater part.
        fewest, share = (_LETTERS_OF_WORDS // 3, 4) if code == "ja" else (_LETTERS_OF_WORDS, 2)
        enough = number >= fewest and number * share > letters
        if enough:
            return code
    return ""


def language_of_page(document: Document) -> str:
    """Return the language of a page, "" for English: by its words, and where they are few by what it says of itself."""
    found = language_of(document.text)
    if found or len(_WORD.findall(document.text[:2000])) >= 4 * _FEWEST_WORDS:
        return found
    return "" if document.language == "en" else document.language


def english_part(document: Document) -> Document:
    """Return a page without its blocks, sentences and quotations in another language, which are told as unread."""
    found = list(_foreign(document))
    if not found:
        return document
    notes: dict[str, list[int]] = {}
    for start, end, code in found:
        line, _, last, _ = document.place(start, end)
        notes.setdefault(code, []).extend(range(line, last + 1))
    told = tuple(
        f"language-not-checked: words in {name_of(code)} ({_lines(lines)})" for code, lines in sorted(notes.items())
    )
    kept = without(document, [(start, end) for start, end, _ in found])
    return replace(kept, unread=(*document.unread, *told))


def part_with(document: Document, blocks: Collection[int]) -> Document:
    """Return a page with some of its blocks only, each at its place in the file."""
    return without(document, [(one.start, one.end) for at, one in enumerate(document.blocks) if at not in blocks])


def _foreign(document: Document) -> Iterator[tuple[int, int, str]]:
    """Yield the runs of the text that are in another language, with it."""
    carried = _carried([document.text[block.start : block.end] for block in document.blocks])
    for at, block in enumerate(document.blocks):
        words = document.text[block.start : block.end]
        if at in carried:
            yield block.start, block.end, carried[at]
            continue
        quoted = _quoted(words)
        for start, end, _ in quoted:
            words = words[:start] + " " * (end - start) + words[end:]
        whole = language_of(words)
        if whole and not any(_is_english(words[start:end]) for start, end in _sentences(words)):
            yield block.start, block.end, whole
            continue
        told = [*quoted, *_sentences_in_others(words, whole)]
        yield from ((block.start + start, block.start + end, code) for start, end, code in sorted(told))


def _carried(blocks: list[str]) -> dict[int, str]:
    """Return the blocks with too few words to tell that stand between two of one other language, with it."""
    found: dict[int, str] = {}
    last, waiting = "", list[int]()
    for at, words in enumerate(blocks):
        _, english, number = _counted(words)
        code = language_of(words)
        if not code and number < _FEWEST_WORDS and not english:
            waiting.append(at)
            continue
        if code and code == last:
            found |= dict.fromkeys(waiting, code)
        last, waiting = code, []
    return found


def _quoted(words: str) -> list[tuple[int, int, str]]:
    runs = [match.span(match.lastindex or 0) for match in _QUOTED.finditer(words)]
    return [(start, end, code) for start, end in runs if (code := language_of(words[start:end]))]


def _sentences_in_others(words: str, whole: str) -> Iterator[tuple[int, int, str]]:
    """Yield the sentences that are in another language, or may be where most of their block is."""
    told = Counter(code for word in _CODES.keys() & words.lower().split() for code in _CODES[word])
    if not whole and words.isascii() and max(told.values(), default=0) < _FEWEST_LITTLE:
        return
    for start, end in _sentences(words):
        code = language_of(words[start:end]) or ("" if _is_english(words[start:end]) else whole)
        if code:
            yield start, end, code


def _sentences(words: str) -> list[tuple[int, int]]:
    return list(sentences_in(words, 0, len(words)))


def _lines(lines: list[int]) -> str:
    first, last = min(lines), max(lines)
    return f"line {first}" if first == last else f"lines {first} to {last}"
