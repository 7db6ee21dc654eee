package io.herd.server;

import io.herd.config.ConfigException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** The text of a configuration file as maps. A key that stands twice in a group is an error, not the last one wins. */
final class ConfigYaml {
    private ConfigYaml() {}

    /**
     * What the text says; nothing where it is empty or holds only comments.
     *
     * @param file the file's name, for messages
     * @throws ConfigException if the text is no YAML or no map; with the line where that can be said
     */
    static Map<?, ?> parse(String file, String text) {
        Object loaded = load(file, text);
        if (loaded == null) {
            return Map.of();
        }
        if (loaded instanceof Map<?, ?> map) {
            return map;
        }
        throw new ConfigException(file + ": expected groups of settings, such as servers and limits");
    }

    private static @Nullable Object load(String file, String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            return new Yaml(new SafeConstructor(options)).load(text);
        } catch (MarkedYAMLException e) {
            // Not as the cause: its message quotes the file, where a secret may stand.
            throw new ConfigException(file + " line " + (e.getProblemMark().getLine() + 1) + ": " + e.getProblem());
        } catch (YAMLException e) {
            throw new ConfigException(file + ": " + e.getMessage(), e);
        }
    }
}
