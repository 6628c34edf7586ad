"""Wiring: settings in, a working program out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casework.letters import Sender
from pipeline.consequences import Consequences
from pipeline.desk import Desk
from pipeline.engine import Engine, InlineEngine
from pipeline.family_desk import FamilyDesk
from pipeline.file_desk import FileDesk
from pipeline.form_desk import FormDesk
from pipeline.import_desk import ImportDesk
from pipeline.intake import Intake
from pipeline.lazy import load
from pipeline.letter_desk import LetterDesk
from pipeline.record_desk import RecordDesk
from pipeline.region import region_of
from pipeline.search_desk import SearchDesk
from pipeline.settings import Settings, SettingsError
from pipeline.split_desk import SplitDesk
from pipeline.term_desk import TermDesk
from pipeline.worker import Ports
from storage.store import Store, StoreUnavailable
from storage.store_region import OtherRegion, keep_region

_BOOKS = "extractors.workbook:read_workbook"


@dataclass(frozen=True, slots=True)
class Opis:
    """All that a command may need; nothing here has loaded a model."""

    settings: Settings
    store: Store
    desk: Desk
    intake: Intake
    engine: Engine
    families: FamilyDesk
    files: FileDesk
    forms: FormDesk
    imports: ImportDesk
    letters: LetterDesk
    records: RecordDesk
    search: SearchDesk
    split: SplitDesk
    terms: TermDesk


def build(settings: Settings, ports: Ports | None = None) -> Opis:
    """Open the store (made when missing) and put the parts together; raises SettingsError."""
    try:
        region = region_of(settings)
        store = Store.open(settings.data, settings.database_url, local_now)
        keep_region(store.database, region.id)
    except (StoreUnavailable, OtherRegion) as error:
        raise SettingsError(str(error)) from error
    consequences = Consequences(store)
    records = RecordDesk(store, region, consequences.of_family)
    terms = TermDesk(store, region, settings.data)
    consequences.verbs += [records.refresh, terms.recompute]
    forms = FormDesk(store, region, settings.institution)
    engine = InlineEngine(store, settings, ports or Ports())
    return Opis(
        settings=settings,
        store=store,
        desk=Desk(store, region, local_now, consequences.of_document),
        records=records,
        files=FileDesk(store, region, settings.institution, consequences.of_family),
        letters=LetterDesk(
            store, region, _sender(settings), settings.templates, consequences.of_family
        ),
        forms=forms,
        imports=ImportDesk(store, forms, lambda path: load(_BOOKS)(path, settings.limits)),
        intake=Intake(store, engine, settings.user, local_now),
        engine=engine,
        search=SearchDesk(store),
        split=SplitDesk(
            store, region, lambda: (ports or Ports()).load_understanding(settings.lexicon)
        ),
        families=FamilyDesk(store, consequences.of_family),
        terms=terms,
    )


def _sender(settings: Settings) -> Sender:
    return Sender(
        institution=settings.institution,
        letterhead=settings.letterhead,
        director=settings.director,
        director_post=settings.director_post,
    )


def local_now() -> datetime:
    """Now, in the zone of this machine: journals print the local day."""
    return datetime.now().astimezone()
