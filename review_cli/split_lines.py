"""A thick scan and its papers, as `opis split` tells them: lines of text and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from casework.division import PageStory
from casework.field import Step
from casework.kinds import KINDS
from pipeline.split_desk import ShownFile
from review_cli.contract import Json, probability
from review_cli.wording import STATES
from storage.splits import SplitFile, SplitPaper

#: What each sign of nlp/splitting/signs.py says to a specialist.
SIGNS = {
    "before": "без примет",
    "title": "заголовок",
    "title_first": "заголовок первой строкой",
    "kind_title": "заголовок известного вида бумаг",
    "other_kind": "вид по заголовку другой",
    "office": "название учреждения сверху",
    "addressee": "адресат",
    "registered": "штамп регистрации",
    "dated": "свои дата и номер",
    "annex": "«Приложение» в начале",
    "number_starts": "нумерация с единицы",
    "number_goes_on": "нумерация продолжается",
    "number_breaks": "нумерация прервана",
    "number_stops": "нумерации больше нет",
    "signed_before": "перед этим подпись",
    "unfinished": "строка перед этим не закончена",
    "small_letter": "начинается со строчной буквы",
    "long_first_line": "начинается со сплошного текста",
    "list_goes_on": "перечень продолжается",
    "list_inside": "перечень не с начала",
    "table_goes_on": "таблица продолжается",
    "tail": "отметка, какими бумаги кончаются",
    "few_words": "почти нет текста",
    "full_before": "прежняя страница заполнена до конца",
    "short_before": "прежняя страница заполнена не до конца",
    "same_case": "то же дело",
    "other_case": "другое дело",
    "same_people": "те же люди",
    "other_people": "другие люди",
    "blank_between": "перед этим пустая страница",
    "separated": "перед этим разделитель",
    "other_format": "другой формат страницы",
    "otherwise_read": "отсканировано иначе",
    "headless": "без всякой шапки",
}
_ROLES = {"blank": "пустая", "separator": "разделитель"}
#: So many signs are told to a person, those that moved the chance most.
_MOST_SIGNS = 4


def file_lines(shown: ShownFile) -> Iterator[str]:
    file = shown.file
    yield (
        f"Файл {file.file_id}: {file.source} · бумаг: {len(file.standing)} · "
        f"страниц: {len(file.document.pages)} · версия {file.version}"
    )
    for story in shown.pages:
        paper = shown.paper_at(story.page)
        if paper is not None and paper.pages.first == story.page:
            yield f"— {paper_line(paper)}"
        yield _page_line(story, paper is not None)
    if not shown.pages:
        yield from (f"— {paper_line(paper)}" for paper in file.standing)


def paper_line(paper: SplitPaper) -> str:
    kind = KINDS.get(paper.kind or "", paper.kind or "вид не ясен")
    return f"бумага {paper.document_id}, страницы {paper.pages}: {kind} · {STATES[paper.state]}"


def _page_line(story: PageStory, held: bool) -> str:
    shown = _ROLES.get(story.role) or f"«{story.first_line[:50]}»"
    nobodys = "" if held else " · ни в какой бумаге"
    if not story.trail:
        return f"  {story.page:3}  {shown}{nobodys}"
    why = "; ".join(_told(step, change) for step, change in _weightiest(story.trail))
    return f"  {story.page:3}  {shown}{nobodys} · начало бумаги: {story.probability:.0%} — {why}"


def _weightiest(trail: tuple[Step, ...]) -> list[tuple[Step, float]]:
    changes = [(step, step.confidence - before.confidence) for before, step in pairwise(trail)]
    return sorted(changes, key=lambda one: -abs(one[1]))[:_MOST_SIGNS]


def _told(step: Step, change: float) -> str:
    words = f" ({step.note[:40]})" if step.note and not step.note.isdigit() else ""
    return f"{'+' if change > 0 else '−'} {SIGNS.get(step.what, step.what)}{words}"


def shown_json(shown: ShownFile) -> dict[str, Json]:
    pages: list[Json] = [_page_json(story, shown.paper_at(story.page)) for story in shown.pages]
    return {**file_json(shown.file), "pages": pages}


def file_json(file: SplitFile) -> dict[str, Json]:
    papers: list[Json] = [
        {
            "id": paper.document_id,
            "index": index,
            "pages": list(paper.pages.numbers),
            "kind": paper.kind,
            "state": paper.state.value,
        }
        for index, paper in enumerate(file.standing, start=1)
    ]
    return {
        "file_id": file.file_id,
        "source": file.source,
        "version": file.version,
        "papers": papers,
    }


def _page_json(story: PageStory, paper: SplitPaper | None) -> Json:
    return {
        "page": story.page,
        "role": story.role,
        "id": paper.document_id if paper else None,
        "first_line": story.first_line,
        "begins": probability(story.probability),
        "why": [
            {"sign": step.what, "probability": probability(step.confidence), "words": step.note}
            for step in story.trail
        ],
    }
