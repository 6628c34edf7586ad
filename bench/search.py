"""CPU seconds of a search among 100,000 invented papers, through the store's own index."""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))

from targets import Figure, report
from understanding import invented_page

from casework.searching import SearchEntry, SearchSource, Subject
from nlp.search_words import SearchWords
from storage.search import Search
from storage.store import Store

PAPERS = 100_000
BATCH = 2_000
#: Pages made anew; papers are put together of them, each with a number and people of its own.
PAGES = 400
ROUNDS = 3
SURNAMES = 3_000
#: What a specialist may ask: a person, a number, its beginning, words in other forms, a phrase,
#: what stands in nearly every paper, what stands in none.
ASKED: tuple[tuple[str, str], ...] = (
    ("a person", "{surname}ой Анны"),
    ("a beginning of a name", "{surname}*"),
    ("a number", "{number}"),
    ("the beginning of a number", "77-1*"),
    ("words in other forms", "алиментов дохода продавец"),
    ("a phrase", '"без уважительной причины"'),
    ("a frequent word", "семья"),
    ("frequent words", "семья ребёнок мать отец"),
    ("a frequent and a rare word", "семья {surname}"),
    ("a word that is nowhere", "тромбон"),
)


def entries(words: SearchWords, chance: random.Random) -> Iterator[SearchEntry]:
    made = [
        words.entry(SearchSource(Subject.DOCUMENT, 0, 1, invented_page(chance)))
        for _ in range(PAGES)
    ]
    people = [
        words.entry(SearchSource(Subject.DOCUMENT, 0, 1, name, (name,)))
        for name in (f"{surname(n)}а Анна Петровна" for n in range(SURNAMES))
    ]
    for number in range(1, PAPERS + 1):
        page, person = chance.choice(made), people[number % SURNAMES]
        name = person.source.people[0]
        source = SearchSource(
            Subject.DOCUMENT,
            number,
            1,
            f"{page.source.text} № 77-{number}/2025 {name}",
            (name,),
            (f"77-{number}/2025",),
            "prevention_referral",
            ((1, 0),),
        )
        yield SearchEntry(
            source,
            people=person.people,
            numbers=f"77_{number}_2025",
            words=f"{page.words} 77_{number}_2025 {person.words}",
            forms=page.forms,
        )


def surname(number: int) -> str:
    """An invented surname of its own: «Бавалов», «Бавадов» …"""
    letters = "бвгджзклмнпрст"
    vowels = "аоуеи"
    name = ""
    for _ in range(3):
        number, place = divmod(number, len(letters))
        name += letters[place] + vowels[(number + place) % len(vowels)]
    return f"{name.capitalize()}{letters[number % len(letters)]}ов"


def cpu_seconds(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def main() -> int:
    words, chance = SearchWords.load(), random.Random(100)
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder))
        search = Search(store.database, store.clock)
        batch: list[SearchEntry] = []
        before = time.process_time()
        for entry in entries(words, chance):
            batch.append(entry)
            if len(batch) == BATCH:
                search.put(batch)
                batch = []
        print(f"{PAPERS} papers put in: {time.process_time() - before:.0f} CPU s")
        costs: dict[str, float] = {}
        for name, asked in ASKED:
            text = asked.format(surname=surname(1234), number="77-54321/2025")
            found = search.find(words.query(text), words.spans, 20)
            look = partial(search.find, words.query(text), words.spans, 20)
            costs[name] = min(cpu_seconds(look) for _ in range(ROUNDS))
            print(f"  {name:28} {costs[name] * 1000:7.1f} CPU ms, {len(found)} hits")
        store.close()
    return report(
        [
            Figure("a search, CPU s, the median", statistics.median(costs.values()), 0.05, True),
            Figure("a search, CPU s, the worst", max(costs.values()), 0.05, True),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
