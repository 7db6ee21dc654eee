package io.herd.cli;

import io.herd.config.HerdConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the status of all servers of the configuration, and whether they agree.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all servers are up, agree, and can write their journals",
            "1:one is down or cannot write, or they know different things",
            "2:wrong usage or configuration"
        })
final class Status extends HerdCommand {
    /** While reports flow, servers differ for moments: so often they are asked before a difference is reported. */
    private static final int LOOKS = 5;

    private static final Duration PAUSE = Duration.ofMillis(500);

    @Option(names = "--json", description = "Prints the answers of the servers as one JSON array.")
    private boolean json;

    private static List<PollResult> ask(Vertx vertx, HerdConfig config, Divergence divergence) {
        List<PollResult> standings =
                new StatusPoll(vertx, config).ask(config.servers().values()).await();
        divergence.look(standings);
        return standings;
    }

    @Override
    int call(Vertx vertx, HerdConfig config) throws InterruptedException {
        var divergence = new Divergence();
        List<PollResult> standings = ask(vertx, config, divergence);
        for (int i = 1; i < LOOKS && new HerdHealth(standings).isSplit(); i++) {
            Thread.sleep(PAUSE);
            standings = ask(vertx, config, divergence);
        }
        var verdict = new HerdHealth(standings);
        if (json) {
            System.out.println(
                    new JsonArray(standings.stream().map(PollResult::json).toList()).encodePrettily());
        } else {
            StatusTable.lines(standings).forEach(System.out::println);
            System.out.println();
            System.out.println(verdict.text());
            if (verdict.isSplit() && !divergence.text().isEmpty()) {
                System.out.println(divergence.text());
            }
        }
        return verdict.isGood() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
