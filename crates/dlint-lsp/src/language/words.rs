//! Words to choose from: platforms, protocols, signals, and what stands behind `HEALTHCHECK`.

use super::Offer;
use super::value::offer;

/// The platforms that images are usually built for, and the variables for `FROM --platform=`.
pub const PLATFORMS: &[Offer] = &[
    offer("$BUILDPLATFORM", "the platform that builds: for compilers that make code for others"),
    offer("$TARGETPLATFORM", "the platform that the image is for, as it is if nothing is said"),
    offer("linux/amd64", "x86-64"),
    offer("linux/arm64", "ARM, 64 bits: Apple silicon, Graviton"),
    offer("linux/arm/v7", "ARM, 32 bits, with hardware floats"),
    offer("linux/arm/v6", "ARM, 32 bits: the first Raspberry Pi"),
    offer("linux/386", "x86, 32 bits"),
    offer("linux/ppc64le", "POWER, 64 bits"),
    offer("linux/s390x", "IBM Z"),
    offer("linux/riscv64", "RISC-V, 64 bits"),
    offer("windows/amd64", "Windows on x86-64"),
];

/// The protocols of `EXPOSE`.
pub const PROTOCOLS: &[Offer] = &[
    offer("tcp", "as it is if nothing is said"),
    offer("udp", "datagrams: DNS, QUIC"),
    offer("sctp", "rare: telephone networks"),
];

/// What stands behind `HEALTHCHECK`.
pub const HEALTHCHECKS: &[Offer] =
    &[offer("CMD", "the command that checks"), offer("NONE", "no check, whatever the base image has")];

/// The signal of this name, in any case, with or without `SIG`.
pub fn signal(name: &str) -> Option<&'static Offer> {
    let short = |text: &str| text.to_ascii_uppercase().trim_start_matches("SIG").to_owned();
    let wanted = short(name);
    SIGNALS.iter().find(|signal| short(signal.value) == wanted)
}

/// The signals for `STOPSIGNAL`: first those that are used, then the rest.
pub const SIGNALS: &[Offer] = &[
    offer("SIGTERM", "please end, as it is if nothing is said"),
    offer("SIGINT", "interrupt, like Ctrl-C"),
    offer("SIGQUIT", "quit; nginx and PHP-FPM finish their requests first"),
    offer("SIGWINCH", "window changed; Apache finishes its requests first"),
    offer("SIGHUP", "hung up; many servers read their configuration anew"),
    offer("SIGUSR1", "means what the program says"),
    offer("SIGUSR2", "means what the program says"),
    offer("SIGRTMIN+3", "halt, for systemd"),
    offer("SIGKILL", "killed at once, without a clean-up"),
    offer("SIGABRT", "abort, with a core dump"),
    offer("SIGALRM", "alarm clock"),
    offer("SIGBUS", "bus error"),
    offer("SIGCHLD", "a child ended"),
    offer("SIGCONT", "go on"),
    offer("SIGFPE", "arithmetic error"),
    offer("SIGILL", "illegal instruction"),
    offer("SIGIO", "input or output is possible"),
    offer("SIGPIPE", "nobody reads the pipe"),
    offer("SIGPROF", "profiling clock"),
    offer("SIGPWR", "power fails"),
    offer("SIGSEGV", "memory error"),
    offer("SIGSTKFLT", "stack error"),
    offer("SIGSTOP", "paused"),
    offer("SIGSYS", "unknown system call"),
    offer("SIGTRAP", "breakpoint"),
    offer("SIGTSTP", "paused from the keyboard"),
    offer("SIGTTIN", "reads in the background"),
    offer("SIGTTOU", "writes in the background"),
    offer("SIGURG", "urgent data"),
    offer("SIGVTALRM", "clock of the process"),
    offer("SIGXCPU", "too much computing time"),
    offer("SIGXFSZ", "file too large"),
];
