"""Wiring: settings in, a working program out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casework.forms import load_region
from casework.toml_table import RegionDataError
from pipeline.consequences import Consequences
from pipeline.desk import Desk
from pipeline.engine import Engine, InlineEngine
from pipeline.family_desk import FamilyDesk
from pipeline.intake import Intake
from pipeline.settings import Settings, SettingsError
from pipeline.term_desk import TermDesk
from pipeline.worker import Ports
from storage.store import Store, StoreUnavailable


@dataclass(frozen=True, slots=True)
class Opis:
    """All that a command may need; nothing here has loaded a model."""

    settings: Settings
    store: Store
    desk: Desk
    intake: Intake
    engine: Engine
    families: FamilyDesk
    terms: TermDesk


def build(settings: Settings, ports: Ports | None = None) -> Opis:
    """Open the store (made when missing) and put the parts together; raises SettingsError."""
    try:
        region = load_region(settings.region)
        store = Store.open(settings.data, settings.database_url, local_now)
    except (StoreUnavailable, RegionDataError) as error:
        raise SettingsError(str(error)) from error
    consequences = Consequences(store)
    engine = InlineEngine(store, settings, ports or Ports())
    return Opis(
        settings=settings,
        store=store,
        desk=Desk(store, region, local_now, settings.institution),
        intake=Intake(store, engine, settings.user, local_now),
        engine=engine,
        families=FamilyDesk(store, consequences.of_family),
        terms=TermDesk(store, region, settings.data),
    )


def local_now() -> datetime:
    """Now, in the zone of this machine: journals print the local day."""
    return datetime.now().astimezone()
