"""What the YAML files of the folder say in the same way wherever they say it: moments, names, and who did it when."""

from datetime import UTC, datetime

from wiki.transfer.form import Unreadable
from wiki.transfer.yaml_text import Tree
from wiki.transfer.yaml_tree import Node


def write_signed(at: datetime | None, by: str | None) -> dict[str, Tree]:
    """When something was done, and by whom, where that is known."""
    assert at is not None
    when: dict[str, Tree] = {"at": at.astimezone(UTC).isoformat()}
    return {**when, "by": by} if by is not None else when


def read_moment(node: Node) -> datetime:
    """A moment, in UTC. Raises Unreadable, also where the time zone is not told."""
    try:
        moment = datetime.fromisoformat(node.text())
        if moment.tzinfo is None:
            raise Unreadable(f"“{node.text()}” does not tell the time zone; write +01:00 or Z at its end", node.line)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unreadable(f"“{node.text()}” is no moment; write it as 2026-11-20T15:10:00+01:00", node.line) from None


def read_name(node: Node | None) -> str | None:
    """A name, or None where there is none or it is empty."""
    return (node.text().strip() or None) if node else None
