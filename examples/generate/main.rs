//! Writes made-up profiles, as many as wanted, the same for the same seed:
//!
//! ```console
//! $ cargo run --release --example generate -- 20000 --seed 7 profiles.jsonl
//! $ cargo run --release --example generate -- 20000 --seed 7 profiles/      # TOML, one file each
//! $ cargo run --release --example generate -- --roles 20 --seed 7 roles/    # criteria files
//! ```

mod people;
mod random;
mod roles;
mod world;

use std::io::{BufWriter, Write};
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut seed = 1;
    let mut roles = None;
    let mut plain: Vec<String> = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().ok_or("a number is wanted")?.parse::<u64>().map_err(|e| e.to_string());
        match argument.as_str() {
            "--seed" => seed = number()?,
            "--roles" => roles = Some(number()?),
            _ => plain.push(argument),
        }
    }
    let world = world::World::read(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    if let (Some(count), [out]) = (roles, &plain[..]) {
        std::fs::create_dir_all(out)?;
        for i in 0..count {
            std::fs::write(format!("{}/role-{i:04}.toml", out.trim_end_matches('/')), roles::role(&world, seed, i))?;
        }
        return Ok(());
    }
    let [count, out] = &plain[..] else { return Err("usage: generate COUNT [--seed N] OUT.jsonl|OUT/ or generate --roles COUNT OUT/".into()) };
    let count: u64 = count.parse()?;
    if !out.ends_with('/') {
        let mut file = BufWriter::new(std::fs::File::create(out)?);
        for i in 0..count {
            writeln!(file, "{}", people::profile(&world, seed, i))?;
        }
        return Ok(file.flush()?);
    }
    for i in 0..count {
        // A thousand a directory.
        let dir = format!("{out}{:04}", i / 1000);
        if i % 1000 == 0 {
            std::fs::create_dir_all(&dir)?;
        }
        std::fs::write(format!("{dir}/{i:07}.toml"), toml::to_string(&people::profile(&world, seed, i))?)?;
    }
    Ok(())
}
