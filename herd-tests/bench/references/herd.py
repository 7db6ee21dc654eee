"""The herd in Python asyncio: a reference that the benchmark compares with.

    python3 herd.py NAME --base-port 11490

runs one of the five servers on 127.0.0.1, with Python 3.9 or newer and nothing else. It prints "NAME ready" when it
listens, and ends on SIGTERM. Clients get the answers of the herd to IAMAT and WHEREIS; the newest report wins, and
floods over kept connections to all servers. It is meant to be as fast as plain asyncio reasonably gets: no streams, and
for all the lines of one read one write to each neighbour and one to the client.

It leaves out: WHATSAT; positions in degrees and minutes, with altitudes or reference systems; proof that a link comes
from a server (whoever says PEER is believed); heartbeats; digests (a link that opens tells everything instead); bounds
on what waits for a slow reader, on connections and on clients; storage, metrics and configuration.
"""
import argparse
import asyncio
import re
import time

NEIGHBOURS = {  # in the order of the ports
    b"Goloman": (b"Hands", b"Holiday", b"Wilkes"),
    b"Hands": (b"Goloman", b"Wilkes"),
    b"Holiday": (b"Goloman", b"Welsh", b"Wilkes"),
    b"Welsh": (b"Holiday",),
    b"Wilkes": (b"Goloman", b"Hands", b"Holiday"),
}
HOST = "127.0.0.1"
LINE_LIMIT = 8192
SECOND = 10**9
FUTURE = 24 * 3600 * SECOND
REDIAL_SECONDS = 0.5

position = re.compile(rb"([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)").fullmatch
stamp = re.compile(rb"(\d{1,15})(?:\.(\d+))?").fullmatch


def nanoseconds(text):
    """Exact, where a float would lose digits; nine of the fraction count. None if this is no time."""
    match = stamp(text)
    if match:
        seconds, fraction = match.groups(b"")
        return int(seconds + fraction[:9].ljust(9, b"0"))


class Herd:
    """What one server knows. A record is (client's time, server, line of the flood, reply): such tuples compare in just
    the order in which the newest wins, which is total, so that all servers settle on the same record."""

    def __init__(self, name):
        self.name = name
        self.records = {}
        self.links = {}

    def report(self, client, where, sent, now, news):
        """The reply to an IAMAT, or None if it is invalid."""
        split, nanos = position(where), nanoseconds(sent)
        if not split or nanos is None or nanos - now > FUTURE:
            return None
        latitude, longitude = split.groups()
        if abs(float(latitude)) > 90 or abs(float(longitude)) > 180:
            return None
        known = self.records.get(client)
        if known and nanos <= known[0]:
            return known[3]
        late = now - nanos
        difference = b"%c%d.%09d" % (b"-" if late < 0 else b"+", *divmod(abs(late), SECOND))
        line = b"AT %b %b %b %b %b %b" % (client, self.name, latitude, longitude, difference, sent)
        reply = b"AT %b %b %b %b %b" % (self.name, difference, client, where, sent)
        self.records[client] = (nanos, self.name, line, reply)
        news.append(line)
        return reply

    def learn(self, line, words, news):
        """Takes what a neighbour tells."""
        _, client, server, latitude, longitude, difference, sent = words
        known = self.records.get(client)
        if known and known[2] == line:
            return  # most lines come by a second way too: the flood stops here, before it costs more
        reply = b"AT %b %b %b %b%b %b" % (server, difference, client, latitude, longitude, sent)
        record = (nanoseconds(sent), server, line, reply)
        if not known or record > known:
            self.records[client] = record
            news.append(line)

    async def keep_link(self, neighbour, port):
        loop = asyncio.get_running_loop()
        while True:
            try:
                transport, link = await loop.create_connection(Link, HOST, port)
            except OSError:
                pass
            else:
                # The neighbour may have missed any of it, or have lost its memory.
                transport.write(b"\n".join([b"PEER " + self.name, *(each[2] for each in self.records.values()), b""]))
                self.links[neighbour] = transport
                await link.lost
                del self.links[neighbour]
            await asyncio.sleep(REDIAL_SECONDS)


class Link(asyncio.Protocol):
    """A connection to a neighbour, dialled from here: it tells, and the neighbour says nothing."""

    def __init__(self):
        self.lost = asyncio.get_running_loop().create_future()

    def connection_lost(self, cause):
        self.lost.set_result(None)


class Connection(asyncio.Protocol):
    """A connection that a client or a neighbour dialled."""

    def __init__(self, herd):
        self.herd = herd
        self.peer = None
        self.rest = b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        lines = (self.rest + data).split(b"\n")
        self.rest = lines.pop()
        if len(self.rest) > LINE_LIMIT and not self.peer:
            lines.append(self.rest)
        if lines:
            self.take(lines)

    def eof_received(self):  # returns nothing, and so asyncio closes the connection when all replies are out
        if self.rest:
            self.take([self.rest])

    def take(self, lines):
        herd, now = self.herd, time.time_ns()
        replies, news, overlong = [], [], False
        for line in lines:
            words = line.split()
            count, command, reply = len(words), words[0] if words else b"", None
            if len(line) > LINE_LIMIT and not self.peer:
                line, overlong = line[:LINE_LIMIT], True
            elif command == b"IAMAT" and count == 4:
                reply = herd.report(*words[1:], now, news)
            elif command == b"AT" and count == 7 and self.peer:
                herd.learn(line, words, news)
                continue
            elif command == b"WHEREIS" and count == 2 and words[1] in herd.records:
                reply = herd.records[words[1]][3]
            elif command == b"PEER" and count == 2 and words[1] in NEIGHBOURS[herd.name]:
                self.peer = words[1]
                continue
            replies.append(reply or b"? " + line)
            if overlong:
                break
        if news:  # first, so that a client that has its reply finds its report at the neighbours
            flood = b"\n".join(news) + b"\n"
            for neighbour, transport in herd.links.items():
                if neighbour != self.peer:
                    transport.write(flood)
        if replies:
            self.transport.write(b"\n".join(replies) + b"\n")
        if overlong:
            self.transport.close()


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=[each.decode() for each in NEIGHBOURS])
    parser.add_argument("--base-port", type=int, default=11490)
    arguments = parser.parse_args()
    herd, names = Herd(arguments.name.encode()), list(NEIGHBOURS)
    port = arguments.base_port + names.index(herd.name)
    server = await asyncio.get_running_loop().create_server(lambda: Connection(herd), HOST, port, backlog=1024)
    print(arguments.name, "ready", flush=True)
    await asyncio.gather(server.serve_forever(), *(
        herd.keep_link(each, arguments.base_port + names.index(each)) for each in NEIGHBOURS[herd.name]))


asyncio.run(main())
