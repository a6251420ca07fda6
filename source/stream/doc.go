// Package stream cuts a stream of decompressed bytes into records, however the
// product frames them, and runs a format's decoder over them.
//
// What enters: a reader and a format. What leaves: blocks of whole records with
// their line and offset, then events and refusals. What it must never know:
// where the bytes come from, what an event means, registers, rules.
//
// Framings: JSON objects one a line; JSON objects one after another or indented;
// an array of them; an array inside an envelope ({"Records":[…]}); CSV with a
// header, whose quoted fields may hold line ends; plain lines. A byte-order mark
// is removed, UTF-16 is transcoded.
//
// A record that cannot be cut or read becomes a refusal with its line and
// offset, and reading goes on at the next record: a broken line never hides the
// next one. A record longer than [MaxRecord] is refused and skipped without
// being kept. Memory is one block ([BlockSize], or one record where that is
// longer) per reader.
package stream
