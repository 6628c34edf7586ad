"""The region whose forms an installation keeps: a shipped pack, or one of the office's own."""

from __future__ import annotations

from casework.form_spec import Region
from casework.forms import load_region
from casework.toml_table import RegionDataError
from pipeline.settings import Settings, SettingsError
from pipeline.term_files import with_office_terms


def region_of(settings: Settings) -> Region:
    """The region that the settings name; raises SettingsError when it is unknown or wrong."""
    try:
        return with_office_terms(load_region(settings.region, settings.regions), settings.data)
    except RegionDataError as error:
        raise SettingsError(str(error)) from error
