//! Commands that set up a system: what they write does not depend on how they are called, or hardly.

use super::Handler;
use crate::effects::call::{Call, Out};
use crate::effects::options::Usage;
use crate::effects::{Action, Origin, Shape};
use crate::path::ImagePath;

pub(super) const COMMANDS: &[(&str, Handler)] = &[
    ("alternatives", alternatives),
    ("git-lfs", git_lfs),
    ("gpg", gpg),
    ("gpg1", gpg),
    ("gpg2", gpg),
    ("keytool", keytool),
    ("npx", super::unknown),
    ("openssl", openssl),
    ("ssh-keygen", ssh_keygen),
    ("ssh-keyscan", super::pure),
    ("update-alternatives", alternatives),
    ("virtualenv", virtualenv),
];

/// A command that writes these, whatever its arguments: trees end in a slash.
pub(super) const WRITERS: &[(&str, &[&str])] = &[
    ("a2disconf", &["/etc/apache2/conf-enabled/"]),
    ("a2dismod", &["/etc/apache2/mods-enabled/"]),
    ("a2dissite", &["/etc/apache2/sites-enabled/"]),
    ("a2enconf", &["/etc/apache2/conf-enabled/"]),
    ("a2enmod", &["/etc/apache2/mods-enabled/"]),
    ("a2ensite", &["/etc/apache2/sites-enabled/"]),
    ("authselect", &["/etc/authselect/", "/etc/pam.d/"]),
    ("dbus-uuidgen", &["/var/lib/dbus/machine-id"]),
    ("debconf-set-selections", &["/var/cache/debconf/"]),
    ("depmod", &["/lib/modules/"]),
    ("dpkg-divert", &["/var/lib/dpkg/diversions"]),
    ("dpkg-reconfigure", &["/etc/", "/var/lib/dpkg/"]),
    ("fc-cache", &["/var/cache/fontconfig/"]),
    ("glib-compile-schemas", &["/usr/share/glib-2.0/schemas/"]),
    ("gtk-update-icon-cache", &["/usr/share/icons/"]),
    ("ldconfig", &["/etc/ld.so.cache"]),
    ("locale-gen", &["/usr/lib/locale/"]),
    ("localedef", &["/usr/lib/locale/"]),
    ("pacman-key", &["/etc/pacman.d/gnupg/"]),
    ("phpdismod", &["/etc/php/"]),
    ("phpenmod", &["/etc/php/"]),
    ("docker-php-ext-enable", &["/usr/local/etc/php/conf.d/"]),
    ("docker-php-ext-configure", &["/usr/src/php/"]),
    (
        "docker-php-ext-install",
        &["/usr/local/lib/php/extensions/", "/usr/local/etc/php/conf.d/", "/usr/src/php/"],
    ),
    ("docker-php-source", &["/usr/src/php/"]),
    ("pear", &["/usr/local/lib/php/", "/tmp/pear/"]),
    ("pecl", &["/usr/local/lib/php/", "/tmp/pear/"]),
    ("rc-update", &["/etc/runlevels/"]),
    ("setup-timezone", &["/etc/localtime"]),
    ("systemctl", &["/etc/systemd/system/"]),
    ("texhash", &["/usr/share/texmf/"]),
    ("mktexlsr", &["/usr/share/texmf/"]),
    ("timedatectl", &["/etc/localtime"]),
    ("update-ca-certificates", &["/etc/ssl/certs/"]),
    ("update-ca-trust", &["/etc/pki/ca-trust/extracted/"]),
    ("update-crypto-policies", &["/etc/crypto-policies/"]),
    ("update-desktop-database", &["/usr/share/applications/"]),
    ("update-locale", &["/etc/default/locale"]),
    ("update-mime-database", &["/usr/share/mime/"]),
    ("update-rc.d", &["/etc/rc.d/"]),
];

/// Writes the paths of the row.
pub(super) fn writes(out: &mut Out<'_>, paths: &[&str]) {
    for path in paths {
        let shape = if path.ends_with('/') { Shape::Tree } else { Shape::File };
        out.write(ImagePath::new(path), shape, Origin::Edit, out.span);
    }
}

