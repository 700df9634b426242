package io.millrace.acceptance.chaos;

/** Something that must be so, the figures that say whether it is, and whether it is. */
record Check(String what, String figures, boolean holds) {}
