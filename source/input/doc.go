// Package input finds the streams of log bytes behind the paths that an
// operator names: files, folders, standard input, and what is inside .gz, .zst,
// .bz2, .zip and .tar, told by their first bytes and not by their names.
//
// What enters: paths. What leaves: files in a fixed order, each giving its
// streams one after another with a name such as "logs.zip!2026/box.json". What
// it must never know: formats and records.
//
// Everything hostile stays inside named limits: archives in archives up to
// [MaxNesting], and a stream whose decompressed size runs away from its
// compressed size (see [MaxRatio]) is stopped and reported. A part that cannot be
// read is a problem with its name and never stops the rest. Memory is a few
// buffers per open stream; a zip inside another archive or on standard input is
// spooled to a temporary file, because its index is at its end.
package input
