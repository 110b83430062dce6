"""A real Neo4j Community server for the tests: plain Java on loopback, from the jars that .ci/neo4j.sh fetched.

The home is a temporary folder, the port a free one, and the process is ended by its own id.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

JARS = Path(__file__).resolve().parent.parent / ".neo4j" / "lib"
JAVA_VERSIONS = (17, 21)  # what 5.26 supports
_WANTED = "Java 17 or 21"
_START = 120  # seconds; it needs 10 on two idle cores
# Keys that 5.26 documents; it refuses to start on one that it does not know.
_SETTINGS = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled={auth}
server.memory.pagecache.size=64m
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=keep_none
dbms.usage_report.enabled=false
dbms.security.allow_csv_import_from_file_urls=false
dbms.memory.transaction.total.max=256m
"""
# What the distribution's launcher adds to java, as far as these tests need it.
_JAVA = [
    "-Xms384m",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Dfile.encoding=UTF-8",
    "-Dlog4j2.disable.jmx=true",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
]


def missing() -> str:
    """What keeps a server from being started here, or "" when nothing does."""
    java = shutil.which("java")
    if java is None:
        return f"no java on the PATH; install {_WANTED}"
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) not in JAVA_VERSIONS:
        return f"java is {version[1] if version else 'unknown'}; Neo4j 5.26 needs {_WANTED}"
    if not (JARS.parent / "pom.xml").is_file():
        return "Neo4j's jars are not in .neo4j/lib; run .ci/neo4j.sh (needs Maven)"
    return ""


class Neo4jServer:
    """``with Neo4jServer() as server: … server.url``; with a password, authentication is on and the user is neo4j.

    ``imports`` is a folder that ``tmekg export neo4j-admin`` wrote; it is imported before the server starts.
    """

    def __init__(self, password: str | None = None, imports: Path | None = None) -> None:
        self._password = password
        self._imports = imports
        self._home = Path(tempfile.mkdtemp(prefix="neo4j-test-"))
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"bolt://127.0.0.1:{self._port}"

    def __enter__(self) -> "Neo4jServer":
        for folder in ("conf", "data", "logs", "run", "import", "plugins", "licenses"):
            (self._home / folder).mkdir()
        settings = _SETTINGS.format(port=self._port, auth=str(self._password is not None).lower())
        (self._home / "conf" / "neo4j.conf").write_text(settings)
        if self._password is not None:
            set_password = ["dbms", "set-initial-password", self._password]
            subprocess.run(
                self._java("org.neo4j.cli.AdminTool", *set_password),
                env=self._environment(),
                check=True,
                capture_output=True,
            )
        if self._imports is not None:
            subprocess.run(
                self._java(
                    "org.neo4j.cli.AdminTool",
                    *("database", "import", "full", "@import.args", "--overwrite-destination", "neo4j"),
                ),
                env=self._environment(),
                cwd=self._imports,
                check=True,
                capture_output=True,
            )
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)  # nothing in it is kept
            self._process.wait()
        shutil.rmtree(self._home, ignore_errors=True)

    def _start(self) -> None:
        command = self._java(
            "org.neo4j.server.CommunityEntryPoint",
            f"--home-dir={self._home}",
            f"--config-dir={self._home}/conf",
            "--console-mode",
        )
        log = self._home / "logs" / "console.log"
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                command,
                env=self._environment(),
                cwd=self._home,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + _START
        while not _answers(self._port):
            if self._process.poll() is not None or time.monotonic() > deadline:
                said = log.read_text(errors="replace")[-3000:]
                self.__exit__(None, None, None)
                raise RuntimeError(f"Neo4j did not start:\n{said}")
            time.sleep(0.2)

    def _java(self, main: str, *arguments: str) -> list[str]:
        return ["java", *_JAVA, "-cp", f"{self._home}/conf/*:{JARS}/*", main, *arguments]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "NEO4J_HOME": str(self._home), "NEO4J_CONF": str(self._home / "conf")}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    """Whether a Bolt handshake (versions 5.8 to 5.0) is agreed to."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(bytes.fromhex("6060B01700080805000000000000000000000000"))
            return connection.recv(4) not in (b"", b"\0\0\0\0")
    except OSError:
        return False
