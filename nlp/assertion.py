"""Does the paper itself say so? One judge of a phrase in its sentence, for every finder.

A phrase that matches may be denied, refuted, quoted from a law, pleaded by a party, told by
others, suspected, foreseen, demanded or over. Only what the paper's author states of the present
counts as a fact (the rulings of the contract). The judge looks at the clause for negation and
at the sentence, its list's opening line and its neighbours for everything else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from nlp.paper import Paper


class Stance(StrEnum):
    """How the author of the paper stands to what a phrase says."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    REFUTED = "refuted"
    QUOTED_LAW = "quoted_law"
    PLEADED = "pleaded"
    HEARSAY = "hearsay"
    SUSPECTED = "suspected"
    CONDITIONAL = "conditional"
    PLANNED = "planned"
    PAST = "past"


#: What may still be true though nobody here vouches for it: at most an alternative.
ALLEGED = frozenset({Stance.PLEADED, Stance.HEARSAY, Stance.SUSPECTED})


@dataclass(frozen=True, slots=True)
class Assertion:
    """The stance and the words that gave it (empty for a plain statement)."""

    stance: Stance
    cue: str = ""

    @property
    def stated(self) -> bool:
        return self.stance is Stance.ASSERTED

    @property
    def alleged(self) -> bool:
        return self.stance in ALLEGED


@dataclass(frozen=True, slots=True)
class _Context:
    """A phrase with what stands around it, everything folded."""

    paper: Paper
    index: int  # of its sentence
    phrase: str
    sentence: str
    start: int  # of the phrase in its sentence
    before: str  # of its clause
    after: str  # of its clause
    lead: str  # the opening line of its list

    @property
    def heard_before(self) -> str:
        """The sentence up to the phrase, after its list's opening line."""
        return f"{self.lead} {self.sentence[: self.start]}"


#: A new clause: what is denied or doubted on one side says nothing of the other.
_BREAK = re.compile(
    r"[;!?]|[,.]?\s(?:но|однако|зато|хотя|тогда как|в то же время|вместе с тем|при этом|кроме того"
    r"|а также|несмотря|поскольку|так как|вследствие|в связи с)\s|,\s(?:а|котор\w+|где)\s"
)

_DENIAL = (
    r"не (?:был[аио]? |удалось )?(?:вы[ья]в|установ|отмеч|обнаруж|зафиксир|фиксир|наблюда|замеч"
    r"|поступ|состо|знач|числ|страда|привлека|допуска|употребл|злоупотребл|усм[ао]тр|зарегистр"
    r"|просматр|прослеж|диагностир|определ|возника|возник|име|выяв)\w*"
    r"|нет|отсутству\w+|исключен[аоы]?|отрица(?:ет|ют)ся|воздержива\w+"
)
_DENIED = re.compile(rf"(?<![а-я-])(?:{_DENIAL})(?![а-я-])")
_DENIED_THAT = re.compile(rf"(?<![а-я-])(?:{_DENIAL}),? (?:\w+ ){{0,2}}(?:что|чтобы)\s")
_DIRECT = re.compile(
    r"(?<![а-я-])(?:не|ни|нет|без)(?: (?:каких-либо|каких либо|видимых|явных|внешних|следов"
    r"|признак\w+|факт\w+|случа\w+|проявлени\w+)){0,3}$"
    r"|(?<![а-я-])не (?:явля|страда|был|замеч|склон|привлека|состо|допуска|име|счита|подверга|относ"
    r"|призна|совершал|практику|применя|проявля)\w*(?: (?!и |или )[^\s,;]+){0,4}$"
    r"|(?<![а-я-])ни (?:разу|когда)? ?не$|(?<![а-я-])никогда не$"
)
_NOT_ONLY = re.compile(r"не (?:только|раз|впервые)$|не может не$")

