"""The containers of docker-compose.yml, through the command line of Docker and of Compose."""
import json
import pathlib
import shutil
import subprocess
import time

from herd import SERVERS, awaited

SERVICES = [server.lower() for server in SERVERS]
TOP = pathlib.Path(__file__).resolve().parents[2]


def output(*command):
    done = subprocess.run(command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(command)}: {done.stdout}")
    return done.stdout


class Containers:
    def __init__(self, project):
        self.project = project
        compose = ["docker-compose"] if shutil.which("docker-compose") else ["docker", "compose"]
        self.compose = compose + ["-p", project]

    def run(self, *arguments):
        """Runs a command of Compose, and returns the seconds that it took."""
        start = time.monotonic()
        output(*self.compose, *arguments)
        return time.monotonic() - start

    def build(self):
        return self.run("build")

    def up(self):
        """Creates the containers that are missing, and starts all."""
        start = time.monotonic()
        self.run("up", "-d")
        for each in SERVICES:
            self.healthy(each)
        return time.monotonic() - start

    def kill_all(self):
        """Sends SIGKILL to all servers with one command."""
        containers = [self.container(each) for each in SERVICES]
        output("docker", "kill", "-s", "KILL", *containers)

    def start(self, service):
        return self.run("start", service) + self.healthy(service)

    def down(self):
        """Stops and removes the containers, and keeps their volumes; returns the seconds that it took."""
        self.remove_squatter()
        return self.run("down", "-t", "20")

    def remove(self):
        """Removes everything, with the volumes."""
        self.remove_squatter()
        self.run("down", "-v", "-t", "20")

    def remove_squatter(self):
        subprocess.run(["docker", "rm", "-f", f"{self.project}_squatter"], capture_output=True, check=False)

    def logs(self):
        return output(*self.compose, "logs", "--tail", "20")

    def said(self, service, words):
        return words in output(*self.compose, "logs", service)

    def container(self, service):
        return output(*self.compose, "ps", "-q", service).strip()

    def healthy(self, service):
        container = self.container(service)
        return awaited(f"{service} is healthy", 60, lambda: "healthy" == output(
            "docker", "inspect", "-f", "{{.State.Health.Status}}", container).strip(), pause=0.5)

    def disconnect(self, service):
        output("docker", "network", "disconnect", f"{self.project}_default", self.container(service))

    def connect(self, service):
        """At another address: another container has taken the one that it had."""
        network = f"{self.project}_default"
        output("docker", "run", "-d", "--rm", "--name", f"{self.project}_squatter", "--network", network,
               "--entrypoint", "sleep", "server-herd", "600")
        output("docker", "network", "connect", "--alias", service, network, self.container(service))

    def address(self, service):
        return output("docker", "inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
                      self.container(service)).strip()

    def image_megabytes(self):
        return int(output("docker", "image", "inspect", "-f", "{{.Size}}", "server-herd")) / 1e6

    def memory(self):
        lines = output("docker", "stats", "--no-stream", "--format", "{{json .}}").splitlines()
        used = [json.loads(line) for line in lines if self.project in line and "squatter" not in line]
        return ", ".join(sorted(f"{each['Name']} {each['MemUsage'].split(' ')[0]}" for each in used))
