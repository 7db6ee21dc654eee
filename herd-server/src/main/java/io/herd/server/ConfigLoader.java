package io.herd.server;

import io.herd.config.ConfigException;
import io.herd.config.ConfigReader;
import io.herd.config.HerdConfig;
import io.herd.config.Overrides;
import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileSystemException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the herd's configuration: a YAML file, overridden by the environment, overridden by system properties. */
public final class ConfigLoader {
    /** Vert.x looks for it in the working directory first, then in the jar. */
    private static final String DEFAULT_FILE = "conf/herd.yaml";

    private static final String TEXT = "text";

    private ConfigLoader() {}

    /**
     * The configuration; a {@link ConfigException} where it cannot be read or used.
     *
     * @param file null for {@code conf/herd.yaml} in the working directory or, if there is none, the one in the jar
     */
    public static Future<HerdConfig> load(Vertx vertx, @Nullable Path file) {
        return groups(vertx, file)
                .compose(groups -> vertx.executeBlocking(() -> ConfigReader.read(
                        groups,
                        new Overrides(Environment.variables(), properties()),
                        secretFile -> Files.readString(Path.of(secretFile)))));
    }

    /**
     * What the file alone says, unchecked: groups of settings; a {@link ConfigException} where it cannot be read.
     *
     * @param file as for {@link #load}
     */
    public static Future<Map<?, ?>> groups(Vertx vertx, @Nullable Path file) {
        String name = file == null ? DEFAULT_FILE : file.toString();
        String path = file == null ? DEFAULT_FILE : file.toAbsolutePath().toString();
        return text(vertx, name, path).map(text -> ConfigYaml.parse(name, text));
    }

    private static Future<String> text(Vertx vertx, String name, String path) {
        var store = new ConfigStoreOptions()
                .setType("file")
                .setFormat("raw")
                .setConfig(new JsonObject().put("path", path).put("raw.key", TEXT));
        var options = new ConfigRetrieverOptions()
                .setIncludeDefaultStores(false)
                .setScanPeriod(-1)
                .addStore(store);
        ConfigRetriever retriever = ConfigRetriever.create(vertx, options);
        return retriever
                .getConfig()
                .eventually(retriever::close)
                .map(json -> json.getString(TEXT))
                .recover(failure -> Future.failedFuture(ConfigException.unreadable(name, cause(failure))));
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof FileSystemException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static Map<String, String> properties() {
        Properties all = System.getProperties();
        return all.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, all::getProperty));
    }
}
