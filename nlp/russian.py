"""The only place where Natasha and spaCy load.

`Russian` is a blank spaCy pipeline with four components of ours: lemmas by pymorphy3 (a cached
look-up a word form; `norm_` holds lemma and form, for phrases that take either), the spans of
Natasha's news NER in `doc.spans["natasha"]`, the phrases of the lexicon in `doc.spans["phrases"]`,
its role words in `doc.spans["roles"]`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import pymorphy2.analyzer
import pymorphy2_dicts_ru
import pymorphy3
import spacy
from pymorphy3.analyzer import Parse
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from nlp.lexicon.words import Lexicon
from nlp.phrases import PhraseFinder

# pymorphy2 asks pkg_resources, which setuptools 82 dropped, for its dictionary's place.
# It must be told before natasha is imported.
pymorphy2.analyzer._lang_dict_paths = lambda: {"ru": pymorphy2_dicts_ru.get_path()}

from natasha import NewsEmbedding, NewsNERTagger  # noqa: E402

#: The tokenizer's time grows with the square of a run without blanks.
_ENDLESS = re.compile(r"\S{200,}")
#: Natasha reads words in capitals as organisations: names are shown to it in title case.
_CAPITALS = re.compile(r"\b[А-ЯЁ]{3,}\b")
#: Natasha is shown so many characters at once, to the end of a paragraph or a word: it holds
#: about 2 KB a character while it looks.
_AT_ONCE = re.compile(r"(?s).{1,20000}(?:\n|\Z)|.{1,20000}(?:\s|\Z)|.{1,20000}")


@dataclass(frozen=True)
class Morphology:
    """Dictionary look-ups of Russian word forms, remembered."""

    parse: Callable[[str], tuple[Parse, ...]]

    @classmethod
    def load(cls) -> Morphology:
        analyzer = pymorphy3.MorphAnalyzer()
        return cls(lru_cache(maxsize=50_000)(lambda word: tuple(analyzer.parse(word))))

    def lemma(self, word: str) -> str:
        """The likeliest dictionary form, ё as е."""
        return str(self.parse(word)[0].normal_form).replace("ё", "е")

    def known(self, word: str) -> bool:
        """Whether the dictionary holds the form itself (no guess by its ending)."""
        return any(parse.is_known for parse in self.parse(word))


@Language.factory("opis_lemmas", assigns=["token.lemma", "token.norm"])
def _lemmas(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    morphology = Morphology.load()

    def component(doc: Doc) -> Doc:
        for token in doc:
            form = token.lower_.replace("ё", "е")
            token.lemma_ = morphology.lemma(token.text) if token.is_alpha else form
            token.norm_ = f"{token.lemma_} {form}"
        return doc

    return component


@Language.factory("natasha", assigns=["doc.spans"])
def _natasha(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    tagger = NewsNERTagger(NewsEmbedding())

    def component(doc: Doc) -> Doc:
        shown = _CAPITALS.sub(lambda match: match.group().capitalize(), doc.text)
        spans = (
            doc.char_span(
                piece.start() + span.start,
                piece.start() + span.stop,
                label=span.type,
                alignment_mode="expand",
            )
            for piece in _AT_ONCE.finditer(shown)
            if piece.group().strip()  # the tagger can't read nothing
            for span in tagger(piece.group()).spans
        )
        doc.spans["natasha"] = [span for span in spans if span is not None]
        return doc

    return component


@Language.factory("opis_phrases", requires=["token.norm"], assigns=["doc.spans"])
def _phrases(nlp: Language, name: str, sets: dict[str, list[str]]) -> Callable[[Doc], Doc]:
    return PhraseFinder(sets)


@Language.factory("opis_roles", requires=["token.lemma"], assigns=["doc.spans"])
def _roles(nlp: Language, name: str, words: dict[str, list[str]]) -> Callable[[Doc], Doc]:
    matcher = PhraseMatcher(nlp.vocab, attr="LEMMA")
    for role, phrases in words.items():
        lemmas = (phrase.split() for phrase in phrases)
        matcher.add(role, [Doc(nlp.vocab, words=row, lemmas=row) for row in lemmas])

    def component(doc: Doc) -> Doc:
        doc.spans["roles"] = matcher(doc, as_spans=True)
        return doc

    return component


@dataclass(frozen=True)
class Russian:
    """The loaded models: `read(text)` gives a spaCy Doc with lemmas and Natasha's spans."""

    pipeline: Language
    morphology: Morphology
    lexicon: Lexicon

    @classmethod
    def load(cls, lexicon: Lexicon | None = None) -> Russian:
        """With the package's words, or those given; load once a process.

        About 1.5 CPU seconds and 200 MB.
        """
        pipeline = spacy.blank("ru")
        pipeline.max_length = sys.maxsize  # its default is for parsers, of which there is none
        pipeline.add_pipe("opis_lemmas")
        pipeline.add_pipe("natasha")
        lexicon = lexicon or Lexicon.load()
        sets = {name: list(signs.phrases) for name, signs in lexicon.signs.items()}
        roles = {role: list(phrases) for role, phrases in lexicon.roles.items()}
        pipeline.add_pipe("opis_phrases", config={"sets": sets})
        pipeline.add_pipe("opis_roles", config={"words": roles})
        return cls(pipeline, Morphology.load(), lexicon)

    def read(self, text: str) -> Doc:
        """The Doc of `text`, offset for offset; runs that no language has are blanks in it."""
        return self.pipeline(_ENDLESS.sub(lambda run: " " * len(run.group()), text))


def persons(doc: Doc) -> tuple[Span, ...]:
    """Natasha's persons in text order."""
    return tuple(span for span in doc.spans["natasha"] if span.label_ == "PER")
