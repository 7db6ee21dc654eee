package io.herd.server.log;

/** An entry of a log's queue: lines that were logged together. */
interface Entry {
    /** About how many bytes it keeps in memory, or becomes when it is written: the larger of the two. */
    int bytes();

    /** About how many lines it is. */
    int lines();

    /** Writes the lines; their text is formatted only now. */
    void writeTo(LineWriter out);
}
