"""The finders of statements on the texts that rulings of the contract are about."""

from __future__ import annotations

import pytest

from casework.field import OFFERED, FieldCandidate
from casework.findings import KindGuess
from nlp.choose import choose
from nlp.finders import find_fields
from nlp.paper import Anatomy, Paper, Part, open_paper, views
from nlp.russian import Russian
from papers.document import Document, Method, Page
from papers.evidence import Place


def open_text(text: str, russian: Russian, *parts: Part) -> Paper:
    document = Document(text, (Page(1, 0, len(text), (), Method.FLOW),))
    lines, prose = views(document)
    return open_paper(document, russian, Anatomy(parts), lines, prose)


def best(
    field: str, text: str, russian: Russian, kind: str = "kdn_resolution"
) -> FieldCandidate | None:
    paper = open_text(text, russian)
    readings, _ = choose(
        paper.document, find_fields(paper, KindGuess(kind, 0.95), frozenset({field}))
    )
    return readings[0].best if readings else None


def value(field: str, text: str, russian: Russian, kind: str = "kdn_resolution") -> object:
    found = best(field, text, russian, kind)
    return found and found.value


REFUSAL = """ПОСТАНОВИЛА:
1. В признании семьи Пак Л.О. находящейся в социально опасном положении отказать.
2. Передать материалы в центр социального обслуживания для работы с семьёй как находящейся в
трудной жизненной ситуации.
3. О результатах сообщить в комиссию до 01.12.2025.
"""


def test_a_refusal_that_hands_the_family_over_is_both(russian: Russian) -> None:
    assert value("kdn_decision", REFUSAL, russian) == "refuse_register"
    assert value("category", REFUSAL, russian) == "tzhs"
    assert value("reply_due", REFUSAL, russian) == "2025-12-01"


def test_a_decision_on_a_paper_is_not_one_on_the_family(russian: Russian) -> None:
    text = "ПОСТАНОВИЛА:\n1. Снять с контроля постановление от 02.02.2025 № 3."
    assert value("kdn_decision", text, russian) == "other"


def test_what_is_decided_of_the_family_outweighs_what_carries_it_out(russian: Russian) -> None:
    text = (
        "ПОСТАНОВИЛА:\n1. Утвердить межведомственный план.\n"
        "2. Поставить семью Пак Л.О. на профилактический учёт."
    )
    assert value("kdn_decision", text, russian) == "register_sop"


def test_initials_do_not_end_a_point_of_the_decision(russian: Russian) -> None:
    text = "ПОСТАНОВИЛА:\nПроизводство в отношении Пак Л.О., 01.02.1990 г.р., прекратить."
    assert value("kdn_decision", text, russian) == "terminate_case"


@pytest.mark.parametrize(
    "text",
    [
        "Журнал учёта семей, находящихся в социально опасном положении",
        "Отделение помощи семье и детям, находящимся в трудной жизненной ситуации",
        "Просим признать семью находящейся в социально опасном положении.",
        "Возможно, семья находится в социально опасном положении.",
    ],
)
def test_names_requests_and_suspicions_are_no_category(text: str, russian: Russian) -> None:
    assert best("category", text, russian) is None


def test_a_printed_title_with_both_states_is_no_category(russian: Russian) -> None:
    text = (
        "СЕМЬИ, НАХОДЯЩЕЙСЯ В ТРУДНОЙ ЖИЗНЕННОЙ СИТУАЦИИ (ТЖС), СОЦИАЛЬНО ОПАСНОМ ПОЛОЖЕНИИ (СОП)"
    )
    assert best("category", text, russian, "family_passport") is None


def test_the_addressee_is_no_statement(russian: Russian) -> None:
    text = "Семья находится в трудной жизненной ситуации"
    paper = open_text(text, russian, Part(Place.ADDR, 0, len(text)))
    kind = KindGuess("prevention_referral", 0.9)
    assert not list(find_fields(paper, kind, frozenset({"category"})))


def test_danger_is_a_value_only_when_it_is_named(russian: Russian) -> None:
    named = best("threat_to_life", "Оставление создаёт угрозу жизни ребёнка.", russian)
    assert named is not None
    assert "угрозу жизни" in named.quote
    assert best("threat_to_life", "Ребёнок оставлен без присмотра.", russian) is None


def test_a_sign_that_often_means_danger_is_an_alternative(russian: Russian) -> None:
    paper = open_text("Ребёнок оставлен без присмотра.", russian)
    kind = KindGuess("prevention_referral", 0.9)
    found = list(find_fields(paper, kind, frozenset({"threat_to_life"})))
    assert found
    assert all(candidate.confidence < OFFERED for candidate in found)


def test_a_term_in_days_gives_no_date(russian: Russian) -> None:
    text = "Ответ просим дать в течение 10 дней. Заседание назначено на 10.04.2025."
    assert best("reply_due", text, russian, "prevention_referral") is None


def test_the_marked_choice_counts(russian: Russian) -> None:
    text = "[ ] даю согласие на сопровождение\n[X] отказываюсь от сопровождения"
    assert value("consent", text, russian, "consent") == "refused"
    blank = "[ ] даю согласие\n[ ] отказываюсь (нужное отметить)"
    assert best("consent", blank.replace("\n", " / "), russian, "consent") is None


def test_consent_to_data_does_not_undo_a_refusal(russian: Russian) -> None:
    text = "От сопровождения отказываюсь. На обработку персональных данных согласна."
    assert value("consent", text, russian, "refusal") == "refused"


def test_a_body_is_cut_where_its_name_ends(russian: Russian) -> None:
    text = (
        "Органом, ответственным за работу с семьёй, определить "
        "МБУ «КЦСОН г. Чистый Яр» (директор Пак Л.О.) в срок до 01.02.2025."
    )
    assert value("responsible_body", text, russian) == "МБУ «КЦСОН г. Чистый Яр»"


def test_a_body_that_runs_over_a_line_stands_on_one(russian: Russian) -> None:
    text = "Ответственным органом назначить ГБУ «Центр помощи\nсемье и детям»."
    assert value("responsible_body", text, russian) == "ГБУ «Центр помощи семье и детям»"


@pytest.mark.parametrize("field", ["category", "kdn_decision", "reply_due", "threat_to_life"])
def test_evidence_quotes_the_text_it_stands_in(field: str, russian: Russian) -> None:
    text = f"{REFUSAL}Возникла угроза жизни детей."
    found = best(field, text, russian)
    assert found is not None
    assert all(text[e.start : e.stop] == e.quote for e in found.evidence)
