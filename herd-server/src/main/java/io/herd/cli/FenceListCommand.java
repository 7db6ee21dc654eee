package io.herd.cli;

import io.herd.server.web.FencesService;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Prints the fences, by the order of their names: 1,000 at most, and perhaps fewer large ones.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {FenceRequest.OK, FenceRequest.FAILED, FenceRequest.USAGE})
final class FenceListCommand extends FenceRequest {
    @Option(
            names = "--after",
            paramLabel = "NAME",
            description = "Begins behind a fence, as where the last list ended.")
    private String after = "";

    @Override
    String path() {
        // The name is the last segment of its path.
        return after.isEmpty()
                ? FencesService.PATH
                : FencesService.PATH + "?after=" + path(after).substring(FencesService.PATH.length() + 1);
    }

    @Override
    List<String> text(JsonObject document) {
        List<JsonObject> fences = document.getJsonArray("fences").stream()
                .map(each -> (JsonObject) each)
                .toList();
        List<String> lines = new ArrayList<>(FenceText.table(fences));
        if (document.getBoolean("more")) {
            lines.add("There are more: --after " + fences.getLast().getString("name"));
        }
        return lines;
    }
}
