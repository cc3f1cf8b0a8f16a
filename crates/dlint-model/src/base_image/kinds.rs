//! The small closed sets that facts are taken from.
//!
//! The words are those of `data/base-images.json`; the generator refuses a word that is not here.

/// Who makes an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One of Docker's official images.
    Official,
    /// An image of a vendor or a project.
    Vendor,
    /// A vendor's image whose facts were written by hand.
    Manual,
    /// `scratch`, which is no image.
    Reserved,
}

/// How far the facts can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// No Dockerfile of the image itself was read.
    Medium,
    /// Read from the image's own Dockerfile, or checked against published tags.
    High,
}

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word that the data has for it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The one that the data has this word for.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// The family of an image's operating system: what its files and its package manager look like.
    Family {
        /// Alpine.
        Alpine = "alpine",
        /// Arch Linux.
        Arch = "arch",
        /// Debian itself.
        Debian = "debian",
        /// Google's distroless images: Debian's files without its programs.
        Distroless = "distroless",
        /// Red Hat Enterprise Linux and its relatives: `CentOS`, Fedora, Rocky, Alma, Oracle, Amazon Linux.
        Rhel = "rhel",
        /// Next to nothing: `scratch` and images made of it.
        ScratchLike = "scratch-like",
        /// SUSE.
        Suse = "suse",
        /// Ubuntu.
        Ubuntu = "ubuntu",
        /// Windows.
        Windows = "windows",
        /// Wolfi: apk packages with glibc.
        Wolfi = "wolfi",
    }
}

words! {
    /// The operating system's package manager.
    PackageManager {
        /// `apk`.
        Apk = "apk",
        /// `apt-get` and `apt`.
        Apt = "apt",
        /// `dnf`.
        Dnf = "dnf",
        /// `microdnf`.
        Microdnf = "microdnf",
        /// There is none, which is known.
        None = "none",
        /// `pacman`.
        Pacman = "pacman",
        /// `tdnf` (Photon, Azure Linux).
        Tdnf = "tdnf",
        /// `yum`.
        Yum = "yum",
        /// `zypper`.
        Zypper = "zypper",
    }
}

words! {
    /// A shell that an image can bring.
    Shell {
        /// `bash`.
        Bash = "bash",
        /// The `ash` of busybox.
        BusyboxAsh = "busybox-ash",
        /// Windows' `cmd`.
        Cmd = "cmd",
        /// Windows' `powershell`.
        Powershell = "powershell",
        /// `sh`, whichever program that is.
        Sh = "sh",
    }
}

/// The shells of an image.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Shells(u8);

impl Shells {
    /// None.
    pub const NONE: Self = Self(0);

    /// These and one more.
    pub const fn with(self, shell: Shell) -> Self {
        Self(self.0 | 1 << shell as u8)
    }

    /// Whether `shell` is one of them.
    pub const fn has(self, shell: Shell) -> bool {
        self.0 & (1 << shell as u8) != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Shell> {
        Shell::ALL.iter().copied().filter(move |shell| self.has(*shell))
    }

    /// The set that the generated tables hold as bits.
    pub(super) const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }
}

impl std::fmt::Debug for Shells {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl FromIterator<Shell> for Shells {
    fn from_iter<I: IntoIterator<Item = Shell>>(shells: I) -> Self {
        shells.into_iter().fold(Self::NONE, Self::with)
    }
}
