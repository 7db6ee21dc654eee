package io.herd.server;

import io.herd.config.ConfigException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The text of a configuration file as maps, lists and texts. All scalars are texts, as they were written: YAML would make a
 * boolean of a server that is called {@code On}, a number of {@code 1e3}, and 8 of {@code 010}. A key that stands twice in a
 * group is an error, not the last one wins.
 */
final class ConfigYaml {
    private ConfigYaml() {}

    /**
     * What the text says; nothing where it is empty or holds only comments.
     *
     * @param file the file's name, for messages
     * @throws ConfigException if the text is no YAML or no map; with the line where that can be said
     */
    static Map<?, ?> parse(String file, String text) {
        checkEncoding(file, text);
        Object loaded = load(file, text);
        if (loaded == null) {
            return Map.of();
        }
        if (loaded instanceof Map<?, ?> map) {
            return map;
        }
        throw new ConfigException(file + ": expected groups of settings, such as servers and limits");
    }

    /** Bytes that are not UTF-8 have become one and the same character. */
    private static void checkEncoding(String file, String text) {
        int lost = text.indexOf('\uFFFD');
        if (lost >= 0) {
            long line = 1
                    + text.substring(0, lost)
                            .chars()
                            .filter(each -> each == '\n')
                            .count();
            throw new ConfigException(file + " line " + line + ": is not UTF-8");
        }
    }

    private static @Nullable Object load(String file, String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            var dumper = new DumperOptions();
            return new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new PlainTexts())
                    .load(text);
        } catch (MarkedYAMLException e) {
            // Not as the cause: its message quotes the file, where a secret may stand.
            throw new ConfigException(file + " line " + (e.getProblemMark().getLine() + 1) + ": " + e.getProblem());
        } catch (YAMLException e) {
            throw new ConfigException(file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException _) {
            // Not as the cause either, as it quotes the value.
            throw new ConfigException(file + ": a value is not of the type that its tag says");
        }
    }

    /** Takes nothing for a number, a boolean or a time; only what is empty, or a tilde, for nothing. */
    private static final class PlainTexts extends Resolver {
        private static final Pattern NOTHING = Pattern.compile("~?");

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.MERGE, MERGE, "<");
            addImplicitResolver(Tag.NULL, NOTHING, "~\0");
        }
    }
}
