"""One window per data folder: a second start brings the first one's window to the front."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QLockFile, QObject, QSysInfo, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 2000
LOOK_MS = 100
ANSWER = b"1"
LOCK_FILE = "window.lock"


class Instance(QObject):
    """This process's claim on the window of a folder. `called` when another start asks for it.

    `is_answered`: the window that has the folder said that it came to the front.
    """

    called = Signal()

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = "lianxin-" + hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:24]
        self.is_answered = False
        self._lock = QLockFile(str(home / LOCK_FILE))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def claim(self) -> bool:
        """Whether this is the folder's only window; else the other one has been called to the front.

        A folder that cannot be written is claimed too: opening it says why it cannot be used.
        """
        if not self._locks():
            self._call()
            return False
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Give the folder up."""
        self._server.close()
        self._lock.unlock()

    def _locks(self) -> bool:
        if self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError:
            return True
        # A lock of another computer came with a copied folder, for no share is worked on: nobody holds it.
        _, host, _ = self._lock.getLockInfo()
        foreign = bool(host) and host != QSysInfo.machineHostName()
        return foreign and self._lock.removeStaleLockFile() and self._lock.tryLock(0)

    def _call(self) -> None:
        """Ask the other window to come to the front, and wait until it says so or time is up.

        That a connection is made says nothing: a program that hangs is connected to as well.
        """
        socket = QLocalSocket()
        loop = QEventLoop()
        deadline = QDeadlineTimer(ANSWER_MS)
        for end in (socket.readyRead, socket.errorOccurred):
            end.connect(loop.quit)
        # Looked at again and again: one timer may go off a little before the deadline, and then never again.
        looking = QTimer(loop)
        looking.timeout.connect(loop.quit)
        looking.start(LOOK_MS)
        socket.connectToServer(self._name)
        while not socket.bytesAvailable() and not deadline.hasExpired() and socket.isOpen():
            loop.exec()
            if socket.state() == QLocalSocket.LocalSocketState.UnconnectedState:
                break
        self.is_answered = socket.bytesAvailable() > 0

    def _answer(self) -> None:
        self.called.emit()
        while self._server.hasPendingConnections():
            connection = self._server.nextPendingConnection()
            connection.disconnected.connect(connection.deleteLater)
            connection.write(ANSWER)
            connection.flush()
            connection.disconnectFromServer()
