"""What `safelight doctor` looks at: one file per part of the installation."""
