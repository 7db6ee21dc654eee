package io.herd.cli;

import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** All commands, as picocli knows them. Apart from {@link Main}, which must not need picocli's classes. */
@Command(
        name = "herd",
        description = "Servers that share where clients are and tell what is near them.",
        subcommands = {
            Up.class,
            Serve.class,
            Status.class,
            ReportCommand.class,
            WhereisCommand.class,
            WhatsatCommand.class,
            NearCommand.class,
            WatchCommand.class,
            Replay.class,
            Export.class,
            FenceCommand.class,
            Forget.class,
            PhoneCommand.class,
            TokenCommand.class,
            JournalCommand.class,
            PlacesCommand.class,
            TlsCommand.class,
            Bench.class,
            Train.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = RootCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ended as asked",
            "1:could not do it; standard error says why",
            "2:wrong usage or configuration",
            "130, 143:ended by Ctrl-C or SIGTERM, in order"
        })
final class RootCommand extends CommandGroup {
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new RootCommand())
                .setExecutionExceptionHandler((e, _, _) -> Main.explain(e))
                .setUsageHelpAutoWidth(true);
        // Latitudes in the south begin as options do.
        List.of("report", "watch")
                .forEach(name -> Objects.requireNonNull(line.getSubcommands().get(name))
                        .setUnmatchedOptionsArePositionalParams(true));
        Objects.requireNonNull(Objects.requireNonNull(line.getSubcommands().get("fence"))
                        .getSubcommands()
                        .get("add"))
                .setUnmatchedOptionsArePositionalParams(true);
        return line;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RootCommand.class.getPackage().getImplementationVersion();
            return new String[] {"herd " + (version == null ? "(not built)" : version)};
        }
    }
}
