package io.herd.cli;

import io.herd.config.ConfigException;
import io.herd.server.StartException;
import io.herd.server.log.StandardStreams;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: {@code herd COMMAND}. */
@Command(
        name = "herd",
        description = "Servers that share where clients are and tell what is near them.",
        subcommands = {Up.class, Serve.class, Status.class, PlacesCommand.class, Bench.class, Train.class},
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ended as asked",
            "1:could not do it; standard error says why",
            "2:wrong usage or configuration",
            "130, 143:ended by Ctrl-C or SIGTERM, in order"
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs a command and exits with its code. */
    public static void main(String[] arguments) {
        int code = commandLine().execute(arguments);
        StandardStreams.flush();
        System.exit(code);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((e, _, _) -> explain(e))
                .setUsageHelpAutoWidth(true);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    /** A user's mistake is one line; anything else is ours, and shows where. */
    private static int explain(Exception e) {
        switch (e) {
            case ConfigException mistake -> {
                System.err.println("herd: " + mistake.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            case StartException fault -> System.err.println("herd: " + fault.getMessage());
            case IOException fault -> System.err.println("herd: " + fault.getMessage());
            default -> e.printStackTrace();
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"herd " + (version == null ? "(not built)" : version)};
        }
    }
}
