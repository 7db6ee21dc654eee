package io.herd.measure;

import io.herd.config.ServerConfig;
import java.nio.file.Path;
import java.util.List;

/** The herd of the protocol, as it is measured: five servers, and the program that runs one of them. */
public final class Five {
    /** Who is in it. Where they listen is settled when they start. */
    public static final List<ServerConfig> SERVERS = List.of(
            server("Goloman", "Hands", "Holiday", "Wilkes"),
            server("Hands", "Goloman", "Wilkes"),
            server("Holiday", "Goloman", "Welsh", "Wilkes"),
            server("Welsh", "Holiday"),
            server("Wilkes", "Goloman", "Hands", "Holiday"));

    private Five() {}

    /** A server of this name, and of these neighbours. Where it listens is settled when it starts. */
    static ServerConfig server(String name, String... neighbours) {
        return new ServerConfig(name, "127.0.0.1", "127.0.0.1", 1, 3, 2, List.of(neighbours));
    }

    /** The launcher in the project's folder. */
    public static List<String> launcher(Path home) {
        return List.of(home.resolve("herd").toString());
    }
}
