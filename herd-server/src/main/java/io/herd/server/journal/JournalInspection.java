package io.herd.server.journal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

/** Reads a journal without changing it, perhaps while its server writes to it. */
public final class JournalInspection {
    private final Disk disk;
    private final PrintStream out;

    private JournalInspection(Disk disk, PrintStream out) {
        this.disk = disk;
        this.out = out;
    }

    /**
     * An inspection of the journal of one server.
     *
     * @throws IOException if there is no such directory
     */
    public static JournalInspection of(Path directory, PrintStream out) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory + " is no directory; give that of one server's journal");
        }
        return new JournalInspection(FileDisk.reading(directory), out);
    }

    /**
     * Prints a line for each file; false if one is damaged, or the directory holds none.
     *
     * @throws IOException if a file cannot be read
     */
    public boolean verify() throws IOException {
        List<FileName> files = JournalFiles.of(disk).all();
        boolean isSound = !files.isEmpty();
        for (FileName name : files) {
            FileScan scan = scan(name);
            boolean isUnfinished = name.kind() == FileName.Kind.UNFINISHED;
            isSound &= isUnfinished || scan.condition() != FileScan.Condition.DAMAGED;
            out.println(name + ": " + (isUnfinished ? "unfinished" : describe(scan)));
        }
        out.println(isSound ? "sound" : files.isEmpty() ? "there is no journal" : "DAMAGED");
        return isSound;
    }

    private static String describe(FileScan scan) {
        String whole = scan.batches() + " batches, " + scan.records() + " reports, " + scan.bytes() + " bytes";
        return switch (scan.condition()) {
            case INTACT -> whole;
            case TORN -> whole + ", and a last write that was cut off";
            case DAMAGED -> whole + ", DAMAGED: " + damage(scan);
        };
    }

    private static String damage(FileScan scan) {
        if (scan.unreadable() > 0) {
            return scan.unreadable() + " bytes cannot be read";
        }
        return switch (scan.header()) {
            case FileHeader.Result.Damaged _ -> "its header is unreadable";
            case FileHeader.Result.Unknown(int version) -> "its format is of version " + version;
            case FileHeader.Result.Whole _ ->
                scan.missing() > 0 ? scan.missing() + " batches are missing" : "its end is missing";
        };
    }

    /**
     * Prints every report that can be read, file by file, as servers tell it to each other.
     *
     * @throws IOException if a file cannot be read
     */
    public void dump() throws IOException {
        for (FileName name : JournalFiles.of(disk).all()) {
            try (Disk.Input input = disk.open(name.toString())) {
                var _ = FileScan.of(name, input, this::print);
            }
        }
    }

    private void print(BatchScanner.Batch batch) {
        out.print(batch.lines());
    }

    private FileScan scan(FileName name) throws IOException {
        try (Disk.Input input = disk.open(name.toString())) {
            return FileScan.of(name, input, _ -> {});
        }
    }
}
