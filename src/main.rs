//! The command line of rolefit: arguments, files and terminals. All else is the library's.

mod cli;

/// Reading makes many small things and drops them soon: a seventh of its time was the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
