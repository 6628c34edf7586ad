"""The chapters of an explanation beside its fields: kind, people, signs, marks, tables, texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from casework.explanation import Explanation, KindClue, KindVote, PhraseStory
from casework.field import OFFERED, FieldCandidate, FieldReading
from casework.form_spec import Region
from casework.kinds import COURT_SUBTYPES, KINDS
from papers.document import Document
from review_cli.explanation.people import tell_people
from review_cli.explanation.story import (
    Chapter,
    Entry,
    Outcome,
    Quote,
    Reason,
    Teller,
    field_specs,
    percent,
)
from review_cli.explanation.words import Words, load_words

#: Other kinds are told while their sum is at least half of the best one's, or so many.
_RUNNERS_UP = 3

_NOTHING = "Об этом в бумаге ничего не найдено."

CHAPTERS = {
    "kind": "Вид бумаги",
    "people": "Люди",
    "signs": "Признаки неблагополучия",
    "marks": "Отметки бланка",
    "tables": "Таблицы",
    "texts": "Тексты бланка",
}


def topics(region: Region) -> dict[str, dict[str, str]]:
    """Everything that may be asked about, by sort: ids with their Russian titles."""
    return {
        "разделы": CHAPTERS,
        "поля": {spec.id: spec.title for spec in field_specs(region)},
        "тексты": _texts(region),
        "таблицы": {spec.id: _table_title(load_words(), spec.id) for spec in region.tables},
        "признаки": _signs(region),
    }


def tell(document: Document, explanation: Explanation, region: Region) -> tuple[Chapter, ...]:
    """The whole story of a document, in the order in which a reviewer asks."""
    teller = Teller(document, explanation, region, load_words())
    told = {
        "people": tell_people(teller),
        "signs": _told_signs(teller),
        "marks": _marks(teller),
        "tables": _tables(teller),
        "texts": _told_texts(teller),
    }
    others = (Chapter(name, CHAPTERS[name], tuple(entries)) for name, entries in told.items())
    return (_kind(teller), *teller.fields(), *others)


def about(chapters: Iterable[Chapter], topic: str) -> tuple[Chapter, ...]:
    """What is told of one topic; a chapter without entries where there is nothing to tell."""
    own = (_of(chapter, topic) for chapter in chapters)
    found = tuple(chapter for chapter in own if chapter.entries or chapter.note)
    return found or (Chapter(topic, CHAPTERS.get(topic, topic), note=_NOTHING),)


def _of(chapter: Chapter, topic: str) -> Chapter:
    """The whole chapter of that id; of another one the entries that are about the topic."""
    if chapter.id == topic:
        return chapter
    return replace(chapter, entries=tuple(e for e in chapter.entries if e.key == topic), note="")


# --- the kind --------------------------------------------------------------------------------


def _kind(teller: Teller) -> Chapter:
    """The clues of the kind, and of those that came next."""
    guess, explanation = teller.explanation.findings.kind, teller.explanation
    chances = {guess.value: guess.confidence, **dict(guess.alternatives)}
    votes = {vote.kind: vote for vote in explanation.votes}
    first = votes.get(guess.value, KindVote(guess.value, explanation.threshold))
    rest = [vote for vote in explanation.votes if vote.kind != guess.value][:_RUNNERS_UP]
    subtype = COURT_SUBTYPES.get(guess.subtype or "", "")
    why = (
        f"Сумма примет {_sum(first.total)}; чтобы узнать вид, нужно {_sum(explanation.threshold)}."
    )
    outcome = Outcome.OFFERED if guess.confidence >= OFFERED else Outcome.ALTERNATIVE
    entries = [_vote(teller, first, outcome, why, percent(guess.confidence), subtype)]
    for vote in rest:
        chance = chances.get(vote.kind, 0.0)
        why = f"Сумма примет {_sum(vote.total)}, у выбранного {_sum(first.total)}."
        entries.append(_vote(teller, vote, Outcome.ALTERNATIVE, why, percent(chance)))
    return Chapter("kind", CHAPTERS["kind"], tuple(entries))


def _vote(
    teller: Teller, vote: KindVote, outcome: Outcome, why: str, score: str, subtype: str = ""
) -> Entry:
    title = KINDS.get(vote.kind, vote.kind)
    evidence = tuple(clue.evidence for clue in vote.clues if clue.evidence)
    return Entry(
        key="kind",
        value=f"{title} ({subtype})" if subtype else title,
        outcome=outcome,
        score=score,
        why=why,
        quotes=teller.quotes(evidence),
        reasons=tuple(_clue(teller.words, clue) for clue in vote.clues),
    )


def _clue(words: Words, clue: KindClue) -> Reason:
    seen = clue.evidence.quote if clue.evidence else clue.words
    told = (
        words.of("layout", clue.words) if clue.where == "layout" else f"«{' '.join(seen.split())}»"
    )
    return Reason(f"{words.of('zones', clue.where)}: {told}", f"{clue.weight:+g}".replace(".", ","))


def _sum(total: float) -> str:
    return f"{total:g}".replace(".", ",")


# --- signs -----------------------------------------------------------------------------------


def _told_signs(teller: Teller) -> Iterator[Entry]:
    """The signs of the draft, then phrases that gave none, or one that others give better."""
    stories = teller.explanation.phrases
    chosen = teller.explanation.findings.signs
    own = {(_at(sign), sign.value): sign for sign in chosen}
    for sign in sorted(chosen, key=lambda sign: -sign.confidence):
        story = next(
            (
                s
                for s in stories
                if (_at(s.candidate), s.candidate.value) == (_at(sign), sign.value)
            ),
            None,
        )
        offered = sign.confidence >= OFFERED
        why = (
            "Предложено."
            if offered
            else f"Только вариант: ниже {percent(OFFERED)} не предлагается."
        )
        outcome = Outcome.OFFERED if offered else Outcome.ALTERNATIVE
        yield _sign(teller, sign, outcome, why, story)
    for story in stories:
        one = story.candidate
        if one.rejected:
            yield _sign(teller, one, Outcome.REJECTED, "Не принято.", story)
        elif (_at(one), one.value) not in own:
            why = "Ещё одно место того же признака."
            yield _sign(teller, one, Outcome.ALTERNATIVE, why, story)


def _at(one: FieldCandidate) -> int:
    return one.evidence[0].start


def _sign(
    teller: Teller, one: FieldCandidate, outcome: Outcome, why: str, story: PhraseStory | None
) -> Entry:
    told = _said(teller, story) if story else ()
    title = _signs(teller.region).get(str(one.value), str(one.value))
    entry = teller.entry(one, outcome, why, before=told)
    return replace(entry, key=str(one.value), value=title)


def _said(teller: Teller, story: PhraseStory) -> tuple[Reason, ...]:
    """The phrase of the lexicon, of whom it is said and how the author stands to it."""
    words, told = teller.words, []
    if story.phrase:
        told.append(Reason(f"словарь признаков: «{story.phrase}»"))
    if story.holder:
        told.append(Reason(f"о ком: {words.of('holders', story.holder)}"))
    if story.stance:
        cue = f" — «{' '.join(story.cue.split())}»" if story.cue else ""
        told.append(Reason(f"как сказано: {words.of('stances', story.stance)}{cue}"))
    return tuple(told)


def _signs(region: Region) -> dict[str, str]:
    items = region.form(0).cell("distress_signs").choices.items
    return {item.id: item.printed for item in items}


# --- forms -----------------------------------------------------------------------------------


def _marks(teller: Teller) -> Iterator[Entry]:
    """The marks of the draft, then what other rules made of the same line."""
    titles = {
        f"{part.section}.{item.id}": item.printed
        for part in teller.region.checklists
        for item in part.items
    }
    chosen = {(_at(mark), mark.rule, mark.field) for mark in teller.explanation.findings.marks}
    others = (m for m in teller.explanation.marks if (_at(m), m.rule, m.field) not in chosen)
    for mark in chain(teller.explanation.findings.marks, others):
        settled = (_at(mark), mark.rule, mark.field) in chosen
        offered = settled and mark.confidence >= OFFERED
        outcome = Outcome.OFFERED if offered else Outcome.ALTERNATIVE
        why = (
            "Предложено." if offered else "Вариант: другое правило увереннее или уверенности мало."
        )
        entry = teller.entry(mark, outcome, why, label=titles.get(mark.field, mark.field))
        yield replace(entry, key="marks")


def _tables(teller: Teller) -> Iterator[Entry]:
    for table in teller.explanation.findings.tables:
        title, heads = _table_title(teller.words, table.name), _heads(teller.region, table.name)
        for number, row in enumerate(table.rows, 1):
            for cell in row:
                label = f"{title}, строка {number}, {heads.get(cell.field, cell.field)}"
                for entry in teller.reading(FieldReading(cell.field, (cell,)), label=label):
                    yield replace(entry, key=table.name)


def _table_title(words: Words, name: str) -> str:
    return words.of("tables", name)


def _heads(region: Region, name: str) -> dict[str, str]:
    """The printed heads of a table's columns, those of one cell."""
    heads = (head for spec in region.tables if spec.id == name for head in spec.heads)
    return {head.cells[0]: head.titles[0] for head in heads if len(head.cells) == 1}


def _told_texts(teller: Teller) -> Iterator[Entry]:
    titles = _texts(teller.region)
    for reading in teller.explanation.findings.texts:
        yield from teller.reading(reading, label=titles.get(reading.field, reading.field))


def _texts(region: Region) -> dict[str, str]:
    return {
        cell: label.titles[0]
        for form in region.labelled
        for label in form.texts
        for cell in label.cells
    }


def place_of(quote: Quote) -> str:
    """«шапка, стр. 1» in brackets, or nothing."""
    return f" ({quote.where})" if quote.where else ""
