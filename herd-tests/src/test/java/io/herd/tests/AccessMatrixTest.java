package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Credentials;
import io.herd.access.Scope;
import io.herd.config.AccessConfig;
import io.herd.config.JwtConfig;
import io.herd.config.ServerConfig;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command;
import io.herd.protocol.CommandParser;
import io.herd.server.web.Api;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every operation over every transport with every kind of credential. */
@ExtendWith(VertxExtension.class)
class AccessMatrixTest {
    private static final String KEY = "the key of the herd of this test";
    private static final Credentials CREDENTIALS = new Credentials(KEY);
    /** The client, and the fence, that operations are about. */
    private static final String NAME = "family/car";

    private static final String OPEN = "/api/v1/openapi.json";

    private TestHerd herd;
    private ServerConfig server;
    private int addresses;

    /** What is done: a line of the client port, or a request over HTTP. */
    private record Operation(Scope scope, String what, String body) {
        private Operation(Scope scope, String what) {
            this(scope, what, "");
        }

        /** What who may is answered: of streams it is enough to get so far, and what is deleted may be there no more. */
        private int status() {
            return switch (path()) {
                case "/api/v1/events" -> 400;
                case "/api/v1/live" -> 426;
                case "/api/v1/fences/another" -> 404;
                // Who may administer and nothing else cannot see the client.
                case "/api/v1/clients/" + SEGMENT + "/shares" -> 404;
                default -> method().equals("DELETE") ? 204 : 200;
            };
        }

        private String method() {
            return what.split(" ", -1)[0];
        }

        private String path() {
            return what.split(" ", -1)[1];
        }
    }

    private static final List<Operation> LINES = List.of(
            new Operation(Scope.REPORT, "IAMAT " + NAME + " +34.068930-118.445127 1700000000"),
            new Operation(Scope.READ, "WHEREIS " + NAME),
            new Operation(Scope.READ, "WHATSAT " + NAME + " 10 5"),
            new Operation(Scope.READ, "NEAR " + NAME + " 10 5"),
            new Operation(Scope.READ, "WATCH " + NAME),
            new Operation(Scope.READ, "WATCH family/ *"),
            new Operation(Scope.READ, "WATCH +34.068930-118.445127 10"),
            new Operation(Scope.READ, "WATCH +34-119 +35-118"),
            new Operation(Scope.READ, "WATCH " + NAME + " 10"),
            new Operation(Scope.READ, "FENCE " + NAME));

    private static final String REPORT =
            "{\"client\":\"" + NAME + "\",\"latitude\":34.06893,\"longitude\":-118.445127,\"time\":1700000000}";
    private static final String FENCE = "{\"latitude\":34.1,\"longitude\":-118.4,\"radius\":1}";
    private static final String PHONE = "{\"_type\":\"location\",\"topic\":\"owntracks/" + NAME
            + "\",\"lat\":34.06893,\"lon\":-118.445127,\"tst\":1700000000}";
    private static final String SEGMENT = "family%2Fcar";

    private static final List<Operation> REQUESTS = List.of(
            new Operation(Scope.REPORT, "POST /api/v1/reports", REPORT),
            new Operation(Scope.REPORT, "POST /pub", PHONE),
            new Operation(Scope.REPORT, "GET /?id=" + NAME + "&lat=34.06893&lon=-118.445127&timestamp=1700000000"),
            new Operation(Scope.READ, "GET /api/v1/clients?bbox=-119,34,-118,35"),
            new Operation(Scope.READ, "GET /api/v1/clients/" + SEGMENT),
            new Operation(Scope.READ, "GET /api/v1/clients/" + SEGMENT + "/near?radius=10"),
            new Operation(Scope.READ, "GET /api/v1/clients/" + SEGMENT + "/history"),
            new Operation(Scope.READ, "GET /api/v1/clients/" + SEGMENT + "/places?radius=10"),
            new Operation(Scope.READ, "GET /api/v1/near?latitude=34&longitude=-118&radius=100"),
            new Operation(Scope.READ, "GET /api/v1/fences"),
            new Operation(Scope.READ, "GET /api/v1/fences/" + SEGMENT),
            new Operation(Scope.READ, "GET /api/v1/fences/" + SEGMENT + "/clients"),
            // Without a subscription and a handshake.
            new Operation(Scope.READ, "GET /api/v1/events"),
            new Operation(Scope.READ, "GET /api/v1/live"),
            new Operation(Scope.ADMINISTER, "PUT /api/v1/fences/" + SEGMENT, FENCE),
            new Operation(Scope.ADMINISTER, "DELETE /api/v1/fences/another"),
            new Operation(Scope.ADMINISTER, "POST /api/v1/clients/" + SEGMENT + "/shares", "{\"seconds\":60}"),
            new Operation(Scope.FORGET, "DELETE /api/v1/clients/" + SEGMENT),
            new Operation(Scope.MONITOR, "GET /api/v1/herd"),
            new Operation(Scope.MONITOR, "GET /status"),
            new Operation(Scope.MONITOR, "GET /metrics"));

