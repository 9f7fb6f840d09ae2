"""What municipalities say about an example, as it stands in the YAML file of its page."""

from wiki.transfer.said import Said, SaidContact, SaidStance, SaidTrue, SaidUnlike
from wiki.transfer.yaml_text import Tree
from wiki.transfer.yaml_tree import Node
from wiki.transfer.yaml_words import read_moment, read_name, write_signed

KEYS = ("stances", "confirmations", "contact", "unlike")


def write_said(said: Said) -> dict[str, Tree]:
    """The part of a page's tree that holds it."""
    tree: dict[str, Tree] = {}
    if said.stances:
        tree["stances"] = [
            _filled(municipality=each.municipality, stance=each.key, note=each.note, **write_signed(each.at, each.by))
            for each in said.stances
        ]
    if said.confirmations:
        tree["confirmations"] = [
            _filled(municipality=each.municipality, **write_signed(each.at, each.by)) for each in said.confirmations
        ]
    if said.contact:
        contact = said.contact
        tree["contact"] = _filled(role=contact.role, mailbox=contact.mailbox, account=contact.account)
    if said.unlike:
        tree["unlike"] = [
            _filled(
                page=each.page, anchor=each.anchor, municipality=each.municipality, **write_signed(each.at, each.by)
            )
            for each in said.unlike
        ]
    return tree


def _filled(**values: Tree | None) -> Tree:
    return {key: value for key, value in values.items() if value}


def read_said(fields: dict[str, Node]) -> Said:
    """What the fields of a page's file say. Raises Unreadable."""

    def items(key: str) -> list[Node]:
        return list(fields[key].items()) if key in fields else []

    return Said(
        tuple(map(_stance, items("stances"))),
        tuple(map(_confirmation, items("confirmations"))),
        _contact(fields["contact"]) if "contact" in fields else None,
        tuple(map(_unlike, items("unlike"))),
    )


def _stance(node: Node) -> SaidStance:
    required = ("municipality", "stance", "at")
    fields = node.fields("municipality", "stance", "note", "at", "by", required=required)
    note = fields["note"].text() if "note" in fields else ""
    municipality = fields["municipality"].text()
    return SaidStance(
        municipality, fields["stance"].text(), note, read_moment(fields["at"]), read_name(fields.get("by"))
    )


def _confirmation(node: Node) -> SaidTrue:
    fields = node.fields("municipality", "at", "by", required=("at",))
    return SaidTrue(read_name(fields.get("municipality")), read_moment(fields["at"]), read_name(fields.get("by")))


def _contact(node: Node) -> SaidContact:
    fields = node.fields("role", "mailbox", "account", required=("role",))
    return SaidContact(fields["role"].text(), read_name(fields.get("mailbox")), read_name(fields.get("account")))


def _unlike(node: Node) -> SaidUnlike:
    fields = node.fields("page", "anchor", "municipality", "at", "by", required=("page", "at"))
    anchor = fields["anchor"].text() if "anchor" in fields else ""
    municipality = read_name(fields.get("municipality"))
    return SaidUnlike(
        fields["page"].text(), anchor, municipality, read_moment(fields["at"]), read_name(fields.get("by"))
    )
