package io.herd.server.journal;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** The files of a journal, by their numbers. */
final class JournalFiles {
    private final List<FileName> files;

    private JournalFiles(List<FileName> files) {
        this.files = files;
    }

    static JournalFiles of(Disk disk) throws IOException {
        return new JournalFiles(disk.list().stream()
                .map(FileName::parse)
                .filter(Objects::nonNull)
                .sorted()
                .toList());
    }

    /** All of them, in their order. */
    List<FileName> all() {
        return files;
    }

    /** The finished snapshots, the newest first. */
    List<FileName> snapshots() {
        return ofKind(FileName.Kind.SNAPSHOT).reversed();
    }

    /** The logs from a number on, in their order. */
    List<FileName> logsFrom(long number) {
        return ofKind(FileName.Kind.LOG).stream()
                .filter(each -> each.number() >= number)
                .toList();
    }

    private List<FileName> ofKind(FileName.Kind kind) {
        return files.stream().filter(each -> each.kind() == kind).toList();
    }

    /** Above the number of every file. */
    long nextNumber() {
        return files.isEmpty() ? 1 : files.getLast().number() + 1;
    }
}
