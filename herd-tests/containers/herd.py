"""The herd as its clients see it."""
import json
import os
import socket
import time
import urllib.request

SERVERS = {"Goloman": 11490, "Hands": 11491, "Holiday": 11492, "Welsh": 11493, "Wilkes": 11494}
HOST = os.environ.get("PUBLISH", "127.0.0.1")
HTTP_HOST = os.environ.get("PUBLISH_HTTP", "127.0.0.1")
UCLA = "+34.068930-118.445127"


def awaited(what, patience, holds, pause=0.05):
    """Waits until it holds, and returns the seconds that it took."""
    start = time.monotonic()
    while True:
        try:
            if holds():
                return time.monotonic() - start
        except OSError:
            pass
        if time.monotonic() - start > patience:
            raise AssertionError(f"not within {patience} s: {what}")
        time.sleep(pause)


def connect(server):
    connection = socket.create_connection((HOST, SERVERS[server]), timeout=3)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def ask(server, *commands):
    """Sends commands on a connection of their own, and returns the lines that come back."""
    with connect(server) as connection:
        connection.sendall("".join(each + "\n" for each in commands).encode())
        connection.shutdown(socket.SHUT_WR)
        return connection.makefile(encoding="utf-8").read().split("\n")


def http(server, path):
    with urllib.request.urlopen(f"http://{HTTP_HOST}:{SERVERS[server] + 1000}{path}", timeout=3) as answer:
        return answer.read().decode()


def status(server):
    return json.loads(http(server, "/status"))


def converse(server):
    """The whole conversation with one server, and what another then knows."""
    name = f"trial.{server}"
    stamp = f"{time.time():.9f}"
    at, again, stale, known, first, *rest = ask(
        server,
        f"IAMAT {name} {UCLA} {stamp}",
        f"WHEREIS {name}",
        f"IAMAT {name} +1+1 1",
        f"WHEREIS {name}",
        f"WHATSAT {name} 10 3",
        "IAMAT too few")
    assert at.startswith(f"AT {server} ") and at.endswith(f" {name} {UCLA} {stamp}"), at
    assert at == again == stale == known == first, [again, stale, known, first]
    end = rest.index("")
    places = json.loads("\n".join(rest[:end]))
    assert places["status"] == "OK" and len(places["results"]) == 3, places
    assert rest[end:] == ["", "? IAMAT too few", ""], rest[end:]
    for other in SERVERS:
        assert ask(other, f"WHEREIS {name}") == [at, ""], other
    assert json.loads(http(server, "/health/live"))["status"] == "UP"
    assert json.loads(http(server, "/health/ready"))["status"] == "UP"
    assert f'herd_clients{{server="{server}"}}' in http(server, "/metrics")
