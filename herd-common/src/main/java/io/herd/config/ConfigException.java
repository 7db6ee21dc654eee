package io.herd.config;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that cannot be used. Its message is one line for a person: the setting's name as they wrote it, what
 * is wrong with it and what is allowed. It never holds a secret or a key.
 */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConfigException(String message) {
        this(message, null);
    }

    public ConfigException(String message, @Nullable Throwable cause) {
        super(message.strip().replaceAll("\\s*\\R\\s*", " "), cause);
    }

    /** That a file, named by {@code what}, cannot be read because of {@code cause}. */
    public static ConfigException unreadable(String what, Throwable cause) {
        String why = switch (cause) {
            case NoSuchFileException _ -> "there is no such file";
            case CharacterCodingException _ -> "it is not UTF-8";
            case AccessDeniedException _ -> "its permissions do not allow it";
            default -> String.valueOf(cause.getMessage());
        };
        return new ConfigException(what + ": cannot be read, " + why, cause);
    }
}