/// `update-alternatives --install link name path priority`
fn alternatives(call: &Call<'_>, out: &mut Out<'_>) {
    writes(out, &["/etc/alternatives/", "/var/lib/dpkg/alternatives/"]);
    let mut words = call.words().iter();
    if words.any(|word| word.is("--install"))
        && let Some(link) = words.next()
    {
        for path in call.paths(link) {
            out.write(path, Shape::File, Origin::Create, link.span());
        }
    }
}

fn gpg(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new(
        "ouro",
        &[
            "--output",
            "--homedir",
            "--keyring",
            "--keyserver",
            "--recv-keys",
            "--keyserver-options",
            "--pinentry-mode",
            "--passphrase",
            "--primary-keyring",
            "--secret-keyring",
            "--local-user",
            "--recipient",
        ],
    ));
    if let Some(output) = parsed.value(&["-o", "--output"]) {
        out.write(call.option_path(output), Shape::File, Origin::Output, output.word.span());
    } else if parsed.has(&["--dearmor"]) {
        for word in &parsed.operands {
            for value in call.values(word) {
                out.write(
                    call.path(&format!("{}.gpg", value.text)),
                    Shape::File,
                    Origin::Output,
                    word.span(),
                );
            }
        }
    }
    let fetches = parsed.has(&[
        "--recv-keys",
        "--recv-key",
        "--recv",
        "--refresh-keys",
        "--search-keys",
        "--fetch-keys",
    ]);
    if fetches {
        let server = parsed.value(&["--keyserver"]).map(|server| call.value_of(server).text);
        out.add(Action::Download { url: server, to: None }, out.span);
    }
    if fetches
        || parsed.has(&["--import", "--gen-key", "--generate-key", "--quick-gen-key", "--full-gen-key"])
    {
        let home = match parsed.value(&["--keyring", "--homedir"]) {
            Some(home) => call.option_path(home),
            None => call.variable_path("GNUPGHOME").unwrap_or_else(|| call.home().join(".gnupg")),
        };
        out.write(home, Shape::Tree, Origin::Edit, out.span);
    }
}

fn openssl(call: &Call<'_>, out: &mut Out<'_>) {
    let long = &["-out", "-keyout", "-in", "-CAkey", "-CA", "-subj", "-days", "-config", "-newkey", "-key"];
    let parsed = call.parse(&Usage { single_dash: true, ..Usage::new("", long) });
    for output in parsed.values(&["-out", "-keyout"]) {
        out.write(call.option_path(output), Shape::File, Origin::Output, output.word.span());
    }
}

fn ssh_keygen(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("fbtCNPmOsInVzrRHF", &[]));
    let path = match parsed.value(&["-f"]) {
        Some(file) => call.option_path(file),
        None if parsed.has(&["-A"]) => ImagePath::new("/etc/ssh").join_pattern("ssh_host_*"),
        None => call.home().join(".ssh").join_pattern("id_*"),
    };
    if !parsed.has(&["-l", "-F", "-y", "-B"]) {
        out.write(path, Shape::File, Origin::Create, out.span);
    }
}

fn keytool(call: &Call<'_>, out: &mut Out<'_>) {
    let long = &[
        "-keystore",
        "-alias",
        "-file",
        "-storepass",
        "-keypass",
        "-destkeystore",
        "-srckeystore",
        "-dname",
    ];
    let parsed = call.parse(&Usage { single_dash: true, ..Usage::new("", long) });
    if parsed.has(&["-list", "-printcert"]) {
        return;
    }
    match parsed.value(&["-keystore", "-destkeystore"]) {
        Some(store) => out.write(call.option_path(store), Shape::File, Origin::Edit, store.word.span()),
        None => out.write(ImagePath::unknown(), Shape::File, Origin::Edit, out.span),
    }
}

fn git_lfs(call: &Call<'_>, out: &mut Out<'_>) {
    out.write(call.home().join(".gitconfig"), Shape::File, Origin::Edit, out.span);
}

fn virtualenv(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("p", &["--python", "--prompt"]));
    for word in &parsed.operands {
        for path in call.paths(word) {
            out.write(path, Shape::Tree, Origin::Create, word.span());
        }
    }
}
