//! The program that a container is started with.

use dlint_model::Step;
use dlint_syntax::Keyword;

use super::base_name::base_name;

/// Servers that do what only root may, or start as root to give it up by themselves.
#[rustfmt::skip]
const NEED_ROOT: &[&str] = &[
    "charon", "chronyd", "collectd", "conntrackd", "cupsd", "dhcpd", "dnsmasq", "dovecot", "fail2ban-server",
    "glusterd", "haproxy", "hostapd", "icecast", "icecast2", "ipsec", "iscsid", "k0s", "k3s", "keepalived",
    "kube-proxy", "kubelet", "libvirtd", "mosquitto", "mpd", "multipathd", "named", "nfsd", "ntpd", "openvpn",
    "ovs-vswitchd", "pdns_recursor", "pdns_server", "postfix", "privoxy", "proftpd", "radvd", "rngd", "rpc.nfsd",
    "rpcbind", "rsyslogd", "smartd", "smbd", "squid", "tailscaled", "tgtd", "tor", "udevd", "unbound", "vsftpd",
    "wg-quick", "zebra", "zerotier-one",
];

/// Programs that, with no file to run, wait for somebody to type something.
const INTERPRETERS: &[&str] =
    &["ghci", "iex", "irb", "julia", "node", "pwsh", "pwsh-preview", "python", "python3", "R"];

/// Programs that do one thing and end, or wait: nobody breaks into them.
#[rustfmt::skip]
const ONE_SHOT: &[&str] = &[
    "cat", "date", "echo", "env", "false", "hostname", "id", "ls", "printenv", "printf", "pwd", "sleep", "stress",
    "tail", "test", "traceroute", "true", "uname", "whoami",
];

/// The instruction that says which program is started, the last step coming first.
pub(crate) fn started<'s, 'a>(steps: &[&'s Step<'a>]) -> Option<&'s Step<'a>> {
    let last = |keyword| steps.iter().copied().find(|step| step.instruction.keyword == keyword);
    last(Keyword::Entrypoint).or_else(|| last(Keyword::Cmd))
}

/// Whether what is started may well become another user by itself: a script, which nobody sees here.
pub(crate) fn gives_up_itself(start: &Step<'_>) -> bool {
    const ENDS: &[&str] = &[".sh", ".py", ".bash", "entrypoint", "tini", "init"];
    const STARTS: &[&str] = &["start", "run", "init", "entrypoint", "boot", "launch"];
    const SHELLS: &[&str] = &["ash", "bash", "dash", "env", "exec", "sh", "tini", "zsh"];
    let Some(line) = start.instruction.command_line() else { return true };
    let words: Vec<&str> = match &line.exec {
        Some(words) => words.iter().map(|word| word.as_str()).collect(),
        None => line.text.split_ascii_whitespace().collect(),
    };
    let is_shell = |word: &&&str| word.rsplit('/').next().is_some_and(|name| SHELLS.contains(&name));
    // Of `bash -e run.sh`, what Bash runs; of `python app.py` the program is Python.
    let mut started = words.iter().skip_while(|word| is_shell(word) || word.starts_with('-'));
    // The options of an `ENTRYPOINT` that the image has.
    let has_own = words.first().is_none_or(|word| word.starts_with('-'));
    let is_script = |word: &&str| {
        let name = base_name(word);
        ENDS.iter().any(|end| name.ends_with(end)) || STARTS.iter().any(|start| name.starts_with(start))
    };
    has_own || started.next().is_none_or(is_script)
}

/// The name of the program that is started.
fn program<'s>(start: &'s Step<'_>) -> Option<&'s str> {
    let line = start.instruction.command_line()?;
    let first = match &line.exec {
        Some(words) => words.first().map(|word| word.as_str())?,
        None => line.text.split_ascii_whitespace().find(|word| *word != "exec")?,
    };
    first.rsplit('/').next()
}

/// Whether what is started ends by itself, or only waits: `CMD ["tool", "--help"]` starts nothing to break into.
pub(crate) fn is_one_shot(start: &Step<'_>) -> bool {
    const ASKS: &[&str] = &["--help", "--version", "-h", "-version", "help", "version"];
    let Some(line) = start.instruction.command_line() else { return false };
    let words: Vec<&str> = match &line.exec {
        Some(words) => words.iter().map(|word| word.as_str()).collect(),
        None => line.text.split_ascii_whitespace().collect(),
    };
    // Of `sh -c printenv`, what the shell runs.
    let inner = match words.as_slice() {
        ["sh" | "bash" | "/bin/sh" | "/bin/bash", "-c", text, ..] => text.split_ascii_whitespace().next(),
        _ => None,
    };
    let is_talked_to = matches!(words.as_slice(), [name] if INTERPRETERS.contains(name));
    inner.or_else(|| program(start)).is_some_and(|name| ONE_SHOT.contains(&name))
        || is_talked_to
        || matches!(words.as_slice(), [_, asked] if ASKS.contains(asked))
}

/// Whether it does what only root may, or gives root up by itself.
pub(crate) fn needs_root(start: &Step<'_>) -> bool {
    program(start).is_some_and(|name| NEED_ROOT.contains(&name))
}
