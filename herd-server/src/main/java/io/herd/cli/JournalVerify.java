package io.herd.cli;

import io.herd.server.journal.JournalInspection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Reads every file of a journal, and prints what it found.",
            "It changes nothing, and the server may go on; then the last write may seem to be cut off."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is sound", "1:it is damaged, there is none, or it cannot be read", "2:wrong usage"})
final class JournalVerify implements Callable<Integer> {
    @Parameters(paramLabel = "DIRECTORY", description = "The journal of one server, such as data/journal/Goloman.")
    private Path directory;

    @Override
    public Integer call() throws IOException {
        return JournalInspection.of(directory, System.out).verify() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
