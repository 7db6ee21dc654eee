"""Clients that report without a pause."""
import threading
import time

from herd import SERVERS, connect

PERIOD = 0.02


class Phone(threading.Thread):
    """Reports to a server, one report after the other. One that roams goes on to the next server when that one fails."""

    def __init__(self, number, roams, running):
        super().__init__(daemon=True)
        self.phone = f"phone.{number}"
        self.servers = list(SERVERS)[number % 5:] + list(SERVERS)[:number % 5]
        self.roams = roams
        self.running = running
        self.quiet = threading.Event()
        self.acknowledged = 0.0
        self.reports = self.refused = 0
        self.gap = 0.0
        self.last = time.monotonic()

    def run(self):
        connection = lines = None
        while True:
            if not self.running.is_set():
                self.quiet.set()
                self.running.wait()
                self.last = time.monotonic()
            stamp = f"{time.time():.6f}"
            try:
                if connection is None:
                    connection = connect(self.servers[0])
                    lines = connection.makefile(encoding="ascii")
                connection.sendall(f"IAMAT {self.phone} +34.068930-118.445127 {stamp}\n".encode())
                answer = lines.readline()
                if not answer.startswith("AT "):
                    raise OSError(f"answered {answer!r}")
                self.taken(float(stamp))
                time.sleep(PERIOD)
            except OSError:
                self.refused += 1
                connection = connection and connection.close()
                if self.roams:
                    self.servers.append(self.servers.pop(0))
                time.sleep(PERIOD)

    def taken(self, stamp):
        now = time.monotonic()
        self.gap = max(self.gap, now - self.last)
        self.last = now
        self.acknowledged = stamp
        self.reports += 1


class Phones:
    """Half of them roam."""

    def __init__(self, count):
        self.running = threading.Event()
        self.all = [Phone(number, number >= count // 2, self.running) for number in range(count)]

    def start(self):
        self.running.set()
        for each in self.all:
            each.start()

    def pause(self):
        """Has all fall silent; returns the time of the last report that each was acknowledged."""
        for each in self.all:
            each.quiet.clear()
        self.running.clear()
        for each in self.all:
            each.quiet.wait()
        return {each.phone: each.acknowledged for each in self.all if each.acknowledged}

    def summary(self):
        """What happened since the last time."""
        parts = []
        for kind, some in (("roam", [each for each in self.all if each.roams]),
                           ("stay", [each for each in self.all if not each.roams])):
            parts.append(f"of those that {kind}: {sum(each.reports for each in some)} reports acknowledged, "
                         f"{sum(each.refused for each in some)} refused or lost, longest gap "
                         f"{max(each.gap for each in some) * 1e3:.0f} ms")
            for each in some:
                each.reports = each.refused = 0
                each.gap = 0.0
        return "; ".join(parts)

    def resume(self):
        self.running.set()
