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
        String name = file == null ? DEFAULT_FILE : file.toString();
        Future<String> text = text(
                vertx, name, file == null ? DEFAULT_FILE : file.toAbsolutePath().toString());
        Future<Map<String, String>> environment = strings(vertx, "env");
        Future<Map<String, String>> properties = strings(vertx, "sys");
        return Future.all(text, environment, properties)
                .compose(_ -> vertx.executeBlocking(() -> ConfigReader.read(
                        ConfigYaml.parse(name, text.result()),
                        new Overrides(environment.result(), properties.result()),
                        secretFile -> Files.readString(Path.of(secretFile)))));
    }

    private static Future<String> text(Vertx vertx, String name, String path) {
        var store = new ConfigStoreOptions()
                .setType("file")
                .setFormat("raw")
                .setConfig(new JsonObject().put("path", path).put("raw.key", TEXT));
        return retrieve(vertx, store)
                .map(json -> json.getString(TEXT))
                .recover(failure -> Future.failedFuture(ConfigException.unreadable(name, cause(failure))));
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof FileSystemException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static Future<Map<String, String>> strings(Vertx vertx, String type) {
        // Unless told to keep raw data, the store would make numbers, lists and objects of texts that look like it.
        var store = new ConfigStoreOptions().setType(type).setConfig(new JsonObject().put("raw-data", true));
        return retrieve(vertx, store)
                .map(json -> json.stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().toString())));
    }

    /** Asks one store alone: a retriever of several would merge the environment's variables into the file's groups. */
    private static Future<JsonObject> retrieve(Vertx vertx, ConfigStoreOptions store) {
        var options = new ConfigRetrieverOptions()
                .setIncludeDefaultStores(false)
                .setScanPeriod(-1)
                .addStore(store);
        ConfigRetriever retriever = ConfigRetriever.create(vertx, options);
        return retriever.getConfig().eventually(retriever::close);
    }
}
