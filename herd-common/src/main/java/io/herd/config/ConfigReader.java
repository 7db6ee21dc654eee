package io.herd.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the configuration of what its sources hold. */
public final class ConfigReader {
    private ConfigReader() {}

    /**
     * The herd's configuration.
     *
     * @param file what the file says, as a YAML parser gives it: maps, lists, texts and nulls
     * @param overrides what the environment and system properties say instead
     * @param files reads those files that hold secrets
     * @throws ConfigException if something is missing, unknown or not allowed
     */
    public static HerdConfig read(Map<?, ?> file, Overrides overrides, SecretFiles files) {
        SettingGroup root = SettingGroup.root(file, overrides, files);
        Map<String, ServerConfig> servers = servers(root.section("servers"));
        LimitsConfig limits = LimitsConfig.from(root.section("limits"));
        ExpiryConfig expiry = ExpiryConfig.from(root.section("expiry"));
        JournalConfig journal = JournalConfig.from(root.section("journal"));
        HistoryConfig history = HistoryConfig.from(root.section("history"));
        LinksConfig links = LinksConfig.from(root.section("links"));
        TlsConfig tls = TlsConfig.from(root.section("tls"));
        PlacesConfig places = PlacesConfig.from(root.section("places"));
        HttpConfig http = HttpConfig.from(root.section("http"));
        FencesConfig fences = FencesConfig.from(root.section("fences"));
        PhonesConfig phones = PhonesConfig.from(root.section("phones"));
        MqttConfig mqtt = MqttConfig.from(root.section("mqtt"));
        KafkaConfig kafka = KafkaConfig.from(root.section("kafka"));
        AccessConfig access = AccessConfig.from(root.section("access"));
        LogConfig log = LogConfig.from(root.section("log"));
        root.end();
        overrides.refuseUnknown();
        return new HerdConfig(
                servers, limits, expiry, journal, history, links, tls, places, http, fences, phones, mqtt, kafka,
                access, log);
    }

    private static Map<String, ServerConfig> servers(SettingGroup section) {
        Map<String, ServerConfig> servers = new LinkedHashMap<>();
        for (String name : section.keys()) {
            servers.put(name, ServerConfig.from(name, section.section(name)));
        }
        return servers;
    }
}
