package io.herd.config;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group of settings: those of the file, and what overrides them. Every setting is read once, by its key; then
 * {@link #end} refuses keys that were not read. Settings without a value count as not given. All its methods throw
 * a {@link ConfigException} on values that are not allowed.
 */
final class SettingGroup {
    private static final String NOTHING = "";

    private final String prefix;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final Overrides overrides;
    private final SecretFiles files;

    private SettingGroup(String prefix, Map<?, ?> values, Overrides overrides, SecretFiles files) {
        this.prefix = prefix;
        this.overrides = overrides;
        this.files = files;
        values.forEach((key, value) -> this.values.put(String.valueOf(key), value == null ? NOTHING : value));
    }

    /** The whole file. */
    static SettingGroup root(Map<?, ?> values, Overrides overrides, SecretFiles files) {
        return new SettingGroup("", values, overrides, files);
    }

    /** The group under a key; empty where it is not given. */
    SettingGroup section(String key) {
        known.add(key);
        Object value = values.getOrDefault(key, NOTHING);
        if (value instanceof Map<?, ?> group) {
            return new SettingGroup(prefix + key + ".", group, overrides, files);
        }
        if (!RawSetting.isNothing(value)) {
            throw new ConfigException(prefix + key + ": expected a group of settings, got " + RawSetting.shown(value));
        }
        return new SettingGroup(prefix + key + ".", Map.of(), overrides, files);
    }

    /** The keys in the file, in its order. */
    Set<String> keys() {
        return values.keySet();
    }

    <T> T get(String key, SettingType<T> kind, T otherwise) {
        T value = optional(key, kind);
        return value == null ? otherwise : value;
    }

    <T> T required(String key, SettingType<T> kind) {
        T value = optional(key, kind);
        if (value == null) {
            throw new ConfigException(prefix + key + ": is missing, expected " + kind.expected());
        }
        return value;
    }

    <T> @Nullable T optional(String key, SettingType<T> kind) {
        Setting setting = find(key);
        return setting == null ? null : kind.read(setting.name(), setting.value());
    }

    /** A secret: the setting itself, or what is in the file that the setting of the same name with "File" names. */
    @Nullable
    String secret(String key, SettingType<String> kind) {
        Setting secret = content(key);
        return secret == null ? null : kind.read(secret.name(), secret.value());
    }

    /** The same, but a file in which nothing stands says that there is none. */
    @Nullable
    String secretOrNone(String key, SettingType<String> kind) {
        Setting secret = content(key);
        return secret == null || RawSetting.isNothing(secret.value()) ? null : kind.read(secret.name(), secret.value());
    }

    /** A secret as it was given, or the file's content. */
    private @Nullable Setting content(String key) {
        Setting itself = find(key);
        if (itself != null && itself.source() == Setting.Source.SYSTEM_PROPERTY) {
            throw new ConfigException(itself.name() + ": the list of processes shows it to every user of the machine;"
                    + " set " + overrides.variable(prefix + key) + " in the environment, or " + itself.name()
                    + "File to a file that holds it");
        }
        Setting file = find(key + "File");
        if (file == null || (itself != null && itself.overrides(file))) {
            return itself;
        }
        if (itself != null && !file.overrides(itself)) {
            throw new ConfigException(itself.name() + " and " + file.name() + ": give one of them, not both");
        }
        String path = SettingType.PATH.read(file.name(), file.value());
        try {
            return new Setting(file.name(), files.read(path), file.source());
        } catch (IOException e) {
            throw ConfigException.unreadable(file.name() + ": " + path, e);
        }
    }

    private @Nullable Setting find(String key) {
        known.add(key);
        Setting override = overrides.find(prefix + key);
        Object value = values.getOrDefault(key, NOTHING);
        return override != null || RawSetting.isNothing(value)
                ? override
                : new Setting(prefix + key, value, Setting.Source.FILE);
    }

    /** Refuses keys that no setting has. */
    void end() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw new ConfigException(prefix + key + ": there is no such setting"
                        + Nearest.suggest(key, known, "allowed are " + String.join(", ", known)));
            }
        }
    }
}
