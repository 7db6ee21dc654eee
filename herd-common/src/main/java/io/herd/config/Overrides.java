package io.herd.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings from outside the file. {@code limits.lineBytes} is overridden by the environment's
 * {@code HERD_LIMITS_LINE_BYTES}, and that by the system property {@code herd.limits.lineBytes}. Lists are written with
 * commas. Secrets are not taken from system properties, which a list of processes shows. Empty values count as not
 * given. A few settings have a short name in the environment besides, which gives way to the long one. Variables that container
 * platforms set for services of the name herd are ignored. Confined to one reading of the
 * configuration, since it remembers which settings there are.
 */
public final class Overrides {
    private static final String VARIABLE = "HERD_";
    private static final String PROPERTY = "herd.";

    private static final Map<String, String> SHORT_VARIABLES = Map.of(
            "links.secret", "HERD_SECRET",
            "links.secretFile", "HERD_SECRET_FILE",
            "links.previousSecret", "HERD_PREVIOUS_SECRET",
            "links.previousSecretFile", "HERD_PREVIOUS_SECRET_FILE",
            "places.key", "GOOGLE_PLACES_KEY");

    /** What is no setting: the file of the configuration, and the token that commands show. */
    private static final Set<String> OTHER_VARIABLES = Set.of("HERD_CONFIG", "HERD_TOKEN");

    /**
     * What Kubernetes, and Docker's links, tell a container of services whose names begin with herd: where they listen.
     */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "HERD_(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP|SCTP)(_ADDR|_PORT|_PROTO)?)");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Map<String, String> environment = new TreeMap<>();
    private final Map<String, String> properties = new TreeMap<>();

    /** The path of each setting there is, by each of the names that override it. */
    private final Map<String, String> known = new HashMap<>();

    /** Those of the variables of the environment and of the system properties that are the herd's. */
    public Overrides(Map<String, String> environment, Map<String, String> properties) {
        environment.forEach((name, value) -> {
            boolean isSetting =
                    name.startsWith(VARIABLE) && !OTHER_VARIABLES.contains(name) && !isServiceLink(name, value);
            if (isSetting || SHORT_VARIABLES.containsValue(name)) {
                this.environment.put(name, value);
            }
        });
        properties.forEach((name, value) -> {
            if (name.startsWith(PROPERTY)) {
                this.properties.put(name, value);
            }
        });
    }

    private static boolean isServiceLink(String name, String value) {
        return SERVICE_LINK.matcher(name).matches()
                || (name.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches());
    }

    /** What overrides the setting, which from now on counts as known; null if nothing does. */
    @Nullable
    Setting find(String path) {
        Setting property = find(PROPERTY + path, path, properties, Setting.Source.SYSTEM_PROPERTY);
        Setting variable = find(longVariable(path), path, environment, Setting.Source.ENVIRONMENT);
        String shortName = SHORT_VARIABLES.get(path);
        Setting shortVariable =
                shortName == null ? null : find(shortName, path, environment, Setting.Source.ENVIRONMENT);
        return property != null ? property : variable != null ? variable : shortVariable;
    }

    private @Nullable Setting find(String name, String path, Map<String, String> values, Setting.Source source) {
        String other = known.putIfAbsent(name, path);
        String value = values.get(name);
        if (value == null || RawSetting.isNothing(value)) {
            return null;
        }
        if (other != null && !other.equals(path)) {
            throw new ConfigException(name + ": may mean " + other + " or " + path + "; use the system properties "
                    + PROPERTY + other + " and " + PROPERTY + path);
        }
        return new Setting(name, value, source);
    }

    /** The environment's name for a setting, the short one if there is one. */
    String variable(String path) {
        return SHORT_VARIABLES.getOrDefault(path, longVariable(path));
    }

    /** {@code limits.lineBytes} is {@code HERD_LIMITS_LINE_BYTES}. */
    private static String longVariable(String path) {
        return VARIABLE
                + path.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                        .replaceAll("[^A-Za-z0-9]", "_")
                        .toUpperCase(Locale.ROOT);
    }

    /**
     * To be called when every setting was asked for.
     *
     * @throws ConfigException if an override names no setting
     */
    void refuseUnknown() {
        refuseUnknown(environment);
        refuseUnknown(properties);
    }

    private void refuseUnknown(Map<String, String> values) {
        for (String name : values.keySet()) {
            if (!known.containsKey(name)) {
                throw new ConfigException(name + ": there is no such setting"
                        + Nearest.suggest(name, known.keySet(), "conf/herd.yaml names all there are"));
            }
        }
    }
}
