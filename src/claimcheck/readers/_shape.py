"""Words of a paragraph -> what it is on the page: a call to act, a disclaimer, a quotation, a question.

These cues say how a page is built, never anything about medicine; all readers share them, so that the same
prose is read alike in every format.
"""

from __future__ import annotations

import re

from claimcheck.words import sentences_in

# An imperative and what may follow it. Advice to see one's own doctor is no call to act, so "your" is not
# everywhere.
_ACTS: dict[str, tuple[str, ...]] = {
    "apply": ("now", "today", "online", "here", "for your", "for a"),
    "ask": ("us", "our", "your question", "your questions", "a question", "the team", "about our"),
    "book": ("now", "your", "a", "an", "online", "today", "my", "here", "free"),
    "buy": ("now", "today", "online", "yours", "here"),
    "call": ("us", "now", "today", "our", "for a", "for your", "me"),
    "chat": ("with us", "now", "with our", "to us", "with a"),
    "check": ("your eligibility", "if you qualify", "whether you qualify"),
    "claim": ("your", "yours"),
    "click": ("here", "below", "the link", "the button"),
    "contact": ("us", "our", "me", "now", "today", "a member", "the team", "the clinic"),
    "discover": ("how we", "how our", "if you", "whether you"),
    "download": ("our", "now", "your", "the guide", "the brochure", "a free"),
    "drop": ("us a",),
    "email": ("us", "our", "me", "now"),
    "enquire": ("now", "today", "here", "about", "online"),
    "enrol": ("now", "today", "here", "in", "online", "your"),
    "enroll": ("now", "today", "here", "in", "online", "your"),
    "fill": ("in the form", "in our", "in this", "out the form", "out our", "out this"),
    "find": ("out if you", "out whether you", "out more", "out how we", "out how our", "your nearest"),
    "get": ("in touch", "started", "your free", "your quote", "your place", "a free", "a quote", "a call"),
    "give": ("us a call",),
    "inquire": ("now", "today", "here", "about", "online"),
    "invest": ("now", "today", "with us"),
    "join": ("us", "now", "today", "our", "the waiting list", "the waitlist"),
    "learn": ("more",),
    "let": ("us help", "us call", "us know", "our team"),
    "message": ("us", "our", "me", "now"),
    "order": ("now", "your", "today", "online", "yours", "here"),
    "phone": ("us", "our", "now", "today"),
    "reach": ("out to us", "out to our", "out today", "us", "our"),
    "register": ("now", "today", "here", "your", "online", "for our", "for the"),
    "request": ("a call", "a callback", "a quote", "a free", "a consultation", "an appointment", "your", "more"),
    "reserve": ("your", "a", "now"),
    "schedule": ("your", "a", "an", "now", "today"),
    "see": ("if you qualify", "whether you qualify", "if you are eligible", "our prices"),
    "send": ("us", "me your", "your enquiry", "an enquiry"),
    "shop": ("now", "our", "online", "the range", "today"),
    "sign": ("up",),
    "speak": ("to us", "to our", "with our", "with us", "to a member", "with a member", "to one of our"),
    "start": ("now", "today", "here", "your journey", "your free", "your application"),
    "submit": ("your", "an enquiry", "a question"),
    "subscribe": ("now", "today", "to our", "here"),
    "talk": ("to us", "to our", "with our", "with us", "to a member", "to one of our"),
    "text": ("us", "our", "now"),
    "try": ("it now", "it free", "it for free", "it today", "our", "now"),
    "visit": ("us", "our"),
    "whatsapp": ("us", "now", "our"),
    "write": ("to us",),
}
# Alone or nearly so, as the words of a link that is all of its paragraph, these are a button.
_BUTTONS = frozenset((
    "apply", "ask", "book", "buy", "call", "chat", "claim", "contact", "donate", "download", "email", "enquire",
    "enrol", "enroll", "invest", "join", "order", "register", "request", "reserve", "schedule", "shop", "subscribe",
))  # fmt: skip
_MOST_WORDS_OF_A_BUTTON = 5
_CHANNELS = frozenset(("whatsapp", "telegram", "viber", "wechat", "phone", "email", "chat", "sms"))
_POLITE = frozenset(("please", "simply", "just", "so", "or", "and", "then"))
_MOST_WORDS_OF_A_CALL = 40

_DISCLAIMS = (
    "informational purposes only", "information purposes only", "educational purposes only",
    "general information only", "informational and educational purposes",
    "educational and informational purposes", "not intended to diagnose", "not intended as medical",
    "not intended as a substitute", "not intended to be a substitute", "not intended to replace",
    "not a substitute for professional", "not a substitute for medical", "not constitute medical",
    "not constitute financial", "not constitute investment", "not constitute legal",
    "not constitute professional", "is not medical advice", "not be taken as medical",
    "not be considered medical", "not be construed as", "not provide medical advice",
    "not financial advice", "not investment advice", "have not been evaluated by",
    "has not been evaluated by", "individual results may vary", "individual results vary",
    "past performance is",
)  # fmt: skip
# Signs that stand before an item of a list and nowhere else in prose.
BULLETS = "•‣▪◦●○■□▶►➤✓✔✅"
SURE_BULLET = re.compile(rf"[{BULLETS}]\s*(?=\S)")
_DISCLAIMER_HEADING = re.compile(r"(?:\w+ ){0,2}disclaimers?\W*\Z", re.IGNORECASE)
_DISCLAIMER_OPENING = re.compile(r"(?:\w+ )?disclaimer\s*[:–—.-]", re.IGNORECASE)
# An entry of a list of sources begins with a name and initials, and tells year, volume and page, or a DOI.
_AUTHORS = re.compile(
    r"(?:(?:\[?\d{1,3}[.\])]?|[•*-]|[Rr]eferences?:|[Ss]ource:)\s*)?"
    r"[A-Z][\w'’-]+,? (?:[A-Z]\.?[ -]?){1,3}[,.(&: ]"
)
_PRINTED_IN = re.compile(r"\b(?:19|20)\d\d\b[^a-z]{0,12}\d+\s?(?:\([\d–-]+\))?\s?:\s?\w|\b\d+\(\d+\), \w?\d+|doi[.:/]")
_LONGEST_ENTRY = 600
_REFERENCES = re.compile(
    r"(?:\d+[.)]? )?(?:(?:selected|key|scientific|clinical|further|our) )?"
    r"(?:references|sources|bibliography|works cited|citations|literature(?: cited)?|endnotes)"
    r"(?: and (?:further reading|references|sources|notes))?:?\Z",
    re.IGNORECASE,
)

