package io.herd.server;

import io.herd.config.Host;
import io.herd.config.ServerConfig;

/** A server that cannot start, for a reason that the operator can fix: its message is one line that says how. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private StartException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A server that cannot use its journal. */
    static StartException cannotUseJournal(ServerConfig config, Throwable cause) {
        return new StartException(
                config.name() + " cannot use its journal: " + cause.getMessage()
                        + "; set journal.directory to another path, or journal.enabled to false",
                cause);
    }

    /** A server that cannot use its history. */
    static StartException cannotUseHistory(ServerConfig config, Throwable cause) {
        return new StartException(
                config.name() + " cannot use its history: " + cause.getMessage()
                        + "; set history.directory to another path, or history.enabled to false",
                cause);
    }

    /** A server that cannot use the list of tokens. */
    static StartException cannotUseTokens(ServerConfig config, Throwable cause) {
        return new StartException(
                config.name() + " cannot use the list of tokens: " + cause.getMessage()
                        + "; mend it, or set access.tokens to another path",
                cause);
    }

    /** A server that cannot use its certificates. */
    static StartException cannotUseCertificates(ServerConfig config, Throwable cause) {
        return new StartException(
                config.name() + " cannot use its certificates: " + cause.getMessage()
                        + "; see tls in the configuration, or make certificates for a first try with ./herd tls init",
                cause);
    }

    /**
     * A server that cannot listen at one of its ports.
     *
     * @param setting the port's key among the server's settings
     */
    static StartException cannotListen(ServerConfig config, String setting, int port, Throwable cause) {
        return new StartException(
                config.name() + " cannot listen at " + Host.inUrl(config.bind()) + ":" + port + " ("
                        + String.valueOf(cause.getMessage()).replaceFirst(".*: ", "")
                        + "): is a herd running already? Or set servers." + config.name() + "." + setting,
                cause);
    }
}
