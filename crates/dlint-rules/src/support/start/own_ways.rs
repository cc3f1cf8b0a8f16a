//! Containers that give root up by themselves, or need it: by the program that is started, or by what a script of
//! theirs has at hand.

use dlint_linter::Cx;
use dlint_model::packages::Operation;
use dlint_model::{Base, Step};
use dlint_shell::{Command, base_name};
use dlint_syntax::Keyword;

use super::{Start, last_starts};
use crate::support::programs::is_shell;

/// Servers that do what only root may, or start as root to give it up by themselves. Sorted.
#[rustfmt::skip]
const NEED_ROOT: &[&str] = &[
    "charon", "chronyd", "collectd", "conntrackd", "cupsd", "dhcpd", "dnsmasq", "dovecot", "fail2ban-server",
    "glusterd", "haproxy", "hostapd", "icecast", "icecast2", "ipsec", "iscsid", "k0s", "k3s", "keepalived",
    "kube-proxy", "kubelet", "libvirtd", "mosquitto", "mpd", "multipathd", "named", "nfsd", "ntpd", "openvpn",
    "ovs-vswitchd", "pdns_recursor", "pdns_server", "postfix", "privoxy", "proftpd", "radvd", "rngd", "rpc.nfsd",
    "rpcbind", "rsyslogd", "smartd", "smbd", "squid", "tailscaled", "tgtd", "tor", "udevd", "unbound", "vsftpd",
    "wg-quick", "zebra", "zerotier-one",
];

/// Programs that make another user of the program that they are told, or start others as theirs. Sorted.
#[rustfmt::skip]
const CHANGERS: &[&str] = &[
    "chpst", "chroot", "containerd", "dockerd", "gosu", "runsvdir", "runuser", "s6", "setpriv", "setuidgid", "sshd",
    "su-exec", "supervisor", "supervisord", "systemd", "unshare",
];

/// Servers that become another user, and what starts them. Sorted.
#[rustfmt::skip]
const SERVERS: &[&str] = &[
    "apache2", "apache2ctl", "apachectl", "cron", "crond", "httpd", "init", "mysqld", "nginx", "php-fpm", "postgres",
    "uwsgi",
];

/// Programs that start a server of the system, or become another user, where they are started themselves. Sorted.
const STARTERS: &[&str] = &["rc-service", "service", "start-stop-daemon", "su", "sudo", "systemctl"];

/// The packages that bring some of them. Sorted.
#[rustfmt::skip]
const PACKAGES: &[&str] = &[
    "apache2", "cron", "cronie", "gosu", "httpd", "mariadb-server", "mysql-server", "nginx", "nginx-full",
    "openssh-server", "php-fpm", "postgresql", "runit", "s6", "s6-overlay", "su-exec", "supervisor", "uwsgi",
];

/// Options that name the user to become.
const OPTIONS: &[&str] = &["--user", "-user"];

/// Whether what is started becomes another user, starts what does, or has to be root.
pub(crate) fn starts_own_way(start: &Start<'_>) -> bool {
    let starts = last_starts(start.steps.iter().copied());
    // The journal that its tools read is root's.
    let reads_journal = start.steps.iter().any(|step| installs(step, |name| name == "systemd", start.cx));
    let mut commands = starts.into_iter().flatten().flat_map(|step| commands(step, start.cx));
    reads_journal
        || NEED_ROOT.binary_search(&start.words.name()).is_ok()
        || is_own_way(start.words.path())
        || commands.any(|command| {
            let path = command.name().unwrap_or_default();
            let is_option = |word: &str| OPTIONS.contains(&word.split('=').next().unwrap_or(word));
            is_own_way(path)
            || is_starter(path)
            || path.contains("/init.d/")
            // The words of an `ENTRYPOINT` that stays: `CMD ["--user", "app"]`.
            || command.words.iter().any(|word| is_option(&word.beginning) || tells_changer(&word.beginning))
        })
}