_REFUTATION = (
    r"подтвержд\w+ не (?:наш|получ|наход|имее)\w+|не (?:наш\w+|находит) (?:сво\w+ "
    r"|объективн\w+ )?подтвержд\w+|не подтвер\w+"
    r"|не соответству\w+ действительности|опроверг\w*|опровергнут\w*"
    r"|признан\w* (?:ложн|недостоверн|необоснованн)\w*|(?:оказал\w+|явля\w+) ложн\w+"
)
_REFUTED = re.compile(_REFUTATION)
_REFUTED_NEXT = re.compile(
    rf"^\W*(?:[^.]{{0,60}}\s)?(?:факт|сведени|информаци|обстоятельств|сообщени|жалоб"
    rf"|изложенн|указанн|это|данн)\w*[^.]{{0,90}}?(?:{_REFUTATION})"
)

_LAW = (
    r"(?:ст(?:ать\w+)?\.? ?\d|част\w+ \d|ч\. ?\d|пункт\w* \d|п\. ?\d|кодекс\w*|коап|[ус]к рф"
    r"|(?:федеральн\w+ )?закон\w*|пленум\w*|конституци\w+|конвенци\w+|порядк\w+)"
)
_LAW_SAYS = re.compile(
    rf"{_LAW}.{{0,160}}(?:предусматрива|устанавлива|предусмотрена|гласит|влеч[её]т|относ[ия]т"
    rf"|вправе"
    rf"|обязан|должн|мо[гж]\w+ быть|несут|понима|призна[ею]тся|является основанием)"
    rf"|(?:предусмотрена|ответственност\w+ за|под \w+ понима).{{0,120}}$|{_LAW}\W{{0,4}}$"
)
_BY_LAW = re.compile(
    r"^\W*(?:\d[\d.]*\s)?(?:согласно|в соответствии со?|в силу|исходя из|по смыслу) "
    rf".{{0,40}}?{_LAW}"
)
_RULE = re.compile(r"\b(?:вправе|подлеж[иа]т|мо[гж]\w+ быть|несут ответственность)\b")
_FOUND = re.compile(r"установ\w+|выявл\w+|постанов\w+|решил\w*|признать")
_WARNED = re.compile(
    r"(?:предупре[жд]\w+|разъясн\w+|ознаком\w+|напомн\w+|проинформир\w+)[^.;]{0,60}"
    r"(?:ответственност|последстви|обязанност|недопустим|запре)\w*"
)

_PARTY = (
    r"(?:ист(?:ец|ц|ица|иц)|заявител|ответчи|взыскател|представител|свидетел|должни|обвиняем"
    r"|подсудим|административн\w+ истец)\w*"
)
_TELLS = (
    r"(?:указ|поясн|сообщ|утвержда|ссыла|полага|счита|показ|говор|расска|заяви|жал|объясн|просит"
    r"|мотивир|обосновыва)\w*"
)
_PLEADS = re.compile(
    rf"{_PARTY}[^.;]{{0,80}}?\b{_TELLS}|в обосновани\w+ [^.;]{{0,60}}(?:указ|ссыла|поясн)\w+"
    r"|(?:иск\w*|требовани\w+|заявлени\w+) (?:\w+ )?(?:мотивир|обоснов)\w+|ссылаясь на"
    r"|указывая(?: на|,? что)"
    r"|\bпросит (?:суд|взыскать|лишить|ограничить|признать)"
)
_COURT_FOUND = re.compile(
    r"суд\w* [^.;]{0,30}установ\w+|исследова\w+|суд (?:приход|счита|наход|усматр|учитыв)\w+"
    r"|материал\w+ дела подтвержд\w+|из материалов|р ?е ?ш ?и ?л"
    r"|как следует|установлено"
)
_RETELLS = re.compile(
    r"(?:\bпо|\bсо) (?:словам|слов|мнени\w+|утверждени\w+)\b(?! (?:фельдшер|врач|педиатр|участков"
    r"|инспектор|учител|педагог|воспитател|специалист|классн|сотрудник)\w*)"
    r"|\bпо (?:непроверенн|неподтвержденн|оперативн)\w+ "
    r"|(?:сосед|родственни|бабушк|дедушк|очевид|жител|знаком|мать|мама|отец|род(?:ител|н)|ребен"
    r"|реб[её]нк|несовершеннолетн|мальчик|девочк|подрост)\w*"
    r"(?: [^\s.;,]+){0,5} (?:поясн|рассказ|утвержда|говор|жал[ую]|заяв|обвиня|упрека|счита|полага"
    r"|дума|увер)\w*"
    r"|якобы"
)
_RETOLD = re.compile(r"^[^.;]{0,40}(?:\bсо слов|\bпо словам|якобы)")
_SUSPECTS = re.compile(
    r"подозр\w+|подозрева\w+|предпол[ао]\w+|возможн[оы]\b|вероятн\w+|не исключ\w+|видимо\b"
    r"|по-видимому|по всей видимости|основания полагать|опасения|опасаемся|\bможет\b|\bмогут\b"
    r"|похоже\b|непонятно|неизвестно,|прове(?:рить|дите проверку)|\bли\b"
)
_SUSPECTED = re.compile(
    r"^[^.;,]{0,30}\b(?:предположительно|возможно|вероятно|под вопросом)|^[^.;]*\?$|^ ли\b"
)

