"""IMAP servers on loopback, started and ended by tests: Dovecot; pymap, which keeps no keywords; one with a script."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PASSWORD = 'ge"heim \\ 1'
_WAIT_SECONDS = 20.0
_DOVECOT = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
first_valid_uid = 0
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_max_keyword_length = {longest_keyword}
mail_location = maildir:{folder}/mail/%u
imap_capability = {capability}
passdb {{
  driver = static
  args = password={{PLAIN.HEX}}{password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = .
  prefix = {prefix}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: ``port`` takes plain connections and STARTTLS, ``tls_port`` TLS (0 if it has none)."""

    port: int
    tls_port: int = 0
    certificate: Path | None = None
    user: str = "gb"
    password: str = PASSWORD

    def client(self, user: str = "") -> imaplib.IMAP4:
        """A client beside the program's own, signed in."""
        client = imaplib.IMAP4("127.0.0.1", self.port, 10)
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # APPEND would wait 40 ms for each mail
        client.login(user or self.user, self.password)
        return client


@contextmanager
def pymap() -> Iterator[Server]:
    """pymap, in memory, with an inbox of demo mails. Its folders take no keywords, as Exchange's don't."""
    port = free_port()
    command = [
        sys.executable,
        "-c",
        "from pymap.main import main; main()",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-tls",
    ]
    options = ["--no-service", "admin", "dict", "--demo-data", "--demo-user", "gb", "--demo-password", PASSWORD]
    with tempfile.TemporaryFile() as log, subprocess.Popen([*command, *options], stdout=log, stderr=log) as process:
        try:
            _wait_for(port, process)
            yield Server(port)
        finally:
            process.terminate()


@contextmanager
def dovecot(
    *,
    ssl: str = "yes",
    prefix: str = "",
    capability: str = "",
    password: str = PASSWORD,
    host: str = "127.0.0.1",
    longest_keyword: int = 50,
) -> Iterator[Server]:
    """A Dovecot of the tests' own, an empty mailbox for every user name. ``host`` is whom its certificate names."""
    folder = Path(tempfile.mkdtemp(prefix="eventapp-imap-", dir="/tmp"))
    port, tls_port = free_port(), free_port()
    make_certificate(folder, host)
    owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())  # mails of root it refuses
    words = {"user": owner.pw_name, "group": grp.getgrgid(owner.pw_gid).gr_name, "uid": owner.pw_uid}
    words |= {"gid": owner.pw_gid, "folder": folder, "ssl": ssl, "prefix": prefix, "capability": capability}
    words |= {
        "longest_keyword": longest_keyword,
        "port": port,
        "tls_port": tls_port,
        "password": password.encode().hex(),
    }
    config = folder / "dovecot.conf"
    config.write_text(_DOVECOT.format(**words))
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        raise RuntimeError("Dovecot is missing: apt install dovecot-imapd")
    for path in (folder, *folder.iterdir()):
        os.chown(path, owner.pw_uid, owner.pw_gid)
    command = [program, "-F", "-c", str(config)]
    try:
        with subprocess.Popen(command, user=owner.pw_uid, group=owner.pw_gid, extra_groups=[]) as process:
            try:
                _wait_for(port, process)
                yield Server(port, tls_port, folder / "cert.pem", password=password)
            finally:
                process.terminate()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(slots=True)
class Script:
    """A server that says what it is told to. ``heard`` are the lines that were sent to it."""

    port: int
    heard: list[bytes]


@contextmanager
def scripted(answers: Mapping[str, bytes], greeting: bytes = b"* OK ready\r\n") -> Iterator[Script]:
    """Takes one connection after the other. ``answers`` are by the words that a command begins with, its tag left out.

    TAG in an answer becomes the command's tag; what isn't in the script is answered OK.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        script = Script(listener.getsockname()[1], [])
        thread = threading.Thread(target=_serve, args=(listener, dict(answers), greeting, script.heard))
        thread.start()
        try:
            yield script
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(_WAIT_SECONDS)


def _serve(listener: socket.socket, answers: dict[str, bytes], greeting: bytes, heard: list[bytes]) -> None:
    while True:
        try:
            line, _ = listener.accept()
        except OSError:  # the test is over
            return
        with line, line.makefile("rb") as lines, suppress(OSError):
            line.sendall(greeting)
            for command in lines:
                heard.append(command)
                tag, _, rest = command.partition(b" ")
                key = next((known for known in answers if rest.startswith(known.encode())), "")
                line.sendall(answers.get(key, b"TAG OK done\r\n").replace(b"TAG", tag))


def make_certificate(folder: Path, host: str) -> None:
    """``cert.pem``, which vouches for itself, and ``key.pem``."""
    kind = "IP" if host[0].isdigit() else "DNS"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-subj", "/CN=imap"]
    command += ["-addext", f"subjectAltName={kind}:{host}"]
    subprocess.run(command, cwd=folder, capture_output=True, check=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until the server greets. Raises RuntimeError if it doesn't."""
    until = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as line:
                if line.recv(4) == b"* OK":
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"{process.args!r} didn't start")
