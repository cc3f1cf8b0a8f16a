//! What dlint makes of a case's Dockerfile, held to the text that was proved.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::case::{Case, Fix, text};
use crate::place;

/// Repairs the Dockerfile of a case, and holds the result to the text that is proved by building.
pub(crate) fn check(case: &Case) -> Result<(), String> {
    let before = case.read("Dockerfile")?;
    let folder = place::folder()?;
    place::lay_out(case, folder.path())?;
    let found = dlint(case, &folder, &["--output-format", "concise"])?;
    for code in &case.codes {
        if !found.contains(&format!("[{code}]")) {
            return Err(format!("{code} is not found in the case:\n{found}"));
        }
    }
    let fixed = fixed(case, &folder)?;
    match case.fix {
        Fix::None | Fix::Refused if fixed == before => {}
        Fix::None | Fix::Refused => {
            return Err(format!("there is a fix now; let the case prove it:\n{fixed}"));
        }
        Fix::Safe | Fix::Unsafe if fixed == before => return Err("nothing was repaired".to_owned()),
        Fix::Safe | Fix::Unsafe if crate::blesses() => {
            fs::write(case.path(case.repaired()), &fixed).map_err(text)?;
        }
        Fix::Safe | Fix::Unsafe if fixed == case.read(case.repaired())? => {}
        Fix::Safe | Fix::Unsafe => {
            return Err(format!(
                "the fix is not the one that was proved; build it, as tests/README.md says:\n{fixed}"
            ));
        }
    }
    for form in &case.nearest {
        if !before.contains(&form.form) && !fixed.contains(&form.form) {
            return Err(format!("there is no `{}` that another form could stand for", form.form));
        }
    }
    Ok(())
}

/// The Dockerfile after `dlint --fix`, which a second run leaves alone.
pub(crate) fn fixed(case: &Case, folder: &TempDir) -> Result<String, String> {
    let path = folder.path().join("Dockerfile");
    let fixes: &[&str] = if case.fix == Fix::Safe { &["--fix"] } else { &["--fix", "--unsafe-fixes"] };
    dlint(case, folder, fixes)?;
    let once = fs::read_to_string(&path).map_err(text)?;
    dlint(case, folder, fixes)?;
    let twice = fs::read_to_string(&path).map_err(text)?;
    if once == twice { Ok(once) } else { Err(format!("a second run changes more:\n{twice}")) }
}

/// Runs dlint on the Dockerfile, with the rules of the case.
fn dlint(case: &Case, folder: &TempDir, options: &[&str]) -> Result<String, String> {
    let output = Command::new(env!("CARGO_BIN_EXE_dlint"))
        .args(["check", "--no-config", "--preview", "--fail-on", "never", "--context", "context", "--select"])
        .arg(case.codes.join(","))
        .args(options)
        .arg(Path::new("Dockerfile"))
        .current_dir(folder.path())
        .env("NO_COLOR", "1")
        .output()
        .map_err(text)?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        Ok(said)
    } else {
        Err(format!("dlint fails:\n{said}{}", String::from_utf8_lossy(&output.stderr)))
    }
}