_QUOTED = r"“[^“”]+”|\"[^\"]+\"|«[^«»]+»|„[^„“”]+[“”]|‘[^‘]+’"
_SPOKEN = re.compile(
    rf"(?:(?P<before>[^\W\d_][^\"“”«»„:?!]{{1,120}}):\s*)?(?:{_QUOTED})"
    r"(?:\s*(?:[-–—]+|\()\s*(?P<after>[^\"“”«»„]{2,100}))?\Z"
)
_FIRST_PERSON = re.compile(
    r"(?<!phase )(?<!type )(?<!stage )(?<!grade )(?<!class )(?<!level )(?<!part )(?<!factor )"
    r"(?<![\w.])(?:I(?:['’](?:m|ve|d|ll))?|[Mm](?:y|e|ine|yself)|"
    r"[Oo]ur (?:son|daughter|child|boy|girl|family|mother|father|mum|mom|dad|baby))(?![\w'’.-])",
)
_EXPERT = re.compile(
    r"\b(?:Dr|Drs|Prof|Professor|Doctor|M\.?D|Ph\.?D|MBBS|RN)\b|"
    r"\b(?:director|investigator|researcher|scientist|surgeon|physician|consultant|CEO|founder|spokes\w+|\w+ologist)\b"
)
_ATTRIBUTION = re.compile(r"(?:[—–]|\s--?)\s*(?P<who>[^—–]{2,100}?)\s*\Z")


def opens_act(words: str) -> bool:
    """Return whether at most 40 words open with an invitation to contact, book or buy."""
    given = [word.strip(".,;:!?\"'“”‘’()[]*→›»>").lower() for word in words.split()]
    if len(given) > _MOST_WORDS_OF_A_CALL:
        return False
    if given and given[0] in _CHANNELS and len(given) < 6:
        rest = given[1:]
        return not rest or _is_act(given) or _is_act(rest) or all(word in _CHANNELS for word in rest)
    while given and given[0] in _POLITE:
        given = given[1:]
    return _is_act(given)


def names_act(words: str) -> bool:
    """Return whether the words of a link that stands alone are an imperative: “Book”, “Register here”."""
    first = words.split()[0].strip(".,;:!?→›»>").lower() if words else ""
    return (first in _BUTTONS or first in _CHANNELS) and len(words.split()) <= _MOST_WORDS_OF_A_BUTTON


def _is_act(given: list[str]) -> bool:
    rest = " ".join(given[1:]) + " "
    return bool(given) and any(rest.startswith(f"{follows} ") for follows in _ACTS.get(given[0], ()))


def disclaims(words: str) -> bool:
    """Return whether a paragraph is a disclaimer: its first sentence says so."""
    if _DISCLAIMER_OPENING.match(words):
        return True
    start, end = next(sentences_in(words, 0, len(words)), (0, 0))
    first = " ".join(words[start:end].lower().split())
    return any(phrase in first for phrase in _DISCLAIMS)


def heads_disclaimer(words: str) -> bool:
    """Return whether what stands under this heading is a disclaimer."""
    return _DISCLAIMER_HEADING.match(words) is not None


def heads_references(words: str) -> bool:
    """Return whether what stands under this heading is a list of sources."""
    return _REFERENCES.match(words) is not None


def is_reference(words: str) -> bool:
    """Return whether a paragraph is an entry of a list of sources: who wrote, and where: "Doe J. … 2015;12(3):4-9."."""
    return len(words) < _LONGEST_ENTRY and bool(_AUTHORS.match(words) and _PRINTED_IN.search(words))


def quoted_kind(words: str) -> str:
    """Return `testimonial` or `quotation` for a paragraph that is a quotation and its speaker, else ""."""
    match = _SPOKEN.match(words)
    if match is None:
        return ""
    return voice(words, f"{match['before'] or ''} {match['after'] or ''}")


def voice(words: str, speaker: str = "") -> str:
    """Return `testimonial` where quoted words are in the first person and no expert's, else `quotation`."""
    if not speaker:
        found = _ATTRIBUTION.search(words)
        speaker = found["who"] if found else ""
    personal = _FIRST_PERSON.search(words) and not _EXPERT.search(speaker)
    return "testimonial" if personal else "quotation"


def question_end(words: str) -> int:
    """Return where the questions that open a paragraph end: 0 none, its length: nothing else is there."""
    end = 0
    if "?" not in words:
        return end
    for start, stop in sentences_in(words, 0, len(words)):
        if not is_question(words[start:stop]):
            break
        end = stop
    return end


def is_question(words: str) -> bool:
    """Return whether the words end in a question mark."""
    return words.rstrip("\"'”’»)*_ ").endswith("?")
