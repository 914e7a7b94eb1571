"""Children whose every disk call is counted, so that the n-th can kill them or fail.

The kernel stops a child before each call that changes a disk (seccomp's RET_TRACE under ptrace, see
seccomp(2) and ptrace(2)): SQLite's writes are met like Python's, with no compiler and no other file
system. Where this is not possible (another processor, no ptrace), children are killed by time and
meet a limit on the size of files.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

# x86-64 numbers. What makes a disk fuller, and what else changes it or waits for it.
_GROWING = {
    "write": 1, "pwrite64": 18, "writev": 20, "pwritev": 296, "ftruncate": 77, "fallocate": 285,
    "mkdir": 83, "mkdirat": 258, "copy_file_range": 326, "sendfile": 40, "pwritev2": 328,
}  # fmt: skip
_OTHER = {
    "fsync": 74, "fdatasync": 75, "rename": 82, "renameat": 264, "renameat2": 316, "unlink": 87,
    "unlinkat": 263, "link": 86, "linkat": 265,
}  # fmt: skip
_OPENAT, _CREATING, _FLAGS_AT = 257, os.O_CREAT, 32  # seccomp_data.args[2]
_MARK = signal.SIGURG  # ignored where nobody traces
_FILLED = (errno.ENOSPC, errno.EDQUOT)
_SECONDS_A_CALL, _PAGE_BYTES, _PAGES = 0.0004, 4096, 30
_longest_file = [resource.RLIM_INFINITY]  # what a child without tracer takes over
CRASHED = 70  # the exit code of a child that met an exception of ours

_TRACE_ME, _GET_REGISTERS, _SET_REGISTERS, _GO_ON, _SET_OPTIONS = 0, 12, 13, 7, 0x4200
_SECCOMP_STOP = signal.SIGTRAP | 7 << 8
_OPTIONS = 1 << 7 | 1 << 20  # stop at seccomp's word; a child never outlives its tracer
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.restype = ctypes.c_long
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
_libc.prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]


_NAMES = (  # struct user_regs_struct
    "r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax rip cs eflags rsp ss "
    "fs_base gs_base ds es fs gs"
)


class _Registers(ctypes.Structure):
    _fields_ = [(name, ctypes.c_ulonglong) for name in _NAMES.split()]


@dataclass(frozen=True)
class Fault:
    """What happens at the `at`-th counted call (from 1): death by SIGKILL, or this error.

    `lasting`: all later calls fail as well, as on a disk that stays full (removing still works) or
    that was pulled out.
    """

    at: int
    error: int = 0
    lasting: bool = False


@dataclass(frozen=True)
class Ended:
    """How a child ended: its exit code, None when it was killed; the calls that were counted."""

    code: int | None
    calls: int


@contextmanager
def counted() -> Iterator[None]:
    """Inside a child of `run`: count disk calls only within."""
    os.kill(os.getpid(), _MARK)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_longest_file[0], before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        os.kill(os.getpid(), _MARK)


def run(work: Callable[[], int], fault: Fault, from_start: bool = True) -> Ended:
    """`work` in a forked child with that fault; its result is the exit code.

    `from_start`: count from the beginning, else only within `counted()`. Call from a process without
    threads that has no database open.
    """
    if not possible():
        return _run_blindly(work, fault)
    child = os.fork()
    if child == 0:
        _be_child(work)
    os.waitpid(child, 0)  # it stopped itself, to be traced
    _ptrace(_SET_OPTIONS, child, _OPTIONS)
    calls, counting, passed_on = 0, from_start, 0
    while True:
        _ptrace(_GO_ON, child, passed_on)
        _, status = os.waitpid(child, 0)
        passed_on = 0
        if os.WIFEXITED(status):
            return Ended(os.WEXITSTATUS(status), calls)
        if os.WIFSIGNALED(status):
            return Ended(None, calls)
        if status >> 8 == _SECCOMP_STOP:
            calls += counting
            if counting and (calls == fault.at or (fault.lasting and calls > fault.at > 0)):
                _strike(child, fault)
        elif os.WSTOPSIG(status) == _MARK:
            counting = not counting
        else:
            passed_on = os.WSTOPSIG(status)


def _run_blindly(work: Callable[[], int], fault: Fault) -> Ended:
    """Where calls cannot be counted: killed by time, or no file may grow beyond so many pages."""
    if not fault.error and fault.at:
        return run_for(work, fault.at * _SECONDS_A_CALL)
    _longest_file[0] = fault.at * _PAGE_BYTES if fault.at else resource.RLIM_INFINITY
    child = os.fork()
    if child == 0:
        _be_child(work, traced=False)
    _longest_file[0] = resource.RLIM_INFINITY
    return Ended(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), _PAGES)


def run_for(work: Callable[[], int], seconds: float) -> Ended:
    """`work` in a forked child, killed after so many seconds if it still runs."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    try:
        child = os.fork()
        if child == 0:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            _be_child(work, traced=False)
        signal.sigtimedwait({signal.SIGCHLD}, seconds)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return Ended(os.WEXITSTATUS(status) if os.WIFEXITED(status) else None, 0)