_IF = re.compile(
    r"\bесли\b|в случа(?:е|ях)\b|при (?:выявлении|обнаружении|установлении|совершении|возникновении"
    r"|повторн\w+|условии|необходимости|последующ\w+)\b|во избежание|чтобы|вплоть до"
    r"|в дальнейшем не"
)
_MEASURE = re.compile(
    r"\b(?:профилакти\w+|предупреждени\w+|предотвращени\w+|недопущени\w+|исключить|исключени\w+"
    r"|прекратить|не допуска(?:ть|йте)|не допустить|о вреде|вред\w*|пресечени\w+|преодолени\w+"
    r"|устранить|устранени\w+|борьб\w+ с|лечени\w+ от|коррекци\w+|запре(?:тить|щ\w+)|правил\w+)"
    r"(?: [^\s,;]+){0,6}$"
    r"|\b(?:бесед\w+|лекци\w+|памятк\w+|тем[аеу])(?: [^\s,;]+){0,5} (?:о|об|по|на тему)\b[^;]*$"
    r"|\b(?:провести|организовать|обеспечить|оказать|рекомендова\w+|принять меры|обязать)\b[^;]*$"
)
_OVER_BEFORE = re.compile(
    r"\b(?:ранее|раньше|прежде|в прошлом(?! (?:год|меся|учеб|кв))|когда-то|бывш\w+|прекрати\w+"
    r"|перестал\w*|больше не"
    r"|бросил\w*)"
    r"(?: [^\s,;]+){0,4}$"
)
_OVER_AFTER = re.compile(
    r"^(?: [^\s,;]+){0,5} (?:прекрати\w*|устранен\w*|в прошлом(?! (?:год|меся|учеб|кв))"
    r"|прекращен\w*|преодолен\w*"
    r"|ликвидирован\w*)"
)
_PLEADED_REACH = 8


def assertion(paper: Paper, start: int, stop: int) -> Assertion:
    """How the paper stands to the phrase at `paper.prose[start:stop]`."""
    context = _context(paper, start, stop)
    for stance, judge in _JUDGES:
        if cue := judge(context):
            return Assertion(stance, cue.strip())
    return Assertion(Stance.ASSERTED)


def _context(paper: Paper, start: int, stop: int) -> _Context:
    index = paper.sentences.index(start)
    begin, end = paper.sentences.at(start)
    end = max(end, stop)
    sentence = paper.prose.folded[begin:end]
    first, last = start - begin, stop - begin
    clause = max((match.end() for match in _BREAK.finditer(sentence, 0, first)), default=0)
    following = _BREAK.search(sentence, last)
    return _Context(
        paper,
        index,
        sentence[first:last],
        sentence,
        first,
        sentence[clause:first],
        sentence[last : following.start() if following else len(sentence)],
        paper.sentences.lead(index),
    )


def _refuted(context: _Context) -> str:
    clause = f"{context.before}{context.phrase}{context.after}"
    own = _REFUTED.search(clause) or _REFUTED.search(context.lead)
    later = _REFUTED_NEXT.search(context.paper.sentences.folded(context.index + 1))
    return _cue(own) or _cue(later)


