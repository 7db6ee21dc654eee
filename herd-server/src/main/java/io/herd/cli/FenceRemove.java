package io.herd.cli;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = "Deletes a fence on all servers, also on those that are down now and come back.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:a server has deleted it, and tells the others", FenceRequest.FAILED, FenceRequest.USAGE})
final class FenceRemove extends FenceRequest {
    @Parameters(paramLabel = "NAME", description = "The fence's name.")
    private String name;

    @Override
    HttpMethod method() {
        return HttpMethod.DELETE;
    }

    @Override
    String path() {
        return path(name);
    }

    @Override
    List<String> text(JsonObject document) {
        return List.of(name + " is deleted");
    }
}
