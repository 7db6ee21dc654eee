package io.herd.cli;

import io.herd.config.HerdConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Asks all servers of the configuration over HTTP how they stand, and whether they agree.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all servers are up and agree",
            "1:one is down, or they know different things",
            "2:wrong usage or configuration"
        })
final class Status extends HerdCommand {
    @Option(names = "--json", description = "Prints what the servers answered, as one JSON array.")
    private boolean json;

    @Override
    int call(Vertx vertx, HerdConfig config) {
        List<Standing> standings =
                new Survey(vertx).ask(config.servers().values()).await();
        var verdict = new Verdict(standings);
        if (json) {
            System.out.println(
                    new JsonArray(standings.stream().map(Standing::json).toList()).encodePrettily());
        } else {
            StatusTable.lines(standings).forEach(System.out::println);
            System.out.println();
            System.out.println(verdict.text());
        }
        return verdict.isGood() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
