"""seccomp through libseccomp (Linux): system calls that no parser of papers needs."""

from __future__ import annotations

import ctypes
import errno

_LIBRARY = "libseccomp.so.2"
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000  # with an errno in the low bits
_MASKED_EQUAL = 7
_OPTIMISE, _BY_TREE = 8, 2
_UNKNOWN = -1  # what libseccomp says of a name that it does not know
_CLONE_NEWUSER = 0x10000000

#: Sockets of every kind, other processes, kernel objects, mounts, modules, clocks, own groups and
#: sessions, and whatever goes past these rules (io_uring, new namespaces).
_FORBIDDEN = (
    *("socket", "socketpair"),
    *("ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "kcmp", "pidfd_getfd"),
    *("mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree", "mount_setattr"),
    *("fsopen", "fsmount", "fsconfig", "fspick", "open_by_handle_at", "name_to_handle_at"),
    *("unshare", "setns", "keyctl", "add_key", "request_key", "bpf", "perf_event_open"),
    *("userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register", "fanotify_init"),
    *("init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot"),
    *("swapon", "swapoff", "acct", "quotactl", "quotactl_fd", "syslog", "vhangup", "uselib"),
    *("settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "sethostname"),
    *("setdomainname", "iopl", "ioperm", "modify_ldt", "lookup_dcookie", "nfsservctl"),
    *("setsid", "setpgid", "setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid"),
    *("setgroups", "mknod", "mknodat"),
)


class _Comparison(ctypes.Structure):
    _fields_ = (
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("value", ctypes.c_uint64),
        ("masked", ctypes.c_uint64),
    )


def forbid_calls() -> bool:
    """Make forbidden calls fail with EPERM, for good; whether that holds. Needs no_new_privs."""
    try:
        library = ctypes.CDLL(_LIBRARY)
    except OSError:
        return False
    library.seccomp_init.restype = ctypes.c_void_p
    rules = ctypes.c_void_p(library.seccomp_init(_ALLOW))
    if not rules:
        return False
    library.seccomp_attr_set(rules, _OPTIMISE, _BY_TREE)
    refuse = _REFUSE | errno.EPERM
    sound = all(_refuse(library, rules, refuse, name) for name in _FORBIDDEN)
    # Its arguments can't be looked at: programs fall back to clone, whose can.
    sound &= _refuse(library, rules, _REFUSE | errno.ENOSYS, "clone3")
    users = _Comparison(0, _MASKED_EQUAL, _CLONE_NEWUSER, _CLONE_NEWUSER)
    sound &= _refuse(library, rules, refuse, "clone", users)
    sound = sound and library.seccomp_load(rules) == 0
    library.seccomp_release(rules)
    return sound


def _refuse(
    library: ctypes.CDLL, rules: ctypes.c_void_p, action: int, name: str, *when: _Comparison
) -> bool:
    number = library.seccomp_syscall_resolve_name(name.encode("ascii"))
    if number == _UNKNOWN:  # newer than this libseccomp; the kernel may have it
        return True
    conditions = (_Comparison * len(when))(*when)
    done = library.seccomp_rule_add_array(
        rules, ctypes.c_uint32(action), number, len(when), conditions
    )
    return int(done) == 0
