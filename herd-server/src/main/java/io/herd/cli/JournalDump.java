package io.herd.cli;

import io.herd.server.journal.JournalInspection;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        description = {
            "Prints every report in a journal, one line each, as servers tell them to each other:",
            "first those of snapshots, then those of logs. A client may have several; its newest counts."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all that can be read is printed", "1:it cannot be read", "2:wrong usage"})
final class JournalDump implements Callable<Integer> {
    @Parameters(paramLabel = "DIRECTORY", description = "The journal of one server, such as data/journal/Goloman.")
    private Path directory;

    @Override
    public Integer call() throws IOException {
        // Names of clients are bytes, which must come out as they came in.
        var out = new PrintStream(new BufferedOutputStream(System.out), false, StandardCharsets.ISO_8859_1);
        JournalInspection.of(directory, out).dump();
        out.flush();
        return ExitCode.OK;
    }
}