    /** Kinds of credentials. */
    private enum Kind {
        NONE,
        WRONG,
        EXPIRED,
        REVOKED,
        RIGHT,
        /** It permits the same of other names, and all else. */
        OTHER
    }

    /** How a request shows its credential. */
    private enum Transport {
        BEARER,
        BASIC,
        PATH
    }

    @BeforeEach
    void start(Vertx vertx, @TempDir Path directory) throws IOException {
        Path tokens = directory.resolve("tokens");
        Files.writeString(tokens, tokens());
        herd = TestHerd.guarded(
                vertx,
                directory,
                new AccessConfig(
                        EnumSet.noneOf(Scope.class), List.of(), KEY, tokens.toString(), JwtConfig.DEFAULT, List.of()));
        server = herd.server("Goloman");
        assertThat(reply(Kind.RIGHT, Scope.REPORT, LINES.getFirst())).startsWith("AT ");
        Operation fence = REQUESTS.stream()
                .filter(each -> each.scope == Scope.ADMINISTER)
                .findFirst()
                .orElseThrow();
        assertThat(status(Kind.RIGHT, Transport.BEARER, fence)).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private static String tokens() {
        return Arrays.stream(Scope.values())
                .flatMap(scope -> Stream.of(Kind.EXPIRED, Kind.REVOKED, Kind.RIGHT, Kind.OTHER)
                        .map(kind -> line(kind, scope)))
                .collect(Collectors.joining("\n"));
    }

    private static String line(Kind kind, Scope scope) {
        String end = switch (kind) {
            case EXPIRED -> " expires=2020-01-01";
            case REVOKED -> " revoked";
            default -> "";
        };
        String grants = kind == Kind.OTHER ? others(scope) : grant(scope, "family/*");
        return id(kind, scope) + " somebody " + grants + end;
    }

    private static String grant(Scope scope, String names) {
        return switch (scope) {
            case REPORT, READ, FORGET -> scope.name().toLowerCase(Locale.ROOT) + "=" + names;
            case MONITOR, ADMINISTER -> scope.name().toLowerCase(Locale.ROOT);
        };
    }

    private static String others(Scope scope) {
        boolean hasNames = grant(scope, "").endsWith("=");
        return Arrays.stream(Scope.values())
                .filter(each -> each != scope || hasNames)
                .map(each -> grant(each, each == scope ? "work/*" : "*"))
                .collect(Collectors.joining(" "));
    }

    private static String id(Kind kind, Scope scope) {
        return "K" + List.of(Kind.values()).indexOf(kind) + "S"
                + List.of(Scope.values()).indexOf(scope) + "00";
    }

    private static @Nullable String credential(Kind kind, Scope scope) {
        return switch (kind) {
            case NONE -> null;
            case WRONG -> CREDENTIALS.token(id(Kind.RIGHT, scope)).substring(0, 23) + "U";
            default -> CREDENTIALS.token(id(kind, scope));
        };
    }

    /** Of one address so many credentials would not be looked at. */
    private InetAddress anotherAddress() {
        try {
            return InetAddress.getByAddress(
                    new byte[] {127, 0, (byte) (++addresses >> 8 & 0xff), (byte) (1 + addresses % 250)});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private String reply(Kind kind, Scope scope, Operation line) {
        try (TestClient client = TestClient.connect(server.host(), server.port(), anotherAddress())) {
            String credential = credential(kind, scope);
            if (credential != null) {
                client.send("AUTH " + credential + "\n");
                String answer = client.line();
                assertThat(answer).doesNotContain(credential);
                assertThat(answer).isEqualTo(kind == Kind.RIGHT || kind == Kind.OTHER ? "AUTH somebody" : "? AUTH");
            }
            return client.send(line.what + "\n").line();
        }
    }

    private int status(Kind kind, Transport transport, Operation request) {
        String credential = credential(kind, request.scope);
        List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
        String path = request.path();
        if (credential != null) {
            switch (transport) {
                case BEARER -> headers.addAll(List.of("Authorization", "Bearer " + credential));
                case BASIC ->
                    headers.addAll(List.of(
                            "Authorization",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(
                                                    ("family:" + credential).getBytes(StandardCharsets.UTF_8))));
                case PATH -> path = "/t/" + credential + path;
            }
        }
        return Http.request(
                        anotherAddress(),
                        request.method(),
                        server.httpPort(),
                        path,
                        request.body,
                        headers.toArray(String[]::new))
                .statusCode();
    }

    @Test
    void onlyWhoMayIsAnsweredOnTheClientPort() {
        for (Operation line : LINES) {
            for (Kind kind : Kind.values()) {
                String reply = reply(kind, line.scope, line);
                if (kind == Kind.RIGHT) {
                    assertThat(reply).as("%s with %s", line, kind).doesNotStartWith("? ");
                } else if (kind == Kind.OTHER && !line.what.contains(NAME)) {
                    // Of areas and prefixes it is told of those that it may see, of which there are none.
                    assertThat(reply).as("%s with %s", line, kind).isEmpty();
                } else {
                    assertThat(reply).as("%s with %s", line, kind).isEqualTo("? " + line.what);
                }
            }
        }
    }

    @Test
    void onlyWhoMayIsAnsweredOverHttp() {
        // What deletes comes last.
        for (Operation request : REQUESTS) {
            for (Transport transport : Transport.values()) {
                for (Kind kind : List.of(Kind.NONE, Kind.WRONG, Kind.EXPIRED, Kind.REVOKED, Kind.OTHER, Kind.RIGHT)) {
                    int status = status(kind, transport, request);
                    String what = request.what + " with " + kind + " " + transport;
                    switch (kind) {
                        case NONE, WRONG, EXPIRED, REVOKED ->
                            assertThat(status).as(what).isEqualTo(401);
                        case OTHER ->
                            assertThat(isShown(status, request))
                                    .as(what + ": " + status)
                                    .isFalse();
                        case RIGHT -> assertThat(status).as(what).isEqualTo(request.status());
                    }
                }
            }
        }
    }

    /** Whether the answer to who may do the same of other names tells of these, or does anything. */
    private static boolean isShown(int status, Operation request) {
        boolean isOfAll = request.scope == Scope.READ && !request.what.contains(SEGMENT);
        return isOfAll ? status == 401 || status == 403 : status != 403 && status != 404;
    }

    @Test
    void noOperationIsForgotten() throws IOException {
        Set<String> commands = new TreeSet<>();
        addCommands(Command.class, commands);
        // FORWARD is a command only where herds share the clients.
        commands.removeAll(Set.of("Invalid", "Unwatch", "Auth", "Forward"));
        assertThat(LINES.stream().map(AccessMatrixTest::commandOf)).containsExactlyInAnyOrderElementsOf(commands);

        Set<String> described = new TreeSet<>(Set.of("GET /status", "GET /metrics", "POST /pub", "GET /"));
        described.addAll(described());
        described.remove("GET " + OPEN);
        assertThat(REQUESTS.stream()
                        .map(each -> each.method() + " "
                                + each.path()
                                        .replaceFirst("\\?.*", "")
                                        .replaceFirst("/(clients|fences)/[^/]+", "/$1/{}")))
                .containsExactlyInAnyOrderElementsOf(described);
    }

    private static void addCommands(Class<?> type, Set<String> names) {
        for (Class<?> each : Objects.requireNonNull(type.getPermittedSubclasses())) {
            if (each.isSealed()) {
                addCommands(each, names);
            } else {
                names.add(each.getSimpleName());
            }
        }
    }

    private static String commandOf(Operation line) {
        Command command = CommandParser.parse(Bytes.of(line.what));
        return command.getClass().getSimpleName();
    }

    private static Set<String> described() throws IOException {
        Set<String> described = new TreeSet<>();
        try (InputStream in = Objects.requireNonNull(Api.class.getResourceAsStream("openapi.json"))) {
            JsonObject paths =
                    new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8)).getJsonObject("paths");
            for (String path : paths.fieldNames()) {
                paths.getJsonObject(path).fieldNames().stream()
                        .filter(each -> !each.equals("parameters"))
                        .forEach(method -> described.add(
                                method.toUpperCase(Locale.ROOT) + " " + path.replaceFirst("\\{.*?}", "{}")));
            }
        }
        return described;
    }

    @Test
    void theDescriptionAndHealthAreForEverybody() {
        for (String path : List.of(OPEN, "/health/live", "/health/ready")) {
            assertThat(Http.get(server, path).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void nobodyLearnsWhetherAClientExistsThatMayNotBeSeen() {
        String token = credential(Kind.OTHER, Scope.READ);
        for (String what : List.of("", "/history")) {
            var answers = Stream.of("family%2Fcar", "family%2Fnobody")
                    .map(name -> Http.request(
                            "GET",
                            server.httpPort(),
                            "/api/v1/clients/" + name + what,
                            "",
                            "Authorization",
                            "Bearer " + token))
                    .map(each -> each.statusCode() + each.body())
                    .distinct();
            assertThat(answers).as(what).hasSize(1);
        }
    }
}
