package io.herd.track;

import java.io.IOException;

/** A file that is no track, or is broken somewhere. The message is for people, and names the place. */
public final class TrackException extends IOException {
    private static final long serialVersionUID = 1;

    TrackException(String message) {
        super(message);
    }

    TrackException(String message, Throwable cause) {
        super(message, cause);
    }
}
