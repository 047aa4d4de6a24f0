"""From a built site to readers: fingerprints, precompressed files, releases, uploads."""
