//! A full disk: one clear line, exit 1, and nothing lost: the same command goes on once there is room.

use std::process::{Command, Stdio};

use crate::support::program::{Ran, arg, ran, skipped};
use crate::support::tiny::Tiny;

/// Sizes of the disk at which the room ends in different stages.
const SIZES: [&str; 3] = ["16k", "96k", "160k"];

/// Pages of the site, and words of each, that outgrow the larger of these disks.
const PAGES: u32 = 20;
const WORDS: u32 = 900;

/// Whether a disk of any size can be made here, in a place of its own that vanishes with the command.
fn can_mount() -> bool {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let script = format!(
        "mount -t tmpfs -o size=64k none '{}'",
        folder.path().display()
    );
    let tried = Command::new("unshare")
        .args(["-m", "sh", "-c", &script])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    tried.is_ok_and(|status| status.success())
}

/// Runs the round on a small disk, notes how that ended, then gives it room and runs it again.
fn on_a_disk_of(size: &str, tiny: &Tiny) -> (Ran, String) {
    let (disk, first) = (tiny.place("disk"), tiny.place("first"));
    std::fs::create_dir_all(&disk).expect("a folder can be made");
    let program = env!("CARGO_BIN_EXE_govgauge");
    let (list, out) = (tiny.list(), disk.join("round"));
    let run = format!("'{program}' run '{}' --out '{}'", arg(&list), arg(&out));
    let script = format!(
        "mount -t tmpfs -o size={size} none '{disk}' && {run} >'{first}.out' 2>'{first}'; echo \"exit $?\" >>'{first}.out'; \
         mount -o remount,size=64m '{disk}' && {run} && test -s '{out}/report/index.html'",
        disk = arg(&disk),
        first = arg(&first),
        out = arg(&out)
    );
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-c", &script]);
    let again = ran::<&str>(command, &[]);
    let said = std::fs::read_to_string(&first).expect("the first run said something");
    let came = std::fs::read_to_string(tiny.place("first.out")).expect("the first run ended");
    assert_eq!(came, "exit 1\n", "{size}: {said}");
    (again, said)
}

#[test]
fn a_full_disk_ends_with_one_line_and_the_round_goes_on_with_room() {
    if !can_mount() {
        skipped("this machine lets no test mount a small disk (`unshare -m`, `mount -t tmpfs`)");
        return;
    }
    for size in SIZES {
        let tiny = Tiny::new();
        // Enough pages that the archive, and not only the report, outgrows the disk.
        let links: Vec<String> = (0..PAGES)
            .map(|n| format!("<a href=\"/p{n}.html\">{n}</a>"))
            .collect();
        let pages = tiny.path().join("s0");
        std::fs::write(
            pages.join("index.html"),
            format!(
                "<meta charset=utf-8><a href=\"/guide.html\">取水许可</a>{}",
                links.concat()
            ),
        )
        .expect("written");
        for n in 0..PAGES {
            // Words that no compression makes small.
            let words: Vec<String> = (0..WORDS)
                .map(|m| format!("{:x}", (n * WORDS + m + 1).wrapping_mul(2_654_435_761)))
                .collect();
            std::fs::write(
                pages.join(format!("p{n}.html")),
                format!("<title>{n}</title><p>{}</p>", words.join(" ")),
            )
            .expect("written");
        }
        let (again, said) = on_a_disk_of(size, &tiny);
        let errors: Vec<&str> = said
            .lines()
            .filter(|line| line.starts_with("error: "))
            .collect();
        assert_eq!(errors.len(), 1, "{size}: {said}");
        assert_eq!(
            said.lines().last(),
            errors.first().copied(),
            "{size}: {said}"
        );
        assert!(!said.contains("panicked"), "{size}: {said}");
        again.ends(0);
    }
}
