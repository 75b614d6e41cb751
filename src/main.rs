//! The command line of rolefit: arguments, files and terminals. All else is the library's.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}

#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;
