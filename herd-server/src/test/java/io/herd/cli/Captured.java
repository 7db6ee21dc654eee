package io.herd.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a command that ran in this process has printed.
 *
 * @param code its exit code
 */
record Captured(int code, String output, String errors) {
    /** Runs a command with a configuration file. */
    static Captured run(String command, Path config, String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            int code = RootCommand.commandLine()
                    .execute(Stream.concat(Stream.of(command, "-c", config.toString()), Stream.of(arguments))
                            .toArray(String[]::new));
            return new Captured(code, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