def _negated(context: _Context) -> str:
    before = context.before.rstrip(' "(')
    if (direct := _DIRECT.search(before)) and not _NOT_ONLY.search(before):
        return direct.group()
    if that := _DENIED_THAT.search(context.before):
        return that.group()
    for denied in _DENIED.finditer(context.before):
        if _reaches(context, context.before[denied.end() :]):
            return denied.group()
    after = _DENIED.search(context.after)
    if after and _reaches(context, context.after[: after.start()]):
        return after.group()
    lead = _DENIED.search(context.lead)
    return lead.group() if lead and lead.end() >= len(context.lead.rstrip(": ")) - 1 else ""


def _reaches(context: _Context, between: str) -> bool:
    """Whether a denial speaks of the phrase: no verb between them, a list only in genitive."""
    parse = context.paper.morphology.parse
    words = re.findall(r"[а-я]+", between)
    if any(parse(word)[0].tag.POS in ("VERB", "PRTS", "PRED") for word in words):
        return False
    own = re.findall(r"[а-я]+", context.phrase)
    if any(parse(word)[0].tag.POS in ("VERB", "PRED") for word in own):
        return False
    if "," not in between:
        return True
    nouns = [word for word in own if parse(word)[0].tag.POS == "NOUN"]
    governed = bool(own) and parse(own[0])[0].tag.POS == "PREP"
    listed = all(any("gent" in reading.tag for reading in parse(word)) for word in nouns)
    return bool(nouns) and listed and not governed


def _law(context: _Context) -> str:
    heard = context.heard_before
    if says := _LAW_SAYS.search(heard):
        return says.group()
    if (rule := _RULE.search(context.sentence)) and re.search(_LAW, context.sentence):
        return rule.group()
    by_law = _BY_LAW.search(context.sentence[: context.start])
    if by_law and not _FOUND.search(context.sentence):
        return by_law.group()
    return _cue(_WARNED.search(heard))


def _pleaded(context: _Context) -> str:
    """A party's pleading, also one begun sentences before while the court has not spoken."""
    if own := _PLEADS.search(context.heard_before):
        return own.group()
    for before in range(context.index, max(-1, context.index - _PLEADED_REACH), -1):
        text = context.paper.sentences.folded(before)
        if before < context.index and (pleading := _PLEADS.search(text)):
            return pleading.group() if _IN_COURT.search(text) else ""
        if _COURT_FOUND.search(text):
            return ""
    return ""


_IN_COURT = re.compile(
    r"ист(?:ец|ц|ица|иц)\w*|ответчи\w+|\bсуд\b|\bиск\w*|требовани\w+|свидетел\w+"
)


def _told(context: _Context) -> str:
    return _cue(_RETELLS.search(context.heard_before)) or _cue(_RETOLD.search(context.after))


def _suspected(context: _Context) -> str:
    if re.search(r"\bли\b", context.phrase):
        return context.phrase
    return _cue(_SUSPECTS.search(context.heard_before)) or _cue(_SUSPECTED.search(context.after))


def _conditional(context: _Context) -> str:
    return _cue(_IF.search(context.heard_before))


def _planned(context: _Context) -> str:
    return _cue(_MEASURE.search(context.before.rstrip()))


def _over(context: _Context) -> str:
    before = _OVER_BEFORE.search(context.before.rstrip())
    return _cue(before) or _cue(_OVER_AFTER.search(context.after))


def _cue(match: re.Match[str] | None) -> str:
    return match.group() if match else ""


#: In this order: a refuted suspicion is refuted, a quoted law may hold an «если».
_JUDGES = (
    (Stance.REFUTED, _refuted),
    (Stance.NEGATED, _negated),
    (Stance.QUOTED_LAW, _law),
    (Stance.PLEADED, _pleaded),
    (Stance.HEARSAY, _told),
    (Stance.SUSPECTED, _suspected),
    (Stance.CONDITIONAL, _conditional),
    (Stance.PLANNED, _planned),
    (Stance.PAST, _over),
)
