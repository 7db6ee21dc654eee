package io.herd.cli;

import io.herd.config.HerdConfig;
import io.herd.config.ServerConfig;
import io.herd.protocol.FenceName;
import io.herd.server.web.FencesService;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The base of the commands about fences: each sends a request to the first server that answers, and prints what comes back. */
abstract class FenceRequest extends ClientCommand {
    static final String OK = "0:a server has answered";
    static final String FAILED = "1:no server could be asked, or it refused";
    static final String USAGE = "2:wrong usage or configuration";

    private static final int FIRST_ERROR = 300;

    @Option(
            names = "--server",
            paramLabel = "NAME|HOST:PORT",
            description =
                    "The server to ask, of the configuration or at any HTTP port. Default: the first that answers.")
    private @Nullable String server;

    @Option(names = "--json", description = "Prints the answer of the server as it is, for programs.")
    private boolean isJson;

    @Override
    final int call(Vertx vertx, HerdConfig config) throws IOException {
        String path = path();
        Buffer body = body();
        var http = new ServerClient(vertx, config);
        for (ServerConfig each : servers(config)) {
            // A wait for the answer itself would throw whatever it failed with, checked exceptions included.
            AsyncResult<HttpResponse<Buffer>> answer = http.send(method(), each, path, body)
                    .transform(result -> Future.succeededFuture(result))
                    .await();
            if (answer.succeeded()) {
                return print(each, answer.result());
            }
            System.err.println(each.name() + " " + ServerClient.reason(answer.cause()));
        }
        return ExitCode.SOFTWARE;
    }

    private List<ServerConfig> servers(HerdConfig config) {
        String wished = server;
        if (wished == null) {
            return List.copyOf(config.servers().values());
        }
        ServerConfig named = config.servers().get(wished);
        if (named != null) {
            return List.of(named);
        }
        ClientPort port = ClientPort.parse(wished, null);
        if (port == null) {
            throw mistake("--server: " + wished + " is neither HOST:PORT nor one of "
                    + String.join(", ", config.servers().keySet()));
        }
        return List.of(new ServerConfig("server", port.host(), port.host(), 0, 0, port.port(), List.of()));
    }

    private int print(ServerConfig asked, HttpResponse<Buffer> answer) {
        Buffer received = answer.body();
        String text = received == null ? "" : received.toString();
        if (answer.statusCode() >= FIRST_ERROR) {
            System.err.println(asked.name() + " refused: " + detail(answer.statusCode(), text));
            return ExitCode.SOFTWARE;
        }
        if (!isJson) {
            text(text.isEmpty() ? new JsonObject() : new JsonObject(text)).forEach(System.out::println);
        } else if (!text.isEmpty()) {
            System.out.println(text);
        }
        return ExitCode.OK;
    }

    private static String detail(int status, String problem) {
        try {
            return new JsonObject(problem).getString("detail", problem);
        } catch (DecodeException | ClassCastException _) {
            return status + " " + problem;
        }
    }

    HttpMethod method() {
        return HttpMethod.GET;
    }

    abstract String path();

    /** What is sent; null for nothing. */
    @Nullable
    Buffer body() throws IOException {
        return null;
    }

    /** What is printed of a document, which is empty where the answer has none. */
    abstract List<String> text(JsonObject document);

    /** The path of the fence of a name. */
    final String path(String given) {
        FenceName name = FenceName.of(given);
        if (name == null) {
            throw mistake("NAME: expected " + FenceName.EXPECTED);
        }
        return FencesService.PATH + "/" + name.toSegment();
    }
}
