# shellcheck shell=bash disable=SC2154,SC2016,SC2164 # run.sh sets the variables, and stops where something fails
# The line that says how far a long run is: on a terminal, after a second, and nowhere else.
#
# A file that takes its time is a named pipe in the place of standard input: dlint waits for it.
python3 - "$dlint" "$folder" <<'PYTHON' || complain "the line of progress is not as it should be"
import os, pty, subprocess, sys, time

dlint, folder = sys.argv[1:]
project = os.path.join(folder, "progress")
os.makedirs(project)
for number in range(20):
    os.makedirs(f"{project}/{number}")
    with open(f"{project}/{number}/Dockerfile", "w") as file:
        file.write("FROM debian:12\nUSER nobody\n")


def run(wait, terminal=True, arguments=(), **changes):
    """What dlint says on standard error while standard input comes after so many seconds."""
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", "TERM")}
    environment |= {"TERM": "xterm"} | changes
    ours, theirs = pty.openpty() if terminal else os.pipe()
    process = subprocess.Popen(
        [dlint, "--no-config", *arguments, "-", project],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=theirs, env=environment,
    )
    os.close(theirs)
    time.sleep(wait)
    # Not `communicate`: the terminal is read besides.
    process.stdin.write(b"FROM debian:12\nUSER nobody\n")
    process.stdin.close()
    out = process.stdout.read().decode()
    said = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        said += piece
    os.close(ours)
    assert process.wait() == 0, (process.returncode, out, said)
    assert "no problems" in out or "--quiet" in arguments, out
    assert "of 21 files" not in out, out
    return said.decode()


said = run(1.6)
assert "of 21 files" in said, said
assert said.endswith("\r"), "the line is still there"
assert said.rstrip("\r").rsplit("\r", 1)[-1].strip() == "", "the line is still there"
assert run(0) == "", "a short run has none"
assert run(1.6, terminal=False) == "", "a pipe has none"
assert run(1.6, CI="true") == "", "a pipeline has none"
assert run(1.6, TERM="dumb") == "", "a terminal that can do nothing has none"
assert run(1.6, arguments=["--quiet"]) == "", "who wants it quiet has none"
PYTHON
