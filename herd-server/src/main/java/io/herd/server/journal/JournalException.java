package io.herd.server.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** A journal that cannot be used: its message is one line with the path and the reason. */
public final class JournalException extends Exception {
    private static final long serialVersionUID = 1;

    /** The journal, or history, at a path cannot be used as a file or directory of it cannot. */
    public JournalException(String path, IOException cause) {
        this(path, reason(cause), cause);
    }

    JournalException(String path, String reason) {
        super(path + ": " + reason);
    }

    JournalException(String path, String reason, Throwable cause) {
        super(path + ": " + reason, cause);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "its permissions do not allow to use " + denied.getFile();
            case FileSystemException fault when fault.getReason() != null -> fault.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
