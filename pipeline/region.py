"""The region whose forms an installation keeps: a shipped pack, or one of the office's own."""

from __future__ import annotations

from dataclasses import replace

from casework.form_spec import Region
from casework.forms import load_region
from casework.toml_table import RegionDataError
from pipeline.settings import Settings, SettingsError
from pipeline.term_files import with_office_terms


def region_of(settings: Settings) -> Region:
    """The region that the settings name; raises SettingsError when it is unknown or wrong.

    The order's date and number stand above its forms only where the office chose which [A-01].
    """
    try:
        shipped = load_region(settings.region, settings.regions)
        region = with_office_terms(shipped, settings.data)
    except RegionDataError as error:
        raise SettingsError(str(error)) from error
    return _referring(region, settings.order_reference) if settings.order_reference else region


def _referring(region: Region, place: str) -> Region:
    reference = region.regulation.reference(place)
    if not reference:
        raise SettingsError(
            f'order_reference = "{place}": у региона «{region.id}» такие реквизиты не названы.'
        )
    forms = (
        replace(form, annex=f"{form.annex} (приказ {reference})") if form.annex else form
        for form in region.forms
    )
    return replace(region, forms=tuple(forms))
