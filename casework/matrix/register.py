"""What the family's own row of a register of benefits says; never what another's row says."""

from __future__ import annotations

from casework.draft import Cell
from casework.form_spec import CellSpec
from casework.matrix.papers import of_record
from casework.matrix.scene import Rule, Scene
from casework.offers import offer
from casework.prefill import named

#: The kind of the paper and the id of its table.
REGISTER = "benefit_register"


def column(name: str) -> Rule:
    """What stands in that column of the row."""

    def rule(scene: Scene, spec: CellSpec) -> Cell:
        return scene.paper.found(spec, scene.paper.listed(REGISTER, name))

    return rule


def listed(scene: Scene, spec: CellSpec) -> Cell:
    """The people of the row, as it names them."""
    paper = scene.paper
    people = [one for one in paper.findings.people if one.family == paper.family_no]
    told = named(spec, people) if people else None
    return paper.cited(offer(spec, [told] if told else []))


def address(scene: Scene, spec: CellSpec) -> Cell:
    """Of the row, else the family's own: a register's address may be anybody's."""
    own = column("address")(scene, spec)
    return own if own.value is not None else of_record(spec, scene.case.family.actual_address)


def received_at(scene: Scene, spec: CellSpec) -> Cell:
    """The registration stamp, else the moment of intake, as of papers with a row of their own."""
    stamped = scene.paper.as_cell(spec, spec.id, spec.field)
    came = scene.paper.paper.received_at.isoformat(timespec="seconds")
    return stamped if stamped.value is not None else of_record(spec, came)


def either(own: Rule, otherwise: Rule) -> Rule:
    """`own` for a register, `otherwise` for any other paper."""

    def rule(scene: Scene, spec: CellSpec) -> Cell:
        return (own if scene.kind == REGISTER else otherwise)(scene, spec)

    return rule
