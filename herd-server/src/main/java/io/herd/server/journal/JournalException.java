package io.herd.server.journal;

/** A journal that cannot be used: its message is one line with the path and the reason. */
public final class JournalException extends Exception {
    private static final long serialVersionUID = 1;

    JournalException(String path, String reason) {
        super(path + ": " + reason);
    }

    JournalException(String path, String reason, Throwable cause) {
        super(path + ": " + reason, cause);
    }
}