def asked(question: Callable[[], bytes]) -> bytes:
    """The answer of a fresh process: forked from this one, which never had a database open."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)

        def answer() -> int:
            with open(writer, "wb") as pipe:
                pipe.write(question())
            return 0

        _be_child(answer, traced=False)
    os.close(writer)
    with open(reader, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if status != 0:
        raise RuntimeError(f"the examining process ended with {status}")
    return said


def _be_child(work: Callable[[], int], traced: bool = True) -> None:
    """Never returns. What our own mistakes throw is told on stderr."""
    code = CRASHED
    try:
        if traced:
            _ptrace(_TRACE_ME, 0, 0)
            os.kill(os.getpid(), signal.SIGSTOP)
            _stop_at_disk_calls()
        code = work()
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        sys.stderr.flush()
        os._exit(code)


def _strike(child: int, fault: Fault) -> None:
    if not fault.error:
        os.kill(child, signal.SIGKILL)
        return
    registers = _Registers()
    place = ctypes.addressof(registers)
    _ptrace(_GET_REGISTERS, child, place)
    if fault.error in _FILLED and registers.orig_rax not in (*_GROWING.values(), _OPENAT):
        return  # a full disk lets go of files and waits for what it holds
    registers.orig_rax = (1 << 64) - 1  # no such call: skipped, and answered with:
    registers.rax = (1 << 64) - fault.error
    _ptrace(_SET_REGISTERS, child, place)


def _ptrace(request: int, child: int, given: int) -> None:
    if _libc.ptrace(request, child, None, given) == -1:
        number = ctypes.get_errno()
        if number != errno.ESRCH:  # killed meanwhile
            raise OSError(number, os.strerror(number))


def _stop_at_disk_calls() -> None:
    load, equal, any_bit, answer = 0x20, 0x15, 0x45, 0x06
    allow, trace = 0x7FFF0000, 0x7FF00000
    numbers = [*_GROWING.values(), *_OTHER.values()]
    lines = [(load, 0, 0, 0)]
    lines += [(equal, len(numbers) - place + 4, 0, number) for place, number in enumerate(numbers)]
    lines += [(equal, 0, 2, _OPENAT), (load, 0, 0, _FLAGS_AT), (any_bit, 2, 0, _CREATING)]
    lines += [(answer, 0, 0, allow), (answer, 0, 0, allow), (answer, 0, 0, trace)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(lines), ctypes.addressof(program)))
    _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if _libc.prctl(_SET_SECCOMP, _FILTER, ctypes.addressof(header), 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")


@cache
def possible() -> bool:
    """Whether children can be stopped at their disk calls here."""
    if platform.machine() != "x86_64" or not sys.platform.startswith("linux"):
        return False
    child = os.fork()
    if child == 0:
        try:
            _ptrace(_TRACE_ME, 0, 0)
            _stop_at_disk_calls()
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0
