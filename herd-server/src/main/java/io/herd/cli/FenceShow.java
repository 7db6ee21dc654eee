package io.herd.cli;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Prints a fence, or with --clients who is in it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the fence is known", FenceRequest.FAILED, FenceRequest.USAGE})
final class FenceShow extends FenceRequest {
    @Parameters(paramLabel = "NAME", description = "The fence's name.")
    private String name;

    @Option(names = "--clients", description = "Prints the clients that are in the fence, 1,000 at most.")
    private boolean isOfClients;

    @Override
    String path() {
        return isOfClients ? path(name) + "/clients?limit=1000" : path(name);
    }

    @Override
    List<String> text(JsonObject document) {
        if (!isOfClients) {
            return FenceText.table(List.of(document));
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CLIENT", "LOCATION", "REPORTED"));
        document.getJsonArray("clients").stream()
                .map(each -> (JsonObject) each)
                .forEach(each -> rows.add(List.of(
                        each.getString("client"),
                        each.getNumber("latitude") + "," + each.getNumber("longitude"),
                        each.getString("time"))));
        return TextTable.lines(rows);
    }
}