/// Whether a script that is started may well do so: the image has a program for it, which a step installs, copies or
/// calls, or it is built on a server's.
pub(crate) fn has_own_way(start: &Start<'_>) -> bool {
    let cx = start.cx;
    let of_server =
        |image: &str| is_among(image, SERVERS) || image.split(['-', '_']).any(|part| is_among(part, SERVERS));
    let is_of_server = match &start.stage.root {
        Base::Image(base) => base.image.path().is_some_and(|path| of_server(base_name(&path))),
        _ => false,
    };
    is_of_server
        || start.steps.iter().any(|step| match step.instruction.keyword {
            Keyword::Run => {
                installs(step, |name| PACKAGES.binary_search(&name).is_ok(), cx)
                    || commands(step, cx).any(|command| command.name().is_some_and(is_own_way))
                    || words(&step.instruction.text).any(is_changer)
                    || step.heredocs().iter().any(|heredoc| words(&heredoc.body).any(is_changer))
            }
            Keyword::Copy | Keyword::Add => {
                words(&step.instruction.text).any(is_changer)
                    || step.heredocs().iter().any(|heredoc| words(&heredoc.body).any(is_changer))
                    || commands(step, cx).any(|command| command.name().is_some_and(is_own_way))
            }
            _ => false,
        })
}

/// Whether what is started may well become another user by itself: a script, which nobody sees here, or what the image
/// has as its own `ENTRYPOINT`.
pub(crate) fn is_script(start: &Start<'_>) -> bool {
    const ENDS: &[&str] = &[".sh", ".py", ".bash", "entrypoint", "init"];
    const BEGINS: &[&str] = &["start", "run", "init", "entrypoint", "boot", "launch"];
    let words = &start.words;
    // Of `bash -e run.sh`, what Bash runs; of `python app.py` the program is Python.
    let path = if is_shell(words.name()) { words.operand().unwrap_or_default() } else { words.path() };
    let name = base_name(path);
    path.is_empty()
        || ENDS.iter().any(|end| name.ends_with(end))
        || BEGINS.iter().any(|begin| name.starts_with(begin))
}

/// Whether a step installs a package of such a name.
fn installs(step: &Step<'_>, is_meant: impl Fn(&str) -> bool, cx: &Cx<'_>) -> bool {
    step.instruction.keyword == Keyword::Run
        && cx.build.effects(step).packages().any(|(_, action)| {
            action.operation == Operation::Install
                && action.packages.iter().any(|package| is_meant(&package.name))
        })
}

/// The commands of a step's scripts.
fn commands<'s>(step: &'s Step<'_>, cx: &'s Cx<'_>) -> impl Iterator<Item = &'s Command> {
    cx.build.scripts(step).iter().flat_map(|script| &script.script.body().commands)
}

/// Whether a program is one of them, or of their family: `apache2-foreground`, `s6-svscan`, `mysqld_safe`.
fn is_own_way(path: &str) -> bool {
    let name = base_name(path);
    is_changer(path) || is_among(name, SERVERS)
}

fn is_changer(path: &str) -> bool {
    let name = base_name(path);
    is_among(name, CHANGERS) || name.contains("drop_priv") || name.contains("drop-priv")
}

/// Whether a word tells the program to start one: `start_supervisord`.
fn tells_changer(word: &str) -> bool {
    let mut parts = word.split(['-', '_']);
    !word.starts_with('-')
        && !word.contains(['/', '.'])
        && parts.any(|part| CHANGERS.binary_search(&part).is_ok())
}

/// Whether it is the system's program of this name: `/service` may well be the project's own.
fn is_starter(path: &str) -> bool {
    let folder = path.strip_suffix(base_name(path)).unwrap_or_default();
    STARTERS.binary_search(&base_name(path)).is_ok()
        && matches!(folder, "" | "/bin/" | "/sbin/" | "/usr/bin/" | "/usr/sbin/")
}

/// Whether a name, or what stands in front of a `-`, a `_` or its version, is among others. A file with an ending is the
/// project's own: `postgres.js`.
fn is_among(name: &str, names: &[&str]) -> bool {
    let is_end = |c: char| matches!(c, '-' | '_') || c.is_ascii_digit();
    let ends = name.match_indices(is_end).map(|(at, _)| at);
    let mut parts = ends.chain([name.len()]).filter_map(|end| name.get(..end));
    parts.any(|part| names.binary_search(&part).is_ok())
}

/// The words of a text of any kind.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ';' | '=' | '[' | ']' | '(' | ')' | ':')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        for names in [NEED_ROOT, CHANGERS, SERVERS, STARTERS, PACKAGES] {
            assert!(names.is_sorted(), "{names:?}");
        }
    }

    #[test]
    fn a_name_ends_where_a_word_does() {
        for path in
            ["gosu", "/usr/sbin/apache2-foreground", "s6-svscan", "php-fpm8.3", "/init", "mysqld_safe"]
        {
            assert!(is_own_way(path), "{path}");
        }
        for path in ["postgres.js", "init.py", "initdb", "krb5-user", "nginxd", "dumb-init", "postgres://db"]
        {
            assert!(!is_own_way(path), "{path}");
        }
    }
}
