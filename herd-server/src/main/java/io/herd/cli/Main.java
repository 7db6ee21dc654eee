package io.herd.cli;

import io.herd.config.ConfigException;
import io.herd.server.StartException;
import io.herd.server.log.StandardStreams;
import io.herd.server.tls.TlsException;
import java.io.IOException;
import picocli.CommandLine.ExitCode;

/** The program: {@code herd COMMAND}. */
public final class Main {
    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] arguments) {
        HerdCommand plain = PlainCommand.parse(arguments);
        int code = plain == null ? RootCommand.commandLine().execute(arguments) : run(plain);
        StandardStreams.flush();
        System.exit(code);
    }

    private static int run(HerdCommand command) {
        try {
            return command.call();
        } catch (Exception e) {
            return explain(e);
        }
    }

    /** Prints one line for a user's mistake, and a stack trace for a bug. Returns the exit code. */
    static int explain(Exception e) {
        switch (e) {
            case ConfigException mistake -> {
                System.err.println("herd: " + mistake.getMessage());
                return ExitCode.USAGE;
            }
            case TlsException fault -> System.err.println("herd: " + fault.getMessage());
            case StartException fault -> System.err.println("herd: " + fault.getMessage());
            case IOException fault -> System.err.println("herd: " + fault.getMessage());
            default -> e.printStackTrace();
        }
        return ExitCode.SOFTWARE;
    }
}
