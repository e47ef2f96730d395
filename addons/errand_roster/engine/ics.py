# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shifts as a calendar file (RFC 5545)."""

from typing import NamedTuple

#: Octets of a line, without its end (RFC 5545, 3.1).
LINE = 75


class Event(NamedTuple):
    """One shift. Times are naive UTC; ``sequence`` only ever grows."""

    uid: str
    start: object
    end: object
    summary: str
    location: str
    changed: object
    sequence: int
    is_cancelled: bool = False
    is_confirmed: bool = True


def calendar(name, events):
    """Return a calendar of the events as bytes."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Errand//Roster//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(event):
    status = "CONFIRMED" if event.is_confirmed else "TENTATIVE"
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_time(event.changed)}",
        f"LAST-MODIFIED:{_time(event.changed)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTART:{_time(event.start)}",
        f"DTEND:{_time(event.end)}",
        f"SUMMARY:{_text(event.summary)}",
    ]
    if event.location:
        lines.append(f"LOCATION:{_text(event.location)}")
    lines.append(f"STATUS:{'CANCELLED' if event.is_cancelled else status}")
    return [*lines, "END:VEVENT"]


def _time(at):
    return at.strftime("%Y%m%dT%H%M%SZ")


def _text(text):
    """Return a text with what has a meaning of its own escaped (RFC 5545, 3.3.11)."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        text = text.replace(plain, escaped)
    return "\\n".join(text.splitlines())


def _folded(line):
    """Return a line as bytes, folded where it is too long, never inside a letter."""
    parts = []
    part = b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > LINE:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"
