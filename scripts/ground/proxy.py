"""A small TLS-terminating reverse proxy, run as a program of its own.

    python -m ground.proxy CERTIFICATE KEY PORT TARGET_PORT

It reads the head of one request, adds the headers that Odoo's ``proxy_mode``
trusts, and from there only carries bytes; so websockets pass as they are. Each
connection carries one request: simple, and quick enough for a demo.
"""

import asyncio
import contextlib
import ssl
import sys

HEAD_LIMIT = 64 * 1024
HEAD_PATIENCE = 30
OURS = ("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "forwarded")


def rewrite(head, peer):
    """The request head with our headers in place of any that the client sent."""
    first, *rows = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    fields = [row.partition(":")[::2] for row in rows]
    values = {name.lower(): value.strip() for name, value in fields}
    dropped = set(OURS)
    added = [
        ("X-Forwarded-For", peer),
        ("X-Forwarded-Host", values.get("host", "")),
        ("X-Forwarded-Proto", "https"),
    ]
    if values.get("upgrade", "").lower() != "websocket":
        dropped |= {"connection", "keep-alive"}
        added.append(("Connection", "close"))
    kept = [
        (name, value.strip()) for name, value in fields if name.lower() not in dropped
    ]
    lines = [first, *(f"{name}: {value}" for name, value in kept + added)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


async def pump(reader, writer):
    """Carry bytes until their end, then tell the other side so."""
    with contextlib.suppress(OSError):
        while chunk := await reader.read(64 * 1024):
            writer.write(chunk)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()


async def carry(reader, writer, target):
    """One connection of a client."""
    try:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), HEAD_PATIENCE)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", target)
    except (
        OSError,
        asyncio.TimeoutError,
        asyncio.IncompleteReadError,
        asyncio.LimitOverrunError,
    ):
        writer.close()
        return
    peer = writer.get_extra_info("peername")[0]
    far_writer.write(rewrite(head, peer))
    up = asyncio.ensure_future(pump(reader, far_writer))
    try:
        # The answer's end is the end: the client may keep its side open.
        await pump(far_reader, writer)
    finally:
        up.cancel()
        for one in (far_writer, writer):
            one.close()
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await one.wait_closed()


async def main(certificate, key, port, target):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = await asyncio.start_server(
        lambda reader, writer: carry(reader, writer, int(target)),
        "0.0.0.0",
        int(port),
        ssl=context,
        limit=HEAD_LIMIT,
    )
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main(*sys.argv[1:]))
