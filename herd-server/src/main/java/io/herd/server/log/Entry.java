package io.herd.server.log;

/** What waits to be written to a log: lines that were noted at once. */
interface Entry {
    /** About how many bytes it keeps in memory, or becomes when it is written: the larger of the two. */
    int bytes();

    /** About how many lines it is. */
    int lines();

    /** Writes the lines; only now is their text made. */
    void writeTo(LineWriter out);
}
