//! Disks to break: small ones in memory, and ext4 in a file. Both ask for root.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use super::limited;

/// A mounted disk; it is taken off when this value is dropped.
pub(super) struct Mount {
    /// Where it is.
    pub(super) folder: PathBuf,
    is_mounted: bool,
}

impl Mount {
    /// Mounts a disk in memory with this many bytes of room.
    pub(super) fn in_memory(folder: &Path, bytes: u64) -> Result<Self> {
        let size = format!("size={bytes}");
        Self::new(folder, &["-t", "tmpfs", "-o", &size, "tmpfs"])
    }

    /// Mounts the file system that is in a file.
    pub(super) fn of_image(image: &Path, folder: &Path) -> Result<Self> {
        Self::new(folder, &["-o", "loop", &image.display().to_string()])
    }

    fn new(folder: &Path, options: &[&str]) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        run(Command::new("mount").args(options).arg(folder))?;
        Ok(Self {
            folder: folder.to_owned(),
            is_mounted: true,
        })
    }

    /// Gives a disk in memory another size.
    pub(super) fn resize(&self, bytes: u64) -> Result<()> {
        let options = format!("remount,size={bytes}");
        run(Command::new("mount").args(["-o", &options]).arg(&self.folder))
    }

    /// Cuts the power of an ext4 disk: what is not on it now never gets there. The program that asks the kernel for it
    /// is perl, because the workspace forbids the unsafe call; it is what tests of file systems use.
    pub(super) fn cut_power(&self) -> Result<()> {
        const ASK: &str = "open(my $d, '<', $ARGV[0]) or die $!; my $f = pack('L', 2); \
                           ioctl($d, 0x8004587d, $f) or die $!;";
        run(Command::new("perl").args(["-e", ASK]).arg(&self.folder))
    }

    /// Takes the disk off.
    pub(super) fn unmount(mut self) -> Result<()> {
        self.is_mounted = false;
        run(Command::new("umount").arg(&self.folder))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        if self.is_mounted {
            let _ = run(Command::new("umount").arg(&self.folder));
        }
    }
}

/// Makes a file with an ext4 file system of this many bytes in it.
pub(super) fn make_image(image: &Path, bytes: u64) -> Result<()> {
    std::fs::File::create(image)?.set_len(bytes)?;
    run(Command::new("mkfs.ext4").args(["-q", "-F"]).arg(image))
}

fn run(command: &mut Command) -> Result<()> {
    let output = limited::output(command)?;
    ensure!(
        output.status.success(),
        "`{}`: {}",
        crate::process::line(command),
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(())
}
