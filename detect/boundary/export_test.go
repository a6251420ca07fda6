package boundary

// Through is through, for tests.
var Through = through
