"""Hands a login to the program that is loaded already; where none answers, starts the program again.

Stands beside the releases as a script of its own, which any Python runs without site-packages: a login
pays for each import. ``socket`` and ``signal`` take as long as all the rest, so their C halves are used.
"""

import _signal  # type: ignore[import-not-found]
import _socket
import fcntl
import os
import sys
import termios

FORM = b"charting-tui login 1"
"""Begins every request; another form is refused."""
TAKE, GO = b"take\n", b"go\n"
"""The program is ready for the terminal; the terminal is free."""
TAKEN, REFUSED = b"on\n", b"no\n"
"""The program has the terminal, or could not take it; each is as long as the other."""
GONE = 255
"""Exit status of a login whose program ended without a word, as ssh has it for a lost connection."""
ONLY_ASK = "--is-loaded"
"""Asks whether the program is loaded, and starts nothing."""
_PATIENCE = 2.0
"""Seconds to wait for the program; a plain start takes as long."""
_KEPT = {
    "TERM",
    "COLORTERM",
    "COLORFGBG",
    "NO_COLOR",
    "LANG",
    "TZ",
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "PATH",
}
_KEPT_BEGINNINGS = ("LC_", "SSH_", "CHARTING_")
_WAIT = "read -r status <&3; exit ${status:-255}"
"""Waits in a shell, which takes a tenth of the memory of a Python."""


def main() -> None:
    """Run the program with the words that follow the socket's path, and leave with its exit code."""
    place = os.path.dirname(os.path.realpath(__file__))
    current = os.path.join(place, "current")
    path, *words = sys.argv[1:]
    if words == [ONLY_ASK]:
        os._exit(0 if asked(path, os.path.realpath(current), words) else 1)
    line = handed_over(path, os.path.realpath(current), words)
    if line is not None:
        _wait_for_the_end(line)
    program = os.path.join(current, "bin", "charting-tui")
    os.execv(program, [program, *words])


def asked(path: str, release: str, words: list[str]) -> _socket.socket | None:
    """Ask the loaded program to run these words here; None where it is not there or is another release."""
    try:
        line = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        line.settimeout(_PATIENCE)
        line.connect(path)
        if user_of_peer(line) not in {0, os.getuid()}:  # root where systemd listens
            return None
        here = os.open(".", os.O_RDONLY | os.O_DIRECTORY)
        handles = b"".join(handle.to_bytes(4, sys.byteorder) for handle in (0, 1, 2, here))
        request = request_for(release, words)
        begin = len(request).to_bytes(4, "big")
        line.sendmsg([begin], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, handles)])
        line.sendall(request)
        return line if line.recv(len(TAKE)) == TAKE else None
    except OSError:
        return None


def handed_over(path: str, release: str, words: list[str]) -> _socket.socket | None:
    """Give this login's terminal to the loaded program; None where this login keeps it."""
    on_terminal = os.isatty(0)
    if on_terminal and os.getsid(0) != os.getpid():
        return None  # only the leader of a session can give its terminal away
    line = asked(path, release, words)
    if line is None:
        return None
    try:
        if on_terminal:
            _let_terminal_go()
        line.sendall(GO)
        if line.recv(len(TAKEN)) == TAKEN:
            return line
    except OSError:
        pass
    if on_terminal:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    return None


def user_of_peer(line: _socket.socket) -> int:
    """Return the user id of whoever is at the other end."""
    told = line.getsockopt(_socket.SOL_SOCKET, _socket.SO_PEERCRED, 12)
    return int.from_bytes(told[4:8], sys.byteorder)


def request_for(release: str, words: list[str]) -> bytes:
    """Return what is asked: the words, and of the surroundings only what a program for everybody needs."""
    surroundings = [
        b"%b=%b" % each
        for each in os.environb.items()
        if each[0].decode("ascii", "replace") in _KEPT
        or each[0].decode("ascii", "replace").startswith(_KEPT_BEGINNINGS)
    ]
    given = [os.fsencode(word) for word in words]
    return b"\0".join([FORM, os.fsencode(release), b"%d" % len(given), *given, *surroundings])


def _let_terminal_go() -> None:
    """Give the controlling terminal up; the kernel hangs up on whoever had it, which is this process."""
    before = _signal.signal(_signal.SIGHUP, _signal.SIG_IGN)
    try:
        fcntl.ioctl(0, termios.TIOCNOTTY)
    finally:
        _signal.signal(_signal.SIGHUP, before)


def _wait_for_the_end(line: _socket.socket) -> None:
    line.settimeout(None)
    try:
        os.dup2(line.fileno(), 3)
        os.set_inheritable(3, True)  # noqa: FBT003
        os.execve("/bin/sh", ["charting-tui", "-c", _WAIT], {})
    except OSError:
        told = line.recv(8).strip()
        os._exit(int(told) if told.isdigit() else GONE)


if __name__ == "__main__":
    main()
